using System.Globalization;
using System.Text;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>Lists of leads: filters, order, and pages by key, so that page 1,000 costs what page 1 does.</summary>
internal sealed class LeadList
{
    /// <summary>A search looks at so many leads by name, by address and by organisation; whoever finds more types another letter.</summary>
    private const int MostFound = 2_000;
    /// <summary>Behind every text that begins with something, bytewise.</summary>
    public const string LastOfAll = "\U0010FFFF";

    private static readonly string[] Temperatures = ["hot", "warm", "cold"];
    private static readonly string[] Truths = ["yes", "no", "unknown"];

    public static readonly QueryWord[] Words =
    [
        new("line", "The product line; main where left out.", "main"),
        new("q", "Name, e-mail address or organisation begins so.", "orbis"),
        new("stage", "How far it has come in its pass.") { OneOf = [.. Enum.GetNames<Stage>().Select(SnakeCase)] },
        new("temperature", "As last judged.") { OneOf = Temperatures },
        new("could_be", "What answers still missing could make of it.") { OneOf = Temperatures },
        new("fits", "Whether the ideal prospect matches.") { OneOf = Truths },
        new("qualified", "Whether the agreement's condition holds.") { OneOf = Truths },
        new("source", "The source of its first touch, by name.", "Website"),
        new("campaign", "The campaign of its first touch, by name."),
        new("owner", "Who has accepted it."),
        new("organisation", "The organisation, by id."),
        new("open", "Only open leads, or only closed ones.", "true") { OneOf = ["true", "false"] },
        new("changed_since", "Written at or after this instant.", "2026-07-15T09:00:00Z"),
        new("sort", "interest (the default), opened_at and last_touch_at: highest and latest first; name: A to Z.", "interest") { OneOf = ["interest", "opened_at", "last_touch_at", "name"] },
        QueryWord.Limit, QueryWord.Cursor, QueryWord.Count,
    ];

    private readonly Desk desk;
    private readonly Session session;
    private readonly ListQuery query;
    private readonly string line;
    private readonly List<string> conditions = [];
    private readonly List<(string Name, object? Value)> values = [];
    private bool isEmpty;

    private LeadList(Desk desk, Session session, ListQuery query)
    {
        (this.desk, this.session, this.query, line) = (desk, session, query, query.Text("line") ?? Desk.MainLine);
        Add("line = @line", ("@line", line));
    }

    public static Answer<Page<ShownLead>> Of(Desk desk, ListQuery query, Guid? organisation = null)
    {
        using var reading = desk.Database.Read();
        var list = new LeadList(desk, reading, query);
        list.Filter(organisation);
        var order = Order.Of(query.Word("sort", "interest", "opened_at", "last_touch_at", "name"));
        var after = query.After(3) is { } read ? order.Read(read, query.Errors) : null;
        var (limit, wantsCount) = (query.Limit, query.WantsCount);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var count = wantsCount ? list.Count() : null;
        var leads = list.Read(order, after, limit + 1);
        var next = leads.Count > limit ? Cursor.Write(query.List, order.Write(leads[limit - 1])) : null;
        var wording = new LeadWording(desk, reading);
        return new Page<ShownLead>([.. leads.Take(limit).Select(wording.Of)], next, count);
    }

