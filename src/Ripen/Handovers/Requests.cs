using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Handovers;

/// <summary>Requests of prospects for information or a demo that nobody has answered yet.</summary>
internal static class Requests
{
    // Who asked a month ago has given up waiting; a clock of minutes would be a farce.
    private static readonly TimeSpan Waiting = TimeSpan.FromDays(30);

    /// <summary>Whether a person has asked for something in this pass, lately, and waits for an answer.</summary>
    public static bool IsOpen(Session session, LeadRecord lead, DateTimeOffset now)
    {
        var isAsked = false;
        session.Read(
            "select k.name from touches t join kinds k on k.kind = t.kind where t.person_id = @person and t.at > @since and t.known_at >= @pass and t.discounted_at is null",
            row => isAsked |= StandardKinds.IsRequest(row.GetString(0)),
            ("@person", lead.Id.Person),
            ("@since", now - Waiting),
            ("@pass", lead.State.Pass == 1 ? DateTimeOffset.UnixEpoch : lead.State.PassBegan.ToDateTimeOffset()));
        return isAsked;
    }
}
