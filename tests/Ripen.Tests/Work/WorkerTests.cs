using Ripen.Desks;
using Ripen.Leads;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Work;

/// <summary>A desk stays true when nobody touches it.</summary>
public class WorkerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_hot_lead_in_an_untouched_desk_is_warm_within_a_minute_after_its_verdict_has_ended(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var lead = await desk.TakenAsync(desk.HotForm("ann@orbis-freight.com"));
        Assert.Equal("hot", desk.TemperatureOf(lead));
        using var stop = new CancellationTokenSource();
        var working = new Worker(desk.Desk).RunAsync(stop.Token);
        for (var ends = 0; desk.TemperatureOf(lead) == "hot"; ends++)
        {
            Assert.True(ends < 50, "It is hot for ever.");
            var until = desk.Lead(lead).StandsUntil!.Value.ToDateTimeOffset();
            desk.Clock.SetUtcNow(until.AddSeconds(59));
            await WorkDesk.UntilAsync(() => desk.Lead(lead).StandsUntil?.ToDateTimeOffset() is not { } stands || stands > until, "judged again");
        }
        Assert.Equal("warm", desk.TemperatureOf(lead));
        await stop.CancelAsync();
        await working;
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_judges_its_lead_at_once(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var lead = await desk.TakenAsync(desk.Form("ann@orbis-freight.com", ("job_title", "CFO"), ("problem", "slow_picking"), ("purchase_by", "2026-10-01")));
        Assert.Equal("warm", desk.TemperatureOf(lead));
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.TakeAsync(desk.Form("ann@orbis-freight.com", ("budget", "25000 EUR")));
        Assert.Equal("hot", desk.TemperatureOf(lead));
        Assert.Equal(desk.Desk.Now, desk.Lead(lead).JudgedAt);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_budget_that_a_colleague_names_makes_the_other_lead_of_the_group_hot(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var ann = await desk.TakenAsync(desk.Form("ann@orbis-freight.com", ("job_title", "CFO"), ("problem", "slow_picking"), ("purchase_by", "2026-10-01")));
        await desk.TakeAsync(desk.Form("bob@orbis-freight.com", ("job_title", "Clerk"), ("budget", "25000 EUR")));
        Assert.Equal("warm", desk.TemperatureOf(ann));
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.Equal("hot", desk.TemperatureOf(ann));
        Assert.Equal(0, desk.Count("select count(*) from desk_work where kind <> 3"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Colleagues_who_come_together_count_for_each_other_at_once(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var clerk = desk.Form("bob@orbis-freight.com", ("job_title", "Clerk"), ("budget", "25000 EUR"), ("problem", "slow_picking"), ("purchase_by", "2026-10-01"));
        await desk.TakeAsync(clerk, desk.Form("ann@orbis-freight.com", ("job_title", "CFO")));
        Assert.Equal("hot", desk.TemperatureOf(clerk.Lead!.Value));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_said_of_an_organisation_judges_its_leads_in_all_groups(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var ann = await desk.TakenAsync(desk.Form("ann@orbis-freight.com", ("job_title", "CFO")));
        var organisation = desk.Lead(ann).OrganisationId!.Value;
        await desk.Desk.Writer.DoAsync(write =>
        {
            write.Insert(Ripen.Storage.Tables.OrganisationFacts, [[organisation, desk.Desk.Now, 1L, desk.Desk.Now, (int)Origin.Sales, null, false, null, null, """{"industry":"logistics","employees":"300"}"""]]);
            DeskWork.Ask(write, DeskWorkKind.JudgeOrganisation, [organisation], desk.Desk.Now);
        }, Stop);
        Assert.NotEqual(Ripen.Values.Truth.True, desk.Lead(ann).State.Findings!.Value.Fits);
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.Equal(Ripen.Values.Truth.True, desk.Lead(ann).State.Findings!.Value.Fits);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_lead_that_cannot_be_judged_is_put_an_hour_behind_and_the_others_are_judged(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.HotLeadsAsync(40);
        var bad = await desk.TakenAsync(desk.HotForm("bad@bad-luck.com"));
        await desk.Desk.Writer.DoAsync(write => write.Execute("update person_facts set facts = '{\"job_title\":' where person_id = @person", ("@person", bad.Person)), Stop);
        desk.Clock.Advance(TimeSpan.FromDays(365));
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.Equal(0, desk.Count("select count(*) from leads where temperature = 0 and email <> 'bad@bad-luck.com'"));
        Assert.Equal(1, desk.Count("select count(*) from due_work where kind = 1 and attempts = 1 and error like 'Json%in Ripen.%' and claimed_by is null"));
        Assert.Equal("hot", desk.TemperatureOf(bad));

        desk.Clock.Advance(DueWork.PushedAhead);
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.Equal(1, desk.Count("select count(*) from due_work where kind = 1 and attempts = 2"));

        await desk.Desk.Writer.DoAsync(write => write.Execute("update person_facts set facts = '{}' where person_id = @person", ("@person", bad.Person)), Stop);
        desk.Clock.Advance(DueWork.PushedAhead);
        await Worker.RunDueAsync(desk.Desk, Stop);
        Assert.NotEqual("hot", desk.TemperatureOf(bad));
        Assert.Equal(0, desk.Count("select count(*) from due_work where kind = 1 and attempts > 0"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_somebody_claimed_who_is_gone_is_done_by_another_when_the_claim_has_run_out(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.HotLeadsAsync(30);
        desk.Clock.Advance(TimeSpan.FromDays(365));
        var gone = new Claim(Guid.NewGuid(), desk.Desk.Now, TimeSpan.FromSeconds(60));
        Assert.Equal(30, (await desk.Desk.Writer.DoAsync(write => DueWork.Take(write, DueKind.Judge, gone, 1000), Stop)).Count);
        Assert.Equal(0, await Worker.RunDueAsync(desk.Desk, Stop));
        desk.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(30, await Worker.RunDueAsync(desk.Desk, Stop));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_touch_takes_the_claim_of_its_lead_away_and_is_not_lost(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var lead = await desk.TakenAsync(desk.HotForm("ann@orbis-freight.com"));
        desk.Clock.Advance(TimeSpan.FromDays(365));
        var claim = new Claim(Guid.NewGuid(), desk.Desk.Now, TimeSpan.FromSeconds(60));
        using var session = desk.Desk.Database.Read();
        var taken = await desk.Desk.Writer.DoAsync(write => DueWork.Take(write, DueKind.Judge, claim, 10), Stop);
        var loaded = LeadStore.Open(session, taken);
        await desk.TakeAsync(desk.HotForm("ann@orbis-freight.com"));
        var until = desk.Lead(lead).StandsUntil;
        await new Rejudging(desk.Desk).JudgeAsync(session, loaded, areNeighbours: false, write => DueWork.Release(write, claim.By, taken), Stop);
        Assert.Equal((until, "hot"), (desk.Lead(lead).StandsUntil, desk.TemperatureOf(lead)));
        Assert.Equal(1, desk.Count("select count(*) from due_work where kind = 1 and claimed_by is null and attempts = 0"));
    }

    [Fact]
    public async Task Two_workers_on_one_database_do_each_due_row_once()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Postgres);
        await using var other = await Desk.OpenAsync(desk.Desk.Place, desk.Clock);
        // More than one claims at a time.
        await desk.HotLeadsAsync(5_000);
        await desk.Desk.Writer.DoAsync(write => write.Execute("delete from due_work where kind = 2"), Stop);
        desk.Clock.Advance(TimeSpan.FromDays(365));
        var judged = await Task.WhenAll(Task.Run(() => Worker.RunDueAsync(desk.Desk, Stop), Stop), Task.Run(() => Worker.RunDueAsync(other, Stop), Stop));
        Assert.Equal(5_000, judged.Sum());
        Assert.Equal(5_000, desk.Count("select count(*) from leads where row_version = 2"));
        Assert.Equal(0, desk.Count("select count(*) from due_work where claimed_by is not null"));
    }
}
