using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Ripen.Desks;
using Ripen.Reading;

namespace Ripen.Webhooks;

/// <summary>Sends one message once, and says what came of it; nothing that the other side does goes beyond that.</summary>
internal sealed class WebhookCaller : IDisposable
{
    private const int MostRead = 64 * 1024;
    private const int MostKept = 1024;
    private readonly HttpMessageInvoker outside;
    private readonly HttpMessageInvoker anywhere;

    public WebhookCaller(Desk desk) => (outside, anywhere) = (Invoker(desk, allowsInside: false), Invoker(desk, allowsInside: true));

    /// <summary>How long the other side may take, by the clock on the wall.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    public async Task<WebhookAnswer> SendAsync(Webhook webhook, WebhookMessage message, IReadOnlyList<string> secrets, bool allowsInside, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var request = RequestOf(webhook, message, secrets);
            if (!allowsInside && request.RequestUri!.Scheme != Uri.UriSchemeHttps) throw new InsideTargetException("It goes by http, and what is sent must not travel in the clear.");
            using var response = await (allowsInside ? anywhere : outside).SendAsync(request, limit.Token);
            var status = (int)response.StatusCode;
            var text = await BeginningAsync(response, limit.Token);
            return Of(status, status switch
            {
                >= 200 and <= 299 => null,
                >= 300 and <= 399 => Invariant($"It answered {status}, to go elsewhere; that is not followed."),
                410 => "It answered 410: it is gone for good.",
                _ => Invariant($"It answered {status}."),
            }, text);
        }
        catch (Exception failed) when (!stop.IsCancellationRequested)
        {
            return Of(null, Said(failed), null);
        }

        WebhookAnswer Of(int? status, string? error, string? text) => new(status, (int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(began).TotalMilliseconds), error, text);
    }

    public void Dispose()
    {
        outside.Dispose();
        anywhere.Dispose();
    }

    private static HttpMessageInvoker Invoker(Desk desk, bool allowsInside) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would look up names for itself.
        UseProxy = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        // Of an answer that is not read to its end the connection is closed.
        MaxResponseDrainSize = 0,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, stop) =>
        {
            var addresses = await WebhookTarget.AddressesAsync(desk, context.DnsEndPoint.Host, allowsInside, stop);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                // To what was looked at, and not to the name, which may lead elsewhere a moment later.
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });

    private static HttpRequestMessage RequestOf(Webhook webhook, WebhookMessage message, IReadOnlyList<string> secrets)
    {
        // By the clock on the wall, as the receiver's is; a demo's may be put forward.
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var id = message.Id.ToString();
        return new(HttpMethod.Post, webhook.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Payload)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", WebhookSecret.Sign(secrets, id, timestamp, message.Payload) },
                { "User-Agent", "Ripen-Webhooks/1" },
            },
        };
    }

    // The status has said what there is to say: of an answer that does not end, what came of it is enough.
    private static async Task<string?> BeginningAsync(HttpResponseMessage response, CancellationToken limit)
    {
        var (kept, buffer, read) = (new MemoryStream(), new byte[8 * 1024], 0);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit);
            while (read < MostRead && await body.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, MostRead - read)), limit) is > 0 and var length)
            {
                if (kept.Length < MostKept) kept.Write(buffer, 0, (int)Math.Min(length, MostKept - kept.Length));
                read += length;
            }
        }
        catch (Exception failed) when (failed is IOException or HttpRequestException or OperationCanceledException)
        {
            // It broke off, or took too long.
        }
        return kept.Length == 0 ? null : Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private string Said(Exception failed) => Reports.Harmless(failed switch
    {
        OperationCanceledException => Invariant($"It did not answer within {Patience.TotalSeconds:0.#} seconds."),
        InsideTargetException => failed.Message,
        HttpRequestException { InnerException: InsideTargetException inside } => inside.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"No encrypted connection came about: {failed.InnerException?.Message ?? failed.Message}",
        HttpRequestException { InnerException: SocketException unreached } => $"It cannot be reached: {unreached.Message}",
        _ => $"The connection broke off: {failed.Message}",
    }, 300);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
