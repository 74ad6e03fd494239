using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Cli;

/// <summary>A desk on another machine, reached by its API with a token.</summary>
internal sealed class RemoteServer : IDisposable
{
    public const string TokenVariable = "RIPEN_TOKEN";
    private readonly HttpClient client;

    public RemoteServer(Uri url, string token)
    {
        // What it is told to go to elsewhere it does not follow: the token is for this server.
        client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>The server of this address, with the token that is known for it.</summary>
    /// <exception cref="InputRefusedException">It is no address, or there is no token.</exception>
    public static RemoteServer At(string address)
    {
        var url = UrlOf(address);
        var token = Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } given ? given : KnownServers.TokenOf(url);
        return token is null ? throw new InputRefusedException($"No token is known for {url}. Make one at {url}tokens, then: ripen login {url} --token-file FILE. Or set {TokenVariable}.") : new(url, token.Trim());
    }

    /// <exception cref="InputRefusedException">It is none, or a token would travel in the clear.</exception>
    public static Uri UrlOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url is { AbsolutePath: "/", Query: "", UserInfo: "", Fragment: "" } && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Fence.IsLoopback(url.Host)))
            ? url : throw new InputRefusedException($"--server {Reports.Harmless(address)} has to be an address of https, such as https://ripen.example.com; http only on this machine.");

    public async Task<JsonNode> GetAsync(string path, CancellationToken stop) => JsonNode.Parse(await TextAsync(path, stop))!;

    public Task<string> TextAsync(string path, CancellationToken stop) => SendAsync(new(HttpMethod.Get, path), stop);

    /// <summary>The items of a list that has no pages.</summary>
    public async Task<List<JsonNode>> AllAsync(string path, CancellationToken stop) => [.. (await GetAsync(path, stop))["items"]!.AsArray().Select(item => item!)];

    /// <exception cref="InputRefusedException">The server does not know the token.</exception>
    public async Task CheckAsync(CancellationToken stop)
    {
        try
        {
            await TextAsync("/openapi/v1.json", stop);
        }
        catch (InputRefusedException refused) when (refused.Message.StartsWith("It is for ", StringComparison.Ordinal))
        {
            // A good token that may not read.
        }
    }

    public async Task<JsonNode> PostAsync(string path, Stream body, string type, CancellationToken stop) =>
        JsonNode.Parse(await SendAsync(new(HttpMethod.Post, path) { Content = new StreamContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } }, stop))!;

    public void Dispose() => client.Dispose();

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using (request)
        {
            try
            {
                using var response = await client.SendAsync(request, stop);
                var text = await response.Content.ReadAsStringAsync(stop);
                return response.IsSuccessStatusCode ? text : throw Refused(response.StatusCode, text);
            }
            catch (HttpRequestException failed)
            {
                throw new UnreachableException($"{client.BaseAddress} cannot be reached ({Reports.Harmless(failed.Message)}). Does the server run, and is the address right?", failed);
            }
        }
    }

    private Exception Refused(HttpStatusCode status, string body)
    {
        if (status == HttpStatusCode.Unauthorized) return new InputRefusedException($"{client.BaseAddress} does not take the token: it is revoked, too old, or of another desk. Make another at {client.BaseAddress}tokens");
        var detail = DetailOf(body);
        if ((int)status is >= 300 and < 400) return new UnreachableException($"{client.BaseAddress} sends us elsewhere. Name the address where the desk itself answers.");
        return (int)status >= 500 ? new UnreachableException($"{client.BaseAddress} has trouble: {detail}") : new InputRefusedException(detail);
    }

    private static string DetailOf(string body)
    {
        try
        {
            return Reports.Harmless(JsonNode.Parse(body)?["detail"]?.ToString() ?? "it does not say why.", 500);
        }
        catch (JsonException)
        {
            return "it is no desk of Ripen, or one behind a proxy that refuses.";
        }
    }
}
