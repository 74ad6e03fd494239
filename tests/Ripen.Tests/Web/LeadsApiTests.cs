using System.Text.Json.Nodes;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Leads by the API: recorded, found, listed, changed, explained.</summary>
public sealed class LeadsApiTests
{
    private const string Ann = """{"external_id":"crm-1","email":"Ann@Orbis-Freight.com","source":"Website","facts":{"name":"Ann Lee","job_title":"CFO","organisation":"Orbis Freight","budget":"25000 EUR"}}""";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_lead_is_opened_once_and_known_again_by_either_key(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var created = await server.PostAsync("/api/v1/leads", Ann);
        var lead = created.Text("id");
        Assert.Equal((201, $"/api/v1/leads/{lead}", "\"1\""), (created.Status, created.Headers.Location!.ToString(), created.Headers.ETag!.ToString()));
        Assert.Equal(("Ann Lee", "ann@orbis-freight.com", "Orbis Freight", "Website", "inquiry", "warm"), (created.Text("name"), created.Text("email"), created.Text("organisation_name"), created.Text("source"), created.Text("stage"), created.Json["findings"]!["temperature"]!.ToString()));
        foreach (var again in (string[])["""{"external_id":"crm-1"}""", """{"email":"ann@orbis-freight.com","facts":{"phone":"123"}}"""])
        {
            var known = await server.PostAsync("/api/v1/leads", again);
            Assert.Equal((200, lead), (known.Status, known.Text("id")));
        }
        Assert.Equal((1L, 1L), (server.Desk.Count("select count(*) from persons"), server.Desk.Count("select count(*) from leads")));
        var read = await server.GetAsync($"/api/v1/leads/{lead}");
        Assert.Equal(200, read.Status);
        Assert.Equal(304, (await server.SendAsync("GET", $"/api/v1/leads/{lead}", null, ("If-None-Match", read.Headers.ETag!.ToString()))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Keys_of_two_persons_are_a_conflict_and_nothing_is_recorded(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a"}""");
        await server.LeadAsync("""{"email":"bob@example.com"}""");
        var facts = server.Desk.Count("select count(*) from person_facts");
        await new Scenario("POST /api/v1/leads", """{"external_id":"a","email":"bob@example.com","facts":{"name":"Bob"}}""", 409, ["/problems/two-persons"]).CheckAsync(server);
        Assert.Equal(facts, server.Desk.Count("select count(*) from person_facts"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_many_leads_each_is_answered_by_itself(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a"}""");
        var reply = await server.PostAsync("/api/v1/leads/batch", """{"leads":[{"external_id":"a"},{"external_id":"b"},{"email":"no address"},{"external_id":"b"},{"external_id":"c","facts":{"employees":"?"}}]}""");
        Assert.Equal(["known", "created", "refused", "known", "refused"], reply.Json["items"]!.AsArray().Select(item => item!["status"]!.ToString()));
        Assert.Contains("e-mail", reply.Json["items"]![2]!["problem"]!["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, server.Desk.Count("select count(*) from leads"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_change_needs_the_version_that_was_read(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync(Ann);
        var (url, change) = ($"/api/v1/leads/{lead}", """{"facts":{"job_title":"Intern","budget":null}}""");
        Assert.Equal(428, (await server.SendAsync("PATCH", url, change)).Status);
        Assert.Equal(412, (await server.SendAsync("PATCH", url, change, ("If-Match", "\"7\""))).Status);
        server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var changed = await server.SendAsync("PATCH", url, change, ("If-Match", "\"1\""));
        Assert.Equal((200, "Intern", "\"2\"", "cold"), (changed.Status, changed.Text("job_title"), changed.Headers.ETag!.ToString(), changed.Json["findings"]!["temperature"]!.ToString()));
        Assert.Equal(412, (await server.SendAsync("PATCH", url, change, ("If-Match", "\"1\""))).Status);
        Assert.Equal(200, (await server.SendAsync("PATCH", url, change, ("If-Match", "*"))).Status);
        var facts = (await server.GetAsync($"{url}/purchase/facts")).Json["items"]!.AsArray();
        Assert.Equal((true, "sales"), (facts[0]!["facts"]!.AsObject().ContainsKey("budget") && facts[0]!["facts"]!["budget"] is null, facts[0]!["origin"]!.ToString()));
        Assert.Equal("25000 EUR", facts[^1]!["facts"]!["budget"]!.ToString());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Pages_hold_every_lead_once_in_every_order(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await ManyAsync(server, 23);
        foreach (var sort in (string[])["interest", "opened_at", "last_touch_at", "name"])
        {
            var (seen, url) = (new List<JsonNode>(), $"/api/v1/leads?sort={sort}&limit=4&count=true");
            for (string? cursor = null; ;)
            {
                var page = await server.GetAsync(cursor is null ? url : $"{url}&cursor={cursor}");
                Assert.True(page.Status == 200 && page.Json["count"]!["shown"]!.ToString() == "23", page.Body);
                seen.AddRange(page.Json["items"]!.AsArray().Select(item => item!));
                if ((cursor = page.Json["next"]?.ToString()) is null) break;
            }
            Assert.Equal(23, seen.Select(lead => lead["id"]!.ToString()).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(23, seen.Count);
            string[] keys = [.. seen.Select(lead => sort switch { "name" => lead["name"]!.ToString().ToLowerInvariant(), "interest" => "", _ => lead[sort]?.ToString() ?? "" })];
            Assert.Equal(sort == "name" ? keys.Order(StringComparer.Ordinal) : keys.OrderDescending(StringComparer.Ordinal), keys);
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_list_shows_what_was_asked_for(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var ann = await server.LeadAsync(Ann);
        await ManyAsync(server, 5);
        var organisation = (await server.GetAsync($"/api/v1/leads/{ann}")).Text("organisation");
        (string Query, int Count)[] asked =
        [
            ("", 6), ("line=main", 6), ("line=other", 0), ("q=ann", 1), ("q=ANN%20LEE", 1), ("q=orbis", 1), ("q=ann@orbis", 1), ("q=zz", 0), ("q=person", 5), ("q=_", 0),
            ("temperature=warm", 1), ("temperature=cold", 5), ("temperature=hot", 0), ("could_be=hot", 6), ("stage=inquiry", 6), ("stage=qualified", 0), ("fits=unknown", 6), ("qualified=yes", 0),
            ("source=website", 1), ("source=nowhere", 0), ("campaign=none", 0), ("owner=ben", 0), ($"organisation={organisation}", 1), ("open=true", 6), ("open=false", 0),
            ("changed_since=2026-07-15T09:00:00Z", 6), ("changed_since=2026-07-15T09:00:02Z", 4), ("temperature=cold&q=person&open=true", 5),
        ];
        foreach (var (query, count) in asked)
        {
            var reply = await server.GetAsync($"/api/v1/leads?{query}");
            Assert.True(reply.Status == 200 && reply.Json["items"]!.AsArray().Count == count, $"{query}: {count} was to be expected, not {reply.Body}");
        }
        Assert.Single((await server.GetAsync($"/api/v1/organisations/{organisation}/leads")).Json["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_cursor_of_another_list_is_refused(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await ManyAsync(server, 3);
        var cursor = (await server.GetAsync("/api/v1/leads?limit=1&sort=name")).Text("next");
        Assert.Equal(200, (await server.GetAsync($"/api/v1/leads?limit=2&sort=name&cursor={cursor}")).Status);
        Assert.Equal(400, (await server.GetAsync($"/api/v1/leads?limit=1&sort=opened_at&cursor={cursor}")).Status);
        Assert.Equal(400, (await server.GetAsync($"/api/v1/leads?limit=1&sort=name&stage=inquiry&cursor={cursor}")).Status);
        Assert.Equal(400, (await server.GetAsync($"/api/v1/leads?limit=1&sort=name&cursor={cursor[..^4]}AAAA")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_verdict_says_why_and_what_would_help(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync(Ann);
        var verdict = (await server.GetAsync($"/api/v1/leads/{lead}/verdict")).Json;
        Assert.Equal(("warm", "met", lead), (verdict["verdict"]!["temperature"]!.ToString(), verdict["verdict"]!["criteria"]!["budget"]!.ToString(), verdict["verdict"]!["id"]!.ToString()));
        Assert.Contains(verdict["verdict"]!["findings"]!.AsArray(), finding => finding!["says"]!.ToString().Contains("25,000 EUR", StringComparison.Ordinal));
        Assert.False(verdict["hot"]!["is_hot"]!.GetValue<bool>());
        Assert.NotEmpty(verdict["hot"]!["answers"]!.AsArray());
        Assert.NotNull(verdict["ask"]!["fact"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_history_is_one_line_of_time_page_by_page(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync(Ann);
        for (var i = 0; i < 5; i++)
        {
            server.Desk.Clock.Advance(TimeSpan.FromHours(1));
            await server.PostAsync("/api/v1/touches", $$"""{"kind":"page_viewed","lead":"{{lead}}","page":"/{{i}}","facts":{"phone":"{{i}}"} }""");
        }
        var whole = (await server.GetAsync($"/api/v1/leads/{lead}/history?limit=500")).Json["items"]!.AsArray();
        Assert.Contains(whole, entry => entry!["events"]?[0]?["type"]?.ToString() == "lead_opened");
        Assert.Contains(whole, entry => entry!["events"]?.AsArray().Any(one => one!["findings"]?["temperature"]?.ToString() == "warm") ?? false);
        Assert.Equal((5, 5), (whole.Count(entry => entry!["what"]!.ToString() == "touch"), whole.Count(entry => entry!["facts"]?["phone"] is not null)));
        var (paged, cursor) = (new List<string>(), "");
        do
        {
            var page = await server.GetAsync($"/api/v1/leads/{lead}/history?limit=1{cursor}");
            paged.AddRange(page.Json["items"]!.AsArray().Select(entry => entry!.ToJsonString()));
            cursor = page.Json["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(whole.Select(entry => entry!.ToJsonString()), paged);
        var pass = (await server.GetAsync($"/api/v1/leads/{lead}/passes")).Json["items"]!.AsArray().Single()!;
        Assert.Equal((1, "warm", "Website"), (pass["pass"]!.GetValue<int>(), pass["temperature"]!.ToString(), pass["source"]!.ToString()));
    }

    private static async Task ManyAsync(ApiServer server, int count)
    {
        for (var i = 0; i < count; i++)
        {
            server.Desk.Clock.Advance(TimeSpan.FromSeconds(1));
            var lead = await server.LeadAsync($$"""{"external_id":"p-{{i}}","facts":{"name":"{{(i % 2 == 0 ? "Person" : "person")}} {{i % 7}}"} }""");
            if (i % 3 == 0) await server.PostAsync("/api/v1/touches", $$"""{"kind":"page_viewed","lead":"{{lead}}","at":"2026-07-{{10 - (i % 5):00}}T08:00:00Z"}""");
        }
    }
}
