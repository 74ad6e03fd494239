using System.Globalization;
using System.Text;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>Which leads are meant: the words of a query as conditions on their rows.</summary>
internal sealed class LeadFilter
{
    /// <summary>A search looks at so many leads by name, by address and by organisation; whoever finds more types another letter.</summary>
    private const int MostFound = 2_000;

    /// <summary>Behind every text that begins with something, bytewise.</summary>
    public const string LastOfAll = "\U0010FFFF";

    // Where few leads are asked for by another index, SQLite had better not take one of the line's and look at all of it.
    private const string LineOfFew = "line || '' = @line";

    private static readonly string[] Truths = ["yes", "no", "unknown"];

    public static readonly QueryWord[] Words =
    [
        new("line", "The product line; main where left out.", "main"),
        new("q", "Name, e-mail address or organisation begins so.", "orbis"),
        new("stage", "How far it has come in its pass.") { OneOf = [.. Enum.GetNames<Stage>().Select(SnakeCase)] },
        new("temperature", "As last judged.") { OneOf = Agreements.Words.Temperatures },
        new("could_be", "What answers still missing could make of it.") { OneOf = Agreements.Words.Temperatures },
        new("buying_stage", "How far the prospect is.") { OneOf = Agreements.Words.BuyingStages },
        new("fits", "Whether the ideal prospect matches.") { OneOf = Truths },
        new("qualified", "Whether the agreement's condition holds.") { OneOf = Truths },
        new("missing", "This required fact is unknown, by name.", "seniority"),
        new("one_answer_away", "Whether a single answer would make it hot.") { OneOf = ["true"] },
        new("answer", "The fact whose answer would make it hot, by name.", "budget"),
        new("stands_until", "The verdict stands no longer than until this instant.", "2026-07-15T09:00:00Z"),
        new("source", "The source of its first touch, by name.", "Website"),
        new("campaign", "The campaign of its first touch, by name."),
        new("owner", "Who has accepted it."),
        new("organisation", "The organisation, by id."),
        new("open", "Only open leads, or only closed ones.", "true") { OneOf = ["true", "false"] },
        new("changed_since", "Written at or after this instant.", "2026-07-15T09:00:00Z"),
    ];

    private readonly Desk desk;
    private readonly Session session;
    private readonly string line;
    private readonly List<string> conditions = [];
    private readonly List<(string Name, object? Value)> values = [];
    private bool isOfFew;

    private LeadFilter(Desk desk, Session session, string line) => (this.desk, this.session, this.line) = (desk, session, line);

    /// <summary>Nothing can match: a name was asked for that nobody has used.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>For a statement on leads, with <see cref="Values"/>.</summary>
    public IReadOnlyList<string> Conditions => conditions;

    public IReadOnlyList<(string Name, object? Value)> Values => values;

    /// <summary>What is wrong is among the query's errors.</summary>
    public static LeadFilter Of(Desk desk, Session session, ListQuery query, Guid? organisation = null)
    {
        var filter = new LeadFilter(desk, session, query.Text("line") ?? Desk.MainLine);
        filter.Read(query, organisation);
        filter.Add(filter.isOfFew ? LineOfFew : "line = @line", ("@line", filter.line));
        return filter;
    }

    public PageCount Count() => IsEmpty ? PageCount.Of(0)
        : PageCount.Of(session.Count(Invariant($"select count(*) from (select 1 from leads where {string.Join(" and ", conditions)} limit {PageCount.Most + 1}) counted"), [.. values]));

    /// <summary>Which leads those are, at most so many.</summary>
    public List<LeadId> Ids(int most)
    {
        var ids = new List<LeadId>();
        if (!IsEmpty) session.Read(Invariant($"select person_id, lead from leads where {string.Join(" and ", conditions)} order by person_id, lead limit {most}"), row => ids.Add(new(row.GetId(0), row.GetInt16(1))), [.. values]);
        return ids;
    }

