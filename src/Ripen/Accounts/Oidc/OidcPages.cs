using System.Data.Common;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Accounts.Oidc;

/// <summary><c>/login/oidc</c>: to the provider, and back from it.</summary>
internal static class OidcPages
{
    // What is counted of whoever comes back, before it is known who he is.
    private const string Anybody = "single sign-on";
    private const string NoAnswer = "The service by which your organisation logs people in does not answer as it should. Try again in a minute, or use your password. What is wrong stands in the server's log.";
    private const string NoGood = "The login at your organisation was not finished, is too old, or was begun in another browser. Begin again.";

    public static void Map(WebApplication app)
    {
        app.MapGet("/login/oidc", BeginAsync).ExcludeFromDescription();
        app.MapGet(OidcClient.CallbackPath, EndAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> BeginAsync(PageRequest request, OidcClient client)
    {
        var to = LocalPath.Of(request.Http.Request.Query["to"]);
        if (SettingsOf(request) is not { } settings) return request.GoTo("/login");
        try
        {
            await client.BeginAsync(request.Http, settings, to);
            return Results.Empty;
        }
        catch (Exception failed) when (failed is not (UnreachableException or DbException) && !request.Http.RequestAborted.IsCancellationRequested)
        {
            Log(request, failed);
            return LoginPages.Again(request, new(to, Problem: NoAnswer), StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<IResult> EndAsync(PageRequest request, OidcClient client)
    {
        if (SettingsOf(request) is not { } settings) return request.GoTo("/login");
        var (desk, address, from) = (request.Desk, Identification.AddressOf(request.Http), request.Http.Connection.RemoteIpAddress);
        if (await desk.Writer.DoAsync(write => LoginLimits.Begin(write, Anybody, from, desk.Now)) is { } until) return LoginPages.Again(request, new("/", Problem: LoginPages.WaitOf(until - desk.Now)), StatusCodes.Status429TooManyRequests);
        var answer = await client.AnswerAsync(request.Http, settings);
        var to = LocalPath.Of(answer.To);
        if (answer.Who is null)
        {
            Log(request, answer.Failure);
            await desk.Writer.DoAsync(write => Audit.Note(write, desk, Caller.Nobody(address), Actions.LoginRefused, "somebody unknown", "single sign-on: not finished", wasRefused: true));
            return LoginPages.Again(request, new(to, Problem: answer.Failure?.GetBaseException() is HttpRequestException or System.Net.Sockets.SocketException ? NoAnswer : NoGood), StatusCodes.Status400BadRequest);
        }
        var (user, problem) = await desk.Writer.DoAsync(write =>
        {
            // Somebody did log in there, so it was no guess.
            LoginLimits.Succeed(write, Anybody, from);
            return OidcAccount.Enter(desk, write, address, settings, answer.Who);
        });
        if (user is null) return LoginPages.Again(request, new(to, Problem: problem), StatusCodes.Status403Forbidden);
        await LoginPages.BeginAsync(request, user, "single sign-on", wasCounted: false);
        return request.GoTo(to);
    }

    private static OidcSettings? SettingsOf(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return OidcSettings.Of(request.Desk, session);
    }

    // The cause alone, in its first words: what is around it holds traces. What a provider says is cut and made harmless.
    private static void Log(PageRequest request, Exception? failure)
    {
        var log = request.Http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Ripen.Accounts");
        log.LogWarning("A login by OpenID Connect failed: {Why}", Reports.Harmless(failure?.GetBaseException().Message ?? "nothing was said", 300));
    }
}
