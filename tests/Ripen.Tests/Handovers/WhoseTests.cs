using Ripen.Accounts;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>Of a lead decides whoever has it, of a task also whoever it is for.</summary>
public class WhoseTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_a_task_decides_whoever_it_is_for_and_whoever_has_its_lead(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/acceptance");
        var helps = (await team.AsAsync("mona", "POST", $"/api/v1/leads/{lead}/tasks", """{"says":"Check the floor plan","for":"markus@desk.example"}""")).Text("id");
        Assert.Equal(200, (await team.AsAsync("markus", "POST", $"/api/v1/tasks/{helps}/completion", "{}")).Status);

        // Nobody has this lead, and yet the task is Lena's.
        var nobodys = await team.Server.LeadAsync("""{"email":"eve@three.com","source":"Website","facts":{"name":"Eve"}}""");
        var lenas = (await team.AsAsync("lena", "POST", $"/api/v1/leads/{nobodys}/tasks", """{"says":"Call Eve"}""")).Text("id");
        Assert.Equal("not_yours", (await team.AsAsync("markus", "POST", $"/api/v1/tasks/{lenas}/completion", "{}")).Text("code"));
        Assert.Equal("not_yours", (await team.AsAsync("markus", "PATCH", $"/api/v1/tasks/{lenas}", """{"for":"markus@desk.example"}""")).Text("code"));
        Assert.Equal(200, (await team.AsAsync("lena", "POST", $"/api/v1/tasks/{lenas}/completion", "{}")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Disqualifying_many_leaves_alone_what_is_with_somebody_else(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lenas = await team.RipeAsync();
        await team.RunAsync();
        var nobodys = await team.Server.LeadAsync("""{"email":"eve@three.com","source":"Website","facts":{"name":"Eve"}}""");
        LeadId[] both = [.. new[] { lenas, nobodys }.Select(text => LeadId.TryParse(text, out var id) ? id : default)];
        var markus = await SignedIn.UserAsync(team.Desk, "markus@desk.example", Role.Salesperson);
        var done = await new BulkChanges(team.Desk, new(markus.Email, markus.Roles, "page", null) { User = markus }).DisqualifyAsync(both, "a competitor", TestContext.Current.CancellationToken);
        Assert.Equal(1, done.Count);
        Assert.Null((await team.LeadAsync(lenas))["end"]);
        Assert.Equal("disqualified", (string?)(await team.LeadAsync(nobodys))["end"]!["how"]);
    }

    [Fact]
    public async Task A_lead_is_not_given_to_whoever_has_it()
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var path = $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/reassignment";
        var again = await team.AsAsync("mona", "POST", path, """{"to":"lena@desk.example"}""");
        Assert.Equal(400, again.Status);
        Assert.Contains("Lena Tester has it already", again.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await team.AsAsync("mona", "POST", path, """{"to":"markus@desk.example"}""")).Status);
    }
}
