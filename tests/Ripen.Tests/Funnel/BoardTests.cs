using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ripen.Funnel;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Funnel;

/// <summary>The page for the board, its API and its command.</summary>
public sealed class BoardTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Page_API_and_command_line_say_the_same_as_the_other_reports_and_each_count_opens_who_is_behind_it(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        foreach (var words in (string[])["", "from=2025-10-01&to=2026-06-30", "from=2026-04-03&to=2026-05-17"])
        {
            var board = (await server.GetAsync($"/api/v1/board?{words}")).Json;
            Assert.Equal(board.ToJsonString(), (await ReportDesk.SaidAsync(server, words, BoardCommand.Create(server.Desk.Desk.Clock))).ToJsonString());
            var days = $"from={board["from"]}&to={board["to"]}";
            var (period, cohort) = ((await server.GetAsync($"/api/v1/funnel?by=period&{days}")).Json["funnel"]!["period"]!, (await server.GetAsync($"/api/v1/funnel?{days}")).Json["funnel"]!["cohort"]!["first"]!["steps"]!);
            var sources = (await server.GetAsync($"/api/v1/sources?{days}")).Json;
            Assert.Equal(Count(period["reached"]![4]!["count"]), Count(board["opportunities"]!["value"]));
            Assert.True(Count(board["opportunities"]!["value"]) > 0);
            Assert.Equal(period["revenue"]!["minor_units"]!.ToString(), board["revenue"]!["value"]!.ToString());
            Assert.Equal(period["won"]!.ToString(), board["won"]!.ToString());
            Assert.Equal(sources["sides"]!.ToJsonString(), board["sides"]!.ToJsonString());
            var cost = Count(sources["bought"]!["cost"]?["minor_units"]) + Count(sources["recycled"]!["cost"]?["minor_units"]);
            Assert.Equal(cost, Count(board["cost"]!["minor_units"]));
            Assert.Equal((long)Math.Round((decimal)cost / Count(board["opportunities"]!["value"]), MidpointRounding.ToEven), Count(board["cost_per_opportunity"]!["value"]));
            Assert.Equal(((string[])["count", "qualified", "accepted", "opportunities"]).Select(name => Count(board["inquiries"]![name])), ((int[])[0, 1, 3, 4]).Select(step => Count(cohort[step]!["reached"])));
            // The time before is what one gets who asks for it.
            var before = (await server.GetAsync($"/api/v1/board?from={board["before_from"]}&to={board["before_to"]}")).Json;
            foreach (var number in (string[])["opportunities", "revenue", "cost_per_opportunity"]) Assert.Equal(before[number]!["value"]?.ToString(), board[number]!["before"]?.ToString());

            var page = (await server.PageAsync($"/board?{words}")).Body;
            Assert.Contains(WebUtility.HtmlEncode(ShownSides.Rule), WebUtility.HtmlEncode(WebUtility.HtmlDecode(page)), StringComparison.Ordinal);
            foreach (var sentence in (string[])["opportunities", "revenue", "cost_per_opportunity"]) Assert.All(board[sentence]!["says"]!.AsArray(), says => Assert.Contains(says!.ToString(), WebUtility.HtmlDecode(page), StringComparison.Ordinal));
            var followed = 0;
            foreach (Match count in FunnelTests.Counts().Matches(page))
            {
                Assert.Contains($"data-total=\"{count.Groups["count"].Value}\"", (await server.PageAsync(WebUtility.HtmlDecode(count.Groups["path"].Value))).Body, StringComparison.Ordinal);
                followed++;
            }
            Assert.InRange(followed, 4, 10);
        }
    }

    [Fact]
    public async Task Without_days_it_is_about_the_last_whole_quarter_beside_the_one_before_with_a_year_of_months()
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync("sqlite", folder);
        var board = (await server.GetAsync("/api/v1/board")).Json;
        Assert.Equal(("2026-04-01", "2026-06-30", "2026-01-01", "2026-03-31"), (board["from"]!.ToString(), board["to"]!.ToString(), board["before_from"]!.ToString(), board["before_to"]!.ToString()));
        Assert.Equal(("2025-07-01", "2026-06-30", 12), (board["months"]![0]!["from"]!.ToString(), board["months"]![11]!["to"]!.ToString(), board["months"]!.AsArray().Count));
        foreach (var number in (string[])["opportunities", "revenue"]) Assert.Equal(Count(board[number]!["value"]), board[number]!["trend"]!.AsArray().Skip(9).Sum(Count));
        // Days that are no whole months stand beside as many days.
        var days = (await server.GetAsync("/api/v1/board?from=2026-07-03&to=2026-07-12")).Json;
        Assert.Equal(("2026-06-23", "2026-07-02"), (days["before_from"]!.ToString(), days["before_to"]!.ToString()));
        // A quarter that is not over is held against what is agreed for as much of it as is.
        var quarter = (await server.GetAsync("/api/v1/board?from=2026-07-01&to=2026-09-30")).Json;
        Assert.Equal(20m * 15 / 31, (decimal)quarter["opportunities"]!["agreed"]!, 6);
        Assert.Equal("2026-07-15", quarter["months"]![11]!["to"]!.ToString());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_days_of_which_nothing_is_known_it_says_so(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await IsSaidAsync("");
        await server.LeadAsync("""{"external_id":"a","source":"Fair"}""");
        await IsSaidAsync("from=2001-01-01&to=2001-03-31");
        await IsSaidAsync("from=1970-01-01&to=2026-06-30");

        async Task IsSaidAsync(string words)
        {
            var board = (await server.GetAsync($"/api/v1/board?{words}")).Json;
            var page = WebUtility.HtmlDecode((await server.PageAsync($"/board?{words}")).Body);
            Assert.All(
                [
                    "Nothing happened in these days. Choose others", "No opportunity was opened in these days, so nobody has a share.", "Nothing was won in these days.", "Nobody has said what was paid in these days. Add costs",
                    "Nobody had come yet in the time before", "No lead came first in these days.", "Fewer than two sources brought anybody", "Not known",
                ], sentence => Assert.Contains(sentence, page, StringComparison.Ordinal));
            Assert.Null(board["cost_per_opportunity"]!["value"]);
            Assert.Null(board["opportunities"]!["before"]);
            Assert.All(board["opportunities"]!["trend"]!.AsArray(), Assert.Null);
            Assert.DoesNotMatch("NaN|Infinity|∞", board.ToJsonString() + page);
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_agreed_stands_beside_what_came_and_an_agreement_without_targets_is_told_what_it_lacks(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var text = (await File.ReadAllTextAsync(Repository.At("agreements/bant.yaml"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        await server.Desk.AgreeAsync(text);
        var board = (await server.GetAsync("/api/v1/board")).Json;
        Assert.Equal((60m, 48_000_000m), ((decimal)board["opportunities"]!["agreed"]!, (decimal)board["revenue"]!["agreed"]!));
        Assert.Contains("Agreed for these days are 480,000 EUR: 0.0 % of it is won.", board["revenue"]!["says"]!.AsArray().Select(says => says!.ToString()));
        Assert.Equal(16_000_000m, (decimal)(await server.GetAsync("/api/v1/board?from=2026-05-01&to=2026-05-31")).Json["revenue"]!["agreed"]!);

        await server.Desk.AgreeAsync(Regex.Replace(text, "\ntargets:\n(  .*\n|#.*\n|\n)+", "\n", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));
        var without = (await server.GetAsync("/api/v1/board")).Json;
        Assert.Null(without["revenue"]!["agreed"]);
        Assert.Null(without["opportunities"]!["agreed"]);
        Assert.Contains("The agreement names no revenue. Write one into its targets", (await server.PageAsync("/board")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Costs_without_a_rate_or_without_an_opportunity_divide_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","campaign":"Spring","source":"Ads"}""");
        await server.PostAsync("/api/v1/campaigns/1/costs", """{"starts":"2026-05-01","amount":500,"currency":"JPY"}""");
        var foreign = (await server.GetAsync("/api/v1/board")).Json;
        Assert.Null(foreign["cost"]);
        Assert.Contains("What was paid in these days cannot be told in EUR: the agreement needs a rate.", foreign["cost_per_opportunity"]!["says"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("1 cost in JPY (500 JPY) is in no sum: the agreement has no rate for JPY.", foreign["notes"]!.ToJsonString(), StringComparison.Ordinal);

        await server.PostAsync("/api/v1/campaigns/1/costs", """{"starts":"2026-06-01","amount":1000}""");
        var board = (await server.GetAsync("/api/v1/board")).Json;
        Assert.Equal(100_000, Count(board["cost"]!["minor_units"]));
        Assert.Null(board["cost_per_opportunity"]!["value"]);
        Assert.Equal(0, (double)board["revenue_per_cost"]!);
        Assert.Contains("1,000 EUR were paid for campaigns and programmes, and no opportunity was opened.", WebUtility.HtmlDecode((await server.PageAsync("/board")).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_said()
    {
        await using var server = await ApiServer.StartAsync("sqlite");
        foreach (var (query, field) in new[] { ("from=2026-13-01", "from"), ("from=2026-02-01&to=2026-01-01", "from"), ("from=2027-01-01", "from"), ("to=soon", "to"), ("source=Fair", "source") })
        {
            var answer = await server.GetAsync($"/api/v1/board?{query}");
            Assert.Equal(400, answer.Status);
            Assert.NotNull(answer.Json["errors"]![field]);
            Assert.Equal(400, (await server.PageAsync($"/board?{query}")).Status);
        }
    }

    private static long Count(JsonNode? number) => number is null ? 0 : (long)number;
}
