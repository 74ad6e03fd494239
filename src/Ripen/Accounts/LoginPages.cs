using Ripen.Accounts.Oidc;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>What the page of the login shows.</summary>
/// <param name="To">Where to go on afterwards.</param>
/// <param name="Step">The code of the app is asked for.</param>
public sealed record LoginView(string To, string Email = "", string? Problem = null, bool Step = false)
{
    public PasskeyPlace Place { get; init; } = new(false, null);

    /// <summary>What the button says by which people log in at their organisation; null where there is none.</summary>
    public string? Elsewhere { get; init; }
}

/// <summary><c>/login</c> and <c>/logout</c>.</summary>
internal static class LoginPages
{
    private const string Title = "Log in";

    // The same for all that may be wrong: nobody learns here who has an account.
    private const string Wrong = "That address and password do not go together here.";
    private const string StepCookie = "ripen-login-step";

    public static void Map(WebApplication app)
    {
        app.MapGet("/login", Get).ExcludeFromDescription().WithMetadata(new WantsCaller());
        app.MapPost("/login", LogInAsync).ExcludeFromDescription();
        app.MapGet("/login/code", GetStep).ExcludeFromDescription();
        app.MapPost("/login/code", StepAsync).ExcludeFromDescription();
        app.MapPost("/logout", LogOutAsync).ExcludeFromDescription().WithMetadata(new WantsCaller());
    }

    private static IResult Get(PageRequest request)
    {
        var to = LocalPath.Of(request.Http.Request.Query["to"]);
        if (request.Caller.Session is not null) return request.GoTo(to);
        using var session = request.Desk.Database.Read();
        return request.Desk.Users.AreNone(session) ? request.GoTo("/begin") : request.Page<LoginPage>(session, Title, Whole(request, session, new(to)));
    }

