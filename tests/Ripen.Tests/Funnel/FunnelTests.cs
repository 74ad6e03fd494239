using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Funnel;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Verifying;
using Ripen.Tests.Web;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Funnel;

/// <summary>The funnel through page, API and command line, over a year of the demo.</summary>
public sealed partial class FunnelTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Page_API_and_command_line_say_the_same_and_each_number_opens_who_is_behind_it(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        foreach (var words in (string[])["from=2025-07-01&to=2026-07-31", "from=2025-07-01&to=2026-07-31&by=period", "from=2025-09-01&to=2026-03-31&side=marketing"])
        {
            var report = (await server.GetAsync($"/api/v1/funnel?{words}")).Json["funnel"]!;
            var page = (await server.PageAsync($"/funnel?{words}")).Body;
            Assert.Equal(report.ToJsonString(), (await ReportDesk.SaidAsync(server, words, FunnelCommand.Create(server.Desk.Desk.Clock))).ToJsonString());
            var followed = 0;
            foreach (Match count in Counts().Matches(page))
            {
                Assert.Contains($"data-total=\"{count.Groups["count"].Value}\"", (await server.PageAsync(WebUtility.HtmlDecode(count.Groups["path"].Value))).Body, StringComparison.Ordinal);
                followed++;
            }
            Assert.InRange(followed, 20, 300);
            if (report["cohort"] is JsonObject cohort)
            {
                foreach (var step in cohort["first"]!["steps"]!.AsArray().Where(step => (long)step!["reached"]! > 0)) Assert.Contains($"data-count=\"{(long)step!["reached"]!:#,##0}\"", page, StringComparison.Ordinal);
            }
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Sources_campaigns_and_offers_are_the_same_by_page_API_and_command_line(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder);
        foreach (var words in (string[])["from=2025-07-01&to=2026-07-31&by=source", "from=2025-07-01&to=2026-07-31&by=campaign", "from=2025-07-01&to=2026-07-31&by=offer", "from=2025-07-01&to=2026-07-31&by=offer&buying_stage=early"])
        {
            var report = (await server.GetAsync($"/api/v1/sources?{words}")).Json;
            Assert.Equal(report.ToJsonString(), (await ReportDesk.SaidAsync(server, words, SourcesCommand.Create(server.Desk.Desk.Clock))).ToJsonString());
            var page = (await server.PageAsync($"/sources?{words}")).Body;
            foreach (Match count in Counts().Matches(page))
                Assert.Contains($"data-total=\"{count.Groups["count"].Value}\"", (await server.PageAsync(WebUtility.HtmlDecode(count.Groups["path"].Value))).Body, StringComparison.Ordinal);
            var items = report["items"]!.AsArray();
            Assert.NotEmpty(items);
            Assert.Equal((long)report["inquiries"]!, items.Sum(item => (long)item!["inquiries"]!));
            Assert.Equal(Enumerable.Range(1, items.Count), items.Select(item => (int)item!["rank_by_worth"]!));
            foreach (var item in items.Where(item => (long)item!["inquiries"]! > 0)) Assert.Contains($"data-count=\"{(long)item!["inquiries"]!:#,##0}\"", page, StringComparison.Ordinal);
        }
        // Each offer's stages are those of its leads whose stage is known.
        var offers = (await server.GetAsync("/api/v1/sources?from=2025-07-01&to=2026-07-31&by=offer")).Json;
        var early = (await server.GetAsync("/api/v1/sources?from=2025-07-01&to=2026-07-31&by=offer&buying_stage=early")).Json;
        Assert.Equal(
            early["items"]!.AsArray().ToDictionary(offer => (int)offer!["id"]!, offer => ((long)offer!["inquiries"]!, (long)offer["accepted"]!["count"]!)),
            offers["at_stages"]!.AsArray().Where(offer => (long)offer!["stages"]![0]!["inquiries"]! > 0).ToDictionary(offer => (int)offer!["id"]!, offer => ((long)offer!["stages"]![0]!["inquiries"]!, (long)offer["stages"]![0]!["accepted"]!["count"]!)));
        // The same leads, whichever way they are counted.
        var (sources, funnel) = ((await server.GetAsync("/api/v1/sources?from=2025-07-01&to=2026-07-31")).Json, (await server.GetAsync("/api/v1/funnel?from=2025-07-01&to=2026-07-31")).Json["funnel"]!["cohort"]!);
        Assert.Equal((long)funnel["first"]!["steps"]![0]!["reached"]!, (long)sources["inquiries"]!);
        Assert.Equal((long)funnel["won_in_the_end"]!, sources["items"]!.AsArray().Sum(item => (long)item!["won"]!));
        Assert.Equal((long)funnel["first"]!["revenue"]!["minor_units"]! + (long)funnel["again"]!["revenue"]!["minor_units"]!, sources["items"]!.AsArray().Sum(item => (long)item!["revenue"]!["minor_units"]!));
    }

    [Fact]
    public async Task Costs_in_a_currency_without_a_rate_or_without_a_source_are_said_and_in_no_sum()
    {
        await using var server = await ApiServer.StartAsync("sqlite");
        await server.LeadAsync("""{"external_id":"a","campaign":"Spring","source":"Ads"}""");
        await server.PostAsync("/api/v1/campaigns/1/costs", """{"starts":"2026-07-01","ends":"2026-07-10","amount":1000}""");
        await server.PostAsync("/api/v1/campaigns/1/costs", """{"starts":"2026-07-01","amount":5,"currency":"JPY"}""");
        var report = (await server.GetAsync("/api/v1/sources?from=2026-07-06&to=2026-07-31")).Json;
        Assert.Contains("500 EUR were paid for campaigns of which nobody has said the source", report["notes"]!.ToJsonString(), StringComparison.Ordinal);
        var campaigns = (await server.GetAsync("/api/v1/sources?from=2026-06-01&to=2026-07-31&by=campaign")).Json;
        Assert.Equal((100_000L, 100_000L), ((long)campaigns["items"]![0]!["cost"]!["minor_units"]!, (long)campaigns["items"]![0]!["cost_per_inquiry"]!["minor_units"]!));
        Assert.Contains("1 cost in JPY (5 JPY) is in no sum: the agreement has no rate for JPY.", campaigns["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(campaigns["items"]![0]!["cost_per_accepted"]);
        Assert.Contains("No campaign is bought again without one accepted lead", campaigns["items"]![0]!["not_again"]?.ToString() ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_said_and_what_nothing_is_known_of_too()
    {
        await using var server = await ApiServer.StartAsync("sqlite");
        foreach (var (query, field) in new[] { ("from=2026-13-01", "from"), ("from=2026-02-01&to=2026-01-01", "from"), ("source=nowhere", "source"), ("temperature=tepid", "temperature"), ("by=chance", "by"), ("version=0", "version"), ("vs_from=soon", "vs_from"), ("fron=2026-01-01", "fron") })
        {
            var answer = await server.GetAsync($"/api/v1/funnel?{query}");
            Assert.Equal(400, answer.Status);
            Assert.NotNull(answer.Json["errors"]![field]);
            Assert.Equal(400, (await server.PageAsync($"/funnel?{query}")).Status);
        }
        var empty = (await server.GetAsync("/api/v1/funnel?from=2001-01-01&to=2001-12-31")).Json["funnel"]!;
        Assert.Null(empty["cohort"]!["first"]!["steps"]![1]!["of_all"]);
        Assert.Contains("No lead that this is about came first in this time", empty["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("No lead that this is about came first in this time", (await server.PageAsync("/funnel?from=2001-01-01&to=2001-12-31")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await server.PageAsync("/funnel/leads?reached=won&by=cohort")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_kept_in_memory_is_what_one_reads_anew_after_whatever_is_done(string kind)
    {
        using var folder = new TempFolder();
        await using var server = await ReportDesk.FilledAsync(kind, folder, leads: 60);
        var desk = server.Desk.Desk;
        Same();
        var lead = await server.LeadAsync("""{"email":"ann@orbis-freight.com","source":"fair","facts":{"organisation":"Orbis","employees":"500","industry":"logistics"}}""");
        Assert.Contains(Same(), pass => $"{pass.Lead}" == lead);
        await server.LeadAsync("""{"email":"bob@orbis-freight.com","source":"fair"}""");
        Same();
        var ids = (await server.GetAsync("/api/v1/leads?limit=80&sort=name")).Json["items"]!.AsArray().Select(one => one!["id"]!.ToString()).ToList();
        Assert.Equal(200, (await server.FormAsync("/leads/bulk/source", [.. ids.Select(id => ("lead", id)), ("query", ""), ("value", "Elsewhere")])).Status);
        Assert.All(Same(), pass => Assert.Equal("Elsewhere", NameOf(pass.Pass.Source)));
        await server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"webinar_attended","at":"2020-01-01T10:00:00Z","source":"old","offer":"Guide"}""");
        Assert.Contains(Same(), pass => pass.Pass.Offer != 0);
        foreach (var one in ids.Take(3)) await server.PostAsync($"/api/v1/leads/{one}/disqualification", """{"reason":"competitor"}""");
        Same();

        List<KnownPass> Same()
        {
            using var session = desk.Database.Read();
            var (kept, anew) = (desk.Passes.Of(session).All.ToList(), new PassBook(desk).Of(session).All.ToList());
            Assert.Equal(anew.Select(pass => (pass.Lead, pass.Pass with { Owner = 0, Reason = 0, Industry = 0, Temperature = 0 })), kept.Select(pass => (pass.Lead, pass.Pass with { Owner = 0, Reason = 0, Industry = 0, Temperature = 0 })));
            return kept;
        }

        string NameOf(int source)
        {
            using var session = desk.Database.Read();
            return desk.Sources.NameOf(session, source);
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_opportunity_that_was_passed_on_counts_for_who_has_it_now_and_had_it_at_its_end(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        Assert.Equal(200, (await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/acceptance")).Status);
        await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/opportunity", """{"amount":25000}""");
        Assert.Equal((1, 0), (await CountAsync("lena"), await CountAsync("markus")));
        Assert.InRange((await team.AsAsync("mona", "POST", $"/api/v1/leads/{lead}/owner", """{"to":"markus"}""")).Status, 200, 204);
        Assert.Equal((0, 1), (await CountAsync("lena"), await CountAsync("markus")));
        Assert.InRange((await team.AsAsync("markus", "POST", $"/api/v1/leads/{lead}/opportunity/win", "{}")).Status, 200, 204);
        Assert.Equal((0, 1), (await CountAsync("lena"), await CountAsync("markus")));
        // As it is read anew, and as the events tell it.
        using (var session = team.Desk.Database.Read())
        {
            var anew = new PassBook(team.Desk);
            Assert.Contains(anew.Words.Owners.Word(Assert.Single(anew.Of(session).All).Pass.Owner), Users.NamesOf(team.Desk.Users.Named(session, "markus")!));
        }
        Assert.Equal("", VerifyTests.Told(new Verification(team.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken)));

        async Task<int> CountAsync(string owner) => (int)(await team.Server.GetAsync($"/api/v1/funnel?owner={owner}")).Json["funnel"]!["cohort"]!["first"]!["steps"]![4]!["reached"]!;
    }

    [Theory, InlineData("/sources", "funnel?by=period"), InlineData("/funnel", "by=period"), InlineData("/funnel?by=period", "by=cohort"), InlineData("/scorecard", "/sources?from="), InlineData("/board", "/sources?from=")]
    public async Task Each_report_says_which_count_it_is_and_where_the_other_one_is(string path, string other)
    {
        await using var server = await ApiServer.StartAsync("sqlite");
        await server.LeadAsync("""{"email":"ann@orbis-freight.com","source":"fair"}""");
        var page = WebUtility.HtmlDecode((await server.PageAsync(path)).Body);
        Assert.Contains("Counted here: ", page, StringComparison.Ordinal);
        var way = Regex.Match(page[page.IndexOf("Counted here: ", StringComparison.Ordinal)..], $"href=\"(?<to>[^\"]*{Regex.Escape(other)}[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["to"].Value;
        Assert.Equal(200, (await server.PageAsync(way)).Status);
    }

    [Fact]
    public async Task The_sentence_of_what_deserves_more_says_why_another_stands_first_and_what_is_too_few_stands_apart()
    {
        await using var server = await ApiServer.StartAsync("sqlite");
        // Names: many, few of which are worth anything; Lucky: two large deals of forty; Steady: twenty small ones of forty; Fresh: nobody knows yet.
        foreach (var (source, count) in new[] { ("Names", 200), ("Lucky", 40), ("Steady", 40), ("Fresh", 12) })
        {
            for (var i = 0; i < count; i++) await server.LeadAsync($$"""{"external_id":"{{source}}{{i}}","source":"{{source}}"}""");
        }
        foreach (var (source, won, amount) in new[] { (1, 2, 100_000), (2, 2, 30_000_000), (3, 20, 1_000_000) })
            await server.Desk.Desk.Writer.DoAsync(write => write.Execute($"update passes set accepted_at = began_at, ended = 0, ended_at = began_at, amount = {amount}, currency = 'EUR' where person_id in (select person_id from passes where source = {source} order by person_id limit {won})"), TestContext.Current.CancellationToken);
        var report = (await server.GetAsync("/api/v1/sources")).Json;
        Assert.Equal(["Lucky 1", "Steady 2", "Names 3", "Fresh "], report["items"]!.AsArray().OrderBy(item => (int?)item!["place"] ?? 9).Select(item => $"{item!["name"]} {item["place"]}"));
        Assert.Equal(3, (int)report["worth_more"]!);
        Assert.Contains(report["sentences"]!.AsArray(), sentence => ((string)sentence!).EndsWith(" “Lucky” stands first by worth, but with 2 deals won that may be luck.", StringComparison.Ordinal));
        var page = WebUtility.HtmlDecode((await server.PageAsync("/sources")).Body);
        var (mark, few, fresh) = (page.IndexOf("deserves more</span>", StringComparison.Ordinal), page.IndexOf("Too few to say", StringComparison.Ordinal), page.LastIndexOf(">Fresh<", page.IndexOf("</table>", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.True(0 < mark && mark < few && few < fresh, $"{mark} {few} {fresh}");
    }

    [GeneratedRegex("href=\"(?<path>/(funnel|sources)/leads[^\"]+)\"[^>]*data-count=\"(?<count>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    internal static partial Regex Counts();
}
