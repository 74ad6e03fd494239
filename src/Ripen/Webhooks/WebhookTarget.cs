using System.Net;
using System.Net.Sockets;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Settings;
using Ripen.Storage;
using IPNetwork = System.Net.IPNetwork;

namespace Ripen.Webhooks;

/// <summary>A target leads inside, where webhooks may not go.</summary>
internal sealed class InsideTargetException(string sentence) : Exception(sentence);

/// <summary>
/// Where webhooks may go: out, and not to what the server reaches besides (itself, its network, the metadata of a cloud).
/// Looked at when one is added, and again with each connection, because names change what they stand for.
/// </summary>
internal static class WebhookTarget
{
    public const int Longest = 500;

    // IPv4: this machine, private, carrier-grade NAT, link-local, protocols, examples, benchmarks, multicast, reserved.
    private static readonly IPNetwork[] Inside =
    [
        .. new[] { "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4" }.Select(IPNetwork.Parse),
    ];

    // IPv6 is given out from here, and of it not: Teredo and the like, examples, 6to4, which hold an address of IPv4.
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotGivenOut = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    // By it a network without IPv4 reaches IPv4 (RFC 6052): the last four bytes are the address.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool AllowsInside(Session session, Desk desk) => desk.Settings.Of(session, KnownSettings.WebhookPrivateTargets) == "yes";

    /// <summary>Why a webhook may not go there, in a sentence; null where it may.</summary>
    public static async Task<string?> ObjectionAsync(Desk desk, string? typed, bool allowsInside, CancellationToken stop)
    {
        if (typed is not { Length: > 0 and <= Longest } || !Uri.TryCreate(typed, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            return "It should be an address of https of at most 500 characters, such as https://example.com/hooks/ripen.";
        if (url.UserInfo.Length > 0) return "It names a user. What it is sent is signed, so it needs no password in the address.";
        if (url.Fragment.Length > 0) return "It ends with a fragment (#…), which is never sent.";
        if (allowsInside) return null;
        if (url.Scheme != "https") return "It should begin with https: what is sent must not travel in the clear.";
        try
        {
            await AddressesAsync(desk, url.IdnHost, allowsInside, stop);
            return null;
        }
        catch (InsideTargetException inside)
        {
            return inside.Message;
        }
        catch (Exception failed) when (failed is SocketException or ArgumentException)
        {
            return $"There is no host {Reports.Harmless(url.IdnHost)}, or its name cannot be looked up now.";
        }
    }

    /// <summary>The addresses behind a host.</summary>
    /// <exception cref="InsideTargetException">One of them is inside: then none is good.</exception>
    /// <exception cref="SocketException">There is no such host.</exception>
    public static async Task<IPAddress[]> AddressesAsync(Desk desk, string host, bool allowsInside, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await desk.Webhooks.Resolve(host, stop);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        if (!allowsInside && addresses.FirstOrDefault(IsInside) is { } inside)
            throw new InsideTargetException($"{Reports.Harmless(host)} leads to {inside}, which is inside a network. An administrator can allow that for all webhooks, in the settings.");
        return addresses;
    }

    public static bool IsInside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return Inside.Any(network => network.Contains(address));
        if (Translated.Contains(address)) return IsInside(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return !GivenOut.Contains(address) || NotGivenOut.Any(network => network.Contains(address));
    }
}
