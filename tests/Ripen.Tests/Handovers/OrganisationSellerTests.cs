using System.Net;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>Who is responsible for an organisation in Sales: named by API and on its page, and given first what becomes ripe there.</summary>
public class OrganisationSellerTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_becomes_ripe_at_an_organisation_goes_to_its_salesperson_first(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.Server.LeadAsync("""{"email":"eve@orbis-freight.com","facts":{"name":"Eve"}}""");
        var path = await OrganisationAsync(team);
        // By turns it would go to Lena.
        var named = await team.AsAsync("mona", "PATCH", path, """{"seller":"markus"}""");
        Assert.Equal((200, "markus@desk.example"), (named.Status, named.Text("seller")));
        Assert.Equal("markus@desk.example", (string?)(await team.Server.GetAsync("/api/v1/organisations")).Json["items"]![0]!["seller"]);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var handover = await team.HandoverAsync(lead);
        Assert.Equal(("markus@desk.example", "Markus Tester has this organisation"), ((string?)handover["to"], (string?)handover["because"]));
        Assert.Null((await team.AsAsync("mona", "PATCH", path, """{"seller":null}""")).Json["seller"]);
        var next = await team.RipeAsync("bob@orbis-freight.com");
        await team.RunAsync();
        Assert.Equal("lena@desk.example", (string?)(await team.HandoverAsync(next))["to"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Only_somebody_active_in_Sales_may_be_named_and_only_by_those_who_lead(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.Server.LeadAsync("""{"email":"eve@orbis-freight.com","facts":{"name":"Eve"}}""");
        var path = await OrganisationAsync(team);
        await team.AddAsync("max", Role.Marketer);
        foreach (var wrong in (string[])["max", "nobody-at-all", "", new string('x', 5_000)])
        {
            var refused = await team.AsAsync("mona", "PATCH", path, $$"""{"seller":"{{wrong}}"}""");
            Assert.Equal(400, refused.Status);
            Assert.StartsWith("Nobody in Sales goes by", (string?)refused.Json["errors"]!["seller"]![0], StringComparison.Ordinal);
        }
        foreach (var wrong in (string[])["{}", "[]", """{"seller":7}""", """{"seller":"lena","name":"x"}"""]) Assert.Equal(400, (await team.AsAsync("mona", "PATCH", path, wrong)).Status);
        Assert.Equal(403, (await team.AsAsync("lena", "PATCH", path, """{"seller":"lena"}""")).Status);
        Assert.Equal(404, (await team.AsAsync("mona", "PATCH", "/api/v1/organisations/nothing", """{"seller":"lena"}""")).Status);
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from organisations where seller is not null"));
        await team.AsAsync("mona", "PATCH", path, """{"seller":"Lena Tester"}""");
        await team.AsAsync("mona", "PATCH", path, """{"seller":"lena"}""");
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from audit where action = 'organisation.seller' and by = 'mona@desk.example' and detail = 'lena@desk.example instead of nobody'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_page_shows_who_it_is_and_lets_those_who_lead_name_another(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.Server.LeadAsync("""{"email":"eve@orbis-freight.com","facts":{"name":"Eve"}}""");
        var path = (await OrganisationAsync(team)).Replace("/api/v1", "", StringComparison.Ordinal);
        var page = (await team.Server.PageAsync(path)).Body;
        Assert.Contains("Nobody is named.", page, StringComparison.Ordinal);
        var saved = await SentForm.Of(page, "/seller").With("Responsible in Sales", "markus@desk.example").SendAsync(team.Server);
        Assert.Contains("Markus Tester</bdi></b> <span class=\"muted\">gets first", saved.Body, StringComparison.Ordinal);
        var wrong = await SentForm.Of(saved.Body, "/seller").With("Responsible in Sales", "<b>max</b>").SendAsync(team.Server);
        Assert.Equal(400, wrong.Status);
        Assert.Contains("Nobody in Sales goes by '<b>max</b>'.", WebUtility.HtmlDecode(wrong.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>max</b>", wrong.Body, StringComparison.Ordinal);
        var lena = ("Cookie", await team.CookieAsync("lena"));
        var seen = (await team.Server.SendAsync("GET", path, null, DeskForms.Reader, lena)).Body;
        Assert.Contains("Markus Tester", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"seller\"", seen, StringComparison.Ordinal);
        // Whoever leaves Sales stands there still, and it is said.
        await team.Server.DoAsync(write => Users.Save(write, team.Desk.Users.Find(write, "markus@desk.example")! with { DeactivatedAt = team.Desk.Now }));
        Assert.Contains("is not in Sales any more", (await team.Server.PageAsync(path)).Body, StringComparison.Ordinal);
        await SentForm.Of((await team.Server.PageAsync(path)).Body, "/seller").SendAsync(team.Server);
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from organisations where seller is not null"));
    }

    private static async Task<string> OrganisationAsync(SalesTeam team) => $"/api/v1/organisations/{(await team.Server.GetAsync("/api/v1/organisations")).Json["items"]![0]!["id"]}";
}
