using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Ripen.Reading;
using IPNetwork = System.Net.IPNetwork;

namespace Ripen.Web;

/// <summary>By which names the server is reached, and which proxies stand before it and are believed.</summary>
/// <param name="PublicUrl">Where people reach it; null: on this machine only.</param>
internal sealed record Reach(Uri? PublicUrl, IReadOnlyList<IPNetwork> Proxies)
{
    public static Reach ThisMachine { get; } = new(null, []);

    /// <summary>Reads and checks what stands on the command line.</summary>
    /// <exception cref="InputRefusedException">One of them cannot be, or others could reach the server without encryption.</exception>
    public static Reach Of(string urls, string? publicUrl, string? proxies)
    {
        var reach = new Reach(publicUrl is null ? null : PublicOf(publicUrl), proxies is null ? [] : [.. proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NetworkOf)]);
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Kestrel's own words for all addresses of the machine.
            var address = Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : null;
            if (address is null) throw new InputRefusedException($"--urls {Reports.Harmless(url)} is no address. Write http://127.0.0.1:5080.");
            if (!Fence.IsLoopback(address.Host) && reach.PublicUrl is null)
                throw new InputRefusedException($"--urls {Reports.Harmless(url)}: others could reach the desk there, and passwords would travel in the clear. Put a proxy with a certificate before it, and name its address: --public-url https://ripen.example.com --proxies 10.0.0.5. On this machine alone: http://127.0.0.1:5080.");
        }
        return reach;
    }

    /// <summary>Whether a request names this server.</summary>
    public bool IsOurs(HostString host) => Fence.IsLoopback(host.Host) || (PublicUrl is { } known && string.Equals(host.Value, known.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a page that sends a request is one of this server.</summary>
    public bool IsOurs(string? origin, HttpRequest request) => PublicUrl is { } known && !Fence.IsLoopback(request.Host.Host)
        ? string.Equals(origin, known.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        : string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of a link that others are given.</summary>
    public string LinkTo(HttpRequest request, string path) => $"{(PublicUrl ?? new Uri($"{request.Scheme}://{request.Host.Value}")).GetLeftPart(UriPartial.Authority)}{path}";

    /// <summary>Believes what the named proxies say of whom they stand for, and nobody else.</summary>
    public void UseProxies(WebApplication app)
    {
        if (Proxies.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Proxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    private static Uri PublicOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Fence.IsLoopback(url.Host))) && url is { AbsolutePath: "/", Query: "", UserInfo: "", Fragment: "" }
            ? url : throw new InputRefusedException($"--public-url {Reports.Harmless(text)} has to be an address of https without a path, such as https://ripen.example.com.");

    private static IPNetwork NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        if (IPAddress.TryParse(text, out var address)) return new(address, address.GetAddressBytes().Length * 8);
        throw new InputRefusedException($"--proxies {Reports.Harmless(text)} is neither an address nor a network. Write 10.0.0.5, or 10.0.0.0/24.");
    }
}
