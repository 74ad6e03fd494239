using System.Net;
using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Views;

/// <summary>Views of reports that people save: through pages and through the API.</summary>
public sealed partial class ReportViewsTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_view_is_its_owners_or_everybodys_and_removed_by_him_or_an_administrator(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","source":"Fair & more"}""");
        var own = await SaveAsync(server, "ann", "/funnel", "My <fair>", "source=Fair+%26+more&by=cohort", "me");
        Assert.Equal((303, "/funnel?by=cohort&source=Fair%20%26%20more"), (own.Status, own.Headers.Location!.ToString()));
        var shared = await SaveAsync(server, "ann", "/sources", "Sides", "side=marketing&by=campaign", "all");
        Assert.Equal("/sources?by=campaign&side=marketing", shared.Headers.Location!.ToString());
        Assert.Contains("aria-current=\"page\"><bdi>My &lt;fair&gt;</bdi>", await PageAsync(server, "ann", own.Headers.Location!.ToString()), StringComparison.Ordinal);
        Assert.DoesNotContain("My &lt;fair&gt;", await PageAsync(server, "bob", "/funnel"), StringComparison.Ordinal);
        Assert.DoesNotContain("My &lt;fair&gt;", await PageAsync(server, "ann", "/sources"), StringComparison.Ordinal);

        var mine = Removal().Match(await PageAsync(server, "ann", own.Headers.Location!.ToString())).Value;
        var page = await PageAsync(server, "bob", shared.Headers.Location!.ToString());
        Assert.Contains("<bdi>Sides</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Removal(), page);
        var theirs = Removal().Match(await PageAsync(server, "ann", shared.Headers.Location!.ToString())).Value;
        Assert.Equal((409, 404), ((await PostAsync(server, "bob", theirs)).Status, (await PostAsync(server, "bob", mine)).Status));
        Assert.Equal(404, (await PostAsync(server, "ada", mine, role: Role.Administrator)).Status);
        Assert.Equal((303, "/sources"), await ToAsync(PostAsync(server, "ada", theirs, role: Role.Administrator)));
        Assert.Equal((303, "/funnel"), await ToAsync(PostAsync(server, "ann", mine)));
        Assert.Equal(404, (await PostAsync(server, "ann", mine)).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from saved_views"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Days_that_were_saved_stay_and_those_that_were_not_move_on(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","source":"Fair"}""");
        (string, string)[] shown = [("from", "2025-08-01"), ("to", "2026-07-15")];
        // As the page sends them: its form names the days in any case.
        var moving = await SaveAsync(server, "ann", "/funnel", "Moving", "source=Fair&from=2025-08-01&to=2026-07-15", "me", [.. shown, ("days", "usual")]);
        var fixedDays = await SaveAsync(server, "ann", "/funnel", "Fixed", "source=Fair", "me", [.. shown, ("days", "these")]);
        Assert.Equal("/funnel?source=Fair", moving.Headers.Location!.ToString());
        Assert.Equal("/funnel?from=2025-08-01&source=Fair&to=2026-07-15", fixedDays.Headers.Location!.ToString());
        server.Desk.Clock.Advance(TimeSpan.FromDays(62));
        Assert.Contains("name=\"from\" value=\"2025-10-01\"", await PageAsync(server, "ann", moving.Headers.Location!.ToString()), StringComparison.Ordinal);
        Assert.Contains("name=\"from\" value=\"2025-08-01\"", await PageAsync(server, "ann", fixedDays.Headers.Location!.ToString()), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_cannot_be_a_view_is_refused_where_it_is_wrong(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","source":"Fair"}""");
        foreach (var (body, field) in new[]
        {
            ("""{"path":"/people","name":"A"}""", "path"), ("""{"path":"/funnel","name":"  "}""", "name"), ($$"""{"path":"/funnel","name":"{{new string('x', 61)}}"}""", "name"), ("""{"path":"/funnel","name":"a\u0007b"}""", "name"),
            ("""{"path":"/funnel","name":"A","query":"source=Nowhere"}""", "query"), ("""{"path":"/funnel","name":"A","query":"sauce=Fair"}""", "query"), ("""{"path":"/funnel","name":"A","query":"vs_from=soon"}""", "query"),
            ("""{"path":"/sources","name":"A","query":"by=cohort"}""", "query"), ("""{"path":"/leads","name":"A","query":"temperature=tepid"}""", "query"), ($$"""{"path":"/funnel","name":"A","query":"source={{new string('x', 2_000)}}"}""", "query"),
        })
        {
            var answer = await server.PostAsync("/api/v1/views", body);
            Assert.Equal((400, true), (answer.Status, answer.Json["errors"]![field] is not null));
        }
        Assert.Equal(0, server.Desk.Count("select count(*) from saved_views"));
        Assert.Equal(400, (await SaveAsync(server, "ann", "/funnel", "A", "source=Nowhere", "me")).Status);
        Assert.Equal(403, (await PostAsync(server, "rea", "/views", Role.ReadOnly, ("path", "/funnel"), ("name", "A"))).Status);

        Assert.Equal(201, (await server.PostAsync("/api/v1/views", """{"path":"/funnel","name":"Fair","query":"source=Fair"}""")).Status);
        Assert.Equal((409, "name_taken"), CodeOf(await server.PostAsync("/api/v1/views", """{"path":"/sources","name":" FAIR "}""")));
        Assert.Equal(303, (await SaveAsync(server, "ann", "/funnel", "Fair", "", "me")).Status);
        for (var i = 0; i < 49; i++) Assert.Equal(201, (await server.PostAsync("/api/v1/views", $$"""{"path":"/funnel","name":"View {{i}}"}""")).Status);
        Assert.Equal((409, "too_many_views"), CodeOf(await server.PostAsync("/api/v1/views", """{"path":"/funnel","name":"One more"}""")));
        Assert.Equal(201, (await server.PostAsync("/api/v1/views", """{"path":"/sources","name":"One more"}""")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Programs_save_list_and_remove_them_lists_of_leads_among_them(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"external_id":"a","source":"Fair"}""");
        var saved = await server.PostAsync("/api/v1/views", """{"path":"/funnel","name":"Marketing’s","query":"side=marketing","shared":true}""");
        Assert.Equal((201, "/funnel?side=marketing", SignedIn.Email), (saved.Status, saved.Text("address"), saved.Text("saved_by")));
        Assert.Equal(saved.Body, (await server.GetAsync(saved.Headers.Location!.ToString())).Body);
        await server.PostAsync("/api/v1/views", """{"path":"/leads","name":"Only mine","query":"source=Fair"}""");
        await server.FormAsync("/leads/views", ("name", "Everybody’s"), ("query", "source=Fair&sort=name"));
        Assert.Equal(["Marketing’s", "Only mine", "Everybody’s"], await NamesAsync("/api/v1/views"));
        Assert.Equal(["Only mine", "Everybody’s"], await NamesAsync("/api/v1/views?path=/leads"));
        Assert.Equal(400, (await server.GetAsync("/api/v1/views?path=/people")).Status);
        var leads = WebUtility.HtmlDecode(await PageAsync(server, "bob", "/leads"));
        Assert.Contains("Everybody’s", leads, StringComparison.Ordinal);
        Assert.DoesNotContain("Only mine", leads, StringComparison.Ordinal);
        Assert.Equal(200, (await server.SendAsync("DELETE", $"/api/v1/views/{saved.Text("id")}")).Status);
        Assert.Equal(404, (await server.SendAsync("DELETE", $"/api/v1/views/{saved.Text("id")}")).Status);
        Assert.Equal(404, (await server.GetAsync("/api/v1/views/nothing")).Status);

        async Task<IEnumerable<string>> NamesAsync(string path) => (await server.GetAsync(path)).Json["items"]!.AsArray().Select(view => view!["name"]!.ToString());
    }

    private static (int, string) CodeOf(Reply reply) => (reply.Status, reply.Text("code"));

    private static async Task<(int, string?)> ToAsync(Task<Reply> answer) => await answer is var reply ? (reply.Status, reply.Headers.Location?.ToString()) : default;

    private static Task<Reply> SaveAsync(ApiServer server, string who, string path, string name, string query, string whom, params (string, string)[] days) =>
        PostAsync(server, who, "/views", Role.Salesperson, [("path", path), ("name", name), ("query", query), ("for", whom), .. days]);

    internal static async Task<Reply> PostAsync(ApiServer server, string who, string path, Role role = Role.Salesperson, params (string Name, string Value)[] fields) => await server.SendAsync(
        "POST", path, string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")),
        ("Content-Type", "application/x-www-form-urlencoded"), DeskForms.Reader, ("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("Cookie", await CookieAsync(server, who, role)));

    internal static async Task<Reply> GetAsync(ApiServer server, string who, string path, Role role = Role.Salesperson) => await server.SendAsync("GET", path, null, DeskForms.Reader, ("Cookie", await CookieAsync(server, who, role)));

    private static async Task<string> PageAsync(ApiServer server, string who, string path)
    {
        var page = await GetAsync(server, who, path);
        Assert.Equal(200, page.Status);
        return page.Body;
    }

    private static async Task<string> CookieAsync(ApiServer server, string who, Role role)
    {
        var desk = server.Desk.Desk;
        return SignedIn.CookieOf(await SignedIn.SessionAsync(desk, await SignedIn.UserAsync(desk, $"{who}@desk.example", role)));
    }

    [GeneratedRegex("/views/[^\"/]+/removal", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Removal();
}
