using System.Collections.Concurrent;
using Ripen.Accounts;
using Ripen.Desks;

namespace Ripen.Tests;

/// <summary>Who the tests are to a desk: an administrator who signs for both sides, with a token for programs and a session for browsers.</summary>
internal static class SignedIn
{
    public const string Email = "tess@desk.example";

    // Each takes a tenth of a second.
    private static readonly ConcurrentDictionary<string, string> Hashed = new(StringComparer.Ordinal);

    public const Scope All = Scope.Read | Scope.Touches | Scope.Leads | Scope.Imports | Scope.Campaigns | Scope.Agreements | Scope.Desk;

    public static Task<User> AdministratorAsync(Desk desk) => UserAsync(desk, Email, Role.Administrator, signs: true);

    public static Task<User> UserAsync(Desk desk, string email, Role roles, bool signs = false, string? password = null) => desk.Writer.DoAsync(write =>
    {
        if (desk.Users.Find(write, email) is null)
            Users.Add(write, new User(desk.Ids.Next(desk.Now), email, $"{char.ToUpperInvariant(email[0])}{email.Split('@')[0][1..]} Tester", roles) { SignsForSales = signs, SignsForMarketing = signs, Password = password is null ? "none" : Hashed.GetOrAdd(password, Passwords.Hash), CreatedAt = desk.Now });
        return desk.Users.Find(write, email)!;
    });

    public static Task<string> TokenAsync(Desk desk, User user, Scope scopes = All) => desk.Writer.DoAsync(write => ApiTokens.Create(write, desk, user.Id, "tests", scopes, TimeSpan.FromDays(ApiTokens.LongestDays)).Secret);

    public static Task<string> SessionAsync(Desk desk, User user) => desk.Writer.DoAsync(write => Sessions.Begin(write, user.Id, "127.0.0.1", "tests", desk.Now));

    public static string CookieOf(string session) => $"ripen-session={session}";
}

/// <summary>Sends a token with what goes to the API and a session with the rest, anew where the desk's clock has gone past the last.</summary>
internal sealed class SignedInHandler(Desk desk) : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private (DateTimeOffset At, string Token, string Session)? held;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is not null || request.Headers.Contains("Cookie") || request.Headers.Contains("No-Login")) return await base.SendAsync(request, cancellationToken);
        if (held is null || Math.Abs((desk.Now - held.Value.At).TotalDays) > 6)
        {
            var user = await SignedIn.AdministratorAsync(desk);
            held = (desk.Now, await SignedIn.TokenAsync(desk, user), await SignedIn.SessionAsync(desk, user));
        }
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal)) request.Headers.Authorization = new("Bearer", held.Value.Token);
        else request.Headers.Add("Cookie", SignedIn.CookieOf(held.Value.Session));
        return await base.SendAsync(request, cancellationToken);
    }
}
