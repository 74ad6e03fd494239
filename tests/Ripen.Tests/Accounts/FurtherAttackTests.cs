using Ripen.Accounts;
using Ripen.Demo;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>The second ten of an attacker's tries, see <see cref="AttackTests"/>.</summary>
public sealed class FurtherAttackTests
{
    private const string Password = SignedIn.Password;

    [Fact]
    public async Task T11_Forms_of_other_sites_do_nothing()
    {
        await using var server = await StartAsync();
        using var ann = await LoggedInAsync(server);
        foreach (var origin in new[] { "https://evil.example", "null", null, ann.Origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) })
        {
            Assert.Equal(403, (await ann.PostAsync("/people", origin, ("email", "eve@desk.example"), ("name", "Eve"), ("roles", "administrator"))).Status);
            Assert.Equal(403, await ann.PostJsonAsync("/api/v1/leads", origin, """{"email":"eve@example.com"}"""));
            Assert.Equal(403, (await ann.PostAsync("/logout", origin)).Status);
            Assert.Equal(403, (await ann.PostAsync("/login", origin, ("email", "ann@desk.example"), ("password", Password))).Status);
        }
        Assert.Equal(200, (await ann.GetAsync("/account")).Status);
        Assert.Contains("samesite=lax", (await LoggedInAsync(server)).Cookies.ToLowerInvariant(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T12_By_a_foreign_name_the_desk_does_not_answer()
    {
        await using var server = await StartAsync();
        foreach (var host in new[] { "evil.example", "127.0.0.1.evil.example", "desk.example" })
        {
            Assert.Equal(421, (await server.SendAsync("GET", "/login", null, ("Host", host))).Status);
            Assert.Equal(421, (await server.SendAsync("GET", "/health/live", null, ("Host", host))).Status);
        }
    }

    [Fact]
    public async Task T13_No_page_can_be_framed_cached_or_run_what_is_not_ours()
    {
        await using var server = await StartAsync();
        using var ann = await LoggedInAsync(server);
        foreach (var page in new[] { "/login", "/account", "/leads", "/nothing-here" })
        {
            var headers = (await ann.GetAsync(page)).Whole.Headers;
            Assert.Contains("frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(("DENY", "nosniff", true), (headers.GetValues("X-Frame-Options").Single(), headers.GetValues("X-Content-Type-Options").Single(), headers.CacheControl!.NoStore));
        }
    }

    [Fact]
    public async Task T14_What_a_stranger_says_in_the_name_of_a_proxy_is_not_believed()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 8; i++)
        {
            using var eve = new Visitor(server, $"203.0.113.{i}");
            Assert.Equal(i < LoginLimits.FreeOfAccount ? 400 : 429, (await eve.LogInAsync("ann@desk.example", "not her password")).Status);
        }
        using var ann = new Visitor(server);
        var page = await ann.GetAsync("/login", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));
        Assert.False(page.Whole.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain("evil.example", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T15_Nobody_gives_himself_more_rights()
    {
        await using var server = await StartAsync();
        using var bob = await LoggedInAsync(server, "bob@desk.example", Role.Marketer);
        var own = AccountTests.Find(server, "bob@desk.example").Id;
        Assert.Equal(403, (await bob.SendAsync($"/people/{own}", ("name", "Bob"), ("roles", "administrator"))).Status);
        Assert.Equal(303, (await bob.SendAsync("/account", ("name", "Bob"), ("roles", "administrator"), ("signs", "sales"))).Status);
        var user = AccountTests.Find(server, "bob@desk.example");
        Assert.Equal((Role.Marketer, false), (user.Roles, user.SignsForSales));
        Assert.Equal(403, (await bob.SendAsync("/agreement/signatures", ("side", "marketing"), ("password", Password), ("line", "main"), ("version", "1"))).Status);
        Assert.Equal(403, (await bob.SendAsync("/settings", ("desk_name", "Bobs"))).Status);
        Assert.Equal(403, (await bob.GetAsync("/audit")).Status);
        // A token of his is worth no more than he is.
        var made = await SignedIn.TokenAsync(server.Desk.Desk, user);
        Assert.Equal(200, (await server.SendAsync("GET", "/api/v1/leads", null, ("Authorization", $"Bearer {made}"))).Status);
        using var reader = await LoggedInAsync(server, "rea@desk.example", Role.ReadOnly);
        var readers = await SignedIn.TokenAsync(server.Desk.Desk, AccountTests.Find(server, "rea@desk.example"));
        Assert.Equal((403, "/problems/role"), TypeOf(await server.SendAsync("POST", "/api/v1/leads", """{"email":"x@example.com"}""", ("Authorization", $"Bearer {readers}"))));
    }

    [Fact]
    public async Task T16_A_link_is_good_once_for_a_while_and_gives_way_to_the_next()
    {
        await using var server = await StartAsync();
        var desk = server.Desk.Desk;
        using var bob = await LoggedInAsync(server, "bob@desk.example", Role.Marketer);
        var user = AccountTests.Find(server, "bob@desk.example");
        var first = await LinkAsync();
        var second = await LinkAsync();
        using var eve = new Visitor(server);
        Assert.Equal(404, (await eve.GetAsync($"/join/{first}")).Status);
        Assert.Equal(200, (await eve.GetAsync($"/join/{second}")).Status);
        server.Desk.Clock.Advance(OneTimeLinks.PasswordFor);
        Assert.Equal(404, (await eve.SendAsync($"/join/{second}", ("password", Password), ("again", Password))).Status);
        var third = await LinkAsync();
        // Several at once: one of them.
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var one = new Visitor(server);
            return (await one.SendAsync($"/join/{third}", ("password", "another good sentence"), ("again", "another good sentence"))).Status;
        }));
        Assert.Equal([303, 404, 404, 404, 404], answers.Order());
        // Whoever was in with the old password is out.
        Assert.Equal(303, (await bob.GetAsync("/account")).Status);

        Task<string> LinkAsync() => server.DoAsync(write => UserChanges.Link(desk, write, Caller.OnThisMachine, user));
    }

