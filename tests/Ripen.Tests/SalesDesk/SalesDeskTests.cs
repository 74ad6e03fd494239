using System.Net;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.SalesDesk;

/// <summary>The page a salesperson lives in, by HTTP.</summary>
public class SalesDeskTests
{
    /// <summary>What is done on the desk, and where the API does the same.</summary>
    private static readonly Dictionary<string, string> InTheApi = new(StringComparer.Ordinal)
    {
        ["POST /desk/{lead}/acceptance"] = "POST /api/v1/handovers/{handover}/acceptance",
        ["POST /desk/{lead}/rejection"] = "POST /api/v1/handovers/{handover}/rejection",
        ["POST /desk/{lead}/deal"] = "PATCH /api/v1/leads/{lead}/opportunity",
        ["POST /desk/{lead}/win"] = "POST /api/v1/leads/{lead}/opportunity/win",
        ["POST /desk/{lead}/loss"] = "POST /api/v1/leads/{lead}/opportunity/loss",
        ["POST /desk/{lead}/answer"] = "POST /api/v1/leads/{lead}/work",
        ["POST /desk/{lead}/work"] = "POST /api/v1/leads/{lead}/work",
        ["POST /desk/{lead}/heard"] = "PATCH /api/v1/leads/{lead}",
        ["POST /desk/{lead}/tasks"] = "POST /api/v1/leads/{lead}/tasks",
        ["POST /desk/{lead}/tasks/{task}/completion"] = "POST /api/v1/tasks/{task}/completion",
    };

