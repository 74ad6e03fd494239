using Ripen.Accounts;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.SalesDesk;

/// <summary>Finds what stands on somebody's desk.</summary>
internal static class DeskStore
{
    /// <summary>More leads than anybody works on; the rest comes when these are done.</summary>
    public const int Most = 1_000;

    /// <summary>In the order in which it is to be done.</summary>
    public static List<(LeadRecord Lead, DeskItem Item)> Of(Session session, User user, Instant until)
    {
        var names = Users.NamesOf(user);
        var leads = HeldBy(session, names);
        foreach (var lead in WithTasksOf(session, names, leads.Keys)) leads[lead.Id] = lead;
        var items = new List<(LeadRecord Lead, DeskItem Item)>();
        foreach (var lead in leads.Values)
        {
            if (DeskOrder.Of(lead.State, name => name is not null && names.Contains(name), IsCold(lead), until) is { } item) items.Add((lead, item));
        }
        items.Sort((a, b) => DeskItem.Compare(a.Item, b.Item) is not 0 and var order ? order : a.Lead.Id.Person.CompareTo(b.Lead.Id.Person));
        return items;
    }

    private static Dictionary<LeadId, LeadRecord> HeldBy(Session session, IReadOnlyList<string> names)
    {
        var (where, values) = (new List<string> { "owner is not null", "ended is null" }, new List<(string, object?)> { ("@most", Most) });
        HandoverStore.AddNames(where, values, "owner", names);
        return LeadStore.Select(session, $"where {string.Join(" and ", where)} order by stage, person_id limit @most", [.. values]).ToDictionary(lead => lead.Id);
    }

    private static List<LeadRecord> WithTasksOf(Session session, IReadOnlyList<string> names, IReadOnlyCollection<LeadId> but)
    {
        var (where, values) = (new List<string> { "ended_at is null" }, new List<(string, object?)> { ("@most", Most) });
        HandoverStore.AddNames(where, values, "seller", names);
        var found = new HashSet<LeadId>();
        session.Read($"select person_id, lead from tasks where {string.Join(" and ", where)} order by due_at limit @most", row => found.Add(new(row.GetId(0), row.GetInt16(1))), [.. values]);
        found.ExceptWith(but);
        return found.Count == 0 ? [] : LeadStore.Open(session, found);
    }

    // The last of the agreement's bands: hot, warm, cold.
    private static bool IsCold(LeadRecord lead) => lead.State.Findings is not { Temperature: < 2 };
}