    [Fact]
    public async Task T17_Codes_are_neither_used_again_nor_guessed()
    {
        await using var server = await StartAsync();
        var desk = server.Desk.Desk;
        var secret = TwoSteps.NewSecret();
        var user = await SignedIn.UserAsync(desk, "ann@desk.example", Role.Administrator);
        await server.DoAsync(write => Users.Save(write, desk.Users.Find(write, user.Id)! with { TwoStep = desk.Secrets.Seal(TwoSteps.Purpose(user.Id), secret) }));
        Assert.DoesNotContain(secret, AccountTests.Find(server, "ann@desk.example").TwoStep!, StringComparison.Ordinal);
        using var eve = new Visitor(server);
        Assert.Equal("/login/code", (await eve.LogInAsync("ann@desk.example", Password)).To);
        for (var i = 0; i < OneTimeLinks.MostTries; i++) Assert.Equal(400, (await eve.SendAsync("/login/code", ("code", "1"))).Status);
        var right = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret)).ComputeTotp(desk.Now.UtcDateTime);
        Assert.Equal((303, "/login"), ToOf(await eve.SendAsync("/login/code", ("code", right))));
        // Another's secret does not open with what was sealed for him.
        Assert.Throws<Ripen.Storage.UnreachableException>(() => desk.Secrets.Open(TwoSteps.Purpose(Guid.NewGuid()), AccountTests.Find(server, "ann@desk.example").TwoStep!));
    }

    [Fact]
    public async Task T18_There_is_no_second_first_account()
    {
        await using var server = await StartAsync();
        var desk = server.Desk.Desk;
        var left = await server.DoAsync(write => OneTimeLinks.Make(write, OneTime.First, null, "test", desk.Now.AddDays(1)));
        using var eve = new Visitor(server);
        Assert.Equal(404, (await eve.SendAsync($"/begin/{left}", ("email", "eve@desk.example"), ("name", "Eve"), ("password", Password), ("again", Password))).Status);
        Assert.Equal("/login", (await eve.GetAsync($"/begin/{left}")).To);
    }

    [Fact]
    public async Task T19_The_way_into_a_demo_is_in_no_other_server()
    {
        await using var server = await StartAsync();
        await server.DoAsync(write => DemoUsers.Introduce(write, server.Desk.Desk));
        using var eve = new Visitor(server);
        eve.Hold("ripen-demo-user", DemoUsers.All[0].Email);
        Assert.Equal(303, (await eve.GetAsync("/leads")).Status);
        Assert.Equal(404, (await eve.SendAsync("/demo/user", ("user", DemoUsers.All[0].Email))).Status);
        Assert.Equal(404, (await eve.SendAsync("/demo/clock")).Status);
        Assert.Equal(400, (await eve.LogInAsync(DemoUsers.All[0].Email, "anything at all")).Status);
        // Even one who got in here, say of a demo that was restored, types a password before he signs.
        await server.DoAsync(write => Users.Save(write, AccountTests.Find(server, DemoUsers.All[0].Email) with { Password = AccountTests.Find(server, SignedIn.Email).Password }));
        Assert.Equal(303, (await eve.LogInAsync(DemoUsers.All[0].Email, Password)).Status);
        Assert.Equal(400, (await eve.SendAsync("/agreement/signatures", ("line", "main"), ("version", "1"), ("side", "sales"))).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from agreement_signatures"));
    }

    [Fact]
    public async Task T20_The_door_of_the_command_line_opens_by_its_key_alone_and_to_no_browser()
    {
        await using var server = await StartAsync();
        const string List = """{"words":["user","list"],"folder":"/","is_terminal":false}""";
        foreach (var key in new[] { "", "wrong", "kee" }) Assert.Equal(404, (await server.PostAsync("/internal/command", List, ("Ripen-Key", key))).Status);
        Assert.Equal(404, (await server.PostAsync("/internal/command", List, ("Ripen-Key", "key"), ("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)))).Status);
    }

    [Fact]
    public async Task Neither_passwords_nor_what_opens_anything_are_written_down_anywhere()
    {
        await using var server = await StartAsync();
        using var ann = await LoggedInAsync(server);
        await ann.LogInAsync(Password, Password);
        await ann.SendAsync("/account/password", ("old", Password), ("password", "seven quiet mountains"), ("again", "seven quiet mountains"));
        using var session = server.Desk.Desk.Database.Read();
        var held = ann.Session!.Value;
        foreach (var table in new[] { "users", "user_sessions", "user_links", "audit", "login_failures", "api_tokens", "desk_secrets" })
        {
            var columns = Ripen.Storage.Schema.Read(session).Single(one => one.Name == table).Columns.Where(column => column.Type == "text").Select(column => column.Name);
            foreach (var column in columns) session.Read($"select coalesce({column}, '') from {table}", row => Assert.True(!row.GetString(0).Contains(Password, StringComparison.Ordinal) && !row.GetString(0).Contains("quiet mountains", StringComparison.Ordinal) && !row.GetString(0).Contains(held, StringComparison.Ordinal), $"{table}.{column}"));
        }
        Assert.DoesNotContain(server.Log, line => line.Contains(Password, StringComparison.Ordinal));
    }

    private static Task<ApiServer> StartAsync() => AttackTests.StartAsync();

    private static Task<Visitor> LoggedInAsync(ApiServer server, string email = "ann@desk.example", Role roles = Role.Administrator) => AccountTests.UserAsync(server, email, roles);

    private static (int, string?) ToOf((int Status, string? To, string Body, HttpResponseMessage Whole) answer) => (answer.Status, answer.To);

    private static (int, string) TypeOf(Reply reply) => (reply.Status, reply.Text("type"));
}