    [Fact]
    public void Every_action_of_the_desk_has_its_endpoint_in_the_API()
    {
        Assert.Equal(Roles.Table.Keys.Where(name => name.StartsWith("POST /desk", StringComparison.Ordinal)).Order(StringComparer.Ordinal), InTheApi.Keys.Order(StringComparer.Ordinal));
        Assert.All(InTheApi.Values, name => Assert.Contains(name, Roles.Table.Keys));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_desk_shows_what_is_to_be_done_and_why(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.RipeAsync();
        await team.RunAsync();
        var page = WebUtility.HtmlDecode((await PageAsync(team, "lena", "/desk")).Body);
        Assert.Contains("Good morning, Lena", page, StringComparison.Ordinal);
        Assert.Contains("1 to do · nothing is late", page, StringComparison.Ordinal);
        Assert.Contains("Say: “You mentioned slow picking. May I compare your ten longest walks with a better layout?”", page.Replace("<bdi>", "", StringComparison.Ordinal).Replace("</bdi>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("data-key=\"a\"", page, StringComparison.Ordinal);
        var row = Assert.Single((await team.AsAsync("lena", "GET", "/api/v1/desk")).Json["items"]!.AsArray())!;
        Assert.Equal(("decide", "2026-07-15T13:00:00Z", "hot"), ((string?)row["part"], (string?)row["due"], (string?)row["temperature"]));
        Assert.Equal(400, (await team.Server.GetAsync("/api/v1/desk")).Status);
        Assert.Contains("Nothing waits for you", (await PageAsync(team, "markus", "/desk")).Body, StringComparison.Ordinal);
        Assert.Contains("Desk of Lena Tester", (await PageAsync(team, "mona", "/desk?for=lena")).Body, StringComparison.Ordinal);
        Assert.Contains("You are not in Sales yourself", (await team.Server.PageAsync("/desk")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await PageAsync(team, "lena", "/desk?for=nobody-at-all")).Status);
    }

    [Fact]
    public async Task A_lead_is_accepted_worked_on_and_answered_without_leaving_the_page()
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        var lead = await team.RipeAsync();
        await team.RunAsync();
        Assert.Contains("Accepted. It is yours", (await ActAsync(team, "lena", lead, "acceptance")).Body, StringComparison.Ordinal);
        Assert.Equal("lena@desk.example", (string?)(await team.LeadAsync(lead))["owner"]);
        var called = await ActAsync(team, "lena", lead, "work", ("kind", "call"), ("reached", "no"), ("note", "Voicemail"), ("next", "Call again"), ("due", "2026-07-16"));
        Assert.Contains("The try is on record", called.Body, StringComparison.Ordinal);
        Assert.Contains("Done <kbd>t</kbd></button>", called.Body, StringComparison.Ordinal);
        var task = Assert.Single((await team.Server.GetAsync("/api/v1/tasks?for=lena")).Json["items"]!.AsArray())!;
        Assert.Equal(("Call again", "2026-07-16T23:59:59Z"), ((string?)task["says"], (string?)task["due"]));
        Assert.Contains("call_tried", (await team.Server.GetAsync($"/api/v1/leads/{lead}/history")).Body, StringComparison.Ordinal);
        var heard = await ActAsync(team, "lena", lead, "heard", ("fact.budget_status", "will_buy"), ("fact.purchase_by", ""));
        Assert.Equal(200, heard.Status);
        Assert.Equal(400, (await ActAsync(team, "lena", lead, "heard", ("fact.budget_status", "perhaps"))).Status);
        Assert.Contains("Done.", (await ActAsync(team, "lena", lead, "tasks/1/completion", ("outcome", "Reached her"))).Body, StringComparison.Ordinal);
        Assert.Empty((await team.Server.GetAsync("/api/v1/tasks?for=lena")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Giving_back_asks_for_what_the_reason_demands_and_says_who_was_first()
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var number = (string?)(await team.HandoverAsync(lead))["id"]!.ToString()[^1..];
        var again = await ActAsync(team, "lena", lead, "rejection", ("handover", number!), ("reason", "not_now"));
        Assert.Equal(400, again.Status);
        Assert.Contains("needs the date on which to try again", again.Body, StringComparison.Ordinal);
        Assert.Contains("id=\"return-form\"", again.Body, StringComparison.Ordinal);
        Assert.Contains("Give it back all the same", (await ActAsync(team, "lena", lead, "rejection", ("handover", number!), ("reason", "no_reply"))).Body, StringComparison.Ordinal);
        Assert.Contains("Given back", (await ActAsync(team, "lena", lead, "rejection", ("handover", number!), ("reason", "no_reply"), ("sure", "yes"))).Body, StringComparison.Ordinal);
        var late = await ActAsync(team, "mona", lead, "acceptance", ("handover", number!));
        Assert.Equal(409, late.Status);
        Assert.Contains("Lena Tester gave this lead back on 15 July 2026, 11:00: no reply.", WebUtility.HtmlDecode(late.Body), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_sleeps_stands_by_the_day_of_waking_with_what_is_known_of_the_budget(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        Assert.Contains("Nobody sleeps", (await team.Server.PageAsync("/asleep")).Body, StringComparison.Ordinal);
        var (first, second) = (await team.RipeAsync("ann@one.com"), await team.RipeAsync("bob@two.com"));
        await team.RunAsync();
        await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(first))["id"]!}/rejection", """{"reason":"not_now","wake":"2026-11-02"}""");
        await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(second))["id"]!}/rejection", """{"reason":"not_now","wake":"2026-09-01"}""");
        var page = (await team.Server.PageAsync("/asleep")).Body;
        Assert.True(page.IndexOf(second, StringComparison.Ordinal) < page.IndexOf(first, StringComparison.Ordinal));
        Assert.Contains("25,000 EUR", page, StringComparison.Ordinal);
        Assert.Contains("August 2026", page, StringComparison.Ordinal);
        Assert.Equal(400, (await team.Server.PageAsync("/asleep?cursor=nonsense")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Nobody_is_forgotten_and_who_is_ripe_without_anybody_in_Sales_is_named(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await server.LeadAsync("""{"email":"eve@three.com","facts":{"name":"Eve"}}""");
        Assert.Contains("Nobody is forgotten", (await server.PageAsync("/forgotten")).Body, StringComparison.Ordinal);
        await using var team = await SalesTeam.StartAsync(kind);
        foreach (var name in (string[])["lena", "markus", "mona"]) await team.Server.DoAsync(write => write.Execute("update users set roles = 16 where email = @email", ("@email", $"{name}@desk.example")));
        await team.Server.DoAsync(write => Ripen.Storage.Versions.Raise(write, "users"));
        var ripe = await team.RipeAsync();
        await team.LaterAsync(TimeSpan.FromMinutes(2));
        var page = (await team.Server.PageAsync("/forgotten")).Body;
        Assert.Contains("Nobody here is in Sales", page, StringComparison.Ordinal);
        Assert.Contains(ripe, page, StringComparison.Ordinal);
        // As soon as there is somebody.
        await team.Server.DoAsync(write => UserChanges.Add(team.Desk, write, Caller.OnThisMachine, "nina@desk.example", "Nina", user => user with { Roles = Role.Salesperson }));
        await team.RunAsync();
        Assert.Equal("nina@desk.example", (string?)(await team.HandoverAsync(ripe))["to"]);
    }

    private static async Task<Reply> PageAsync(SalesTeam team, string name, string path) => await team.Server.SendAsync("GET", path, null, DeskForms.Reader, ("Cookie", await team.CookieAsync(name)));

    private static async Task<Reply> ActAsync(SalesTeam team, string name, string lead, string what, params (string Name, string Value)[] fields) => await team.Server.SendAsync(
        "POST",
        $"/desk/{lead}/{what}",
        string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("HX-Request", "true"),
        ("HX-Request-Type", "partial"),
        ("Origin", team.Server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)),
        ("Cookie", await team.CookieAsync(name)));
}
