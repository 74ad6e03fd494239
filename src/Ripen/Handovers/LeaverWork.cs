using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Handovers;

/// <summary>Gives what somebody had who has left Sales to others: handovers, accepted leads, opportunities, tasks.</summary>
internal sealed class LeaverWork(Desk desk)
{
    private const int Piece = 100;

    /// <summary>Does it for those who left first; what is left of a large desk by the next round.</summary>
    public Task RunAsync(Claim claim, CancellationToken stop) => desk.Writer.DoAsync(
        write =>
        {
            foreach (var work in DeskWork.Take(write, DeskWorkKind.GiveAway, claim, 1))
            {
                if (GiveAway(write, work.Owner, work.Line ?? "ripen")) DeskWork.MoveOn(write, work, claim.By, null, work.DueAt);
                else DeskWork.Done(write, work, claim.By);
            }
        },
        stop);

    // Whether there may be more to give away.
    private bool GiveAway(Write write, Guid id, string by)
    {
        if (desk.Users.Find(write, id) is not { IsActive: false } user) return false;
        var had = HeldBy(write, Users.NamesOf(user));
        var isAnyGiven = false;
        foreach (var lead in had) isAnyGiven |= GiveAway(write, lead, user, by);
        return isAnyGiven;
    }

    private static List<LeadId> HeldBy(Session session, IReadOnlyList<string> names)
    {
        var had = new HashSet<LeadId>();
        foreach (var name in names)
        {
            session.Read("select person_id, lead from leads where owner = @name and ended is null limit @most", row => had.Add(new(row.GetId(0), row.GetInt16(1))), ("@name", name), ("@most", Piece));
            session.Read("select person_id, lead from tasks where seller = @name and ended_at is null limit @most", row => had.Add(new(row.GetId(0), row.GetInt16(1))), ("@name", name), ("@most", Piece));
        }
        return [.. had];
    }

    private bool GiveAway(Write write, LeadId id, User user, string by)
    {
        var lead = LeadStore.Load(write, id)!;
        var state = lead.State;
        if (desk.Agreements.FindHeldBy(write, state, desk.Now) is not { } agreement) return false;
        var routing = new LeadRouting(desk, write, desk.Now);
        var to = routing.Of(lead, agreement)?.To.Id;
        var names = Users.NamesOf(user);
        if (to is not null && state.Handover is { To: { } holder } && names.Contains(holder)) desk.Leads.Handle(write, id, new Reassign(to, by, $"{user.Name} has left"), by);
        if (to is not null && state.Owner is { } owner && names.Contains(owner)) desk.Leads.Handle(write, id, new ChangeOwner(to, by), by);
        if (to is not null) routing.ForceUnder(agreement).Give(write, to, desk.Now);
        // A task that nobody can take over is nobody's, and those who lead Sales see it.
        foreach (var task in LeadStore.Load(write, id)!.State.Tasks.Where(task => task.For is { } whose && names.Contains(whose))) desk.Leads.Handle(write, id, new MoveTask(by, task.Number, to, task.Due), by);
        return to is not null;
    }
}
