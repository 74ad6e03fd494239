using System.Net;
using Ripen.Life;
using Ripen.Opportunities;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Opportunities;

/// <summary>Deals: from an accepted lead or of Sales' own making, through the desk's stages, won or lost.</summary>
public class OpportunityTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_deal_goes_through_its_stages_and_is_won(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await AcceptedAsync(team);
        var path = $"/api/v1/leads/{lead}/opportunity";
        var opened = await team.AsAsync("lena", "POST", path, """{"amount":25000,"expected_on":"2026-09-15"}""");
        Assert.Equal(("marketing", "Discovery", "2500000", "EUR"), (opened.Text("side"), opened.Text("stage"), opened.Json["amount"]!["minor_units"]!.ToString(), opened.Json["amount"]!["currency"]!.ToString()));
        Assert.Equal(400, (await team.AsAsync("lena", "PATCH", path, """{"stage":"Wishful thinking"}""")).Status);
        Assert.Equal("Negotiation", (await team.AsAsync("lena", "PATCH", path, """{"stage":"negotiation","amount":30000}""")).Text("stage"));
        Assert.Equal(["Discovery", "Negotiation"], (await team.Server.GetAsync(path)).Json["stages"]!.AsArray().Select(stage => (string?)stage));
        Assert.Equal("not_yours", (await team.AsAsync("markus", "POST", $"{path}/win", "{}")).Text("code"));
        var won = await team.AsAsync("lena", "POST", $"{path}/win", "{}");
        Assert.Equal(("won", "3000000"), (won.Text("ended"), won.Json["amount"]!["minor_units"]!.ToString()));
        Assert.Equal("won", (string?)(await team.LeadAsync(lead))["end"]!["how"]);
        Assert.Single((await team.Server.GetAsync("/api/v1/opportunities?state=won&owner=lena")).Json["items"]!.AsArray());
        Assert.Empty((await team.Server.GetAsync("/api/v1/opportunities")).Json["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_lost_deal_goes_on_by_its_reason_and_what_Sales_opens_itself_is_of_the_side_of_Sales(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","source":"Website","facts":{"name":"Eve"}}""");
        var path = $"/api/v1/leads/{lead}/opportunity";
        Assert.Equal("side_is_sales", (await team.AsAsync("lena", "POST", path, """{"side":"marketing"}""")).Text("code"));
        Assert.Equal("sales", (await team.AsAsync("lena", "POST", path, "{}")).Text("side"));
        Assert.Equal("task", (string?)(await team.LeadAsync(lead))["next"]!["what"]);
        Assert.Equal("wake_date_wanted", (await team.AsAsync("lena", "POST", $"{path}/loss", """{"reason":"not_now"}""")).Text("code"));
        var lost = await team.AsAsync("lena", "POST", $"{path}/loss", """{"reason":"not_now","wake":"2026-12-01"}""");
        Assert.Equal(("lost", "not_now"), (lost.Text("ended"), lost.Text("reason")));
        Assert.Equal(("true", "2"), ((await team.LeadAsync(lead))["resting"]!.ToString(), (await team.LeadAsync(lead))["pass"]!.ToString()));
    }

    [Fact]
    public async Task The_board_shows_the_deals_by_stage_and_the_desk_ends_them()
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        Assert.Contains("No open opportunity", (await team.Server.PageAsync("/opportunities")).Body, StringComparison.Ordinal);
        var lead = await AcceptedAsync(team);
        foreach (var unclear in new[] { "25.000", "1500,50", "1,5", "-3", "99999999999999999" })
            Assert.Equal(400, (await team.Server.FormAsync($"/desk/{lead}/deal", ("amount", unclear), ("currency", "EUR"), ("back", "lead"))).Status);
        await team.Server.FormAsync($"/desk/{lead}/deal", ("amount", "25,000"), ("currency", "EUR"), ("expected_on", "2026-07-01"), ("stage", "Proposal"), ("back", "lead"));
        var board = WebUtility.HtmlDecode((await team.Server.PageAsync("/opportunities")).Body);
        Assert.Contains("25,000 EUR", board, StringComparison.Ordinal);
        Assert.Contains("1 deal is open, 1 past the day on which they were expected to be decided.", board, StringComparison.Ordinal);
        Assert.Contains("nobody knows yet how many are won", board, StringComparison.Ordinal);
        await team.Server.FormAsync($"/desk/{lead}/win", ("amount", "24000"), ("currency", "EUR"), ("back", "lead"));
        Assert.Single((await team.Server.GetAsync("/api/v1/opportunities?state=won")).Json["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_opportunity_shows_its_buying_group_by_role_and_which_role_is_missing(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await AcceptedAsync(team);
        Assert.Equal(404, (await team.Server.GetAsync($"/api/v1/leads/{lead}/opportunity/buyers")).Status);
        var bob = await team.Server.LeadAsync("""{"email":"bob@orbis-freight.com","facts":{"name":"Bob <b>Ray</b>","buying_role":"champion"}}""");
        await team.Server.LeadAsync("""{"email":"cyd@orbis-freight.com","facts":{"name":"Cyd","buying_role":"user"}}""");
        await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/opportunity", "{}");
        Assert.Equal(["Bob <b>Ray</b> champion", "Cyd user", "Ann Lee "], await BuyersAsync(team, lead));
        // What was said last counts; what is forgotten is not known.
        team.Server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await team.Server.LeadAsync("""{"email":"ann@orbis-freight.com","facts":{"buying_role":"Economic Buyer"}}""");
        await team.Server.LeadAsync("""{"email":"cyd@orbis-freight.com","facts":{"buying_role":null}}""");
        Assert.Equal(["Ann Lee economic_buyer", "Bob <b>Ray</b> champion", "Cyd "], await BuyersAsync(team, lead));
        Assert.Equal(["decision_maker", "influencer", "user"], (await team.Server.GetAsync($"/api/v1/leads/{lead}/opportunity/buyers")).Json["missing"]!.AsArray().Select(role => (string?)role));
        var focus = (await team.Server.SendAsync("GET", $"/desk/{lead}", null, DeskForms.Reader, ("HX-Request", "true"), ("HX-Request-Type", "partial"), ("Cookie", await team.CookieAsync("lena")))).Body;
        foreach (var page in (string[])[focus, (await team.Server.PageAsync("/opportunities")).Body])
        {
            Assert.Contains($"<a href=\"/leads/{bob}\"><bdi>Bob &lt;b&gt;Ray&lt;/b&gt;</bdi></a> <span class=\"small muted\">champion</span>", page, StringComparison.Ordinal);
            Assert.Contains("Missing: decision maker, influencer and user.", page, StringComparison.Ordinal);
        }
    }

    private static async Task<IEnumerable<string>> BuyersAsync(SalesTeam team, string lead) =>
        (await team.Server.GetAsync($"/api/v1/leads/{lead}/opportunity/buyers")).Json["buyers"]!.AsArray().Select(buyer => $"{buyer!["name"]} {buyer["role"]}");

    // Of ten that were in Proposal five were won, of eight in Negotiation five: worked by hand.
    [Fact]
    public void The_forecast_weighs_each_deal_by_how_often_its_stage_was_won()
    {
        var ended = Enumerable.Range(0, 10).Select(i => Row(i, won: i < 5, ["Discovery", "Proposal", .. i < 8 ? (string[])["Negotiation"] : []])).ToList();
        List<OpportunityRow> open =
        [
            Row(20, null, ["Proposal"], 10_000, new(2026, 9, 20)), Row(21, null, ["Negotiation"], 20_000, new(2026, 9, 2)), Row(22, null, ["Proposal"], 8_000, new(2026, 7, 1)), Row(23, null, ["Proposal"], null, null),
            Row(24, null, ["Elsewhere"], 1_000, null),
        ];
        var forecast = Forecast.Of(open, ended, ["Discovery", "Proposal", "Negotiation"], new(2026, 8, 15));
        Assert.Equal([0.5, 0.5, 0.625], forecast.Rates.Select(rate => rate.Rate!.Value));
        Assert.Equal(
            [new(new(2026, 8, 1), "EUR", 1, 8_000, 4_000), new(new(2026, 9, 1), "EUR", 2, 30_000, 17_500), new ForecastMonth(null, "EUR", 1, 1_000, 500)],
            forecast.Months);
        Assert.Equal((1, 1, 0.5), (forecast.WithoutAmount, forecast.Overdue, forecast.Overall));
        Assert.Null(Forecast.Of(open, [.. ended.Take(4)], ["Proposal"], new(2026, 8, 15)).Overall);
    }

    private static OpportunityRow Row(int number, bool? won, string[] stages, long? amount = null, DateOnly? expected = null) =>
        new(new(new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 1), 1, "main", SourceSide.Marketing, Instant.Min)
        {
            Deal = new(amount is { } value ? new Amount(value, "EUR") : null, expected, stages[^1]),
            Stages = [.. stages],
            IsWon = won,
            EndedAt = won is null ? null : Instant.Max,
        };

    private static async Task<string> AcceptedAsync(SalesTeam team)
    {
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var id = (string)(await team.HandoverAsync(lead))["id"]!;
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{id}/acceptance");
        return lead;
    }
}
