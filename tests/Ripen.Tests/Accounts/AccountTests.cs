using System.Text.RegularExpressions;
using OtpNet;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>Accounts as people use them, through their pages.</summary>
public sealed partial class AccountTests
{
    private const string Password = SignedIn.Password;
    private const string Other = "seven quiet mountains";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_first_account_is_made_by_the_link_of_the_server_and_only_once(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var desk = server.Desk.Desk;
        using var first = new Visitor(server);
        Assert.Equal("/begin", (await first.GetAsync("/leads")).To);
        Assert.Contains("This desk is new", (await first.GetAsync("/begin")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await first.GetAsync("/begin/guessed")).Status);
        var link = (await server.DoAsync(write => BeginPages.FirstLink(write, desk)))!;
        var weak = await first.SendAsync(link, ("email", "ann@desk.example"), ("name", "Ann"), ("password", "short"), ("again", "short"));
        Assert.Equal(400, weak.Status);
        Assert.Contains("At least 12 characters", weak.Body, StringComparison.Ordinal);
        var made = await first.SendAsync(link, ("email", "Ann@Desk.example"), ("name", "Ann Able"), ("password", Password), ("again", Password));
        Assert.Equal((303, "/"), (made.Status, made.To));
        Assert.Equal(200, (await first.GetAsync("/leads")).Status);
        Assert.Contains("Ann Able", (await first.GetAsync("/leads")).Body, StringComparison.Ordinal);
        using var second = new Visitor(server);
        Assert.Equal("/login", (await second.GetAsync(link)).To);
        Assert.Equal(404, (await second.SendAsync(link, ("email", "eve@desk.example"), ("name", "Eve"), ("password", Password), ("again", Password))).Status);
        Assert.Null(await server.DoAsync(write => BeginPages.FirstLink(write, desk)));
        Assert.Equal((303, "/campaigns?q=x"), await LogInAsync(second, "ann@desk.example", Password, "/campaigns?q=x"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Somebody_asked_in_chooses_a_password_works_and_is_shut_out_at_once(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var ann = await AdministratorAsync(server);
        var invited = await ann.SendAsync("/people", ("email", "bob@desk.example"), ("name", "Bob Baker"), ("roles", "salesperson"), ("signs", "sales"), ("capacity", "20"));
        Assert.Equal(200, invited.Status);
        var link = new Uri(Link().Match(invited.Body).Value).PathAndQuery;
        using var bob = new Visitor(server);
        Assert.Contains("Welcome, Bob Baker", (await bob.GetAsync(link)).Body, StringComparison.Ordinal);
        Assert.Equal((303, "/"), await ToAsync(bob.SendAsync(link, ("password", Other), ("again", Other))));
        Assert.Equal(404, (await bob.GetAsync(link)).Status);
        Assert.Equal(200, (await bob.GetAsync("/leads/new")).Status);
        Assert.Equal(403, (await bob.SendAsync("/people", ("email", "eve@desk.example"), ("name", "Eve"), ("roles", "administrator"))).Status);
        // A token of his ends with him.
        var made = await bob.SendAsync("/tokens", ("name", "my script"), ("scopes", "read"), ("days", "30"));
        var token = Token().Match(made.Body).Value;
        Assert.DoesNotContain(token, (await bob.GetAsync("/tokens")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", $"Bearer {token}"))).Status);
        var user = Find(server, "bob@desk.example");
        Assert.Equal(303, (await ann.SendAsync($"/people/{user.Id}/deactivation")).Status);
        Assert.Equal((303, "/login?to=%2Fleads"), await ToAsync(bob.GetAsync("/leads")));
        Assert.Equal(401, (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", $"Bearer {token}"))).Status);
        Assert.Equal(400, (await bob.LogInAsync("bob@desk.example", Other)).Status);
        // Back again, with the same password, and nothing that had ended.
        Assert.Equal(303, (await ann.SendAsync($"/people/{user.Id}/reactivation")).Status);
        Assert.Equal(401, (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", $"Bearer {token}"))).Status);
        Assert.Equal(303, (await bob.LogInAsync("bob@desk.example", Other)).Status);
    }

    [Fact]
    public async Task What_somebody_may_is_changed_at_once_and_the_last_administrator_stays()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var ann = await AdministratorAsync(server);
        using var bob = await UserAsync(server, "bob@desk.example", Role.ReadOnly);
        Assert.Equal(403, (await bob.GetAsync("/leads/new")).Status);
        Assert.Equal(303, (await ann.SendAsync($"/people/{Find(server, "bob@desk.example").Id}", ("name", "Bob"), ("roles", "salesperson"), ("roles", "marketer"))).Status);
        Assert.Equal(200, (await bob.GetAsync("/leads/new")).Status);
        var own = $"/people/{Find(server, "ann@desk.example").Id}";
        var kept = await ann.SendAsync(own, ("name", "Ann"), ("roles", "marketer"));
        Assert.Equal(400, kept.Status);
        Assert.Contains("Nobody else could give out rights", kept.Body, StringComparison.Ordinal);
        Assert.Equal(409, (await ann.SendAsync($"{own}/deactivation")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_all_other_sessions_and_each_can_be_ended_by_itself()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var here = await AdministratorAsync(server);
        using var there = new Visitor(server);
        await there.LogInAsync("ann@desk.example", Password);
        Assert.Equal(400, (await here.SendAsync("/account/password", ("old", "not this one at all"), ("password", Other), ("again", Other))).Status);
        Assert.Equal(303, (await here.SendAsync("/account/password", ("old", Password), ("password", Other), ("again", Other))).Status);
        Assert.Equal(200, (await here.GetAsync("/account")).Status);
        Assert.Equal(303, (await there.GetAsync("/account")).Status);
        Assert.Equal(400, (await there.LogInAsync("ann@desk.example", Password)).Status);
        Assert.Equal(303, (await there.LogInAsync("ann@desk.example", Other)).Status);
        var page = (await here.GetAsync("/account")).Body;
        var endings = Ending().Matches(page).Select(match => match.Value).ToList();
        Assert.Equal(2, endings.Count);
        var others = endings.Single(path => !page.Contains($"{path}\"><button class=\"btn little plain\" type=\"submit\">Log out here", StringComparison.Ordinal));
        // Not by somebody else.
        using var bob = await UserAsync(server, "bob@desk.example", Role.Administrator);
        Assert.Equal(404, (await bob.SendAsync(others)).Status);
        Assert.Equal(200, (await there.GetAsync("/account")).Status);
        Assert.Equal(303, (await here.SendAsync(others)).Status);
        Assert.Equal(303, (await there.GetAsync("/account")).Status);
        Assert.Equal(303, (await here.SendAsync("/logout")).Status);
        Assert.Equal(303, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task With_a_second_step_the_password_alone_does_not_open_and_a_code_opens_once()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var ann = await AdministratorAsync(server);
        var secret = Secret().Match((await ann.GetAsync("/account?set-up=two-steps")).Body).Groups["secret"].Value;
        Assert.Equal(400, (await ann.SendAsync("/account/two-steps", ("secret", secret), ("code", "000000"), ("old", Password))).Status);
        Assert.Equal(303, (await ann.SendAsync("/account/two-steps", ("secret", secret), ("code", CodeOf(server, secret)), ("old", Password))).Status);
        server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        using var there = new Visitor(server);
        Assert.Equal((303, "/login/code"), await LogInAsync(there, "ann@desk.example", Password, "/work"));
        Assert.Equal(303, (await there.GetAsync("/leads")).Status);
        var code = CodeOf(server, secret);
        Assert.Equal(400, (await there.SendAsync("/login/code", ("code", code == "123456" ? "654321" : "123456"))).Status);
        Assert.Equal((303, "/work"), await ToAsync(there.SendAsync("/login/code", ("code", $"{code[..3]} {code[3..]}"))));
        Assert.Equal(200, (await there.GetAsync("/leads")).Status);
        using var third = new Visitor(server);
        await third.LogInAsync("ann@desk.example", Password);
        Assert.Equal(400, (await third.SendAsync("/login/code", ("code", code))).Status);
        Assert.Equal(303, (await ann.SendAsync("/account/two-steps/removal", ("old", Password))).Status);
        Assert.Equal((303, "/"), await LogInAsync(third, "ann@desk.example", Password));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whose_device_is_lost_gets_in_by_password_alone_once_an_administrator_takes_it_back(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var desk = server.Desk.Desk;
        using var ann = await AdministratorAsync(server);
        using var bob = await UserAsync(server, "bob@desk.example", Role.Marketer);
        var id = Find(server, "bob@desk.example").Id;
        await server.DoAsync(write => Users.Save(write, desk.Users.Find(write, id)! with { TwoStep = desk.Secrets.Seal(TwoSteps.Purpose(id), TwoSteps.NewSecret()) }));
        await server.DoAsync(write => Passkeys.Add(write, id, "Telephone", new([1, 2, 3], [4, 5], desk.Now, 1, null, true, false, false, [6], [7]), desk.Now));
        Assert.Contains("The device is lost", (await ann.GetAsync($"/people/{id}")).Body, StringComparison.Ordinal);
        Assert.Equal(403, (await bob.SendAsync($"/people/{id}/devices/removal")).Status);
        Assert.Equal(303, (await ann.SendAsync($"/people/{id}/devices/removal")).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from user_passkeys"));
        Assert.Equal(303, (await bob.GetAsync("/account")).Status);
        Assert.Equal((303, "/"), await LogInAsync(bob, "bob@desk.example", Password));
    }

    [Fact]
    public async Task The_audit_says_who_did_what_from_where_and_is_searched_and_taken_away()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var ann = await AdministratorAsync(server);
        using var bob = await UserAsync(server, "bob@desk.example", Role.ReadOnly);
        await bob.GetAsync("/audit");
        await ann.SendAsync("/settings", ("desk_name", "Orbis"));
        var all = (await ann.GetAsync("/audit")).Body;
        foreach (var word in new[] { "GET /audit", "setting.changed", "desk_name", "Refused", "127.0.0.1", "login" }) Assert.Contains(word, all, StringComparison.Ordinal);
        var found = (await ann.GetAsync("/audit?q=DESK_name")).Body;
        Assert.Contains("Orbis", found, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /audit", found, StringComparison.Ordinal);
        var file = await ann.GetAsync("/audit/export?action=setting.changed");
        Assert.Equal(2, file.Body.Trim().Split('\n').Length);
        Assert.Contains("ann@desk.example,page,127.0.0.1,setting.changed", file.Body, StringComparison.Ordinal);
        Assert.Contains("Nothing like that was done", (await ann.GetAsync("/audit?from=2099-01-01")).Body, StringComparison.Ordinal);
        Assert.Contains("audit", (await ann.GetAsync("/audit?action=export")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_stands_in_the_audit_can_be_neither_changed_nor_taken_away(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var desk = server.Desk.Desk;
        await server.DoAsync(write => Audit.Note(write, desk, Caller.OnThisMachine, Actions.Exported, "leads"));
        foreach (var sql in new[] { "update audit set by = 'nobody'", "delete from audit" })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => server.DoAsync(write => write.Execute(sql)));
            Assert.Contains("the audit only grows", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(1, server.Desk.Count("select count(*) from audit where subject = 'leads'"));
    }

    internal static async Task<Visitor> AdministratorAsync(ApiServer server) => await UserAsync(server, "ann@desk.example", Role.Administrator);

    internal static async Task<Visitor> UserAsync(ApiServer server, string email, Role roles, bool signs = false)
    {
        await SignedIn.UserAsync(server.Desk.Desk, email, roles, signs);
        var visitor = new Visitor(server);
        Assert.Equal(303, (await visitor.LogInAsync(email, Password)).Status);
        return visitor;
    }

    internal static User Find(ApiServer server, string email)
    {
        using var session = server.Desk.Desk.Database.Read();
        return server.Desk.Desk.Users.Find(session, email)!;
    }

    private static string CodeOf(ApiServer server, string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(server.Desk.Desk.Now.UtcDateTime);

    private static async Task<(int, string?)> ToAsync(Task<(int Status, string? To, string Body, HttpResponseMessage Whole)> answer) => await answer is var (status, to, _, _) ? (status, to) : default;

    private static Task<(int, string?)> LogInAsync(Visitor visitor, string email, string password, string to = "/") => ToAsync(visitor.LogInAsync(email, password, to));

    [GeneratedRegex("http://127[^\"]*/join/[^\"]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("ripen_[A-Za-z0-9_-]{43}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("/account/sessions/[0-9a-f]{64}/ending", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();

    [GeneratedRegex("name=\"secret\" value=\"(?<secret>[A-Z2-7]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