    private static async Task<IResult> LogInAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, http) = (request.Desk, request.Http);
        var (email, password, to) = (form.Text("email") ?? "", form.Secret("password") ?? "", LocalPath.Of(form.Text("to", 2_000)));
        var view = new LoginView(to, email);
        if (await desk.Writer.DoAsync(write => LoginLimits.Begin(write, email, http.Connection.RemoteIpAddress, desk.Now), http.RequestAborted) is { } until)
            return Again(request, view with { Problem = WaitOf(until - desk.Now) }, StatusCodes.Status429TooManyRequests);
        User? user;
        using (var session = desk.Database.Read()) user = desk.Users.Find(session, email);
        // Takes a tenth of a second, so not in a transaction.
        if (!Passwords.IsOf(user, password))
        {
            await desk.Writer.DoAsync(write => Audit.Note(write, desk, Nobody(http), Actions.LoginRefused, user?.Email ?? "somebody unknown", "", wasRefused: true), http.RequestAborted);
            return Again(request, view with { Problem = Wrong }, StatusCodes.Status400BadRequest);
        }
        if (user!.HasTwoSteps)
        {
            var step = await desk.Writer.DoAsync(write => OneTimeLinks.Make(write, OneTime.Code, user.Id, user.Email, desk.Now + OneTimeLinks.StepFor, to), http.RequestAborted);
            http.Response.Cookies.Append(StepCookie, step, StepOptions(http));
            return request.GoTo("/login/code");
        }
        await BeginAsync(request, user, "password");
        return request.GoTo(to);
    }

    private static IResult GetStep(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return StepOf(request, session) is null ? request.GoTo("/login") : request.Page<LoginPage>(session, Title, new LoginView("/", Step: true));
    }

    private static async Task<IResult> StepAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, http) = (request.Desk, request.Http);
        OneTimeLink? step;
        User? user;
        using (var session = desk.Database.Read())
        {
            step = StepOf(request, session);
            user = step?.User is { } id ? desk.Users.Find(session, id) : null;
        }
        if (step is null || user is not { IsActive: true, HasTwoSteps: true }) return request.GoTo("/login");
        var isRight = await desk.Writer.DoAsync(
            write =>
            {
                if (TwoSteps.TryUse(desk, write, desk.Users.Find(write, user.Id)!, form.Text("code") ?? ""))
                {
                    OneTimeLinks.Use(write, step);
                    return true;
                }
                OneTimeLinks.Miss(write, step);
                Audit.Note(write, desk, Nobody(http), Actions.LoginRefused, user.Email, "code of the app", wasRefused: true);
                return false;
            },
            http.RequestAborted);
        if (!isRight) return Again(request, new LoginView("/", Problem: "That code is not right, or was used already. Wait for the next one.", Step: true), StatusCodes.Status400BadRequest);
        http.Response.Cookies.Delete(StepCookie, StepOptions(http));
        await BeginAsync(request, user, "password and code");
        return request.GoTo(LocalPath.Of(step.Data));
    }

    private static async Task<IResult> LogOutAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, caller) = (request.Desk, request.Caller);
        if (caller is { Session: { } session, User: { } user })
        {
            await desk.Writer.DoAsync(write =>
            {
                Sessions.End(write, user.Id, session);
                Audit.Note(write, desk, caller, Actions.LoggedOut, user.Email);
            });
        }
        Identification.Drop(request.Http);
        return request.GoTo("/login");
    }

    /// <summary>Begins a session for somebody who has shown who he is; what the browser held before is no good any more.</summary>
    /// <param name="how">For the audit: <c>password</c>, <c>passkey</c>.</param>
    /// <param name="wasCounted">As a try under his address, which turned out right.</param>
    public static async Task BeginAsync(PageRequest request, User user, string how, bool wasCounted = true)
    {
        var (desk, http) = (request.Desk, request.Http);
        var (address, agent) = (Identification.AddressOf(http), http.Request.Headers.UserAgent.ToString());
        var secret = await desk.Writer.DoAsync(write =>
        {
            if (Identification.SecretOf(http) is { } before && Sessions.Find(write, before, desk.Now) is { } old) Sessions.End(write, old.User, old.Key);
            if (wasCounted) LoginLimits.Succeed(write, user.Email, http.Connection.RemoteIpAddress);
            Users.Save(write, desk.Users.Find(write, user.Id)! with { LoggedInAt = desk.Now });
            Audit.Note(write, desk, Identification.Of(user, address), Actions.LoggedIn, user.Email, how);
            return Sessions.Begin(write, user.Id, address, agent, desk.Now);
        });
        Identification.Keep(http, secret);
    }

    private static Caller Nobody(HttpContext http) => Caller.Nobody(Identification.AddressOf(http));

    /// <summary>The page once more, with what is wrong.</summary>
    public static IResult Again(PageRequest request, LoginView view, int status)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<LoginPage>(session, Title, Whole(request, session, view), status);
    }

    private static LoginView Whole(PageRequest request, Session session, LoginView view) => view with { Place = PasskeyPlace.Of(request), Elsewhere = OidcSettings.LabelOf(request.Desk, session) };

    private static OneTimeLink? StepOf(PageRequest request, Session session) =>
        request.Http.Request.Cookies[StepCookie] is { Length: > 0 and < 100 } secret ? OneTimeLinks.Find(session, OneTime.Code, secret, request.Desk.Now) : null;

    private static CookieOptions StepOptions(HttpContext http) => new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/login", MaxAge = OneTimeLinks.StepFor, IsEssential = true };

    /// <summary>How long to wait, for a person.</summary>
    public static string WaitOf(TimeSpan left) => left > TimeSpan.FromMinutes(2)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Too many wrong tries from here. Try again in {Math.Ceiling(left.TotalMinutes):0} minutes, or ask an administrator for a link.")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Too many wrong tries from here. Try again in {Math.Max(1, Math.Ceiling(left.TotalSeconds)):0} seconds.");
}
