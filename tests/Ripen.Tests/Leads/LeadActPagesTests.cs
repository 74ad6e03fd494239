using System.Net;
using Ripen.Accounts;
using Ripen.Handovers;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Leads;

/// <summary>A disqualified lead is opened again, and a dormant one looked at, on their pages.</summary>
public class LeadActPagesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_disqualified_lead_is_opened_again_with_a_reason(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","facts":{"name":"Eve"}}""");
        Assert.DoesNotContain("Open it again", (await team.Server.PageAsync($"/leads/{lead}")).Body, StringComparison.Ordinal);
        Assert.Equal("not_disqualified", await RefusedAsync(team, $"/api/v1/leads/{lead}/reopening", """{"reason":"why not"}"""));
        await team.Server.PostAsync($"/api/v1/leads/{lead}/disqualification", """{"reason":"a student"}""");
        var page = (await team.Server.PageAsync($"/leads/{lead}")).Body;
        Assert.Contains("Open it again…", page, StringComparison.Ordinal);
        var without = await SentForm.Of(page, "/reopening").SendAsync(team.Server);
        Assert.Equal(409, without.Status);
        Assert.Contains("class=\"notice warn\"", without.Body, StringComparison.Ordinal);
        Assert.Equal(400, (await SentForm.Of(page, "/reopening").With("Why?", new string('x', LeadActs.LongestReason + 1)).SendAsync(team.Server)).Status);
        Assert.Equal(400, (await team.Server.PostAsync($"/api/v1/leads/{lead}/reopening", $$"""{"reason":"{{new string('x', LeadActs.LongestReason + 1)}}"}""")).Status);
        await team.AddAsync("rita", Role.ReadOnly);
        var read = (await team.Server.SendAsync("GET", $"/leads/{lead}", null, DeskForms.Reader, ("Cookie", await team.CookieAsync("rita")))).Body;
        Assert.Contains("This lead is closed: disqualified, a student.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Open it again", read, StringComparison.Ordinal);
        var opened = await SentForm.Of(page, "/reopening").With("Why?", "Works <b>there</b> now").SendAsync(team.Server);
        Assert.Equal(200, opened.Status);
        Assert.DoesNotContain("This lead is closed", opened.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>there</b>", opened.Body, StringComparison.Ordinal);
        Assert.Equal(("true", "2"), ((await team.LeadAsync(lead))["open"]!.ToString(), (await team.LeadAsync(lead))["pass"]!.ToString()));
        // Somebody else was first: the page says so, and shows the lead as it is.
        var late = await SentForm.Of(page, "/reopening").With("Why?", "Again").SendAsync(team.Server);
        Assert.Equal(409, late.Status);
        Assert.Contains("<article id=\"lead\"", late.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_dormant_lead_is_looked_at_before_its_date(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"cold@four.com","facts":{"name":"Cora"}}""");
        await team.RunAsync();
        Assert.DoesNotContain("Look at it now", (await team.Server.PageAsync($"/leads/{lead}")).Body, StringComparison.Ordinal);
        for (var weeks = 0; weeks < 60 && (string?)(await team.LeadAsync(lead))["next"]!["what"] != "dormant_review"; weeks++) await team.LaterAsync(TimeSpan.FromDays(7));
        var page = (await team.Server.PageAsync($"/leads/{lead}")).Body;
        Assert.Contains("This lead is dormant", page, StringComparison.Ordinal);
        var looked = await SentForm.Of(page, "/review").SendAsync(team.Server);
        Assert.Equal(200, looked.Status);
        Assert.DoesNotContain("This lead is dormant", looked.Body, StringComparison.Ordinal);
        Assert.NotEqual("dormant_review", (string?)(await team.LeadAsync(lead))["next"]?["what"]);
        var late = await SentForm.Of(page, "/review").SendAsync(team.Server);
        Assert.Equal(409, late.Status);
        Assert.Contains("This lead is not dormant.", WebUtility.HtmlDecode(late.Body), StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(SalesTeam team, string path, string body) => (await team.Server.PostAsync(path, body)).Text("code");
}
