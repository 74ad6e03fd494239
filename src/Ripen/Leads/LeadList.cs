using System.Globalization;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>Lists of leads: filters, order, and pages by key, so that page 1,000 costs what page 1 does.</summary>
internal sealed class LeadList
{
    public static readonly string[] Sorts = ["interest", "opened_at", "last_touch_at", "stands_until", "name"];

    public static readonly QueryWord[] Words =
    [
        .. LeadFilter.Words,
        new("sort", "interest (the default), opened_at and last_touch_at: highest and latest first; stands_until: soonest first; name: A to Z.", "interest") { OneOf = Sorts },
        QueryWord.Limit, QueryWord.Cursor, QueryWord.Count,
    ];

    private readonly Session session;
    private readonly LeadFilter filter;

    private LeadList(Session session, LeadFilter filter) => (this.session, this.filter) = (session, filter);

    public static Answer<Page<ShownLead>> Of(Desk desk, ListQuery query, Guid? organisation = null)
    {
        using var reading = desk.Database.Read();
        return Of(desk, reading, query, organisation);
    }

    public static Answer<Page<ShownLead>> Of(Desk desk, Session reading, ListQuery query, Guid? organisation = null)
    {
        var wanted = LeadFilter.Of(desk, reading, query, organisation);
        var order = Order.Of(query.Word("sort", Sorts));
        var after = query.After(3) is { } read ? order.Read(read, query.Errors) : null;
        var (limit, wantsCount) = (query.Limit, query.WantsCount);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var count = wantsCount ? wanted.Count() : null;
        var leads = new LeadList(reading, wanted).Read(order, after, limit + 1);
        var next = leads.Count > limit ? Cursor.Write(query.List, order.Write(leads[limit - 1])) : null;
        var wording = new LeadWording(desk, reading);
        return new Page<ShownLead>([.. leads.Take(limit).Select(wording.Of)], next, count);
    }

    private List<LeadRecord> Read(Order order, OrderKey? after, int most)
    {
        if (filter.IsEmpty) return [];
        if (!order.HasNulls) return Read(order, after, most, null);
        // Those without a value come behind all others.
        var leads = after is { Value: null } ? [] : Read(order, after, most, $"{order.Column} is not null");
        if (leads.Count < most) leads.AddRange(Read(Order.OfNothing, after is { Value: null } ? after : null, most - leads.Count, $"{order.Column} is null"));
        return leads;
    }

    private List<LeadRecord> Read(Order order, OrderKey? after, int most, string? also)
    {
        var (where, given) = (new List<string>(filter.Conditions), new List<(string Name, object? Value)>(filter.Values));
        if (also is not null) where.Add(also);
        if (after is not null)
        {
            var (columns, parameters) = order.Column is null ? ("", "") : ($"{order.Column}, ", "@after, ");
            where.Add($"({columns}person_id, lead) {(order.IsDescending ? "<" : ">")} ({parameters}@after_person, @after_lead)");
            if (order.Column is not null) given.Add(("@after", after.Value));
            given.AddRange([("@after_person", after.Lead.Person), ("@after_lead", after.Lead.Number)]);
        }
        var way = order.IsDescending ? " desc" : "";
        var by = order.Column is null ? "" : $"{order.Column}{way}, ";
        given.Add(("@most", most));
        return LeadStore.Select(session, $"where {string.Join(" and ", where)} order by {by}person_id{way}, lead{way} limit @most", [.. given]);
    }

    private sealed record OrderKey(object? Value, LeadId Lead);

    /// <summary>An order of leads, and how the place of one in it is written into a cursor.</summary>
    private sealed record Order(string? Column, bool IsDescending, bool HasNulls, Func<LeadRecord, object?> ValueOf, Func<string, object?> Parse)
    {
        public static readonly Order OfNothing = new(null, true, false, _ => null, _ => null);

        public static Order Of(string? sort) => sort switch
        {
            "name" => new("name_key", false, false, lead => lead.NameKey, text => text),
            "opened_at" => new("opened_at", true, false, lead => lead.OpenedAt, text => At(text)),
            "stands_until" => new("stands_until", false, true, lead => lead.StandsUntil?.ToDateTimeOffset(), text => At(text)),
            "last_touch_at" => new("last_touch_at", true, true, lead => lead.LastTouchAt, text => At(text)),
            _ => new("interest", true, false, lead => lead.Tenths, text => int.Parse(text, CultureInfo.InvariantCulture)),
        };

        public string[] Write(LeadRecord lead) =>
        [
            ValueOf(lead) switch { null => "", DateTimeOffset at => DbValues.Microseconds(at).ToString(CultureInfo.InvariantCulture), var value => Convert.ToString(value, CultureInfo.InvariantCulture)! },
            lead.Id.Person.ToString("N"), lead.Id.Number.ToString(CultureInfo.InvariantCulture),
        ];

        // What has passed the check sum was written above, unless somebody has made one himself.
        public OrderKey? Read(string[] values, FieldErrors errors)
        {
            try
            {
                return new(values[0].Length == 0 && HasNulls ? null : Parse(values[0]), new(Guid.ParseExact(values[1], "N"), int.Parse(values[2], CultureInfo.InvariantCulture)));
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException)
            {
                errors.Add("cursor", "It is none of this list with these filters. Begin again without it.");
                return null;
            }
        }

        private static DateTimeOffset At(string text) => DbValues.At(long.Parse(text, CultureInfo.InvariantCulture));
    }
}
