using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>Teams, who leads them, and when somebody is there.</summary>
public sealed class TeamTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_team_is_made_led_and_removed(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var ann = await AccountTests.AdministratorAsync(server);
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.Salesperson);
        Assert.Equal(400, (await ann.SendAsync("/teams", ("name", ""))).Status);
        Assert.Equal(303, (await ann.SendAsync("/teams", ("name", "Sales North"))).Status);
        Assert.Equal(403, (await bob.SendAsync("/teams", ("name", "Mine"))).Status);
        var (team, lead) = (TeamOf(server), AccountTests.Find(server, "bob@desk.example"));
        Assert.Equal(303, (await ann.SendAsync($"/teams/{team.Id}", ("name", "Sales North"), ("manager", $"{lead.Id}"))).Status);
        Assert.Equal(400, (await ann.SendAsync($"/teams/{team.Id}", ("name", "Sales North"), ("manager", $"{Guid.NewGuid()}"))).Status);
        Assert.Equal(lead.Id, TeamOf(server).Manager);
        Assert.Equal(303, (await ann.SendAsync($"/people/{lead.Id}", ("name", "Bob"), ("roles", "salesperson"), ("capacity", "12"), ("team", $"{team.Id}"))).Status);
        Assert.Equal((12, team.Id), (AccountTests.Find(server, "bob@desk.example").Capacity, AccountTests.Find(server, "bob@desk.example").Team));
        Assert.Contains("Sales North", (await bob.GetAsync("/people")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await ann.SendAsync($"/teams/{team.Id}/removal")).Status);
        Assert.Null(AccountTests.Find(server, "bob@desk.example").Team);
        Assert.Equal(404, (await ann.SendAsync($"/teams/{team.Id}/removal")).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task When_somebody_is_there_is_said_by_himself_and_by_who_leads_him_and_by_nobody_else(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.Salesperson);
        using var leader = await AccountTests.UserAsync(server, "lea@desk.example", Role.Salesperson);
        using var other = await AccountTests.UserAsync(server, "oli@desk.example", Role.Marketer);
        var path = $"/people/{AccountTests.Find(server, "bob@desk.example").Id}";
        Assert.Equal(303, (await bob.SendAsync($"{path}/hours", ("hours", "Mon-Thu 09:00-15:00"))).Status);
        var wrong = await bob.SendAsync($"{path}/hours", ("hours", "in the morning"));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("in the morning", wrong.Body, StringComparison.Ordinal);
        Assert.Equal("Mon-Thu 09:00-15:00", AccountTests.Find(server, "bob@desk.example").Hours);
        Assert.Equal(403, (await leader.SendAsync($"{path}/absences", ("starts", "2026-08-03"), ("ends", "2026-08-14"))).Status);
        await LeadAsync(server, "bob@desk.example", "lea@desk.example");
        Assert.Equal(303, (await leader.SendAsync($"{path}/absences", ("starts", "2026-08-03"), ("ends", "2026-08-14"), ("note", "Holiday <b>"))).Status);
        Assert.Equal(403, (await other.SendAsync($"{path}/absences", ("starts", "2026-08-03"))).Status);
        Assert.Equal(400, (await bob.SendAsync($"{path}/absences", ("starts", "2026-08-03"), ("ends", "2026-08-01"))).Status);
        Assert.Equal(400, (await bob.SendAsync($"{path}/absences", ("starts", "soon"))).Status);
        var page = (await other.GetAsync(path)).Body;
        Assert.Contains("Holiday &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Save the hours", page, StringComparison.Ordinal);
        using (var session = server.Desk.Desk.Database.Read())
        {
            Assert.True(Absences.On(session, new(2026, 8, 14)).Single().Covers(new(2026, 8, 14)));
            Assert.Empty(Absences.On(session, new(2026, 8, 15)));
        }
        Assert.Equal(303, (await bob.SendAsync($"{path}/absences/2026-08-03/removal")).Status);
        Assert.Equal(404, (await bob.SendAsync($"{path}/absences/2026-08-03/removal")).Status);
    }

    private static async Task LeadAsync(ApiServer server, string who, string by)
    {
        var (desk, user, leader) = (server.Desk.Desk, AccountTests.Find(server, who), AccountTests.Find(server, by));
        var team = new Team(desk.Ids.Next(desk.Now), "North", leader.Id, 1);
        await server.DoAsync(write => Teams.Add(write, team));
        await server.DoAsync(write => Users.Save(write, user with { Team = team.Id }));
    }

    private static Team TeamOf(ApiServer server)
    {
        using var session = server.Desk.Desk.Database.Read();
        return Teams.All(session).Single();
    }
}
