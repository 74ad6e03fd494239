using Ripen.Demo;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Tests.Databases;
using Ripen.Web;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Demo;

/// <summary>What is due while the clock is put forward happens at its time.</summary>
public sealed class ClockMoveTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Every_lead_is_judged_again_when_its_verdict_ends_and_not_when_the_clock_stands_still_again(string kind)
    {
        using var database = new TestDatabase(kind);
        using var folder = new TempFolder();
        var clock = new DemoClock(TimeProvider.System, Start);
        await using var desk = await Desk.OpenAsync(new(database.DataFolder, database.ConnectionString), clock);
        await new DemoYear(desk, TextWriter.Null, isTerminal: false).FillAsync(seed: 2, leads: 150, folder.PathOf("year"), Stop);
        var before = Standing(desk);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var working = new Worker(desk).RunAsync(stop.Token);
        var moved = new List<TimeSpan>();
        Assert.True(new ClockMove(desk, clock, moved.Add).TryBegin(Start.AddDays(60), Stop, out var arrival));
        Assert.True(await arrival);
        await stop.CancelAsync();
        await working;

        Assert.InRange(desk.Now, Start.AddDays(60), Start.AddDays(60).AddMinutes(1));
        Assert.Equal(moved.Order(), moved);
        var due = before.Where(lead => lead.Until < Start.AddDays(60)).ToList();
        Assert.InRange(due.Count, 5, 100);
        var judged = JudgedAt(desk);
        foreach (var (lead, until) in due)
        {
            // Those that were judged more than once were so for the last time when the verdict before ended.
            var last = judged[lead];
            Assert.True(last.At >= until && (last.Stands is null || last.Stands > desk.Now), $"{lead}: judged at {last.At}, due at {until}, stands until {last.Stands}");
        }
        Assert.All(due, lead => Assert.True(judged[lead.Id].At < Start.AddDays(60), $"{lead} was judged when the clock had arrived."));
        Assert.True(due.Select(lead => judged[lead.Id].At.Date).Distinct().Count() > 2, "They were judged together.");
    }

    [Fact]
    public async Task A_clock_that_is_on_its_way_takes_no_other()
    {
        using var database = new TestDatabase(DatabaseKinds.Sqlite);
        var clock = new DemoClock(TimeProvider.System, Start);
        await using var desk = await Desk.OpenAsync(new(database.DataFolder, null), clock);
        var move = new ClockMove(desk, clock, _ => { });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        // A desk begins with work that is due, and here nobody does it.
        Assert.True(move.TryBegin(Start.AddDays(3), stop.Token, out var arrival));
        Assert.Equal(Start.AddDays(3), move.Target);
        Assert.False(move.TryBegin(Start.AddDays(4), Stop, out _));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => arrival);
        Assert.Null(move.Target);
    }

    [Fact]
    public void What_a_demo_serves_besides_has_its_roles_and_is_nobody_elses() => Assert.Empty(Roles.OfDemo.Keys.Intersect(Roles.Table.Keys, StringComparer.Ordinal));

    private static List<(string Id, DateTimeOffset Until)> Standing(Desk desk)
    {
        using var session = desk.Database.Read();
        return [.. LeadStore.Select(session, "where ended is null and stands_until is not null").Select(lead => ($"{lead.Id}", lead.StandsUntil!.Value.ToDateTimeOffset()))];
    }

    private static Dictionary<string, (DateTimeOffset At, DateTimeOffset? Stands)> JudgedAt(Desk desk)
    {
        using var session = desk.Database.Read();
        return LeadStore.Select(session, "where ended is null").ToDictionary(lead => $"{lead.Id}", lead => (lead.JudgedAt!.Value, lead.StandsUntil?.ToDateTimeOffset()), StringComparer.Ordinal);
    }
}
