using Ripen.Handovers;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>What is due is done in pieces, so that whoever is told to stop does.</summary>
public class ActWorkTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_is_told_to_stop_lets_go_of_what_he_has_not_begun(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        for (var i = 0; i < 60; i++) await team.RipeAsync($"p{i}@company{i}.com");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using (var session = team.Desk.Database.Read())
        {
            var running = new ActWork(team.Desk).RunAsync(session, new(Guid.NewGuid(), team.Desk.Now, TimeSpan.FromMinutes(1)), stop.Token);
            // Behind the claim, and before anything is done by it.
            await team.Desk.Writer.DoManyAsync(write => write.Afterwards(stop.Cancel), TestContext.Current.CancellationToken);
            await running;
        }
        Assert.InRange(team.Server.Desk.Count("select count(*) from handovers"), 0, 59);
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from due_work where claimed_by is not null"));
        await team.RunAsync();
        Assert.Equal(60, team.Server.Desk.Count("select count(*) from handovers"));
    }
}
