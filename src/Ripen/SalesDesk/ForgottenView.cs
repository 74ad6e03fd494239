using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.SalesDesk;

/// <summary>Open leads of which nothing comes next, and those that are ripe and nobody has taken. It is empty: what stands here, somebody looks at.</summary>
/// <param name="Waiting">So many have just come by an import, and are planned for when that is told.</param>
/// <param name="NobodyInSales">Ripe leads wait, and there is nobody to hand them over to.</param>
public sealed record ForgottenView(IReadOnlyList<ShownLead> Leads, IReadOnlyList<ShownLead> Ripe, long Waiting, bool NobodyInSales)
{
    private const int Most = 100;
    private const int MostWaiting = 10_000;

    // Something is due for it in a moment, and has not failed.
    private const string IsPlanned = "exists (select 1 from due_work d where d.person_id = leads.person_id and d.lead = leads.lead and d.kind = 2 and d.due_at > @then and d.attempts = 0)";

    internal static ForgottenView Of(Desk desk, Session session)
    {
        var words = new LeadWording(desk, session);
        var now = desk.Now;
        var then = ("@then", (object?)now.AddMinutes(-1));
        var unplanned = LeadStore.Select(session, $"where next_at is null and ended is null and not {IsPlanned} order by person_id limit @most", then, ("@most", Most));
        var ripe = LeadStore.Select(session, $"where next_thing = {(int)NextKind.HandOver} and ended is null and stage < 2 and next_at < @then and not {IsPlanned} order by next_at, person_id limit @most", then, ("@most", Most));
        var waiting = session.Count($"select count(*) from (select 1 from leads where next_at is null and ended is null and {IsPlanned} limit {MostWaiting}) waiting", then);
        var isAnybody = desk.Users.All(session).Any(user => user.IsInSales);
        return new([.. unplanned.Select(words.Of)], [.. ripe.Select(words.Of)], waiting, !isAnybody);
    }
}
