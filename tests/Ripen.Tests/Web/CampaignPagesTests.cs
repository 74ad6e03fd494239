using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Campaigns and sources: the pages, edited in place, and the API.</summary>
public sealed class CampaignPagesTests
{
    private static readonly (string Name, string Value) Browser = ("Accept", "text/html");

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_campaign_is_begun_and_edited_in_place_with_errors_beside_the_fields(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("No campaigns yet", (await GetAsync(server, "/campaigns")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await SendAsync(server, "/campaigns", "name=Spring+fair")).Status);
        Assert.Equal(400, (await SendAsync(server, "/campaigns", "name=")).Status);
        var wrong = await SendAsync(server, "/campaigns/1", "version=1&starts=2026-03-05&ends=2026-03-01&audience=many&source=Trade+fair");
        Assert.Equal(400, wrong.Status);
        foreach (var said in (string[])["It ends before it begins.", "whole number of people", "value=\"2026-03-05\"", "value=\"many\""]) Assert.Contains(said, wrong.Body, StringComparison.Ordinal);
        Assert.Equal(303, (await SendAsync(server, "/campaigns/1", "version=1&starts=2026-03-01&ends=2026-03-05&audience=12,000&source=Trade+fair&prize_draw=yes")).Status);
        var stale = await SendAsync(server, "/campaigns/1", "version=1&audience=1");
        Assert.Equal((400, true), (stale.Status, stale.Body.Contains("Somebody has changed this campaign", StringComparison.Ordinal)));
        var shown = (await server.GetAsync("/api/v1/campaigns/1")).Json;
        Assert.Equal(("Trade fair", "2026-03-01", "2026-03-05", "12000", "true", "2"), ($"{shown["source"]}", $"{shown["starts"]}", $"{shown["ends"]}", $"{shown["audience"]}", shown["prize_draw"]!.ToJsonString(), $"{shown["row_version"]}"));
        Assert.Equal(404, (await GetAsync(server, "/campaigns/99")).Status);
        Assert.Equal(404, (await GetAsync(server, "/campaigns/x")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Costs_are_added_and_removed(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await SendAsync(server, "/campaigns", "name=Fair");
        var wrong = await SendAsync(server, "/campaigns/1/costs", "cost_starts=soon&amount=-1&currency=XXQ");
        Assert.Equal(400, wrong.Status);
        foreach (var said in (string[])["It should be a day such as", "amount above 0", "code of ISO 4217"]) Assert.Contains(said, wrong.Body, StringComparison.Ordinal);
        Assert.Equal(303, (await SendAsync(server, "/campaigns/1/costs", "cost_starts=2026-03-01&amount=2,500.50&currency=eur")).Status);
        Assert.Contains("2,500.5 EUR", (await GetAsync(server, "/campaigns/1")).Body, StringComparison.Ordinal);
        var cost = (await server.GetAsync("/api/v1/campaigns/1")).Json["costs"]![0]!;
        Assert.Equal(("250050", "2026-03-01"), (cost["amount"]!["minor_units"]!.ToString(), cost["ends"]!.ToString()));
        Assert.Equal(303, (await SendAsync(server, $"/campaigns/1/costs/{cost["id"]}/removal", "")).Status);
        Assert.Equal(404, (await SendAsync(server, $"/campaigns/1/costs/{cost["id"]}/removal", "")).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from costs"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_came_of_it_opens_the_leads_it_counts(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        for (var i = 0; i < 3; i++) await server.LeadAsync($$"""{"email":"x@firm{{i}}.com","campaign":"Fair & more","source":"Trade fair"}""");
        foreach (var url in (string[])["/campaigns", "/campaigns/1", "/sources"])
        {
            var page = (await GetAsync(server, url)).Body;
            var counts = System.Text.RegularExpressions.Regex.Matches(page, "href=\"(?<path>(/sources)?/leads[^\"]+)\"[^>]*data-count=\"(?<count>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            Assert.NotEmpty(counts);
            foreach (System.Text.RegularExpressions.Match count in counts)
            {
                var list = (await GetAsync(server, System.Net.WebUtility.HtmlDecode(count.Groups["path"].Value))).Body;
                Assert.True(count.Groups["count"].Value == "0" ? !list.Contains("data-open", StringComparison.Ordinal) : list.Contains($"data-total=\"{count.Groups["count"].Value}\"", StringComparison.Ordinal), $"{url}: {count.Value}");
            }
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_source_that_only_brings_names_is_said_in_a_sentence_and_stands_last(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("No sources yet", (await GetAsync(server, "/sources")).Body, StringComparison.Ordinal);
        for (var i = 0; i < 60; i++) await server.LeadAsync($$"""{"external_id":"n{{i}}","source":"Prize draw"}""");
        for (var i = 0; i < 6; i++) await server.LeadAsync($$"""{"external_id":"r{{i}}","source":"Referral"}""");
        await server.Desk.Desk.Writer.DoAsync(write => write.Execute("update passes set accepted_at = began_at, ended = 0, ended_at = began_at, amount = 100000, currency = 'EUR' where source = 2"), TestContext.Current.CancellationToken);
        var page = System.Net.WebUtility.HtmlDecode((await GetAsync(server, "/sources")).Body);
        Assert.Contains("brought 60 names and no accepted lead: 90.9 % of all names", page, StringComparison.Ordinal);
        Assert.Contains("It deserves no money.", page, StringComparison.Ordinal);
        Assert.Contains(">6,000<", page, StringComparison.Ordinal);
        Assert.Equal(["Referral", "Prize draw"], (await server.GetAsync("/api/v1/sources")).Json["items"]!.AsArray().Select(source => source!["name"]!.ToString()));
        Assert.Equal(303, (await SendAsync(server, "/sources/2", "side=partner")).Status);
        Assert.Equal(400, (await SendAsync(server, "/sources/2", "side=nobody")).Status);
        Assert.Equal("partner", (await server.GetAsync("/api/v1/sources/2")).Text("side"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Campaigns_and_sources_are_changed_by_the_API_in_the_version_that_was_read(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","campaign":"Spring","source":"Ads"}""");
        Scenario[] scenarios =
        [
            new("PATCH /api/v1/campaigns/1", """{"audience":5}""", 428, ["if-match"]),
            new("PATCH /api/v1/campaigns/1", """{"audience":5}""", 412, ["changed"]) { Headers = [("If-Match", "\"7\"")] },
            new("PATCH /api/v1/campaigns/1", """{"starts":"tomorrow"}""", 400, ["\"starts\""]) { Headers = [("If-Match", "\"1\"")] },
            new("PATCH /api/v1/campaigns/1", """{"starts":"2026-01-01","audience":5}""", 200, ["\"row_version\":2"]) { Headers = [("If-Match", "\"1\"")] },
            new("PATCH /api/v1/campaigns/1", """{"starts":"","audience":0}""", 200, ["\"starts\":null", "\"audience\":null"]) { Headers = [("If-Match", "\"2\"")] },
            new("POST /api/v1/campaigns/1/costs", """{"starts":"2026-01-01","amount":12.5}""", 200, ["\"minor_units\":1250"]),
            new("POST /api/v1/campaigns/1/costs", """{"starts":"2026-01-01","amount":0}""", 400, ["\"amount\""]),
            new("DELETE /api/v1/campaigns/1/costs/00000000-0000-0000-0000-000000000001", null, 404, ["cost"]),
            new("PATCH /api/v1/sources/1", """{"side":"sales"}""", 200, ["\"side\":\"sales\""]) { Headers = [("If-Match", "\"1\"")] },
            new("PATCH /api/v1/sources/1", """{"side":"nobody"}""", 400, ["\"side\""]) { Headers = [("If-Match", "\"2\"")] },
            new("PATCH /api/v1/sources/1", """{"side":"sales"}""", 412, ["changed"]) { Headers = [("If-Match", "\"1\"")] },
            new("GET /api/v1/campaigns?q=spr", null, 200, ["Spring"]),
            new("GET /api/v1/campaigns?cursor=abc", null, 400, ["cursor"]),
            new("GET /api/v1/sources/99", null, 404, ["source"]),
        ];
        foreach (var scenario in scenarios) await scenario.CheckAsync(server);
    }

    [Fact]
    public async Task A_link_is_made_with_everything_encoded()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await SendAsync(server, "/campaigns", "name=Spring+%26+more");
        var made = (await GetAsync(server, "/campaigns/1?address=https%3A%2F%2Fexample.com%2Fx%3Fa%3D1%26utm_source%3Dold%23part&from=news+letter&medium=e-mail%3D%26")).Body;
        Assert.Contains("https://example.com/x?a=1&utm_source=news%20letter&utm_medium=e-mail%3D%26&utm_campaign=Spring%20%26%20more#part", System.Net.WebUtility.HtmlDecode(made), StringComparison.Ordinal);
        foreach (var wrong in (string[])["javascript%3Aalert(1)", "example.com", "", "https%3A%2F%2Fa%3Ab%40example.com"])
        {
            var page = await GetAsync(server, $"/campaigns/1?address={wrong}&from=a&medium=b");
            Assert.Equal((400, true), (page.Status, page.Body.Contains("whole address of a page", StringComparison.Ordinal)));
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Hostile_names_are_shown_harmlessly(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","campaign":"\"><script>alert(1)</script> \u202Egro 😀","source":"<img src=x onerror=alert(2)>"}""");
        foreach (var url in (string[])["/campaigns", "/campaigns/1", "/sources", "/campaigns?q=%22%3E%3Cscript%3Ealert", "/campaigns/1?address=%22%3E%3Cscript%3Ealert&from=%3Cimg%20src=x&medium="])
        {
            var page = await GetAsync(server, url);
            foreach (var hostile in (string[])["<script>alert", "<img src=x"]) Assert.DoesNotContain(hostile, page.Body, StringComparison.Ordinal);
        }
        Assert.Equal(400, (await SendAsync(server, "/campaigns", $"name={new string('x', 10_000)}")).Status);
        Assert.Equal(403, (await server.SendAsync("POST", "/sources/1", "side=sales", ("Content-Type", "application/x-www-form-urlencoded"))).Status);
    }

    private static Task<Reply> GetAsync(ApiServer server, string url) => server.SendAsync("GET", url, null, Browser);

    // A redirect is an answer here, not something to follow.
    private static async Task<Reply> SendAsync(ApiServer server, string url, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Accept", "text/html");
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
    }
}
