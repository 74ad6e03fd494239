using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>One entry of an organisation's line of time.</summary>
/// <param name="Lead">Whose it is; null where it is nobody's in particular.</param>
public sealed record OrganisationEntry(LeadId? Lead, string? Who, TimeLineEntry Told);

/// <summary>One line of time of all people of an organisation: their touches, and what was said by them, of the organisation and of its purchases; the latest first.</summary>
/// <param name="people">Whose touches and words are told, with what they are called.</param>
internal sealed class OrganisationTimeLine(Session session, IReadOnlyDictionary<Guid, (LeadId Lead, string Name)> people, LeadWording words, TimeLine telling)
{
    private const int PartsOfKey = 4;
    private readonly List<Found> found = [];

    private sealed record Found(DateTimeOffset At, int Rank, Guid Owner, long Seq, Guid? Person, Func<ShownEntry> Entry);

    private sealed record Place(DateTimeOffset At, int Rank, Guid Owner, long Seq);

    /// <param name="next">The cursor of what was earlier.</param>
    public List<OrganisationEntry> Of(Guid organisation, IReadOnlyCollection<Guid> groups, ListQuery query, int most, out string? next)
    {
        next = null;
        var after = After(query);
        if (query.Errors.Any) return [];
        Touches(after, most + 1);
        Facts("person", [.. people.Keys], 1, after, most + 1);
        Facts("organisation", [organisation], 2, after, most + 1);
        Facts("group", groups, 3, after, most + 1);
        found.Sort((a, b) => (b.At, b.Rank, b.Owner, b.Seq).CompareTo((a.At, a.Rank, a.Owner, a.Seq)));
        if (found.Count > most && found[most - 1] is var last) next = Cursor.Write(query.List, Text(DbValues.Microseconds(last.At)), Text(last.Rank), last.Owner.ToString("N"), Text(last.Seq));
        return [.. found.Take(most).Select(Told)];
    }

    private OrganisationEntry Told(Found one) => one.Person is { } person && people.TryGetValue(person, out var who)
        ? new(who.Lead, who.Name, telling.Of(one.Entry())) : new(null, null, telling.Of(one.Entry()));

    private void Touches(Place? after, int most) => Read(
        "select person_id, at, seq, known_at, kind, source, campaign, offer, page, is_assumed, discounted_at from touches where person_id = any(@keys)", "person_id", [.. people.Keys], 0, after, most,
        row =>
        {
            // Names are looked up when all is read: one connection reads one thing at a time.
            var (kind, source, campaign, offer) = (row.GetInt32(4), row.GetIntOrNull(5), row.GetIntOrNull(6), row.GetIntOrNull(7));
            var entry = new ShownEntry("touch", row.GetAt(1)) { KnownAt = row.GetAt(3), Page = row.GetTextOrNull(8), Assumed = row.GetYes(9), DiscountedAt = row.GetAtOrNull(10) };
            found.Add(new(row.GetAt(1), 0, row.GetId(0), row.GetInt64(2), row.GetId(0), () => entry with { Kind = words.KindOf(kind), Source = words.SourceOf(source), Campaign = words.CampaignOf(campaign), Offer = words.OfferOf(offer) }));
        });

    private void Facts(string table, IReadOnlyCollection<Guid> owners, int rank, Place? after, int most)
    {
        var saidBy = table == "person" ? "person_id as said_by" : "person_id";
        Read($"select {table}_id, at, seq, known_at, origin, said_in, is_assumed, facts, {saidBy} from {table}_facts where {table}_id = any(@keys)", $"{table}_id", owners, rank, after, most, row =>
        {
            var saidIn = row.GetIntOrNull(5);
            var entry = new ShownEntry("facts", row.GetAt(1)) { KnownAt = row.GetAt(3), Of = table == "group" ? "purchase" : table, Origin = (Origin)row.GetInt16(4), Assumed = row.GetYes(6), Facts = JsonNode.Parse(row.GetString(7))!.AsObject() };
            found.Add(new(row.GetAt(1), rank, row.GetId(0), row.GetInt64(2), row.GetIdOrNull(8), () => entry with { SaidIn = words.KindOf(saidIn) }));
        });
    }

    // Of what happened at the very instant where the last page ended, what has a lower rank is still to come.
    private void Read(string select, string owner, IReadOnlyCollection<Guid> owners, int rank, Place? after, int most, Action<DbDataReader> row)
    {
        var values = new List<(string, object?)> { ("@most", most) };
        var behind = after is null ? "" : rank < after.Rank ? " and at <= @at" : rank > after.Rank ? " and at < @at" : $" and (at, {owner}, seq) < (@at, @owner, @seq)";
        if (after is not null) values.Add(("@at", after.At));
        if (after is not null && rank == after.Rank) values.AddRange([("@owner", after.Owner), ("@seq", after.Seq)]);
        session.Find($"{select}{behind} order by at desc, {owner} desc, seq desc limit @most", owners, row, [.. values]);
    }

    private static Place? After(ListQuery query)
    {
        if (query.After(PartsOfKey) is not { } read) return null;
        if (DbValues.TryAt(read[0], out var at) && int.TryParse(read[1], CultureInfo.InvariantCulture, out var rank)
            && Guid.TryParseExact(read[2], "N", out var owner) && long.TryParse(read[3], CultureInfo.InvariantCulture, out var seq)) return new(at, rank, owner, seq);
        query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        return null;
    }


    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
