using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Tests.Web;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>A server behind a proxy, and several on one database.</summary>
public sealed class ReachTests
{
    [Fact]
    public async Task Behind_a_named_proxy_the_desk_answers_to_its_public_name_and_keeps_its_cookie_safe()
    {
        await using var server = await ApiServer.OverAsync(await TestDesk.OpenAsync(DatabaseKinds.Sqlite), Reach.Of("http://0.0.0.0:5080", "https://desk.example", "127.0.0.1"));
        await SignedIn.AdministratorAsync(server.Desk.Desk);
        (string, string)[] proxied = [("Host", "desk.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7"), ("Accept", "text/html"), ("No-Login", "1")];
        var page = await server.SendAsync("GET", "/login", null, proxied);
        Assert.Equal(200, page.Status);
        Assert.Contains("max-age", page.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        var form = $"email={SignedIn.Email}&password={Uri.EscapeDataString(SignedIn.Password)}&to=/leads";
        (string, string) type = ("Content-Type", "application/x-www-form-urlencoded");
        Assert.Equal(403, (await server.SendAsync("POST", "/login", form, [.. proxied, type, ("Origin", "http://desk.example")])).Status);
        Assert.Equal(403, (await server.SendAsync("POST", "/login", form, [.. proxied, type, ("Origin", "https://evil.example")])).Status);
        var done = await server.SendAsync("POST", "/login", form, [.. proxied, type, ("Origin", "https://desk.example")]);
        Assert.Equal(303, done.Status);
        var cookie = done.Headers.GetValues("Set-Cookie").Single();
        foreach (var part in new[] { "__Host-ripen-session=", "secure", "httponly", "samesite=lax", "path=/" }) Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        using (var session = server.Desk.Desk.Database.Read()) Assert.Equal("203.0.113.7", session.Single("select address from user_sessions"));
        Assert.Equal(421, (await server.SendAsync("GET", "/login", null, ("Host", "evil.example"), ("X-Forwarded-Host", "desk.example"))).Status);
        // Health is asked for by the machine itself.
        Assert.Equal(200, (await server.SendAsync("GET", "/health/ready", null, ("No-Login", "1"))).Status);
    }

    [Fact]
    public async Task What_a_proxy_that_is_not_named_says_is_not_believed()
    {
        await using var server = await ApiServer.OverAsync(await TestDesk.OpenAsync(DatabaseKinds.Sqlite), Reach.Of("http://0.0.0.0:5080", "https://desk.example", "10.0.0.0/8"));
        var page = await server.SendAsync("GET", "/login", null, ("Host", "desk.example"), ("X-Forwarded-Proto", "https"), ("Accept", "text/html"), ("No-Login", "1"));
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Two_nodes_on_one_database_share_sessions_and_both_end_them_at_once()
    {
        using var database = new TestDatabase(DatabaseKinds.Postgres);
        await using var first = await ApiServer.OverAsync(await TestDesk.OverAsync(database));
        await using var second = await ApiServer.OverAsync(await TestDesk.OverAsync(database));
        var user = await SignedIn.UserAsync(first.Desk.Desk, "ann@desk.example", Role.Marketer);
        var cookie = SignedIn.CookieOf(await SignedIn.SessionAsync(first.Desk.Desk, user));
        Assert.Equal((200, 200), (await AskAsync(first), await AskAsync(second)));
        // What is changed at one holds at the other with the next request.
        await second.DoAsync(write => UserChanges.Save(second.Desk.Desk, write, Caller.OnThisMachine, user.Id, "Ann", one => one with { Roles = Role.ReadOnly }));
        Assert.Equal(403, await AskAsync(first, "/imports/waiting/x"));
        await second.DoAsync(write => UserChanges.Add(second.Desk.Desk, write, Caller.OnThisMachine, "boss@desk.example", "Boss", one => one with { Roles = Role.Administrator }));
        await second.DoAsync(write => UserChanges.Deactivate(second.Desk.Desk, write, Caller.OnThisMachine, user.Id));
        Assert.Equal((303, 303), (await AskAsync(first), await AskAsync(second)));

        async Task<int> AskAsync(ApiServer server, string path = "/leads") => (await server.SendAsync("GET", path, null, ("Cookie", cookie), ("Accept", "text/html"))).Status;
    }
}
