using System.Globalization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>Which leads a report is about, as it was asked for in words: by days of the desk's zone, and by what the leads were when they came.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Words">What was asked for beside the days, in the order of <see cref="FunnelWords"/>; empty values are none.</param>
internal sealed record FunnelQuery(DateOnly From, DateOnly To, IReadOnlyList<(string Word, string Value)> Words, PassFilter Filter, Instant Begin, Instant End);

/// <summary>The words by which reports are asked for.</summary>
internal static class FunnelWords
{
    /// <summary>The words that say when.</summary>
    public static readonly string[] Days = ["from", "to"];

    private const int UsualMonths = 12;
    private const int MostChoices = 200;

    /// <summary>Before the words of what a report is compared with.</summary>
    public const string Other = "vs_";

    /// <summary>What no lead has: nothing is known of it, or it is none.</summary>
    public const string None = "none";

    private static readonly QueryWord[] Which =
    [
        new("from", "The first day, by the desk's zone; eleven months before this one where left out.", "2026-01-01"),
        new("to", "The last day; today where left out.", "2026-03-31"),
        new("source", "Of this source, by name; none: of no source.", "referral"),
        new("campaign", "Of this campaign, by name."),
        new("side", "Of sources of this side.", "marketing") { OneOf = SidesOf },
        new("offer", "Whose first touch was with this offer."),
        new("buying_stage", "At the first judgement.", "middle") { OneOf = PassWords.BuyingStages },
        new("temperature", "At the first judgement, in the agreement's word.", "warm"),
        new("owner", "Whose: an address, or a name a user is known by.", "lena"),
        new("version", "First judged under this version of the agreement.", "3") { IsNumber = true },
        new("industry", "Of the organisation, as it was known."),
        new("size", "Of the organisation, by number of people.", "50-249") { OneOf = PassWords.Sizes },
    ];

    /// <summary>All words that say which leads, and those of the others they are compared with.</summary>
    public static readonly QueryWord[] All =
    [
        .. Which,
        new("by", "cohort: the leads that first came then, followed; period: what happened then, to whomever.", "cohort") { OneOf = ["cohort", "period"] },
        new("unit", "groups: leads of one buying group are one chance.", "leads") { OneOf = ["leads", "groups"] },
        .. Which.Select(word => word with { Name = Other + word.Name, Says = $"{word.Says} Of those to compare with.", Example = null }),
    ];

    private static string[] SidesOf => Campaigns.SourceStore.Sides;

    /// <summary>Null where something is wrong, which the query says.</summary>
    /// <param name="beside">For words that begin with <see cref="Other"/>: what they are compared with, whose days hold where no others are named; null for the others.</param>
    public static FunnelQuery? Read(ListQuery query, Desk desk, Session session, FunnelQuery? beside = null)
    {
        // Words of passes, by which filters ask, are known once passes are.
        desk.Passes.Of(session);
        var prefix = beside is null ? "" : Other;
        var (zone, errors) = (desk.Settings.ZoneOf(session), query.Errors);
        var today = zone.DateOf(Instant.From(desk.Now));
        var to = Day("to") ?? beside?.To ?? today;
        var from = Day("from") ?? beside?.From ?? new DateOnly(to.Year, to.Month, 1).AddMonths(1 - UsualMonths);
        if (from > to) errors.Add(prefix + "from", "The first day lies after the last.");
        var words = Which.Where(word => word.Name is not ("from" or "to")).Select(word => (word.Name, Value: query.Text(prefix + word.Name) ?? "")).Where(word => word.Value.Length > 0).ToList();
        var filter = PassFilter.All;
        foreach (var (word, value) in words) filter = With(filter, word, value);
        return errors.Any ? null : new(from, to, words, filter, zone.StartOf(from), zone.StartOf(to.AddDays(1)));

        DateOnly? Day(string name)
        {
            if (query.Text(prefix + name) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2200) return day;
            errors.Add(prefix + name, "It should be a day, such as 2026-03-31.");
            return null;
        }

        PassFilter With(PassFilter filter, string word, string value)
        {
            var (known, number) = (desk.Passes.Words, value == None ? 0 : (int?)null);
            return word switch
            {
                "source" => filter with { Source = number ?? Known(word, value, desk.Sources.Find(session, value)) },
                "campaign" => filter with { Campaign = number ?? Known(word, value, desk.Campaigns.Find(session, value)) },
                "offer" => filter with { Offer = number ?? Known(word, value, desk.Offers.Find(session, value)) },
                "side" => filter with { Sources = SourcesOf(session, query.Word(prefix + word, SidesOf)) },
                "buying_stage" => filter with { BuyingStage = number ?? Place(word, PassWords.BuyingStages) },
                "size" => filter with { Size = number ?? Place(word, PassWords.Sizes) },
                "temperature" => filter with { Temperature = number ?? Known(word, value, known.Temperatures.Find(value)) },
                "owner" => filter with { Owners = number is not null ? new HashSet<int> { 0 } : OwnersOf(value) },
                "version" => filter with { Version = number ?? query.Number(prefix + word, 1, short.MaxValue) },
                _ => filter with { Industry = number ?? Known(word, value, known.Industries.Find(value)) },
            };
        }

        int? Known(string word, string value, int? number)
        {
            if (number is null) errors.Add(prefix + word, $"There is no {word.Replace('_', ' ')} '{HttpProblem.Shown(value)}'.");
            return number;
        }

        int? Place(string word, string[] places) => query.Word(prefix + word, places) is { } value ? Array.IndexOf(places, value) + 1 : null;

        HashSet<int> OwnersOf(string value) => [.. (desk.Users.Named(session, value) is { } user ? Users.NamesOf(user).Append(value) : [value]).Select(known => desk.Passes.Words.Owners.Find(known) ?? -1)];
    }

