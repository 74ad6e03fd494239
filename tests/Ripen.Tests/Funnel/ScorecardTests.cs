using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ripen.Funnel;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Funnel;

/// <summary>Whether both sides keep the agreement.</summary>
public sealed partial class ScorecardTests
{
    private const string July = "from=2026-07-01&to=2026-07-31";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Page_API_and_command_line_say_the_same_and_each_number_opens_who_is_behind_it(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        const string Year = "from=2025-07-01&to=2026-07-31";
        var card = (await server.GetAsync($"/api/v1/scorecard?{Year}")).Json;
        Assert.Equal(card.ToJsonString(), (await ReportDesk.SaidAsync(server, Year, ScorecardCommand.Create(server.Desk.Desk.Clock))).ToJsonString());
        var page = (await server.PageAsync($"/scorecard?{Year}")).Body;
        var told = WebUtility.HtmlDecode(page);
        foreach (var line in card["marketing"]!.AsArray().Concat(card["sales"]!.AsArray()).Concat(card["rejections"]!.AsArray())) Assert.Contains((string)line!["says"]!, told, StringComparison.Ordinal);
        var followed = 0;
        foreach (Match count in Counts().Matches(page))
        {
            Assert.Contains($"data-total=\"{count.Groups["count"].Value}\"", (await server.PageAsync(WebUtility.HtmlDecode(count.Groups["path"].Value))).Body, StringComparison.Ordinal);
            followed++;
        }
        Assert.InRange(followed, 5, 100);
        // What marketing brought is what the funnel counts in the same days.
        var period = (await server.GetAsync($"/api/v1/funnel?{Year}&by=period")).Json["funnel"]!["period"]!;
        Assert.Equal((long)period["reached"]![3]!["count"]!, Count(card, "marketing", "accepted"));
        Assert.Equal(period["revenue"]!.ToJsonString(), Line(card, "marketing", "revenue")["money"]!.ToJsonString());
        var tables = (await server.GetAsync($"/api/v1/scorecard/tables?{Year}")).Json["tables"]!.AsArray();
        Assert.Equal(["marketing", "sales", "rejections", "promises", "agenda", "about"], tables.Select(table => (string)table!["name"]!));
        Assert.Equal(200, (await server.PageAsync($"/scorecard/export?{Year}&table=rejections&format=csv")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Rejections_are_held_against_the_criteria_and_a_sharper_clause_opens_in_the_editor(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var leads = new List<string>();
        foreach (var (email, budget, reason) in new[] { ("ann@one.com", 25_000, "no_budget"), ("bob@two.com", 28_000, "no_budget"), ("cyd@three.com", 90_000, null), ("dan@four.com", 26_000, "not_ideal") })
        {
            var (lead, by) = (await team.RipeAsync(email, budget: budget), "mona");
            leads.Add(lead);
            await team.RunAsync();
            await team.LaterAsync(TimeSpan.FromMinutes(10));
            var id = (string)(await team.HandoverAsync(lead))["id"]!;
            var answer = reason is null ? await team.AsAsync(by, "POST", $"/api/v1/handovers/{id}/acceptance") : await team.AsAsync(by, "POST", $"/api/v1/handovers/{id}/rejection", $$"""{"reason":"{{reason}}"}""");
            Assert.Equal(200, answer.Status);
        }
        var card = (await team.Server.GetAsync($"/api/v1/scorecard?{July}")).Json;
        Assert.Equal("66.7 % of rejections say “No budget this year”, and in 2 of 2 the agreement called budget met.", (string?)card["rejections"]![0]!["says"]);
        Assert.Equal("33.3 % of rejections say “Not the kind of company we serve”, and in 1 of 1 the agreement said that they fit.", (string?)card["rejections"]![1]!["says"]);
        Assert.Equal((1L, 4L), (Count(card, "sales", "accepted"), (long)Line(card, "sales", "accepted")["share"]!["total"]!));
        Assert.Equal((3L, true), (Count(card, "sales", "reasons_given"), (bool)Line(card, "sales", "reasons_given")["kept"]!));
        Assert.Contains("We name a reason for every lead we return", card["promises"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains((string)card["rejections"]![0]!["says"]!, card["agenda"]!.AsArray().Select(matter => (string)matter!));
        var behind = (await team.Server.PageAsync($"/scorecard/leads?{July}&reason=no_budget&met=budget")).Body;
        Assert.Contains("data-total=\"2\"", behind, StringComparison.Ordinal);
        Assert.Contains(leads[0], behind, StringComparison.Ordinal);
        Assert.DoesNotContain(leads[3], behind, StringComparison.Ordinal);

        // Half as much again would have kept both from Sales, and not lost the one whom Sales took.
        var trials = (await team.Server.GetAsync($"/api/v1/scorecard/clauses?{July}&reason=no_budget")).Json;
        var best = trials["trials"]![0]!;
        Assert.Equal(("budget", "“budget >= 30000 EUR” instead of “budget >= 20000 EUR”"), ((string?)trials["criterion"], (string?)best["code"]));
        Assert.Equal("Budget now needs at least 30,000 EUR, was 20,000 EUR", (string?)best["says"]);
        Assert.Equal((2, 2, 0, 1), ((int)best["spared"]!, (int)best["rejected"]!, (int)best["lost"]!, (int)best["accepted"]!));
        var editor = ((string)best["editor"]!).Split('#')[0];
        Assert.Contains(WebUtility.HtmlEncode(editor), (await team.Server.PageAsync($"/scorecard/clauses?{July}&reason=no_budget")).Body, StringComparison.Ordinal);
        var form = (await team.Server.PageAsync(editor)).Body;
        Assert.Contains("30000 EUR", form, StringComparison.Ordinal);
        Assert.Contains("A suggestion is filled in", form, StringComparison.Ordinal);
        Assert.Contains($"Filled in, not saved: <bdi>{(string)best["says"]!}.</bdi>", form, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing changed yet", form, StringComparison.Ordinal);
        // Nothing is changed before somebody saves it, and then just that.
        Assert.DoesNotContain("30000 EUR", (await team.Server.PageAsync("/agreement/edit/text")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await team.Server.FormAsync("/agreement/edit", [.. Fields(form), ("act", "save")])).Status);
        Assert.Contains("met_when: budget &gt;= 30000 EUR or budget_status in [can_buy, will_buy]", (await team.Server.PageAsync("/agreement/edit/text")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_came_too_late_is_counted_and_who_is_behind_it_can_be_seen(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var (late, running) = (await team.RipeAsync("ann@one.com"), await team.RipeAsync("bob@two.com"));
        await team.RunAsync();
        Assert.Equal(200, (await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(running))["id"]!}/acceptance")).Status);
        await team.AtAsync(DateTimeOffset.Parse("2026-07-15T13:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var card = (await team.Server.GetAsync($"/api/v1/scorecard?{July}")).Json;
        var inTime = Line(card, "sales", "accepted_in_time");
        Assert.Equal((1L, 2L, false), ((long)inTime["count"]!, (long)inTime["share"]!["total"]!, (bool)inTime["kept"]!));
        var missed = (await team.Server.PageAsync($"/scorecard/leads?{July}&what=accepted_in_time&did=no")).Body;
        Assert.Contains("data-total=\"1\"", missed, StringComparison.Ordinal);
        Assert.Contains(late, missed, StringComparison.Ordinal);
        Assert.Contains(Line(card, "sales", "accepted_in_time")["says"]!.ToString(), card["agenda"]!.AsArray().Select(matter => (string)matter!));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_marketing_promised_of_prize_draws_is_held_against_who_was_handed_over(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var (drawn, further, never) = (await team.RipeAsync("ann@one.com"), await team.RipeAsync("bob@two.com"), await team.RipeAsync("cyd@three.com"));
        var at = team.Desk.Now.AddMinutes(-5).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (lead, touch) in new[] { (drawn, "prize_draw_entered"), (further, "prize_draw_entered"), (further, "pricing_viewed") })
            await team.Server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"{{touch}}","at":"{{at}}"}""");
        await team.RunAsync();
        var card = (await team.Server.GetAsync($"/api/v1/scorecard?{July}")).Json;
        var line = Line(card, "marketing", "more_than_prize_draw");
        Assert.Equal(("1 of 3 leads handed over had done nothing but enter a prize draw, 33.3 %.", 1L, false), ((string?)line["says"], (long)line["count"]!, (bool)line["kept"]!));
        var promise = card["promises"]!.AsArray().Single(one => ((string?)one!["promise"])!.Contains("prize draw", StringComparison.Ordinal))!;
        Assert.Equal((string?)line["says"], (string?)promise["measured"]);
        Assert.Contains((string)line["says"]!, card["agenda"]!.AsArray().Select(matter => (string)matter!));
        var behind = (await team.Server.PageAsync($"/scorecard/leads?{July}&what=more_than_prize_draw&did=no")).Body;
        Assert.Contains("data-total=\"1\"", behind, StringComparison.Ordinal);
        Assert.Contains(drawn, behind, StringComparison.Ordinal);
        Assert.DoesNotContain(never, behind, StringComparison.Ordinal);
        // What he does afterwards does not undo it.
        await team.LaterAsync(TimeSpan.FromHours(1));
        await team.Server.PostLinesAsync($$"""{"lead":"{{drawn}}","kind":"pricing_viewed","at":"{{team.Desk.Now:O}}"}""");
        Assert.Equal(1L, Count((await team.Server.GetAsync($"/api/v1/scorecard?{July}")).Json, "marketing", "more_than_prize_draw"));
    }

    [Fact]
    public async Task Where_nothing_was_handed_over_that_is_said_and_what_is_asked_wrongly_is_refused()
    {
        await using var server = await ApiServer.StartAsync("sqlite");
        var card = (await server.GetAsync("/api/v1/scorecard?from=2001-01-01&to=2001-03-31")).Json;
        Assert.Equal("Sales has decided on no handover of these days.", (string?)Line(card, "sales", "accepted")["says"]);
        Assert.All(card["sales"]!.AsArray(), line => Assert.Null(line!["kept"]));
        Assert.Equal(200, (await server.PageAsync("/scorecard?from=2001-01-01&to=2001-03-31")).Status);
        foreach (var path in new[] { "/scorecard?from=soon", "/scorecard?side=marketing", "/scorecard/leads", "/scorecard/leads?what=luck", "/scorecard/clauses", "/scorecard/clauses?from=2026-02-01&to=2026-01-01&reason=no_budget" }) Assert.Equal(400, (await server.PageAsync(path)).Status);
        Assert.Equal("No criterion speaks of it", Regex.Match((await server.PageAsync("/scorecard/clauses?reason=bad_data")).Body, "No criterion speaks of it", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
    }

    private static JsonNode Line(JsonNode card, string side, string what) => card[side]!.AsArray().Single(line => (string?)line!["what"] == what)!;

    private static long Count(JsonNode card, string side, string what) => (long)Line(card, side, what)["count"]!;

    // What the form of the sentence would send.
    private static IEnumerable<(string Name, string Value)> Fields(string page)
    {
        var form = Regex.Match(page, "<form id=\"change\".*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Value;
        foreach (Match input in Inputs().Matches(form))
        {
            if (!input.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal) || input.Value.Contains("checked", StringComparison.Ordinal)) yield return (input.Groups["name"].Value, WebUtility.HtmlDecode(input.Groups["value"].Value));
        }
        foreach (Match select in Selects().Matches(form))
        {
            var chosen = Regex.Match(select.Groups["options"].Value, "<option value=\"(?<value>[^\"]*)\"[^>]*selected", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            if (chosen.Success) yield return (select.Groups["name"].Value, WebUtility.HtmlDecode(chosen.Groups["value"].Value));
        }
        foreach (Match area in Areas().Matches(form)) yield return (area.Groups["name"].Value, WebUtility.HtmlDecode(area.Groups["value"].Value));
    }

    [GeneratedRegex("<input(?=[^>]*name=\"(?<name>[^\"]+)\")(?=[^>]*value=\"(?<value>[^\"]*)\")[^>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Inputs();

    [GeneratedRegex("<select[^>]*name=\"(?<name>[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Selects();

    [GeneratedRegex("<textarea[^>]*name=\"(?<name>[^\"]+)\"[^>]*>(?<value>.*?)</textarea>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Areas();

    [GeneratedRegex("href=\"(?<path>/(funnel|scorecard)/leads[^\"]+)\"[^>]*data-count=\"(?<count>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Counts();
}
