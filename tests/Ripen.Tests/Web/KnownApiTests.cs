using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Persons, organisations, facts and imports by the API.</summary>
public sealed class KnownApiTests
{
    private const string Ann = """{"external_id":"crm-1","email":"ann@orbis-freight.com","at":"2026-07-01T08:00:00Z","facts":{"name":"Ann Lee","job_title":"Clerk","organisation":"Orbis Freight GmbH"}}""";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_person_is_found_by_what_is_known(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync(Ann);
        foreach (var query in (string[])["email=ANN@Orbis-Freight.com", "external_id=crm-1"])
        {
            var found = (await server.GetAsync($"/api/v1/persons?{query}")).Json["items"]!.AsArray().Single()!;
            Assert.Equal(("Ann Lee", "ann@orbis-freight.com", "crm-1", lead), (found["name"]!.ToString(), found["emails"]![0]!.ToString(), found["external_ids"]![0]!.ToString(), found["leads"]![0]!["id"]!.ToString()));
            Assert.Equal(200, (await server.GetAsync($"/api/v1/persons/{found["id"]}")).Status);
        }
        Assert.Empty((await server.GetAsync("/api/v1/persons?external_id=crm-2")).Json["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_fact_is_a_dated_statement_that_judges_again_at_once(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync(Ann);
        var url = $"/api/v1/persons/{(await server.GetAsync($"/api/v1/leads/{lead}")).Text("person")}/facts";
        Assert.Equal("unknown", await AuthorityAsync(false));
        await server.PostAsync(url, """{"at":"2026-07-10T08:00:00Z","by":"sales","facts":{"job_title":"CFO"}}""");
        Assert.Equal("met", await AuthorityAsync(true));
        // Said later but of an earlier day it does not count.
        await server.PostAsync(url, """{"at":"2026-07-05T08:00:00Z","facts":{"job_title":"Intern"}}""");
        Assert.Equal("met", await AuthorityAsync(true));
        await server.PostAsync(url, """{"facts":{"job_title":null}}""");
        Assert.Equal("unknown", await AuthorityAsync(false));
        var said = (await server.GetAsync(url)).Json["items"]!.AsArray().Where(entry => entry!["facts"]!.AsObject().ContainsKey("job_title"));
        Assert.Equal(["|sales|2026-07-15T09:00:00Z", "CFO|sales|2026-07-10T08:00:00Z", "Intern|sales|2026-07-05T08:00:00Z", "Clerk|person|2026-07-01T08:00:00Z"], said.Select(entry => $"{entry!["facts"]!["job_title"]}|{entry["origin"]}|{entry["at"]}"));
        Assert.All(said, entry => Assert.Equal("2026-07-15T09:00:00Z", entry!["known_at"]!.ToString()));
        await new Scenario($"POST {url}", """{"facts":{"budget":"1 EUR"}}""", 400, ["facts.budget", "fact of the purchase"]).CheckAsync(server);
        await new Scenario($"POST {url}", """{"facts":{}}""", 400, ["\"facts\"", "nothing in it"]).CheckAsync(server);

        async Task<string> AuthorityAsync(bool isKnown)
        {
            var shown = (await server.GetAsync($"/api/v1/leads/{lead}")).Json;
            var verdict = (await server.GetAsync($"/api/v1/leads/{lead}/verdict")).Json["verdict"]!;
            Assert.Equal(verdict["temperature"]!.ToString(), shown["findings"]!["temperature"]!.ToString());
            Assert.Equal(isKnown, shown["job_title"]?.ToString() == "CFO");
            return verdict["criteria"]!["authority"]!.ToString();
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_said_of_a_purchase_or_an_organisation_is_asked_to_be_judged_for_all(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var ann = await server.LeadAsync(Ann);
        await server.LeadAsync("""{"email":"bob@orbis-freight.com"}""");
        var organisation = (await server.GetAsync($"/api/v1/leads/{ann}")).Text("organisation");
        Assert.Equal(200, (await server.PostAsync($"/api/v1/leads/{ann}/purchase/facts", """{"facts":{"budget":"25000 EUR","solution_known":true,"problem":["slow onboarding","other"]}}""")).Status);
        Assert.Equal("met", (await server.GetAsync($"/api/v1/leads/{ann}/verdict")).Json["verdict"]!["criteria"]!["budget"]!.ToString());
        Assert.Equal(1, server.Desk.Count("select count(*) from desk_work where kind = 1"));
        Assert.Equal(200, (await server.PostAsync($"/api/v1/organisations/{organisation}/facts", """{"by":"enrichment","facts":{"employees":"500","industry":"Logistics"}}""")).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from desk_work where kind = 2"));
        Assert.Equal("500", (await server.GetAsync($"/api/v1/organisations/{organisation}/facts")).Json["items"]![0]!["facts"]!["employees"]!.ToString());
        await new Scenario($"POST /api/v1/organisations/{organisation}/facts", """{"facts":{"job_title":"CFO"}}""", 400, ["fact of the person"]).CheckAsync(server);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_that_says_nothing_asks_nothing_of_colleagues(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"email":"bob@orbis-freight.com"}""");
        var ann = await server.LeadAsync(Ann);
        Assert.Equal(1, await AskedAsync("delete from desk_work where kind = 1"));
        await server.PostAsync("/api/v1/touches", $$"""{"kind":"page_viewed","lead":"{{ann}}"}""");
        Assert.Equal(0, await AskedAsync("delete from desk_work where kind = 1"));
        await server.PostAsync("/api/v1/touches", $$"""{"kind":"form_sent","lead":"{{ann}}","facts":{"job_title":"CEO"} }""");
        Assert.Equal(1, await AskedAsync("delete from desk_work where kind = 1"));

        Task<int> AskedAsync(string take) => server.Desk.Desk.Writer.DoAsync(write => write.Execute(take), TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Organisations_are_found_by_name_and_domain_page_by_page(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync(Ann);
        for (var i = 0; i < 5; i++) await server.LeadAsync($$"""{"email":"x@example{{i}}.com","facts":{"organisation":"Firm {{i}}"} }""");
        (string Query, int Count)[] asked = [("", 6), ("q=orbis", 1), ("q=Orbis%20Freight", 1), ("q=firm", 5), ("domain=www.orbis-freight.com", 1), ("domain=nowhere.com", 0)];
        foreach (var (query, count) in asked) Assert.Equal((query, count), (query, (await server.GetAsync($"/api/v1/organisations?{query}")).Json["items"]!.AsArray().Count));
        var (seen, url) = (new HashSet<string>(StringComparer.Ordinal), "/api/v1/organisations?limit=4");
        for (var cursor = ""; ;)
        {
            var page = await server.GetAsync($"{url}{cursor}");
            Assert.All(page.Json["items"]!.AsArray(), item => Assert.True(seen.Add(item!["id"]!.ToString())));
            if (page.Json["next"] is not { } next) break;
            cursor = $"&cursor={next}";
        }
        Assert.Equal(6, seen.Count);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_file_is_imported_and_its_bad_rows_are_handed_back(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        const string file = "id,email,job_title\n1,ann@example.com,CFO\n2,nonsense,CEO\n3,bob@example.com,CTO\n";
        (string, string) csv = ("Content-Type", "text/csv");
        var done = await server.PostAsync("/api/v1/imports?what=leads&file=leads.csv", file, csv);
        Assert.Equal((201, "/api/v1/imports/1", "leads.csv"), (done.Status, done.Headers.Location!.ToString(), done.Text("file")));
        Assert.Equal(server.Desk.Count("select count(*) from leads"), done.Json["counts"]!["taken"]!.GetValue<int>());
        var again = await server.PostAsync("/api/v1/imports?what=leads", file, csv);
        Assert.Equal((0, done.Json["counts"]!["taken"]!.GetValue<int>()), (again.Json["counts"]!["taken"]!.GetValue<int>(), again.Json["counts"]!["seen"]!.GetValue<int>()));
        Assert.Equal("1", (await server.GetAsync("/api/v1/imports/1")).Text("import"));
        Assert.Equal(["2", "1"], (await server.GetAsync("/api/v1/imports")).Json["items"]!.AsArray().Select(item => item!["import"]!.ToString()));
        Assert.Equal("2", (await server.GetAsync("/api/v1/imports?limit=1")).Json["items"]!.AsArray().Single()!["import"]!.ToString());
    }
}
