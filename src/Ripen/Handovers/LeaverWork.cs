using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Handovers;

/// <summary>
/// Gives what somebody had who has left Sales to others: handovers, accepted leads, opportunities, and of whoever has left the
/// desk the tasks, too. What nobody can take over stands as failed work and is tried again.
/// </summary>
/// <param name="failed">Told of each lead with which it did not work, and why.</param>
internal sealed class LeaverWork(Desk desk, Action<LeadId, Exception>? failed = null)
{
    private const int Piece = 50;
    private const string NobodyToTakeIt = "nobody in Sales to take it over";

    /// <summary>A piece of it, for who left first.</summary>
    public async Task RunAsync(Session session, Claim claim, CancellationToken stop)
    {
        var taken = await desk.Writer.DoAsync(write => DeskWork.Take(write, DeskWorkKind.GiveAway, claim, 1), stop);
        foreach (var work in taken) await RunAsync(session, claim.By, work);
    }

    private async Task RunAsync(Session session, Guid claimer, AskedWork work)
    {
        var user = desk.Users.Find(session, work.Owner) is { IsInSales: false } gone ? gone : null;
        var piece = user is null ? [] : HeldBy(session, user, work.Place ?? Guid.Empty);
        if (piece.Count > 0)
        {
            await GiveAwayAsync(piece, user!, work.Line ?? "ripen");
            await desk.Writer.DoAsync(write => DeskWork.MoveOn(write, work, claimer, piece[^1].Person, work.DueAt));
        }
        else if (user is not null && HeldBy(session, user, Guid.Empty).Count > 0) await desk.Writer.DoAsync(write => DeskWork.PushAhead(write, work with { Place = null }, claimer, desk.Now, NobodyToTakeIt));
        else await desk.Writer.DoAsync(write => DeskWork.Done(write, work, claimer));
    }

    private async Task GiveAwayAsync(List<LeadId> leads, User user, string by)
    {
        try
        {
            await desk.Writer.DoManyAsync(write =>
            {
                foreach (var lead in leads) GiveAway(write, lead, user, by);
            });
        }
        catch (Exception failure) when (leads.Count > 1 && desk.Database.LiesInTheWork(failure))
        {
            foreach (var lead in leads) await GiveAwayAsync([lead], user, by);
        }
        catch (Exception failure) when (desk.Database.LiesInTheWork(failure))
        {
            failed?.Invoke(leads[0], failure);
        }
    }

    // By person, those behind a place.
    private static List<LeadId> HeldBy(Session session, User user, Guid after)
    {
        var had = new HashSet<LeadId>();
        foreach (var name in Users.NamesOf(user))
        {
            var values = new (string, object?)[] { ("@name", name), ("@after", after), ("@most", Piece) };
            session.Read("select person_id, lead from leads where owner = @name and ended is null and person_id > @after order by person_id limit @most", row => had.Add(new(row.GetId(0), row.GetInt16(1))), values);
            if (!user.IsActive) session.Read("select person_id, lead from tasks where seller = @name and ended_at is null and person_id > @after order by person_id limit @most", row => had.Add(new(row.GetId(0), row.GetInt16(1))), values);
        }
        // Whatever one of the questions did not come to is behind the last of these persons.
        return [.. had.GroupBy(lead => lead.Person).OrderBy(person => person.Key).Take(Piece).SelectMany(person => person)];
    }

    private void GiveAway(Write write, LeadId id, User user, string by)
    {
        if (LeadStore.Load(write, id) is not { } lead || desk.Agreements.FindHeldBy(write, lead.State, desk.Now) is not { } agreement) return;
        var (state, routing, names) = (lead.State, LeadRouting.In(write, desk), Users.NamesOf(user));
        var to = routing.Of(lead, agreement)?.To.Id;
        if (to is not null && (state.Handover?.To ?? state.Owner) is { } holder && names.Contains(holder))
        {
            desk.Leads.Handle(write, id, state.Handover is null ? new ChangeOwner(to, by) : new Reassign(to, by, $"{user.Name} has left"), by);
            routing.ForceUnder(agreement).Give(write, to, desk.Now);
        }
        if (user.IsActive) return;
        // A task that nobody can take over is nobody's, and those who lead Sales see it.
        foreach (var task in LeadStore.Load(write, id)!.State.Tasks.Where(task => task.For is { } whose && names.Contains(whose))) desk.Leads.Handle(write, id, new MoveTask(by, task.Number, to, task.Due), by);
    }
}