    private void Read(ListQuery query, Guid? organisation)
    {
        if (query.Word("stage", [.. Enum.GetNames<Stage>().Select(SnakeCase)]) is { } stage) Add("stage = @stage", ("@stage", (int)Enum.Parse<Stage>(stage.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));
        if (query.Word("temperature", Agreements.Words.Temperatures) is { } temperature) AddBand("temperature", temperature);
        if (query.Word("could_be", Agreements.Words.Temperatures) is { } couldBe) AddBand("could_be", couldBe);
        if (query.Word("fits", Truths) is { } fits) Add("fits = @fits", ("@fits", (int)TruthOf(fits)));
        if (query.Word("qualified", Truths) is { } qualified) Add(Invariant($"qualified = {(int)TruthOf(qualified)}"));
        if (query.Word("buying_stage", Agreements.Words.BuyingStages) is { } buyingStage) AddBand("buying_stage", buyingStage);
        if (query.Text("missing") is { } missing) Add("missing like @missing escape '~'", ("@missing", $"% {Escaped(missing)} %"));
        if (query.Word("one_answer_away", "true") is not null) Add("one_answer_away is not null");
        if (query.Text("answer") is { } answer) Add("one_answer_away = @answer", ("@answer", answer));
        if (query.At("stands_until") is { } until) AddStanding(until);
        if (query.Text("source") is { } source) AddName("source", desk.Sources.Find(session, source));
        if (query.Text("campaign") is { } campaign) AddName("campaign", desk.Campaigns.Find(session, campaign));
        if (query.Text("owner") is { } owner) Add("owner = @owner", ("@owner", owner));
        if ((organisation ?? query.Id("organisation")) is { } id) AddOfFew("organisation_id = @organisation", ("@organisation", id));
        if (query.Word("open", "true", "false") is { } open) Add(open == "true" ? "ended is null" : "ended is not null");
        if (query.At("changed_since") is { } since) AddOfFew("changed_at >= @since", ("@since", since));
        if (query.Text("q") is { } words) AddSearch(words);
    }

    private void Add(string condition, params ReadOnlySpan<(string Name, object? Value)> with)
    {
        conditions.Add(condition);
        values.AddRange(with);
    }

    private void AddOfFew(string condition, params ReadOnlySpan<(string Name, object? Value)> with)
    {
        isOfFew = true;
        Add(condition, with);
    }

    private void AddName(string column, int? number)
    {
        // A name that nobody has used yet has no leads.
        if (number is null) IsEmpty = true;
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
            var agreement = desk.Agreements.Compiled(session, line, version).Agreement;
            var bands = column == "buying_stage" ? agreement.BuyingStage : agreement.Temperature;
            var place = bands.Select(band => band.Word).ToList().IndexOf(word);
            if (place < 0) continue;
            if (!places.TryGetValue(place, out var same)) places[place] = same = [];
            same.Add(version);
        }
        if (places.Count == 0) IsEmpty = true;
        else if (places.Count == 1) Add(Invariant($"{column} = {places.Keys.Single()}"));
        else Add($"({string.Join(" or ", places.Select(pair => Invariant($"({column} = {pair.Key} and agreement_version in ({string.Join(", ", pair.Value)}))")))})");
    }

    // When a verdict runs out is when its lead is due: those rows lie in that order, the leads do not.
    private void AddStanding(DateTimeOffset until) => AddOfFew(
        "stands_until <= @until and (person_id, lead) in (select person_id, lead from due_work where due_at <= @until)", ("@until", until));

    private void AddSearch(string words)
    {
        // Of a union SQLite looks nothing up by key, but of what is selected from one it does: else it would read all leads.
        var text = new StringBuilder("(person_id, lead) in (select person_id, lead from (");
        text.Append(Invariant($"select * from (select person_id, lead from leads where line = @line and name_key >= @name and name_key < @name_end limit {MostFound}) by_name"));
        text.Append(Invariant($" union select * from (select l.person_id, l.lead from contact_keys k join leads l on l.person_id = k.person_id where k.kind = 2 and k.value >= @email and k.value < @email_end and l.{LineOfFew} limit {MostFound}) by_email"));
        var (name, email, organisation) = (Folded.From(words), words.Trim().ToLowerInvariant(), OrganisationName.Key(words));
        if (organisation.Length > 0)
        {
            text.Append(Invariant($" union select * from (select l.person_id, l.lead from organisation_keys k join leads l on l.organisation_id = k.organisation_id where k.kind = 2 and k.value >= @named and k.value < @named_end and l.{LineOfFew} limit {MostFound}) by_organisation"));
            values.AddRange([("@named", organisation), ("@named_end", organisation + LastOfAll)]);
        }
        if (name.Length == 0) IsEmpty = true;
        AddOfFew(text.Append(") found)").ToString(), ("@name", name), ("@name_end", name + LastOfAll), ("@email", email), ("@email_end", email + LastOfAll));
    }

    private static string Escaped(string text) => text.Replace("~", "~~", StringComparison.Ordinal).Replace("%", "~%", StringComparison.Ordinal).Replace("_", "~_", StringComparison.Ordinal);

    private static Truth TruthOf(string word) => word switch { "yes" => Truth.True, "no" => Truth.False, _ => Truth.Unknown };

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
