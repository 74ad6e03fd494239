using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>
/// Which organisations a page of the list shows, in order: those with the latest touch first, those with the most
/// interested lead first, or from A to Z. Pages go by key. The first two walk along the leads, of which an organisation's
/// foremost stands for it; organisations without one come behind all others.
/// </summary>
internal sealed class OrganisationOrder(Session session, ListQuery query)
{
    public static readonly string[] Sorts = ["last_touch", "interest", "name"];

    private const int PartsOfKey = 4;
    private const string ByLead = "lead";
    private const string ByName = "name";
    private const string Behind = "none";
    private const string NameKey = "lower(coalesce(name, domain, '')) /*bytewise*/";

    private readonly List<string> conditions = ["merged_into is null"];
    private readonly List<(string Name, object? Value)> values = [];

    /// <summary>One organisation, and its place in the order: of which kind, by which value, at whom.</summary>
    private sealed record Place(Guid Organisation, string Kind, string Value, Guid Person, int Lead);

    /// <summary>The ids of one page; what is wrong with the query is among its errors.</summary>
    /// <param name="next">The cursor of the page behind it.</param>
    public List<Guid> Page(int limit, out string? next)
    {
        next = null;
        var (sort, after) = (query.Word("sort", Sorts), After());
        // What a search finds is little, and is looked for by name.
        if (query.Text("q") is not null) sort = ByName;
        OrganisationSearch.Add(query, conditions, values);
        if (query.Errors.Any) return [];
        var found = sort == ByName ? Named(after, limit + 1) : Led(sort == "interest" ? "interest" : "last_touch_at", after, limit + 1);
        if (found.Count > limit && found[limit - 1] is var last) next = Cursor.Write(query.List, last.Kind, last.Value, last.Person.ToString("N"), last.Lead.ToString(CultureInfo.InvariantCulture));
        return [.. found.Take(limit).Select(place => place.Organisation)];
    }

    public PageCount Count() => PageCount.Of(session.Count(
        string.Create(CultureInfo.InvariantCulture, $"select count(*) from (select 1 from organisations where {string.Join(" and ", conditions)} limit {PageCount.Most + 1}) counted"), [.. values]));

    private List<Place> Named(Place? after, int most)
    {
        var (found, behind) = (new List<Place>(), "");
        var given = new List<(string, object?)>(values) { ("@most", most) };
        if (after is { Kind: ByName })
        {
            behind = $" and {NameKey} >= @after and ({NameKey}, organisation_id) > (@after, @after_id)";
            given.AddRange([("@after", after.Value), ("@after_id", after.Person)]);
        }
        var sql = $"select organisation_id, {NameKey} from organisations where {string.Join(" and ", conditions)}{behind} order by {NameKey}, organisation_id limit @most";
        session.Read(session.Database.Dialect(sql), row => found.Add(new(row.GetId(0), ByName, row.GetString(1), row.GetId(0), 0)), [.. given]);
        return found;
    }

    private List<Place> Led(string column, Place? after, int most)
    {
        var found = after is { Kind: Behind } ? [] : Foremost(column, after, most);
        if (found.Count < most) Without(column, after, most - found.Count, found);
        return found;
    }

    private List<Place> Foremost(string column, Place? after, int most)
    {
        var (found, behind) = (new List<Place>(), "");
        var given = new List<(string, object?)> { ("@line", Desk.MainLine), ("@most", most) };
        if (after is { Kind: ByLead })
        {
            behind = $" and (l.{column}, l.person_id, l.lead) < (@after, @after_person, @after_lead)";
            given.AddRange([("@after", column == "interest" ? (int)Number(after.Value) : DbValues.At(Number(after.Value))), ("@after_person", after.Person), ("@after_lead", after.Lead)]);
        }
        session.Read(
            $"""
            select l.organisation_id, l.person_id, l.lead, l.{column} from leads l
            where l.line = @line and l.organisation_id is not null and l.{column} is not null{behind} and not exists (
              select 1 from leads o where o.organisation_id = l.organisation_id and o.line = l.line and (o.{column}, o.person_id, o.lead) > (l.{column}, l.person_id, l.lead))
            order by l.{column} desc, l.person_id desc, l.lead desc limit @most
            """,
            row => found.Add(new(row.GetId(0), ByLead, Text(column == "interest" ? row.GetInt32(3) : DbValues.Microseconds(row.GetAt(3))), row.GetId(1), row.GetInt32(2))),
            [.. given]);
        return found;
    }

    private void Without(string column, Place? after, int most, List<Place> found)
    {
        var given = new List<(string, object?)> { ("@line", Desk.MainLine), ("@most", most), ("@after", after is { Kind: Behind } ? after.Person : Guid.Empty) };
        session.Read(
            $"""
            select organisation_id from organisations where merged_into is null and organisation_id > @after and not exists (
              select 1 from leads l where l.organisation_id = organisations.organisation_id and l.line = @line and l.{column} is not null)
            order by organisation_id limit @most
            """,
            row => found.Add(new(row.GetId(0), Behind, "", row.GetId(0), 0)),
            [.. given]);
    }

    // What has passed the check sum was written above, unless somebody has made one himself.
    private Place? After()
    {
        if (query.After(PartsOfKey) is not { } read) return null;
        var isWhole = read[0] is ByName or Behind || (read[0] == ByLead && long.TryParse(read[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < MostMicroseconds);
        if (isWhole && Guid.TryParseExact(read[2], "N", out var person) && short.TryParse(read[3], NumberStyles.None, CultureInfo.InvariantCulture, out var lead)) return new(Guid.Empty, read[0], read[1], person, lead);
        query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        return null;
    }

    private const long MostMicroseconds = 10_000_000_000_000_000;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
