using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>One thing that happened: events of the lead, a touch, or facts that were said together.</summary>
/// <param name="What">events, touch or facts.</param>
/// <param name="At">When it happened or was said.</param>
[Sparse]
internal sealed record ShownEntry(string What, DateTimeOffset At)
{
    /// <summary>When the desk came to know it.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Who did it; null: Ripen itself.</summary>
    public string? By { get; init; }

    /// <summary>Of facts: the person, the organisation or the purchase.</summary>
    public string? Of { get; init; }

    /// <summary>Of facts: who said so.</summary>
    public Origin? Origin { get; init; }

    /// <summary>Of facts: the kind of the touch they came with.</summary>
    public string? SaidIn { get; init; }

    /// <summary>Of facts of an organisation or purchase: the person who said so.</summary>
    public Guid? Person { get; init; }

    /// <summary>By name, as they were said; null: nothing is known of it any more.</summary>
    public JsonObject? Facts { get; init; }
    public string? Kind { get; init; }
    public string? Source { get; init; }
    public string? Campaign { get; init; }
    public string? Offer { get; init; }
    public string? Page { get; init; }

    /// <summary>How many seconds the page was looked at.</summary>
    public int? Seconds { get; init; }

    /// <summary>Of a touch: since when it no longer counts.</summary>
    public DateTimeOffset? DiscountedAt { get; init; }

    /// <summary>Nobody stated when; it follows from imported history.</summary>
    public bool? Assumed { get; init; }
    public int? Import { get; init; }

    /// <summary>What one command made happen, in words.</summary>
    public JsonArray? Events { get; init; }
}

/// <summary><c>GET /api/v1/leads/{lead}/history</c>: what lies in several tables as one line of time, the latest first.</summary>
internal static class LeadHistory
{
    public static readonly QueryWord[] Words = [QueryWord.Limit, QueryWord.Cursor];

    /// <summary>A row on its way: what is read of it first, what needs further look-ups later.</summary>
    private sealed record Found(DateTimeOffset At, int Rank, long Seq, Func<LeadWording, ShownEntry> Show);

    /// <summary>Where a page begins: behind this place in the order of time, rank and number.</summary>
    private sealed record Behind(DateTimeOffset At, int Rank, long Seq);

    public static Answer<Page<ShownEntry>> Get(string lead, ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return LeadsApi.Find(session, lead) is { } found ? Of(desk, session, found, query) : HttpProblem.NotFound("lead");
    }

    public static Answer<Page<ShownEntry>> Of(Desk desk, Session session, LeadRecord found, ListQuery query)
    {
        var (after, limit) = (After(query), query.Limit);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var all = new List<Found>();
        Events(session, found, after, limit + 1, all);
        Touches(session, found.Id.Person, after, limit + 1, all);
        Facts(session, "person", found.Id.Person, 2, after, limit + 1, all);
        Facts(session, "organisation", found.OrganisationId, 3, after, limit + 1, all);
        Facts(session, "group", found.GroupId, 4, after, limit + 1, all);
        return PageOf(all, query, limit, new(desk, session));
    }

    /// <summary>The facts of one owner alone.</summary>
    /// <param name="table">person, organisation or group.</param>
    public static Answer<Page<ShownEntry>> FactsOf(Desk desk, Session session, string table, Guid owner, ListQuery query)
    {
        var (after, limit) = (After(query), query.Limit);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var all = new List<Found>();
        Facts(session, table, owner, 2, after, limit + 1, all);
        return PageOf(all, query, limit, new(desk, session));
    }

    private static Answer<Page<ShownEntry>> PageOf(List<Found> all, ListQuery query, int limit, LeadWording words)
    {
        all.Sort((a, b) => (b.At, b.Rank, b.Seq).CompareTo((a.At, a.Rank, a.Seq)));
        var next = all.Count > limit ? Cursor.Write(query.List, Text(DbValues.Microseconds(all[limit - 1].At)), Text(all[limit - 1].Rank), Text(all[limit - 1].Seq)) : null;
        return new Page<ShownEntry>([.. all.Take(limit).Select(entry => entry.Show(words))], next);
    }

