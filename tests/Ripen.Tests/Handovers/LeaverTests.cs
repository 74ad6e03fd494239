using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>Whoever leaves Sales leaves nothing lying, even where there is nobody to take it at first.</summary>
public class LeaverTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_goes_over_to_marketing_leaves_his_leads_with_their_tasks(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/acceptance");
        await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/tasks", """{"says":"Send the brochure"}""");
        await ChangeAsync(team, "lena", user => user with { Roles = Role.Marketer });
        await team.RunAsync();
        Assert.Equal("markus@desk.example", (string?)(await team.LeadAsync(lead))["owner"]);
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from tasks where seller = 'markus@desk.example' and ended_at is null"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_nobody_can_take_waits_as_failed_work_and_goes_to_the_first_who_comes(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var leads = new List<string>();
        for (var i = 0; i < 120; i++) leads.Add(await team.RipeAsync($"p{i}@company{i}.com"));
        await team.RunAsync();
        foreach (var name in new[] { "lena", "markus", "mona" })
        {
            var user = await SignedIn.UserAsync(team.Desk, $"{name}@desk.example", Role.Salesperson);
            await team.Server.DoAsync(write => UserChanges.Deactivate(team.Desk, write, Caller.OnThisMachine, user.Id));
        }
        await team.RunAsync();
        Assert.Equal(2, team.Server.Desk.Count("select count(*) from desk_work where attempts > 0 and error = 'nobody in Sales to take it over'"));
        await team.Server.DoAsync(write => UserChanges.Add(team.Desk, write, Caller.OnThisMachine, "nina@desk.example", "Nina", user => user with { Roles = Role.Salesperson }));
        await team.RunAsync();
        Assert.Equal(120, team.Server.Desk.Count("select count(*) from leads where owner = 'nina@desk.example' and ended is null"));
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from desk_work where kind = 4"));
        Assert.Empty(new Verification(team.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken).Faults.Groups);
    }

    private static async Task ChangeAsync(SalesTeam team, string name, Func<User, User> change)
    {
        var user = await SignedIn.UserAsync(team.Desk, $"{name}@desk.example", Role.Salesperson);
        Assert.Null(await team.Server.DoAsync(write => UserChanges.Save(team.Desk, write, Caller.OnThisMachine, user.Id, user.Name, change)));
    }
}
