using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Ripen.Accounts;
using Ripen.Accounts.Oidc;
using Ripen.Settings;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>What the desk makes of what a provider says; how browsers go there and back is told in the tests of pages.</summary>
public sealed class OidcTests
{
    private static readonly OidcSettings Settings = new(new("https://login.example.com"), "ripen", null, "groups", "sales=salesperson; cn=keepers,ou=groups=administrator", "Log in", "");

    [Theory]
    [InlineData("oidc_authority", "https://login.example.com/realms/main/", "https://login.example.com/realms/main")]
    [InlineData("oidc_authority", "http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("oidc_authority", "http://login.example.com", null)]
    [InlineData("oidc_authority", "https://ann:secret@login.example.com", null)]
    [InlineData("oidc_authority", "https://login.example.com/?x", null)]
    [InlineData("oidc_authority", "login.example.com", null)]
    [InlineData("oidc_authority", " ", "")]
    [InlineData("oidc_roles", " sales-team=salesperson;marketing = marketer ; ", "sales-team=salesperson; marketing=marketer")]
    [InlineData("oidc_roles", "cn=sales,ou=groups=salesperson", "cn=sales,ou=groups=salesperson")]
    [InlineData("oidc_roles", "sales-team=seller", null)]
    [InlineData("oidc_roles", "=salesperson", null)]
    [InlineData("oidc_roles", "sales-team", null)]
    public void A_setting_is_kept_in_one_form_or_refused(string name, string typed, string? kept) => Assert.Equal(kept, KnownSettings.Find(name)!.Read(typed));

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Accounts_and_roles_come_from_the_groups_and_the_last_administrator_stays_one(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var kim = await EnterAsync(desk, Who("Kim@desk.example", "cn=keepers,ou=groups"));
        Assert.Equal(("kim@desk.example", "kim", Role.Administrator), (kim.User!.Email, kim.User.Name, kim.User.Roles));
        Assert.Equal(Role.Administrator | Role.Salesperson, (await EnterAsync(desk, Who("kim@desk.example", "sales"))).User!.Roles);
        var lee = await SignedIn.UserAsync(desk.Desk, "lee@desk.example", Role.Administrator);
        Assert.Equal(Role.Salesperson, (await EnterAsync(desk, Who("kim@desk.example", "sales"))).User!.Roles);
        // Neither signing nor anything else of him is changed.
        await desk.Desk.Writer.DoAsync(write => UserChanges.Save(desk.Desk, write, Caller.OnThisMachine, lee.Id, "Lee", user => user with { SignsForSales = true, Capacity = 7 }), TestContext.Current.CancellationToken);
        Assert.Equal(("Lee", true, 7), (await EnterAsync(desk, Who("lee@desk.example", "cn=keepers,ou=groups"))) is { User: { } user } ? (user.Name, user.SignsForSales, user.Capacity) : default);
    }

    [Theory]
    [InlineData("true", "sales", true)]
    [InlineData("True", "sales", true)]
    [InlineData("false", "sales", false)]
    [InlineData("", "sales", false)]
    [InlineData(null, "sales", false)]
    [InlineData("true", "Sales", false)]
    public async Task Only_a_verified_address_and_a_group_by_its_very_name_count(string? verified, string group, bool opens)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        var who = new ClaimsPrincipal(new ClaimsIdentity([new("email", "kim@desk.example"), new("groups", group), .. verified is null ? Array.Empty<Claim>() : [new("email_verified", verified)]]));
        var (user, problem) = await EnterAsync(desk, who);
        Assert.Equal((opens, !opens), (user is not null, problem is not null));
        Assert.Equal(opens ? 0 : 1, desk.Count("select count(*) from audit where action = 'login.refused'"));
    }

    [Fact]
    public async Task The_desk_asks_the_named_address_alone_and_follows_nobody_elsewhere()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var here = server.Client.BaseAddress!;
        using var client = new HttpClient(new AuthorityOnly(here, []));
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(here, "/health/live"), stop)).StatusCode);
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(here, "/leads"));
        asked.Headers.Accept.ParseAdd("text/html");
        Assert.Equal(HttpStatusCode.SeeOther, (await client.SendAsync(asked, stop)).StatusCode);
        foreach (var elsewhere in new[] { "http://127.0.0.1:1/", "http://localhost:1/", $"https://{here.Authority}/", "https://evil.example/keys" })
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(elsewhere), stop));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_one_server_protects_another_of_the_same_desk_reads_and_the_database_shows_no_key(string kind)
    {
        using var database = new TestDatabase(kind);
        await using var one = await TestDesk.OverAsync(database);
        await using var two = await TestDesk.OverAsync(database);
        await using var here = Protecting(one);
        await using var there = Protecting(two);
        var text = here.GetRequiredService<IDataProtectionProvider>().CreateProtector("state").Protect("where he wanted to go");
        Assert.Equal("where he wanted to go", there.GetRequiredService<IDataProtectionProvider>().CreateProtector("state").Unprotect(text));
        Assert.Equal(1, one.Count("select count(*) from data_protection_keys"));
        using var session = one.Desk.Database.Read();
        Assert.DoesNotContain("masterKey", (string)session.Single("select sealed from data_protection_keys")!, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_secret_is_sealed_and_shown_nowhere(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var ann = await AccountTests.AdministratorAsync(server);
        var desk = server.Desk.Desk;
        Assert.Equal(303, (await ann.SendAsync("/settings", ("oidc_client_secret", "a very secret word"), ("oidc_authority", "https://login.example.com"), ("oidc_client_id", "ripen"))).Status);
        // Saved again, with its field empty.
        Assert.Equal(303, (await ann.SendAsync("/settings", ("oidc_client_secret", ""), ("desk_name", "Orbis"))).Status);
        using var session = desk.Database.Read();
        Assert.Equal("a very secret word", OidcSettings.Of(desk, session)!.Secret);
        Assert.Equal("set", desk.Settings.Of(session, KnownSettings.OidcClientSecret));
        Assert.DoesNotContain("secret word", (string)session.Single("select sealed from desk_secrets where name = 'oidc_client_secret'")!, StringComparison.Ordinal);
        foreach (var path in new[] { "/settings", "/audit", "/login" }) Assert.DoesNotContain("secret word", (await ann.GetAsync(path)).Body, StringComparison.Ordinal);
        Assert.Contains("oidc_client_secret", (await ann.GetAsync("/audit")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_takes_the_secret_from_a_file()
    {
        using var folder = new TempFolder();
        string[] desk = ["--data", folder.PathOf("data")];
        var file = folder.PathOf("secret.txt");
        File.WriteAllText(file, "a very secret word\n");
        Assert.Equal("oidc_client_secret is set.\n", Cli.Run(["settings", "set", "oidc_client_secret", file, .. desk]).Output);
        var listed = Cli.Run(["settings", "--format", "json", .. desk]).Output;
        Assert.Contains("\"name\":\"oidc_client_secret\",\"value\":\"set\"", listed.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("secret word", listed, StringComparison.Ordinal);
        Assert.Equal("oidc_client_secret is not set.\n", Cli.Run(["settings", "unset", "oidc_client_secret", .. desk]).Output);
        Assert.Equal(2, Cli.Run(["settings", "set", "oidc_client_secret", "a very secret word", .. desk]).ExitCode);
    }

    private static Task<(User? User, string? Problem)> EnterAsync(TestDesk desk, ClaimsPrincipal who) => desk.Desk.Writer.DoAsync(write =>
    {
        var (user, problem) = OidcAccount.Enter(desk.Desk, write, "127.0.0.1", Settings, who);
        // As a login does.
        if (user is not null) Users.Save(write, user with { LoggedInAt = desk.Desk.Now });
        return (user, problem);
    });

    private static ClaimsPrincipal Who(string email, params string[] groups) => new(new ClaimsIdentity([new("email", email), new("email_verified", "true"), .. groups.Select(group => new Claim("groups", group))]));

    private static ServiceProvider Protecting(TestDesk desk)
    {
        var services = new ServiceCollection();
        ProtectionKeys.Add(services, desk.Desk);
        return services.BuildServiceProvider();
    }
}
