using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web.Public;

namespace Ripen.Web;

/// <summary>
/// Around every request: it must be meant for this desk (a foreign Host is DNS rebinding, a foreign Origin somebody else's
/// page, which has to do with the public paths alone), and whatever goes wrong is answered as a problem, without traces.
/// </summary>
internal static class Fence
{
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void UseFence(this WebApplication app, Desk desk, Reach reach) => app.Use(next => http => PassAsync(http, next, desk, reach));

    private static async Task PassAsync(HttpContext http, RequestDelegate next, Desk desk, Reach reach)
    {
        SetHeaders(http);
        if (Stranger(http.Request, reach) is { } stranger)
        {
            await stranger.ExecuteAsync(http);
            return;
        }
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }) await HttpProblem.OfStatus(http.Response.StatusCode, http.Request).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var problem = ProblemOf(failure, http, desk);
            http.Response.Clear();
            SetHeaders(http);
            await problem.ExecuteAsync(http);
        }
    }

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ApiPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        if (PublicPaths.Are(http.Request.Path))
        {
            // Other sites show them and send to them; nobody's session has to do with them.
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            headers.Remove("Cross-Origin-Opener-Policy");
        }
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static HttpProblem? Stranger(HttpRequest request, Reach reach)
    {
        if (!reach.IsOurs(request.Host)) return HttpProblem.WrongHost;
        return PublicPaths.Are(request.Path) || request.Headers.Origin.All(origin => reach.IsOurs(origin, request)) ? null : HttpProblem.WrongOrigin;
    }

    /// <summary>Whether a host is this machine, by one of the three names under which it is.</summary>
    public static bool IsLoopback(string host) => host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static HttpProblem ProblemOf(Exception failure, HttpContext http, Desk desk)
    {
        if (failure is BadHttpRequestException bad) return OfBadRequest(bad, http.Request);
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Ripen.Web");
        // Never the address or the message: they may name persons.
        var where = http.GetEndpoint() is { DisplayName: { } name } ? name : http.Request.Method;
        if ((failure as UnreachableException ?? desk.Database.Explain(failure)) is { } away)
        {
            log.LogWarning("{Where}: {Sentence}", where, away.Message);
            return HttpProblem.Unavailable;
        }
        log.LogError("{Where} failed: {Type}\n{Trace}", where, failure.GetType(), failure.StackTrace);
        return HttpProblem.Bug;
    }

    private static HttpProblem OfBadRequest(BadHttpRequestException bad, HttpRequest request) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => HttpProblem.OfStatus(413, request),
        StatusCodes.Status415UnsupportedMediaType => HttpProblem.OfStatus(415, request),
        StatusCodes.Status408RequestTimeout => new("/problems/too-slow", "The request came too slowly", 408, "Nothing was recorded. Send it again."),
        _ => HttpProblem.Malformed("The request broke off or is not as HTTP wants it. Nothing was recorded; send it again whole."),
    };
}
