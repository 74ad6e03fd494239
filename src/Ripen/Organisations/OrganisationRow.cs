using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>How many open leads have a temperature.</summary>
public sealed record WarmLeads(string Temperature, PageCount Count);

/// <summary>An organisation in a list: its open leads, when somebody there was last in touch, and who is missing.</summary>
/// <param name="ByTemperature">The hottest first; those never judged are not among them.</param>
public sealed record OrganisationRow(Guid Id, string Name, string? Domain, PageCount Open, IReadOnlyList<WarmLeads> ByTemperature, DateTimeOffset? LastTouchAt, BuyersKnown Buyers)
{
    private const string NoName = "Organisation without a name";

    /// <summary>In the order of the ids; leads of the main line count.</summary>
    internal static List<OrganisationRow> Of(Desk desk, Session session, IReadOnlyCollection<Guid> organisations)
    {
        var (names, leads) = (NamesOf(session, organisations), LeadsOf(session, organisations));
        return [.. organisations.Select(id => Of(desk, session, id, names[id], [.. leads[id]]))];
    }

    internal static string Called(string? name, string? domain) => string.IsNullOrWhiteSpace(name) ? domain ?? NoName : name;

    /// <summary>Leads that are alike in what a list shows of them.</summary>
    private sealed record Alike(bool IsOpen, int? Version, int? Temperature, string? Criteria, long Count, DateTimeOffset? LastTouchAt);

    private static OrganisationRow Of(Desk desk, Session session, Guid id, (string? Name, string? Domain) named, List<Alike> leads)
    {
        var open = leads.FindAll(lead => lead.IsOpen);
        var judged = open.Where(lead => lead is { Version: not null, Temperature: not null })
            .Select(lead => (Lead: lead, Agreement: desk.Agreements.Compiled(session, Desk.MainLine, lead.Version!.Value).Agreement)).ToList();
        var warm = judged.GroupBy(one => one.Agreement.Temperature[one.Lead.Temperature!.Value].Word).Select(word => new WarmLeads(word.Key, PageCount.Of(word.Sum(one => one.Lead.Count))));
        return new(
            id, Called(named.Name, named.Domain), named.Domain, PageCount.Of(open.Sum(lead => lead.Count)), [.. warm.OrderBy(word => Array.IndexOf(Words.Temperatures, word.Temperature))],
            leads.Max(lead => lead.LastTouchAt), BuyersKnown.Of(judged.Select(one => new LeadGaps(one.Lead.Criteria, null, null).CriteriaOf(one.Agreement))));
    }

    // Known by its domain alone, it is called as one of its people says.
    private static Dictionary<Guid, (string? Name, string? Domain)> NamesOf(Session session, IReadOnlyCollection<Guid> organisations)
    {
        var names = organisations.ToDictionary(id => id, _ => ((string?)null, (string?)null));
        session.Find("select organisation_id, coalesce(name, (select min(l.organisation) from leads l where l.organisation_id = organisations.organisation_id)), domain from organisations where organisation_id = any(@keys)", organisations, row => names[row.GetId(0)] = (row.GetTextOrNull(1), row.GetTextOrNull(2)));
        return names;
    }

    // Counted in the database: a large organisation has thousands of leads, of few kinds.
    private static ILookup<Guid, Alike> LeadsOf(Session session, IReadOnlyCollection<Guid> organisations)
    {
        var found = new List<(Guid Organisation, Alike Leads)>();
        session.Find(
            """
            select organisation_id, case when ended is null then 1 else 0 end, agreement_version, temperature, criteria, count(*), max(last_touch_at) from leads
            where organisation_id = any(@keys) and line = @line group by 1, 2, 3, 4, 5
            """,
            organisations,
            row => found.Add((row.GetId(0), new(row.GetInt32(1) == 1, row.GetIntOrNull(2), row.GetIntOrNull(3), row.GetTextOrNull(4), row.GetInt64(5), row.GetAtOrNull(6)))),
            ("@line", Desk.MainLine));
        return found.ToLookup(one => one.Organisation, one => one.Leads);
    }
}
