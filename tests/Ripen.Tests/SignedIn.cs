using Ripen.Accounts;
using Ripen.Desks;

namespace Ripen.Tests;

/// <summary>Who the tests are to a desk: an administrator who signs for both sides, with a token for programs and a session for browsers.</summary>
internal static class SignedIn
{
    public const string Email = "tess@desk.example";

    /// <summary>Everybody's.</summary>
    public const string Password = "plenty of blue herons";

    // It takes a tenth of a second.
    private static readonly Lazy<string> Hashed = new(() => Passwords.Hash(Password));

    public const Scope All = Scope.Read | Scope.Touches | Scope.Leads | Scope.Imports | Scope.Campaigns | Scope.Agreements | Scope.Desk;

    public static Task<User> AdministratorAsync(Desk desk) => UserAsync(desk, Email, Role.Administrator, signs: true);

    public static Task<User> UserAsync(Desk desk, string email, Role roles, bool signs = false) => desk.Writer.DoAsync(write =>
    {
        if (desk.Users.Find(write, email) is null)
            Users.Add(write, new User(desk.Ids.Next(desk.Now), email, $"{char.ToUpperInvariant(email[0])}{email.Split('@')[0][1..]} Tester", roles) { SignsForSales = signs, SignsForMarketing = signs, Password = Hashed.Value, CreatedAt = desk.Now });
        return desk.Users.Find(write, email)!;
    });

    public static Task<string> TokenAsync(Desk desk, User user, Scope scopes = All) => desk.Writer.DoAsync(write => ApiTokens.Create(write, desk, user.Id, "tests", scopes, TimeSpan.FromDays(ApiTokens.LongestDays)).Secret);

    public static Task<string> SessionAsync(Desk desk, User user) => desk.Writer.DoAsync(write => Sessions.Begin(write, user.Id, "127.0.0.1", "tests", desk.Now));

    public static string CookieOf(string session) => $"ripen-session={session}";
}

/// <summary>Sends a token with what goes to the API and a session with the rest, anew where the desk's clock has gone past the last.</summary>
internal sealed class SignedInHandler(Desk desk) : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private string? token;
    private (DateTimeOffset At, string Session)? session;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is not null || request.Headers.Contains("Cookie") || request.Headers.Contains("No-Login")) return await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal)) request.Headers.Authorization = new("Bearer", token ??= await SignedIn.TokenAsync(desk, await SignedIn.AdministratorAsync(desk)));
            else request.Headers.Add("Cookie", SignedIn.CookieOf(await HeldAsync()));
        }
        finally
        {
            gate.Release();
        }
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        gate.Dispose();
        base.Dispose(disposing);
    }

    private async Task<string> HeldAsync()
    {
        if (session is not { } held || Math.Abs((desk.Now - held.At).TotalDays) > 6) session = held = (desk.Now, await SignedIn.SessionAsync(desk, await SignedIn.AdministratorAsync(desk)));
        return held.Session;
    }
}
