using System.Text.RegularExpressions;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Leads;

/// <summary>The pages of leads through HTTP: what a form does, what it refuses, what a list counts.</summary>
public sealed partial class LeadsPagesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_list_shows_filters_pages_and_counts(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        for (var i = 0; i < 60; i++) await server.LeadAsync($$$"""{"external_id":"{{{i}}}","facts":{"name":"Person {{{i:00}}}","job_title":"CFO"}}""");
        var page = await PageAsync(server, "/leads?sort=name");
        Assert.Contains("data-total=\"60\"", page, StringComparison.Ordinal);
        Assert.Equal(50, Row().Count(page));
        var second = await PageAsync(server, Next().Match(page).Groups["path"].Value.Replace("&amp;", "&", StringComparison.Ordinal));
        Assert.Equal(10, Row().Count(second));
        Assert.Contains("Person 59", second, StringComparison.Ordinal);
        Assert.Contains("data-total=\"60\"", await PageAsync(server, "/leads?temperature=&q=person&source="), StringComparison.Ordinal);
        Assert.Contains("No lead matches", await PageAsync(server, "/leads?temperature=hot"), StringComparison.Ordinal);
        Assert.Equal(400, (await BrowseAsync(server, "/leads?temperature=tepid")).Status);
        Assert.Equal(400, (await BrowseAsync(server, "/leads?tempreature=hot")).Status);
        Assert.Equal(400, (await BrowseAsync(server, "/leads?stands=soon")).Status);
        Assert.Equal(400, (await BrowseAsync(server, "/leads?cursor=nonsense")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_is_one_answer_away_from_hot_is_found_and_the_answer_makes_it_hot(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var lead = await server.LeadAsync("""{"email":"ann@orbis-freight.com","facts":{"job_title":"CEO","organisation":"Orbis","employees":"500","industry":"logistics","problem":"peak_season","purchase_by":"2026-09-01"}}""");
        await server.LeadAsync("""{"email":"bob@elsewhere.example"}""");
        var answer = (await server.GetAsync($"/api/v1/leads/{lead}")).Json["findings"]!["one_answer_away"]?.ToString();
        Assert.Equal("budget_status", answer);
        Assert.Contains("data-total=\"1\"", await PageAsync(server, "/leads?one_answer_away=true"), StringComparison.Ordinal);
        Assert.Contains("data-total=\"1\"", await PageAsync(server, "/leads?answer=budget_status&could_be=hot"), StringComparison.Ordinal);
        Assert.Contains("One answer from hot: the budget status", await PageAsync(server, "/leads"), StringComparison.Ordinal);
        var said = await PostAsync(server, $"/leads/{lead}/facts", "fact=budget_status&value=can_buy&place=ask", isPart: true);
        Assert.Equal(200, said.Status);
        Assert.Contains("It was warm and is hot now.", said.Body, StringComparison.Ordinal);
        Assert.Contains("Budget was unknown and is met now.", said.Body, StringComparison.Ordinal);
        Assert.Contains("noted by Sales", said.Body, StringComparison.Ordinal);
        Assert.Contains("data-total=\"0\"", await PageAsync(server, "/leads?one_answer_away=true"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_lead_by_hand_is_saved_or_the_form_says_what_is_wrong(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var wrong = await PostAsync(server, "/leads/new", "name=Ann+Lee&email=ann+at+orbis&fact=budget&value=a+lot");
        Assert.Equal((400, "text/html; charset=utf-8"), (wrong.Status, wrong.ContentType));
        Assert.Contains("It is no e-mail address.", wrong.Body, StringComparison.Ordinal);
        Assert.Contains("is not an amount such as 25000 EUR", wrong.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"Ann Lee\"", wrong.Body, StringComparison.Ordinal);
        Assert.Equal(400, (await PostAsync(server, "/leads/new", "name=&email=")).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from leads"));

        var saved = await PostAsync(server, "/leads/new", "name=Ann+Lee&email=ann%40orbis-freight.com&organisation=Orbis+Freight&fact=budget&value=25000+EUR&source=Fair");
        Assert.Equal(303, saved.Status);
        var page = await PageAsync(server, saved.Headers.Location!.ToString());
        Assert.All(["Ann Lee", "Orbis Freight", "25,000 EUR", "noted by Sales", "From Fair", "Entered by hand"], part => Assert.Contains(part, page, StringComparison.Ordinal));
        var likely = await PostAsync(server, "/leads/new/likely", "name=ann+le&email=ANN%40orbis-freight.com", isPart: true);
        Assert.Contains("This address is known", likely.Body, StringComparison.Ordinal);
        Assert.Contains("Is it this one?", (await PostAsync(server, "/leads/new/likely", "name=ann+lee", isPart: true)).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(server, "/leads/new", "name=Somebody")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Many_leads_are_changed_at_once_and_what_was_done_is_taken_back(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        string[] leads = [await server.LeadAsync("""{"external_id":"a","source":"Old"}"""), await server.LeadAsync("""{"external_id":"b"}"""), await server.LeadAsync("""{"external_id":"c"}""")];
        var picked = $"lead={leads[0]}&lead={leads[1]}&query=";
        var ask = await PostAsync(server, "/leads/bulk", $"{picked}&do=source");
        Assert.Contains("Set the source of 2 leads", ask.Body, StringComparison.Ordinal);
        Assert.Equal(400, (await PostAsync(server, "/leads/bulk/source", $"{picked}&value=")).Status);
        var done = (await PostAsync(server, "/leads/bulk/source", $"{picked}&value=Fair")).Headers.Location!.ToString();
        Assert.Contains("2 leads were given the source Fair.", await PageAsync(server, done), StringComparison.Ordinal);
        Assert.Contains("data-total=\"2\"", await PageAsync(server, "/leads?source=fair"), StringComparison.Ordinal);
        Assert.Equal(2, server.Desk.Count("select count(*) from passes p join sources s on s.source = p.source where s.name = 'Fair'"));
        var change = done[(done.IndexOf("done=", StringComparison.Ordinal) + 5)..];
        Assert.Equal(303, (await PostAsync(server, $"/leads/bulk/{change}/undoing", "query=")).Status);
        Assert.Equal(409, (await PostAsync(server, $"/leads/bulk/{change}/undoing", "query=")).Status);
        Assert.Contains("data-total=\"1\"", await PageAsync(server, "/leads?source=old"), StringComparison.Ordinal);
        Assert.Contains("data-total=\"0\"", await PageAsync(server, "/leads?source=fair"), StringComparison.Ordinal);

        var gone = (await PostAsync(server, "/leads/bulk/disqualify", "all=yes&query=&value=Students")).Headers.Location!.ToString();
        Assert.Contains("3 leads were disqualified.", await PageAsync(server, gone), StringComparison.Ordinal);
        Assert.Contains("data-total=\"3\"", await PageAsync(server, "/leads?show=closed"), StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(server, $"/leads/bulk/{gone[(gone.IndexOf("done=", StringComparison.Ordinal) + 5)..]}/undoing", "query=")).Status);
        Assert.Contains("data-total=\"3\"", await PageAsync(server, "/leads"), StringComparison.Ordinal);

        var file = await PostAsync(server, "/leads/bulk", $"{picked}&do=export");
        Assert.Equal("text/csv; charset=utf-8", file.ContentType);
        Assert.Equal(3, file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_view_is_saved_counted_and_forgotten(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","source":"Fair"}""");
        await server.LeadAsync("""{"external_id":"b"}""");
        Assert.Contains("<b>1</b> lead is in it now", await PageAsync(server, "/leads?source=Fair"), StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(server, "/leads/views", "name=From+the+%3Cfair%3E&query=source%3DFair")).Status);
        Assert.Equal(400, (await PostAsync(server, "/leads/views", "name=&query=source%3DFair")).Status);
        var views = await server.SendAsync("GET", "/leads/views", null, ("HX-Request", "true"), ("HX-Request-Type", "partial"));
        Assert.Matches("source=Fair\" data-count=\"1\"[^>]*><bdi>From the &lt;fair&gt;", views.Body);
        var forget = Forget().Match(await PageAsync(server, "/leads?source=Fair")).Groups["path"].Value;
        Assert.Equal(303, (await PostAsync(server, forget, "")).Status);
        Assert.Equal(404, (await PostAsync(server, forget, "")).Status);
    }

    [Fact]
    public async Task A_form_that_does_not_come_from_this_desk_is_refused()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        foreach (var path in (string[])["/leads/new", "/leads/views", "/leads/bulk", "/leads/bulk/disqualify"])
        {
            (string, string)[] form = [("Accept", "text/html"), ("Content-Type", "application/x-www-form-urlencoded")];
            Assert.Equal(403, (await server.SendAsync("POST", path, "name=x", form)).Status);
            Assert.Equal(403, (await server.SendAsync("POST", path, "name=x", [.. form, ("Origin", "null")])).Status);
            Assert.Equal(403, (await server.SendAsync("POST", path, "name=x", [.. form, ("Origin", "https://evil.example")])).Status);
            Assert.Equal(415, (await server.SendAsync("POST", path, "{}", ("Accept", "text/html"), ("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin"))).Status);
        }
        Assert.Equal(0, server.Desk.Count("select count(*) from leads"));
    }

    private static Task<Reply> BrowseAsync(ApiServer server, string url) => server.SendAsync("GET", url, null, ("Accept", "text/html"));

    private static async Task<string> PageAsync(ApiServer server, string url)
    {
        var reply = await BrowseAsync(server, url);
        Assert.True(reply.Status == 200, $"{url}: {reply.Status} {reply.Body}");
        return reply.Body;
    }

    private static Task<Reply> PostAsync(ApiServer server, string url, string form, bool isPart = false) => server.SendAsync(
        "POST", url, form, [("Accept", "text/html"), ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin"), .. isPart ? [("HX-Request", "true"), ("HX-Request-Type", "partial")] : Array.Empty<(string, string)>()]);

    [GeneratedRegex("<tr data-row", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Row();

    [GeneratedRegex("href=\"(?<path>[^\"]+)\" rel=\"next\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Next();

    [GeneratedRegex("action=\"(?<path>/leads/views/[^\"]+/removal)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Forget();
}
