using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Handovers;

/// <summary>Of his own leads and tasks everybody in Sales decides; of others' those who lead. What is nobody's is anybody's.</summary>
internal sealed class Whose(Desk desk, Session session, Caller caller)
{
    private const Role Leading = Role.Administrator | Role.SalesManager;

    /// <returns>Null where the caller may decide; otherwise why not, and whom to ask.</returns>
    public HttpProblem? NotHis(LeadRecord lead) => Other(lead.State.Handover?.To ?? lead.State.Owner) is { } whose ? Refused("lead", whose) : null;

    /// <summary>A task may be finished by whoever it is for, and by whoever has its lead.</summary>
    /// <returns>As of a lead.</returns>
    public HttpProblem? NotHis(LeadRecord lead, OpenTask task)
    {
        var holder = lead.State.Handover?.To ?? lead.State.Owner;
        if (task.For is null) return NotHis(lead);
        return Other(task.For) is not { } whose || (holder is not null && Other(holder) is null) ? null : Refused("task", whose);
    }

    // Somebody of this desk who is not the caller; null where he may decide in any case.
    private User? Other(string? name) =>
        name is null || caller.User is null || (caller.Roles & Leading) != Role.None || desk.Users.Named(session, name) is not { } whose || whose.Id == caller.User.Id ? null : whose;

    private static HttpProblem Refused(string what, User whose) => HttpProblem.Refused("not_yours", $"This {what} is with {whose.Name}. Ask {whose.Name}, or whoever leads Sales, to give it to you.");
}
