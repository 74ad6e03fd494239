using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Nurture;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Handovers;

/// <summary>
/// Does what is due for leads by itself: hands over what is ripe, finds what is late, gives it to the next one, wakes what
/// rests, takes the steps of programmes, and plans for what has nothing next. What is due is read off the lead's state in the
/// transaction that does it, so that nothing is done twice, whoever else tries.
/// </summary>
/// <param name="failed">Told of each lead with which it did not work, and why.</param>
internal sealed class ActWork(Desk desk, Action<LeadId, Exception>? failed = null)
{
    private const int MostClaimed = 2_000;
    private const int Together = 500;

    // So many are done in one transaction: longer ones would keep others waiting.
    private const int Few = 10;
    private const string NobodyInSales = "nobody in Sales to hand it over to";

    /// <summary>Does what has been due for longest. Who is told to stop finishes what he has begun, and lets go of the rest.</summary>
    public async Task RunAsync(Session session, Claim claim, CancellationToken stop)
    {
        var taken = await desk.Writer.DoManyAsync(write => DueWork.Take(write, DueKind.Act, claim, MostClaimed), stop);
        foreach (var some in taken.OrderBy(lead => lead.Person).Chunk(Together))
        {
            if (stop.IsCancellationRequested) break;
            var unplanned = LeadStore.Open(session, some).Where(lead => NextThing.AlarmOf(lead.State) is { Kind: NextKind.None, At: not null }).Select(lead => lead.Id).ToHashSet();
            if (unplanned.Count > 1) await PlanAsync(unplanned);
            foreach (var few in some.Where(lead => unplanned.Count <= 1 || !unplanned.Contains(lead)).Chunk(Few))
            {
                if (stop.IsCancellationRequested) break;
                await ActAsync(few);
            }
        }
        if (stop.IsCancellationRequested) await desk.Writer.DoManyAsync(write => DueWork.LetGo(write, DueKind.Act, claim), CancellationToken.None);
    }

    private async Task PlanAsync(IReadOnlyCollection<LeadId> leads)
    {
        try
        {
            await desk.Writer.DoManyAsync(write => Plan(write, leads));
        }
        catch (Exception failure) when (desk.Database.LiesInTheWork(failure))
        {
            foreach (var lead in leads) await ActAsync(lead);
        }
    }

    private void Plan(Write write, IReadOnlyCollection<LeadId> leads)
    {
        LeadStore.Hold(write, [.. leads.Select(lead => lead.Person).Distinct()]);
        var records = LeadStore.Open(write, leads);
        var planning = new Planning(desk, write, desk.Now);
        foreach (var record in records) planning.Plan(record);
        LeadStore.Save(write, records.FindAll(record => record.News.Count > 0));
        foreach (var record in records) DueWork.SaveAct(write, record);
    }

    // One that fails is in nobody's way: then each is done by itself.
    private async Task ActAsync(LeadId[] leads)
    {
        try
        {
            await desk.Writer.DoManyAsync(write =>
            {
                foreach (var lead in leads) Act(write, lead);
            });
        }
        catch (Exception failure) when (desk.Database.LiesInTheWork(failure))
        {
            foreach (var lead in leads) await ActAsync(lead);
        }
    }

    private async Task ActAsync(LeadId lead)
    {
        try
        {
            await desk.Writer.DoAsync(write => Act(write, lead));
        }
        catch (Exception failure) when (desk.Database.LiesInTheWork(failure))
        {
            await desk.Writer.DoAsync(write => DueWork.PushAhead(write, lead, DueKind.Act, desk.Now, Rejudging.WhereOf(failure)));
            failed?.Invoke(lead, failure);
        }
    }

    private void Act(Write write, LeadId id)
    {
        LeadStore.Hold(write, [id.Person]);
        if (LeadStore.Load(write, id) is not { State.IsOpen: true } lead)
        {
            write.Execute("delete from due_work where person_id = @person and lead = @lead and kind = 2", ("@person", id.Person), ("@lead", id.Number));
            return;
        }
        var (now, alarm) = (desk.Now, NextThing.AlarmOf(lead.State));
        if (alarm.Kind is NextKind.None or NextKind.HandOver) lead.QuietUntil = new Planning(desk, write, now).QuietUntil(lead);
        if (alarm.At is not { } due || due > Instant.From(now) || lead.QuietUntil is not null)
        {
            DueWork.SaveAct(write, lead);
            return;
        }
        if (alarm.Kind == NextKind.None)
        {
            new Planning(desk, write, now).Plan(lead);
            if (lead.News.Count > 0) LeadStore.Save(write, [lead]);
            DueWork.SaveAct(write, lead);
            return;
        }
        if (CommandFor(write, lead, alarm.Kind, out var given) is not { } command)
        {
            DueWork.PushAhead(write, id, DueKind.Act, now, NobodyInSales);
            return;
        }
        var handled = desk.Leads.Handle(write, lead, command, by: null);
        if (handled.Refusal is { } refusal)
        {
            DueWork.PushAhead(write, id, DueKind.Act, now, refusal.Code);
            return;
        }
        given?.Invoke();
        DueWork.SaveAct(write, handled.Lead!);
    }

    // given: to be done once the lead has gone to somebody.
    private LeadCommand? CommandFor(Write write, LeadRecord lead, NextKind kind, out Action? given)
    {
        given = null;
        switch (kind)
        {
            case NextKind.HandOver:
            case NextKind.ReassignClock:
                var agreement = AgreementOf(write, lead);
                var routing = LeadRouting.In(write, desk);
                var isManagers = kind == NextKind.ReassignClock && lead.State.Handover!.NextIsManager;
                var routed = isManagers ? routing.ManagerOf(lead, agreement) : routing.Of(lead, agreement, lead.State.Handover?.To);
                if (routed is null) return null;
                given = () => routing.ForceUnder(agreement).Give(write, routed.To.Id, desk.Now);
                return kind == NextKind.HandOver ? new HandOver(routed.To.Id, Requests.IsOpen(write, lead, desk.Now), routed.Because) : new ReassignLate(routed.To.Id, routed.Because);
            case NextKind.RespondClock: return new MarkUnanswered();
            case NextKind.AcceptClock: return new MarkLate();
            case NextKind.WorkClock: return new MarkStalled();
            case NextKind.RecycleClock: return new RecycleStalled();
            case NextKind.WakeDate: return new Wake();
            case NextKind.DormantReview: return new EndDormancy();
            case NextKind.Task: return new MarkTaskLate();
            case NextKind.Step: return new StepTaking(desk, write).Of(lead, () => TaskFor(write, lead));
            default: throw new System.Diagnostics.UnreachableException($"Nothing is to be done at {kind}.");
        }
    }

    // Of a lead that nobody had, whoever would get it.
    private string? TaskFor(Write write, LeadRecord lead)
    {
        var (agreement, routing) = (AgreementOf(write, lead), LeadRouting.In(write, desk));
        return routing.ForceUnder(agreement).Find(lead.State.LastOwner)?.Id ?? routing.Of(lead, agreement)?.To.Id;
    }

    private AgreementInForce AgreementOf(Write write, LeadRecord lead) => desk.Agreements.HeldBy(write, lead.State, desk.Now);
}
