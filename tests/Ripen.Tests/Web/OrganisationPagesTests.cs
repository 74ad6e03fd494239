using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>The list of organisations, and one organisation.</summary>
public sealed class OrganisationPagesTests
{
    private static readonly (string Name, string Value) Browser = ("Accept", "text/html");
    private static readonly (string Name, string Value)[] Part = [Browser, ("HX-Request", "true"), ("HX-Request-Type", "partial")];

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Organisations_are_listed_in_every_order_page_by_page(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Contains("No organisations yet", (await server.SendAsync("GET", "/organisations", null, Browser)).Body, StringComparison.Ordinal);
        foreach (var name in (string[])["beta", "Alpha", "Gamma"]) await server.LeadAsync($$"""{"email":"x@{{name}}.com","facts":{"organisation":"{{name}}"} }""");
        await server.PostAsync("/api/v1/touches", """{"kind":"form_sent","email":"x@alpha.com"}""");
        Assert.Equal(["Alpha", "beta", "Gamma"], await ListedAsync(server, "/organisations?sort=name&limit=2"));
        Assert.Equal("Alpha", (await ListedAsync(server, "/organisations?limit=1"))[0]);
        foreach (var sort in (string[])["last_touch", "interest"]) Assert.Equal(["Alpha", "beta", "Gamma"], (await ListedAsync(server, $"/organisations?sort={sort}&limit=1")).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["Gamma"], await ListedAsync(server, "/organisations?q=gam"));
        Assert.Contains("None begins so", (await server.SendAsync("GET", "/organisations?q=zzz", null, Browser)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", (await server.SendAsync("GET", "/organisations", null, Part)).Body, StringComparison.Ordinal);
        foreach (var wrong in (string[])["?sort=worth", "?cursor=abc", "?nonsense=1", "?q=%00", $"?q={new string('x', 500)}"]) Assert.Equal(400, (await server.SendAsync("GET", $"/organisations{wrong}", null, Browser)).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_organisation_says_who_is_there_who_is_missing_and_what_happened(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var ann = await server.LeadAsync("""{"email":"ann@orbis-freight.com","facts":{"name":"Ann Lee","organisation":"Orbis Freight","job_title":"Analyst"}}""");
        await server.LeadAsync("""{"email":"bob@orbis-freight.com","facts":{"name":"Bob Ray","problem":"late shipments"}}""");
        await server.PostAsync("/api/v1/touches", $$"""{"kind":"form_sent","lead":"{{ann}}"}""");
        var path = $"/organisations/{(await server.GetAsync("/api/v1/organisations")).Json["items"]![0]!["id"]}";
        var page = (await server.SendAsync("GET", path, null, Browser)).Body;
        foreach (var said in (string[])["Orbis Freight", "Ann Lee", "Bob Ray", "Nobody here is known to decide yet", "late shipments", $"/leads/{ann}"]) Assert.Contains(said, page, StringComparison.Ordinal);
        await server.PostAsync($"/api/v1/leads/{ann}/purchase/facts", """{"facts":{"budget":"900000 EUR"}}""");
        Assert.Contains("900000 EUR", (await server.SendAsync("GET", path, null, Browser)).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await server.SendAsync("GET", "/organisations/nothing", null, Browser)).Status);
        Assert.Equal(400, (await server.SendAsync("GET", $"{path}?cursor=abc", null, Browser)).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_organisation_known_by_its_domain_alone_is_called_as_one_of_its_people_says(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"email":"ann@orbis-freight.com"}""");
        Assert.Contains(">orbis-freight.com<", (await server.PageAsync("/organisations")).Body, StringComparison.Ordinal);
        await server.LeadAsync("""{"email":"ann@orbis-freight.com","facts":{"organisation":"Orbis Freight"}}""");
        Assert.Contains(">Orbis Freight<", (await server.PageAsync("/organisations")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_Sales_says_of_an_organisation_is_recorded_and_its_leads_are_judged_again(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"email":"ann@orbis-freight.com","facts":{"organisation":"Orbis Freight"}}""");
        var path = $"/organisations/{(await server.GetAsync("/api/v1/organisations")).Json["items"]![0]!["id"]}";
        Assert.Contains("name=\"value\"", (await server.SendAsync("GET", $"{path}/facts/employees", null, Part)).Body, StringComparison.Ordinal);
        var wrong = await SayAsync(server, path, "employees", "many", Part);
        Assert.Equal((400, true), (wrong.Status, wrong.Body.Contains("number or a range", StringComparison.Ordinal)));
        Assert.Equal(404, (await SayAsync(server, path, "job_title", "CFO", Part)).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from desk_work where kind = 2"));
        var saved = await SayAsync(server, path, "employees", "500", Part);
        Assert.Equal((200, true, true), (saved.Status, saved.Body.Contains("noted by Sales", StringComparison.Ordinal), saved.Body.Contains("Saved.", StringComparison.Ordinal)));
        Assert.Equal(1, server.Desk.Count("select count(*) from desk_work where kind = 2"));
        Assert.Contains("<h1><bdi>Orbis Logistics", (await SayAsync(server, path, "organisation", "Orbis Logistics", Part)).Body.Replace(" class=\"clamp\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("Orbis Logistics", (await server.GetAsync("/api/v1/organisations")).Json["items"]![0]!["name"]!.ToString());
        Assert.Equal(403, (await server.SendAsync("POST", $"{path}/facts", "fact=employees&value=1", ("Content-Type", "application/x-www-form-urlencoded"))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Hostile_names_are_shown_harmlessly(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"email":"ann@orbis-freight.com","facts":{"name":"<script>alert(1)</script>","organisation":"<img src=x onerror=alert(2)> \u202Egro\u202C 😀","industry":"\"><script>alert(3)</script>"}}""");
        var path = $"/organisations/{(await server.GetAsync("/api/v1/organisations")).Json["items"]![0]!["id"]}";
        foreach (var url in (string[])["/organisations", path, $"{path}/facts/industry"])
        {
            var page = await server.SendAsync("GET", url, null, Browser);
            Assert.Equal(200, page.Status);
            foreach (var hostile in (string[])["<script>alert", "<img src=x"]) Assert.DoesNotContain(hostile, page.Body, StringComparison.Ordinal);
        }
    }

    private static Task<Reply> SayAsync(ApiServer server, string path, string fact, string value, (string, string)[] headers) =>
        server.SendAsync("POST", $"{path}/facts", $"fact={fact}&value={value}", [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin"), .. headers]);

    private static async Task<List<string>> ListedAsync(ApiServer server, string? url)
    {
        var listed = new List<string>();
        while (url is not null)
        {
            var page = (await server.SendAsync("GET", url, null, Browser)).Body;
            listed.AddRange(System.Text.RegularExpressions.Regex.Matches(page, "data-open[^>]*><bdi>(?<name>[^<]+)</bdi>", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["name"].Value));
            var next = System.Text.RegularExpressions.Regex.Match(page, "href=\"(?<path>[^\"]+)\" rel=\"next\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            url = next.Success ? System.Net.WebUtility.HtmlDecode(next.Groups["path"].Value) : null;
        }
        return listed;
    }
}
