using System.Globalization;
using System.Text.Json;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Intake;

/// <summary>Who says it, as the API may be told.</summary>
internal enum Stated { Sales, Person, Import, Enrichment }

/// <summary>Facts as JSON gives them: by name, with a value, several in an array, or null to forget.</summary>
internal sealed class GivenFacts(AgreementInForce agreement)
{
    public const int LongestValue = 4_000;
    public const int MostValues = 100;
    private readonly FactReader reader = new(agreement.Plan.Facts, agreement.Plan.Zone, agreement.Plan.DefaultCurrency);

    /// <summary>Reads all of them, checked against their types; what is wrong is said by field.</summary>
    /// <param name="path">The field they stand in, for errors.</param>
    /// <param name="about">Only facts of this owner are taken; null: of all.</param>
    public void Read(IReadOnlyDictionary<string, JsonElement> given, string path, FactOwner? about, DateTimeOffset at, Origin origin, List<ArrivedFact> to, FieldErrors errors)
    {
        foreach (var (name, value) in given)
        {
            var field = $"{path}.{HttpProblem.Shown(name)}";
            if (agreement.Plan.Facts.Find(name) is not { } fact) errors.Add(field, "The agreement in force has no such fact.");
            else if (about is { } owner && fact.Of != owner) errors.Add(field, $"It is a fact of the {Word(fact.Of)}, not of the {Word(owner)}.");
            else Read(fact, value, field, at, origin, to, errors);
        }
    }

    private void Read(Fact fact, JsonElement value, string field, DateTimeOffset at, Origin origin, List<ArrivedFact> to, FieldErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            to.Add(new(fact.Name, fact.Of, null, at, origin));
        }
        else if (value.ValueKind != JsonValueKind.Array)
        {
            ReadOne(fact, value, field, at, origin, to, errors);
        }
        else if (!fact.Several)
        {
            errors.Add(field, "It has one value, not several.");
        }
        else if (value.GetArrayLength() is 0 or > MostValues)
        {
            errors.Add(field, $"It may have 1 to {MostValues} values; null forgets them.");
        }
        else
        {
            foreach (var (place, one) in value.EnumerateArray().Index()) ReadOne(fact, one, string.Create(CultureInfo.InvariantCulture, $"{field}[{place}]"), at, origin, to, errors);
        }
    }

    private void ReadOne(Fact fact, JsonElement value, string field, DateTimeOffset at, Origin origin, List<ArrivedFact> to, FieldErrors errors)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => null,
        };
        if (text is null) errors.Add(field, "It should be a text, a number, true or false.");
        else if (text.Length is 0 or > LongestValue) errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"It may have 1 to {LongestValue:#,##0} characters; null forgets it."));
        else if (text.Contains('\0', StringComparison.Ordinal)) errors.Add(field, "It holds a NUL character.");
        else if (!reader.TryRead(agreement.Plan.Facts.PlaceOf(fact.Name), text, out _, out _)) errors.Add(field, $"'{HttpProblem.Shown(text)}' is not {Wanted(fact)}.");
        else to.Add(new(fact.Name, fact.Of, text, at, origin));
    }

    private static string Wanted(Fact fact) => fact.Type switch
    {
        FactType.Number => "a number or a range such as 50-100",
        FactType.Money => "an amount such as 25000 EUR",
        FactType.Date => "a date such as 2026-12-31",
        FactType.YesNo => "yes or no",
        FactType.Choice or FactType.OrderedChoice when fact.Options.Count <= 20 => $"one of {string.Join(", ", fact.Options)}",
        FactType.Choice or FactType.OrderedChoice => "one of its options; countries are codes of ISO 3166 such as DE",
        _ => "such a value",
    };

    private static string Word(FactOwner owner) => owner switch { FactOwner.Person => "person", FactOwner.Organisation => "organisation", _ => "purchase" };
}

/// <summary>Instants and texts as requests give them.</summary>
internal static class Given
{
    // Clocks of other machines are not ours.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When something happened or was said: not to come, and not before there were computers.</summary>
    public static DateTimeOffset At(DateTimeOffset? at, string field, DateTimeOffset now, FieldErrors errors)
    {
        if (at > now + Skew) errors.Add(field, "It is to come. Things are recorded once they have happened.");
        else if (at < Earliest) errors.Add(field, "It is before 1970.");
        return at is null || at > now ? now : Storage.DbValues.Kept(at.Value);
    }

    /// <summary>A text that is null or has 1 to so many characters, none of them a control.</summary>
    public static string? Text(string? text, string field, int most, FieldErrors errors)
    {
        if (text is null) return null;
        if (text.Length == 0 || text.Length > most) errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"It may have 1 to {most:#,##0} characters, or be left out."));
        else if (text.Any(char.IsControl)) errors.Add(field, "It holds a control character.");
        return text;
    }

    public static Origin OriginOf(Stated? by, Origin usual) => by switch
    {
        Stated.Sales => Origin.Sales,
        Stated.Person => Origin.Person,
        Stated.Import => Origin.Import,
        Stated.Enrichment => Origin.Enrichment,
        _ => usual,
    };
}