    private void Filter(Guid? organisation)
    {
        if (query.Word("stage", [.. Enum.GetNames<Stage>().Select(SnakeCase)]) is { } stage) Add("stage = @stage", ("@stage", (int)Enum.Parse<Stage>(stage.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));
        if (query.Word("temperature", Temperatures) is { } temperature) AddBand("temperature", temperature);
        if (query.Word("could_be", Temperatures) is { } couldBe) AddBand("could_be", couldBe);
        if (query.Word("fits", Truths) is { } fits) Add("fits = @fits", ("@fits", (int)TruthOf(fits)));
        if (query.Word("qualified", Truths) is { } qualified) Add("qualified = @qualified", ("@qualified", (int)TruthOf(qualified)));
        if (query.Text("source") is { } source) AddName("source", desk.Sources.Find(session, source));
        if (query.Text("campaign") is { } campaign) AddName("campaign", desk.Campaigns.Find(session, campaign));
        if (query.Text("owner") is { } owner) Add("owner = @owner", ("@owner", owner));
        if ((organisation ?? query.Id("organisation")) is { } id) Add("organisation_id = @organisation", ("@organisation", id));
        if (query.Word("open", "true", "false") is { } open) Add(open == "true" ? "ended is null" : "ended is not null");
        if (query.At("changed_since") is { } since) Add("changed_at >= @since", ("@since", since));
        if (query.Text("q") is { } words) AddSearch(words);
    }

    private void Add(string condition, params ReadOnlySpan<(string Name, object? Value)> with)
    {
        conditions.Add(condition);
        values.AddRange(with);
    }

    private void AddName(string column, int? number)
    {
        // A name that nobody has used yet has no leads.
        if (number is null) isEmpty = true;
        else Add($"{column} = @{column}", ($"@{column}", number));
    }

    // Leads hold a band's place, which each version numbers in its own order; mostly all versions have the same.
    private void AddBand(string column, string word)
    {
        var places = new Dictionary<int, List<int>>();
        var versions = new List<int>();
        session.Read("select version from agreements where line = @line and in_force_at is not null", row => versions.Add(row.GetInt32(0)), ("@line", line));
        foreach (var version in versions)
        {
            var bands = desk.Agreements.Compiled(session, line, version).Agreement.Temperature;
            var place = bands.Select(band => band.Word).ToList().IndexOf(word);
            if (!places.TryGetValue(place, out var same)) places[place] = same = [];
            same.Add(version);
        }
        if (places.Count == 0) isEmpty = true;
        else if (places.Count == 1) Add(Invariant($"{column} = {places.Keys.Single()}"));
        else Add($"({string.Join(" or ", places.Select(pair => Invariant($"({column} = {pair.Key} and agreement_version in ({string.Join(", ", pair.Value)}))")))})");
    }

    private void AddSearch(string words)
    {
        var text = new StringBuilder();
        text.Append(Invariant($"(person_id, lead) in (select * from (select person_id, lead from leads where line = @line and name_key >= @name and name_key < @name_end limit {MostFound}) by_name"));
        text.Append(Invariant($" union select * from (select l.person_id, l.lead from contact_keys k join leads l on l.person_id = k.person_id where k.kind = 2 and k.value >= @email and k.value < @email_end and l.line = @line limit {MostFound}) by_email"));
        var (name, email, organisation) = (Folded.From(words), words.Trim().ToLowerInvariant(), OrganisationName.Key(words));
        if (organisation.Length > 0)
        {
            text.Append(Invariant($" union select * from (select l.person_id, l.lead from organisation_keys k join leads l on l.organisation_id = k.organisation_id where k.kind = 2 and k.value >= @named and k.value < @named_end and l.line = @line limit {MostFound}) by_organisation"));
            values.AddRange([("@named", organisation), ("@named_end", organisation + LastOfAll)]);
        }
        if (name.Length == 0) isEmpty = true;
        Add(text.Append(')').ToString(), ("@name", name), ("@name_end", name + LastOfAll), ("@email", email), ("@email_end", email + LastOfAll));
    }

    private PageCount Count() => isEmpty ? PageCount.Of(0)
        : PageCount.Of(session.Count(Invariant($"select count(*) from (select 1 from leads where {string.Join(" and ", conditions)} limit {PageCount.Most + 1}) counted"), [.. values]));

    private List<LeadRecord> Read(Order order, OrderKey? after, int most)
    {
        if (isEmpty) return [];
        if (!order.HasNulls) return Read(order, after, most, null);
        // Those without a value come behind all others.
        var leads = after is { Value: null } ? [] : Read(order, after, most, $"{order.Column} is not null");
        if (leads.Count < most) leads.AddRange(Read(Order.OfNothing, after is { Value: null } ? after : null, most - leads.Count, $"{order.Column} is null"));
        return leads;
    }

    private List<LeadRecord> Read(Order order, OrderKey? after, int most, string? also)
    {
        var (where, given) = (new List<string>(conditions), new List<(string Name, object? Value)>(values));
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

    private static Truth TruthOf(string word) => word switch { "yes" => Truth.True, "no" => Truth.False, _ => Truth.Unknown };

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record OrderKey(object? Value, LeadId Lead);

    /// <summary>An order of leads, and how the place of one in it is written into a cursor.</summary>
    private sealed record Order(string? Column, bool IsDescending, bool HasNulls, Func<LeadRecord, object?> ValueOf, Func<string, object?> Parse)
    {
        public static readonly Order OfNothing = new(null, true, false, _ => null, _ => null);

        public static Order Of(string? sort) => sort switch
        {
            "name" => new("name_key", false, false, lead => lead.NameKey, text => text),
            "opened_at" => new("opened_at", true, false, lead => lead.OpenedAt, text => At(text)),
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
