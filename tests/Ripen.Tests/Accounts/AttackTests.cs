using System.Net;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>
/// An attacker's first twenty tries, a test each: 1 no login, 2 made-up sessions and tokens, 3 a token in the address, 4 a
/// session that has ended, 5 one he planted, 6 a token revoked or too old, 7 guessing, one after the other and at once,
/// 8 locking a colleague out, 9 asking who has an account, 10 sending people elsewhere, 11 forms of other sites,
/// 12 foreign names, 13 frames, 14 headers of a proxy, 15 more rights for himself, 16 links used twice or too old, 17 codes
/// again and guessed, 18 the first account again, 19 the demo's way in, 20 the door of the command line.
/// </summary>
public sealed class AttackTests
{
    private const string Password = SignedIn.Password;

    [Fact]
    public async Task T01_Without_a_login_there_is_only_the_door()
    {
        await using var server = await StartAsync();
        using var eve = new Visitor(server);
        Assert.Equal((303, "/login?to=%2Fleads%3Ftemperature%3Dhot"), ToOf(await eve.GetAsync("/leads?temperature=hot")));
        Assert.Equal((303, "/login"), ToOf(await eve.GetAsync("/")));
        Assert.Equal((303, "/login"), ToOf(await eve.SendAsync("/leads/bulk")));
        var api = await server.SendAsync("GET", "/api/v1/leads", null, ("No-Login", "1"));
        Assert.Equal((401, "/problems/not-logged-in"), (api.Status, api.Text("type")));
        var part = await eve.GetAsync("/leads/views", ("HX-Request", "true"));
        Assert.Equal((204, "/login"), (part.Status, part.Whole.Headers.GetValues("HX-Redirect").Single()));
        Assert.DoesNotContain("nav", (await eve.GetAsync("/login")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T02_Made_up_sessions_and_tokens_open_nothing()
    {
        await using var server = await StartAsync();
        foreach (var made in new[] { "x", new string('A', 43), "' or 1=1 --", "%00", $"{Guid.NewGuid()}" })
        {
            using var eve = new Visitor(server);
            eve.Hold("ripen-session", Uri.EscapeDataString(made));
            Assert.Equal(303, (await eve.GetAsync("/leads")).Status);
            foreach (var scheme in new[] { "Bearer ", "Bearer ripen_", "Basic ", "" }) Assert.Equal(401, (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", scheme + made))).Status);
        }
        // What the desk keeps of a session does not open it.
        using var ann = await LoggedInAsync(server);
        using var reader = new Visitor(server);
        using (var session = server.Desk.Desk.Database.Read()) reader.Hold("ripen-session", (string)session.Single("select session from user_sessions limit 1")!);
        Assert.Equal(303, (await reader.GetAsync("/leads")).Status);
    }

    [Fact]
    public async Task T03_A_token_counts_in_its_header_alone_and_opens_no_page()
    {
        await using var server = await StartAsync();
        var token = await SignedIn.TokenAsync(server.Desk.Desk, AccountTests.Find(server, SignedIn.Email));
        using var eve = new Visitor(server);
        Assert.Equal(401, (await eve.GetAsync($"/api/v1/leads?token={token}&access_token={token}")).Status);
        eve.Hold("ripen-session", token);
        Assert.Equal(303, (await eve.GetAsync("/leads")).Status);
        foreach (var page in new[] { "/leads", "/people", "/tokens", "/account", "/audit" }) Assert.Equal((403, "/problems/scope"), TypeOf(await server.SendAsync("GET", page, null, ("Authorization", $"Bearer {token}"))));
        Assert.Equal((403, "/problems/scope"), TypeOf(await server.SendAsync("POST", "/tokens", "name=x", ("Authorization", $"Bearer {token}"), ("Content-Type", "application/x-www-form-urlencoded"))));
    }

    [Fact]
    public async Task T04_A_session_that_has_ended_stays_so()
    {
        await using var server = await StartAsync();
        using var ann = await LoggedInAsync(server);
        var held = ann.Session!.Value;
        Assert.True(ann.Session.HttpOnly);
        await ann.SendAsync("/logout");
        using var eve = new Visitor(server);
        eve.Hold("ripen-session", held);
        Assert.Equal(303, (await eve.GetAsync("/leads")).Status);
        using var later = await LoggedInAsync(server);
        server.Desk.Clock.Advance(Sessions.Idle - TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await later.GetAsync("/leads")).Status);
        server.Desk.Clock.Advance(Sessions.Idle);
        Assert.Equal(303, (await later.GetAsync("/leads")).Status);
        using var busy = await LoggedInAsync(server);
        for (var day = 0; day < 29; day++)
        {
            server.Desk.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(200, (await busy.GetAsync("/account")).Status);
        }
        server.Desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(303, (await busy.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task T05_A_session_that_he_planted_does_not_become_the_one_of_who_logs_in()
    {
        await using var server = await StartAsync();
        using var eve = await LoggedInAsync(server, "eve@desk.example", Role.ReadOnly);
        var planted = eve.Session!.Value;
        using var ann = new Visitor(server);
        ann.Hold("ripen-session", planted);
        Assert.Equal(303, (await ann.LogInAsync("ann@desk.example", Password)).Status);
        Assert.NotEqual(planted, ann.Session!.Value);
        Assert.Equal(303, (await eve.GetAsync("/leads")).Status);
    }

    [Fact]
    public async Task T06_A_token_that_is_revoked_or_too_old_is_none()
    {
        await using var server = await StartAsync();
        var desk = server.Desk.Desk;
        using var ann = await LoggedInAsync(server);
        var (token, secret) = await server.DoAsync(write => ApiTokens.Create(write, desk, AccountTests.Find(server, "ann@desk.example").Id, "one", Scope.Read, TimeSpan.FromDays(2)));
        Assert.Equal(200, await AskAsync(secret));
        using var bob = await LoggedInAsync(server, "bob@desk.example", Role.Marketer);
        Assert.Equal(404, (await bob.SendAsync($"/tokens/{token.Id}/revocation")).Status);
        Assert.Equal(200, await AskAsync(secret));
        Assert.Equal(303, (await ann.SendAsync($"/tokens/{token.Id}/revocation")).Status);
        Assert.Equal(401, await AskAsync(secret));
        var (_, other) = await server.DoAsync(write => ApiTokens.Create(write, desk, AccountTests.Find(server, "ann@desk.example").Id, "two", Scope.Read, TimeSpan.FromDays(2)));
        server.Desk.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(401, await AskAsync(other));

        async Task<int> AskAsync(string held) => (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", $"Bearer {held}"))).Status;
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task T07_Guessing_is_slowed_down_one_after_the_other_and_at_once(string kind)
    {
        await using var server = await StartAsync(kind);
        using var eve = new Visitor(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => eve.LogInAsync("ann@desk.example", "not her password")));
        Assert.Equal(LoginLimits.FreeOfAccount, answers.Count(answer => answer.Status == 400));
        Assert.Equal(15, answers.Count(answer => answer.Status == 429));
        // Not even the right one, until the time is over.
        Assert.Equal(429, (await eve.LogInAsync("ann@desk.example", Password)).Status);
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(400, (await eve.LogInAsync("ann@desk.example", "nor this one is")).Status);
        Assert.Contains("Try again in 30 seconds", (await eve.LogInAsync("ann@desk.example", "nor this one is")).Body, StringComparison.Ordinal);
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(303, (await eve.LogInAsync("ann@desk.example", Password)).Status);
        // What writes a row for a stranger is counted, too.
        Assert.Equal(3, await server.DoAsync(write => Enumerable.Range(0, 5).Count(_ => LoginLimits.IsWithin(write, "anything", IPAddress.Loopback, 3, server.Desk.Desk.Now))));
        foreach (var _ in Enumerable.Range(0, 8)) Assert.Equal(401, (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", "Bearer ripen_wrong"))).Status);
        Assert.Equal(LoginLimits.FreeOfAccount, server.Desk.Count("select count(*) from audit where subject = 'a token'"));
        // Whoever tries one password on many accounts.
        using var sprayer = new Visitor(server);
        var sprayed = 0;
        while (sprayed < 100 && (await sprayer.LogInAsync($"user{sprayed}@desk.example", "Winter2026!")).Status == 400) sprayed++;
        Assert.InRange(sprayed, 10, LoginLimits.FreeOfAddress);
    }

    [Fact]
    public async Task T08_A_colleague_elsewhere_is_not_locked_out()
    {
        await using var server = await StartAsync();
        var desk = server.Desk.Desk;
        var (here, there) = (IPAddress.Parse("203.0.113.7"), IPAddress.Parse("198.51.100.9"));
        for (var i = 0; i < 30; i++) await server.DoAsync(write => LoginLimits.Begin(write, "ann@desk.example", here, desk.Now));
        Assert.NotNull(await server.DoAsync(write => LoginLimits.Begin(write, "ann@desk.example", here, desk.Now)));
        Assert.Null(await server.DoAsync(write => LoginLimits.Begin(write, "ann@desk.example", there, desk.Now)));
        // The waiting ends by itself, however often was tried.
        server.Desk.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(await server.DoAsync(write => LoginLimits.Begin(write, "ann@desk.example", here, desk.Now)));
        // One network of version 6 is one attacker.
        for (var i = 0; i < 5; i++) await server.DoAsync(write => LoginLimits.Begin(write, "bob@desk.example", IPAddress.Parse($"2001:db8::{i + 1:x}"), desk.Now));
        Assert.NotNull(await server.DoAsync(write => LoginLimits.Begin(write, "bob@desk.example", IPAddress.Parse("2001:db8::ffff"), desk.Now)));
    }

    [Fact]
    public async Task T09_Nobody_learns_who_has_an_account()
    {
        await using var server = await StartAsync();
        using var ann = await LoggedInAsync(server);
        using var gone = await LoggedInAsync(server, "gone@desk.example", Role.Marketer);
        await ann.SendAsync($"/people/{AccountTests.Find(server, "gone@desk.example").Id}/deactivation");
        using var eve = new Visitor(server);
        var bodies = new List<string>();
        foreach (var email in new[] { "ann@desk.example", "nobody@desk.example", "gone@desk.example" })
        {
            var answer = await eve.LogInAsync(email, "surely not this one");
            Assert.Equal(400, answer.Status);
            bodies.Add(answer.Body.Replace(email, "", StringComparison.Ordinal));
        }
        Assert.Single(bodies.Distinct());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("leads")]
    [InlineData("/%0d%0aSet-Cookie:x=1")]
    public async Task T10_Nobody_is_sent_elsewhere(string to)
    {
        await using var server = await StartAsync();
        using var ann = new Visitor(server);
        var answer = await ann.LogInAsync("ann@desk.example", Password, to);
        Assert.Equal(303, answer.Status);
        Assert.True(answer.To == "/" || (answer.To!.StartsWith("/%0d", StringComparison.Ordinal) && !answer.Whole.Headers.Contains("x")), answer.To);
        Assert.Equal("/", (await ann.GetAsync($"/login?to={Uri.EscapeDataString(to)}")).To!.Split('%')[0]);
    }

    internal static async Task<ApiServer> StartAsync(string kind = DatabaseKinds.Sqlite)
    {
        var server = await ApiServer.StartAsync(kind);
        await SignedIn.AdministratorAsync(server.Desk.Desk);
        await SignedIn.UserAsync(server.Desk.Desk, "ann@desk.example", Role.Administrator);
        return server;
    }

    private static Task<Visitor> LoggedInAsync(ApiServer server, string email = "ann@desk.example", Role roles = Role.Administrator) => AccountTests.UserAsync(server, email, roles);

    private static (int, string?) ToOf((int Status, string? To, string Body, HttpResponseMessage Whole) answer) => (answer.Status, answer.To);

    private static (int, string) TypeOf(Reply reply) => (reply.Status, reply.Text("type"));
}
