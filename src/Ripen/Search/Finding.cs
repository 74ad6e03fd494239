using Ripen.Desks;
using Ripen.Identity;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Search;

/// <summary>What a search found.</summary>
/// <param name="IsPart">It stands under the search field; else it is a page.</param>
public sealed record SearchView(string Words, IReadOnlyList<ShownLead> Leads, IReadOnlyList<SearchView.Hit> Organisations, IReadOnlyList<SearchView.Hit> Campaigns, bool IsPart)
{
    public bool IsNothing => Leads.Count + Organisations.Count + Campaigns.Count == 0;

    public sealed record Hit(string Name, string Path);
}

/// <summary>Looks for persons, organisations and campaigns by how their names begin; an organisation also by its domain.</summary>
internal static class Finding
{
    private const int LongestWords = 100;

    public static SearchView Of(Desk desk, Session session, string typed, int most, bool isPart)
    {
        var words = string.Concat(typed.Where(c => !char.IsControl(c))).Trim();
        if (words.Length > LongestWords) words = words[..LongestWords];
        if (words.Length == 0) return new("", [], [], [], isPart);
        return new(words, Leads(desk, session, words, most), Organisations(session, words, most), Campaigns(session, words, most), isPart);
    }

    private static IReadOnlyList<ShownLead> Leads(Desk desk, Session session, string words, int most)
    {
        var query = ListQuery.Of("/leads", ("q", words), ("limit", most.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return LeadList.Of(desk, session, query).Value?.Items ?? [];
    }

    private static List<SearchView.Hit> Organisations(Session session, string words, int most)
    {
        var (found, key) = (new List<SearchView.Hit>(), OrganisationName.Key(words));
        if (key.Length == 0) return found;
        session.Read(
            """
            select name, domain, organisation_id from organisations where merged_into is null and organisation_id in (
              select organisation_id from organisation_keys where kind in (1, 2) and ((kind = 2 and value >= @name and value < @name_end) or (kind = 1 and value >= @domain and value < @domain_end)) limit 200)
            order by name limit @most
            """,
            row => found.Add(new(row.GetTextOrNull(0) ?? row.GetTextOrNull(1) ?? "", $"/leads?organisation={row.GetId(2)}")),
            ("@name", key),
            ("@name_end", key + LeadFilter.LastOfAll),
            ("@domain", words.ToLowerInvariant()),
            ("@domain_end", words.ToLowerInvariant() + LeadFilter.LastOfAll),
            ("@most", most));
        return found;
    }

    private static List<SearchView.Hit> Campaigns(Session session, string words, int most)
    {
        var (found, folded) = (new List<SearchView.Hit>(), Folded.From(words));
        session.Read(
            "select name from campaigns where folded >= @from and folded < @to order by folded limit @most",
            row => found.Add(new(row.GetString(0), $"/leads?campaign={Uri.EscapeDataString(row.GetString(0))}")),
            ("@from", folded),
            ("@to", folded + LeadFilter.LastOfAll),
            ("@most", most));
        return found;
    }
}
