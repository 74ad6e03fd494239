using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Handovers;

/// <summary>Requests of prospects for information or a demo that nobody has answered yet.</summary>
internal static class Requests
{
    // Who asked a month ago has given up waiting; a clock of minutes would be a farce.
    private static readonly TimeSpan Waiting = TimeSpan.FromDays(30);

    // Talks are answers. What was only sent may be a newsletter.
    private static readonly string[] Talks = ["call_answered", "meeting_held"];

    /// <summary>Whether a person has asked for something in this pass, lately, and nobody has talked with him since.</summary>
    public static bool IsOpen(Session session, LeadRecord lead, DateTimeOffset now)
    {
        var (asked, talked) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        session.Read(
            "select coalesce(i.name, k.name), t.at from touches t join kinds k on k.kind = t.kind left join kinds i on i.kind = k.into_kind where t.person_id = @person and t.at > @since and t.known_at >= @pass and t.discounted_at is null",
            row =>
            {
                var (kind, at) = (row.GetString(0), row.GetAt(1));
                if (StandardKinds.IsRequest(kind) && at > asked) asked = at;
                if (Talks.Contains(kind, StringComparer.Ordinal) && at > talked) talked = at;
            },
            ("@person", lead.Id.Person),
            ("@since", now - Waiting),
            ("@pass", lead.State.Pass == 1 ? DateTimeOffset.UnixEpoch : lead.State.PassBegan.ToDateTimeOffset()));
        return asked > talked;
    }
}
