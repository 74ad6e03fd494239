using System.Net;
using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.SalesDesk;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.SalesDesk;

/// <summary>The tasks of one user over all leads, by HTTP.</summary>
public partial class TasksPageTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_overdue_stands_first_and_is_finished_from_there(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        Assert.Contains("Nothing to do", (await PageAsync(team, "lena", "/tasks")).Body, StringComparison.Ordinal);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","facts":{"name":"Eve <b>Moreau</b>"}}""");
        await SetAsync(team, lead, "Send the <i>case study</i>", "2026-07-20T09:00:00Z");
        await SetAsync(team, lead, "Call her back", "2026-07-16T09:00:00Z");
        await team.LaterAsync(TimeSpan.FromDays(2));
        var page = (await PageAsync(team, "lena", "/tasks")).Body;
        Assert.True(page.IndexOf("Call her back", StringComparison.Ordinal) < page.IndexOf("Send the &lt;i&gt;case study", StringComparison.Ordinal));
        Assert.Single(Overdue().Matches(page));
        Assert.Contains($"href=\"/leads/{lead}\"", page, StringComparison.Ordinal);
        Assert.Contains("Eve &lt;b&gt;Moreau", page, StringComparison.Ordinal);
        Assert.Contains("Nothing done yet", (await PageAsync(team, "lena", "/tasks?state=done")).Body, StringComparison.Ordinal);
        var sent = await SentForm.Of(page, "/tasks/2/completion").With("outcome", "She decides in <March>").SendAsync(team.Server, ("Cookie", await team.CookieAsync("lena")));
        Assert.Equal(200, sent.Status);
        Assert.DoesNotContain("Call her back", (await PageAsync(team, "lena", "/tasks")).Body, StringComparison.Ordinal);
        var done = (await PageAsync(team, "lena", "/tasks?state=done")).Body;
        Assert.Contains("Call her back", done, StringComparison.Ordinal);
        Assert.Contains("She decides in &lt;March&gt;", done, StringComparison.Ordinal);
        await team.LaterAsync(TimeSpan.FromDays((7 * TasksView.Weeks) + 1));
        Assert.Contains("Nothing done yet", (await PageAsync(team, "lena", "/tasks?state=done")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_leads_Sales_chooses_whose_and_others_finish_only_their_own(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","facts":{"name":"Eve Moreau"}}""");
        await SetAsync(team, lead, "Call her back", "2026-07-16T09:00:00Z");
        var led = (await PageAsync(team, "mona", "/tasks?for=lena%40desk.example")).Body;
        Assert.Contains("What is to be done by Lena Tester", led, StringComparison.Ordinal);
        Assert.Contains("<option value=\"lena@desk.example\" selected", led, StringComparison.Ordinal);
        Assert.Contains("/tasks/1/completion", led, StringComparison.Ordinal);
        var seen = (await PageAsync(team, "markus", "/tasks?for=lena")).Body;
        Assert.Contains("Call her back", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/tasks/1/completion", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"for\" data-send", seen, StringComparison.Ordinal);
        // A reader sees what is nobody's, and does nothing.
        await team.AddAsync("rita", Role.ReadOnly);
        Assert.Contains("Nothing to do", (await PageAsync(team, "rita", "/tasks?for=nobody")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await PageAsync(team, "mona", "/tasks?for=somebody-else")).Status);
        foreach (var wrong in (string[])["?state=late", "?cursor=abc", "?nonsense=1", $"?for={new string('x', 500)}"]) Assert.Equal(400, (await PageAsync(team, "mona", $"/tasks{wrong}")).Status);
        var finished = await SentForm.Of(led, "/tasks/1/completion").With("outcome", "Reached her").SendAsync(team.Server, ("Cookie", await team.CookieAsync("mona")));
        Assert.Equal(200, finished.Status);
        Assert.Contains("Reached her", (await PageAsync(team, "mona", "/tasks?state=done")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Tasks_go_on_page_by_page(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        for (var i = 0; i <= TasksView.OnPage; i++)
        {
            var lead = await team.Server.LeadAsync($$"""{"email":"x{{i}}@three.com","facts":{"name":"Number {{i}}"} }""");
            await SetAsync(team, lead, "Call", i == 0 ? "2026-07-20T09:00:00Z" : "2026-07-16T09:00:00Z");
        }
        foreach (var query in (string[])["", "?state=done"])
        {
            var first = (await PageAsync(team, "lena", $"/tasks{query}")).Body;
            Assert.DoesNotContain(">Number 0<", first, StringComparison.Ordinal);
            var second = (await PageAsync(team, "lena", WebUtility.HtmlDecode(Next().Match(first).Groups["path"].Value))).Body;
            Assert.Contains(">Number 0<", second, StringComparison.Ordinal);
            Assert.Contains("First page", second, StringComparison.Ordinal);
            if (query.Length > 0) continue;
            foreach (var task in (await team.Server.GetAsync("/api/v1/tasks?for=lena&limit=500")).Json["items"]!.AsArray().OrderBy(task => (string?)task!["due"] == "2026-07-20T09:00:00Z" ? 0 : 1))
            {
                Assert.Equal(200, (await team.AsAsync("lena", "POST", $"/api/v1/tasks/{task!["id"]}/completion", "{}")).Status);
                team.Server.Desk.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static async Task SetAsync(SalesTeam team, string lead, string says, string due) =>
        Assert.Equal(201, (await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/tasks", $$"""{"says":"{{says}}","due":"{{due}}"}""")).Status);

    private static async Task<Reply> PageAsync(SalesTeam team, string name, string path) => await team.Server.SendAsync("GET", path, null, DeskForms.Reader, ("Cookie", await team.CookieAsync(name)));

    [GeneratedRegex("class=\"tag bad\">Overdue", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Overdue();

    [GeneratedRegex("href=\"(?<path>/tasks[^\"]*cursor=[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
