using System.Globalization;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Tracking;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Campaigns;

/// <summary>What people say of a campaign, checked. What is empty is not known.</summary>
internal sealed record CampaignTerms(string? Source, string? Starts, string? Ends, long? Audience, bool PrizeDraw)
{
    public const long MostAudience = 1_000_000_000;

    /// <summary>What is wrong is said by field.</summary>
    public static CampaignTerms Read(string? source, string? starts, string? ends, string? audience, bool prizeDraw, FieldErrors errors)
    {
        if (source?.Length > NameTable.LongestName) errors.Add("source", $"It may have at most {NameTable.LongestName} characters.");
        if (source?.Any(char.IsControl) == true) errors.Add("source", "It holds a control character.");
        var (from, to) = (CostTerms.Day(starts, "starts", errors), CostTerms.Day(ends, "ends", errors));
        if (from is not null && to is not null && string.CompareOrdinal(to, from) < 0) errors.Add("ends", "It ends before it begins.");
        return new(string.IsNullOrWhiteSpace(source) ? null : source.Trim(), from, to, AudienceOf(audience, errors), prizeDraw);
    }

    private static long? AudienceOf(string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (long.TryParse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var people) && people is >= 0 and <= MostAudience) return people == 0 ? null : people;
        errors.Add("audience", "It should be a whole number of people, such as 12000.");
        return null;
    }
}

/// <summary>What was paid, checked.</summary>
internal sealed record CostTerms(string Starts, string Ends, ShownMoney Amount)
{
    public const decimal MostAmount = 1_000_000_000_000;

    /// <summary>Null where something is wrong, which is then among the errors.</summary>
    /// <param name="usual">The currency where none is named.</param>
    public static CostTerms? Read(string? starts, string? ends, string? amount, string? currency, string usual, FieldErrors errors)
    {
        var from = Day(starts, "starts", errors);
        var to = string.IsNullOrWhiteSpace(ends) ? from : Day(ends, "ends", errors);
        if (string.IsNullOrWhiteSpace(starts)) errors.Add("starts", "Say from when on, such as 2026-03-01.");
        if (from is not null && to is not null && string.CompareOrdinal(to, from) < 0) errors.Add("ends", "It ends before it begins.");
        var code = string.IsNullOrWhiteSpace(currency) ? usual : currency.Trim().ToUpperInvariant();
        if (!Currency.TryParse(code, out var paid)) errors.Add("currency", "It should be a code of ISO 4217, such as EUR.");
        if (!Numbers.TryParse((amount ?? "").Trim().Replace(",", "", StringComparison.Ordinal), out var value) || value is <= 0 or > MostAmount) errors.Add("amount", "It should be an amount above 0, such as 2500.00.");
        return errors.Any ? null : new(from!, to!, new(ImportedEnds.MinorUnits(value, paid), paid.Code));
    }

    public static string? Day(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2200) return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        errors.Add(field, "It should be a day such as 2026-03-01.");
        return null;
    }
}
