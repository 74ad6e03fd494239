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

    internal static ForgottenView Of(Desk desk, Session session)
    {
        var words = new LeadWording(desk, session);
        var now = desk.Now;
        var unplanned = LeadStore.Select(session, "where next_at is null and ended is null order by person_id limit @most", ("@most", Most + 1));
        var planned = Planned(session, unplanned, now);
        var ripe = LeadStore.Select(session, "where next_thing = @ripe and ended is null and stage < 2 and next_at < @then order by next_at limit @most", ("@ripe", (int)NextKind.HandOver), ("@then", now.AddMinutes(-1)), ("@most", Most))
            .Where(lead => !Planned(session, [lead], now).Contains(lead.Id)).ToList();
        var isAnybody = desk.Users.All(session).Any(user => user.IsActive && (user.Roles & (Accounts.Role.Salesperson | Accounts.Role.SalesManager)) != Accounts.Role.None);
        return new([.. unplanned.Where(lead => !planned.Contains(lead.Id)).Take(Most).Select(words.Of)], [.. ripe.Select(words.Of)], planned.Count, !isAnybody);
    }

    // Of these the ones for which something is due in a moment.
    private static HashSet<LeadId> Planned(Session session, IReadOnlyCollection<LeadRecord> leads, DateTimeOffset now)
    {
        var planned = new HashSet<LeadId>();
        session.Find(
            "select person_id, lead from due_work where person_id = any(@keys) and kind = 2 and due_at > @then and attempts = 0",
            [.. leads.Select(lead => lead.Id.Person).Distinct()],
            row => planned.Add(new(row.GetId(0), row.GetInt16(1))),
            ("@then", now.AddMinutes(-1)));
        return planned;
    }
}