    /// <summary>The words of a query in an address, with others beside them.</summary>
    public static string Address(FunnelQuery query, params ReadOnlySpan<(string Word, string Value)> further)
    {
        var words = new List<(string Word, string Value)> { ("from", Said(query.From)), ("to", Said(query.To)) };
        words.AddRange(query.Words);
        words.AddRange(further);
        return string.Join('&', words.Select(word => $"{word.Word}={Uri.EscapeDataString(word.Value)}"));
    }

    /// <summary>What is set, in an address.</summary>
    public static string Address(IReadOnlyDictionary<string, string> set) => string.Join('&', set.Select(word => $"{word.Key}={Uri.EscapeDataString(word.Value)}"));

    public static string Said(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What was chosen, by word, with the days that hold.</summary>
    public static Dictionary<string, string> SetOf(ListQuery query, FunnelQuery asked)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = Said(asked.From), ["to"] = Said(asked.To) };
        foreach (var word in All)
        {
            if (query.Text(word.Name) is { } value) set.TryAdd(word.Name, value);
        }
        return set;
    }

    /// <summary>The filters in words, behind a sentence; empty without any.</summary>
    public static string Told(FunnelQuery query) => query.Words.Count == 0 ? "" : $"; {string.Join(", ", query.Words.Select(word => $"{word.Word.Replace('_', ' ')}: {word.Value}"))}";

    /// <summary>What is set in words, days first: from 2026-01-01 to 2026-03-31; side: marketing.</summary>
    public static string Told(IReadOnlyDictionary<string, string> set) => $"From {set["from"]} to {set["to"]}{string.Concat(set.Where(word => word.Key is not ("from" or "to")).Select(word => $"; {word.Key.Replace(Other, "compared with ", StringComparison.Ordinal).Replace('_', ' ')}: {word.Value}"))}";

    /// <summary>The sources of a side.</summary>
    public static HashSet<int> SourcesOf(Session session, string? side)
    {
        var sources = new HashSet<int>();
        session.Read("select source from sources where side = @side", row => sources.Add(row.GetInt32(0)), ("@side", side));
        return sources;
    }

    /// <summary>What may be chosen for each word.</summary>
    public static Dictionary<string, IReadOnlyList<Option>> ChoicesOf(Desk desk, Session session)
    {
        var (words, choices) = (desk.Passes.Words, new Dictionary<string, IReadOnlyList<Option>>(StringComparer.Ordinal));
        choices["source"] = [.. Named("select name from sources order by lower(name) limit @most"), new(None, "of no source")];
        choices["campaign"] = Named("select name from campaigns order by campaign desc limit @most");
        choices["offer"] = Named("select name from offers order by lower(name) limit @most");
        choices["side"] = Of(SidesOf);
        choices["buying_stage"] = Of(PassWords.BuyingStages);
        choices["temperature"] = Of(words.Temperatures.All);
        choices["size"] = Of(PassWords.Sizes, " people");
        choices["industry"] = Of(words.Industries.All.Take(MostChoices));
        choices["owner"] = [.. words.Owners.All.Take(MostChoices).Select(owner => new Option(owner, desk.Users.Named(session, owner)?.Name ?? owner))];
        choices["version"] = VersionsOf(session);
        return choices;

        static IReadOnlyList<Option> Of(IEnumerable<string> values, string unit = "") => [.. values.Select(value => new Option(value, value + unit))];

        List<Option> Named(string sql)
        {
            var names = new List<Option>();
            session.Read(sql, row => names.Add(new(row.GetString(0), row.GetString(0))), ("@most", MostChoices));
            return names;
        }
    }

    private static List<Option> VersionsOf(Session session)
    {
        var versions = new List<Option>();
        session.Read("select version from agreements where line = @line and in_force_at is not null order by version desc limit @most", row => versions.Add(new($"{row.GetInt32(0)}", $"version {row.GetInt32(0)}")), ("@line", Desk.MainLine), ("@most", MostChoices));
        return versions;
    }
}
