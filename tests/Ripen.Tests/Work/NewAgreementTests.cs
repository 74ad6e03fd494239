using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Work;

/// <summary>Another agreement in force judges everybody, without anyone asking and beside everything else.</summary>
public class NewAgreementTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_new_agreement_in_force_judges_everybody_while_others_come_in(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var three = await desk.TakenAsync(desk.Form("ann@orbis-freight.com", ("job_title", "CFO"), ("budget", "25000 EUR"), ("problem", "slow_picking")));
        await desk.HotLeadsAsync(2_500);
        Assert.Equal("warm", desk.TemperatureOf(three));
        await desk.AgreeAsync(ThreeAreHot(desk));
        using var stop = new CancellationTokenSource();
        var working = new Worker(desk.Desk).RunAsync(stop.Token);
        for (var i = 0; i < 50; i++) await desk.TakeAsync(desk.Form($"new{i}@newcomer{i}.com", ("job_title", "CFO")));
        await WorkDesk.UntilAsync(() => desk.Count("select count(*) from leads where judged_under <> 2") == 0, "everybody judged under version 2");
        Assert.Equal("hot", desk.TemperatureOf(three));
        Assert.Equal(2_551, desk.Count("select count(*) from leads"));
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await WorkDesk.UntilAsync(() => desk.Count("select count(*) from desk_work") == 0, "the work gone after a second look");
        await stop.CancelAsync();
        await working;
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_agreement_that_is_in_force_tomorrow_judges_tomorrow(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var lead = await desk.TakenAsync(desk.Form("ann@orbis-freight.com", ("job_title", "CFO"), ("budget", "25000 EUR"), ("problem", "slow_picking")));
        await desk.AgreeAsync(ThreeAreHot(desk).Replace("in_force_from: 2026-02-02", "in_force_from: 2026-07-16", StringComparison.Ordinal));
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.Equal("warm", desk.TemperatureOf(lead));
        desk.Clock.SetUtcNow(new(2026, 7, 15, 22, 0, 0, TimeSpan.Zero));
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.Equal("hot", desk.TemperatureOf(lead));
    }

    private static string ThreeAreHot(TestDesk desk)
    {
        using var session = desk.Desk.Database.Read();
        var text = AgreementStore.Find(session, Desk.MainLine, 1)!.Text;
        return text.Replace("hot: at least 4 of", "hot: at least 3 of", StringComparison.Ordinal);
    }
}