    private static Behind? After(ListQuery query)
    {
        if (query.After(3) is not { } values) return null;
        if (DbValues.TryAt(values[0], out var at) && int.TryParse(values[1], CultureInfo.InvariantCulture, out var rank) && long.TryParse(values[2], CultureInfo.InvariantCulture, out var seq)) return new(at, rank, seq);
        query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        return null;
    }

    private static void Events(Session session, LeadRecord lead, Behind? after, int most, List<Found> all) => Read(
        session,
        "select at, version, by, import, events from events where person_id = @owner and lead = @lead",
        "version",
        lead.Id.Person,
        rank: 0,
        after,
        most,
        row =>
        {
            var (at, version, by, import, events) = (row.GetAt(0), row.GetInt32(1), row.GetTextOrNull(2), row.GetIntOrNull(3), row.GetString(4));
            all.Add(new(at, 0, version, words => new("events", at) { By = by, Import = import, Events = Worded(events, lead.State.Line ?? Desk.MainLine, words) }));
        },
        ("@lead", lead.Id.Number));

    private static void Touches(Session session, Guid person, Behind? after, int most, List<Found> all) => Read(
        session,
        "select at, seq, known_at, kind, source, campaign, offer, page, is_assumed, import, discounted_at, seconds from touches where person_id = @owner",
        "seq",
        person,
        rank: 1,
        after,
        most,
        row =>
        {
            var (at, kind, source, campaign, offer) = (row.GetAt(0), row.GetInt32(3), row.GetIntOrNull(4), row.GetIntOrNull(5), row.GetIntOrNull(6));
            var touch = new ShownEntry("touch", at) { KnownAt = row.GetAt(2), Page = row.GetTextOrNull(7), Assumed = row.GetYes(8), Import = row.GetIntOrNull(9), DiscountedAt = row.GetAtOrNull(10), Seconds = row.GetIntOrNull(11) };
            all.Add(new(at, 1, row.GetInt64(1), words => touch with { Kind = words.KindOf(kind), Source = words.SourceOf(source), Campaign = words.CampaignOf(campaign), Offer = words.OfferOf(offer) }));
        });

    private static void Facts(Session session, string table, Guid? owner, int rank, Behind? after, int most, List<Found> all)
    {
        if (owner is null) return;
        var saidBy = table == "person" ? "null" : "person_id";
        Read(session, $"select at, seq, known_at, origin, said_in, is_assumed, import, facts, {saidBy} from {table}_facts where {table}_id = @owner", "seq", owner.Value, rank, after, most, row =>
        {
            var (at, saidIn) = (row.GetAt(0), row.GetIntOrNull(4));
            var facts = new ShownEntry("facts", at)
            {
                KnownAt = row.GetAt(2),
                Of = table == "group" ? "purchase" : table,
                Origin = (Origin)row.GetInt16(3),
                Assumed = row.GetYes(5),
                Import = row.GetIntOrNull(6),
                Facts = JsonNode.Parse(row.GetString(7))!.AsObject(),
                Person = table == "person" ? null : row.GetIdOrNull(8),
            };
            all.Add(new(at, rank, row.GetInt64(1), words => facts with { SaidIn = words.KindOf(saidIn) }));
        });
    }

    // Of what happened at the very instant where the last page ended, what has a lower rank is still to come.
    private static void Read(Session session, string select, string number, Guid owner, int rank, Behind? after, int most, Action<DbDataReader> row, params ReadOnlySpan<(string Name, object? Value)> others)
    {
        var behind = after is null ? "" : rank < after.Rank ? " and at <= @at" : rank > after.Rank ? " and at < @at" : $" and (at, {number}) < (@at, @seq)";
        List<(string, object?)> values = [("@owner", owner), ("@most", most), .. others];
        if (after is not null) values.Add(("@at", after.At));
        if (after is not null && rank == after.Rank) values.Add(("@seq", after.Seq));
        session.Read($"{select}{behind} order by at desc, {number} desc limit @most", row, [.. values]);
    }

    private static JsonArray Worded(string events, string line, LeadWording words)
    {
        var all = JsonNode.Parse(events)!.AsArray();
        foreach (var happened in all)
        {
            if (happened!["findings"] is JsonObject findings) words.Word(findings, line);
        }
        return all;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
