using System.Globalization;
using System.Text.RegularExpressions;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Forms;

/// <summary>What a visitor types, in the way of his language, as the agreement's language says it: "25.000 €" is 25000 EUR.</summary>
internal static partial class TypedValue
{
    private static readonly (string Sign, string Code)[] Signs = [("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("$", "USD"), ("CHF", "CHF"), ("¥", "JPY")];

    public static string Of(Fact fact, string typed, string language) => fact.Type switch
    {
        FactType.Number => Range(typed),
        FactType.Money => Money(typed),
        FactType.Date => Day(typed, language),
        _ => typed,
    };

    // A range stays one; so does what only follows a number: "1.000 – 2.000", "1000+".
    private static string Range(string typed) => Grouped().Replace(typed, match => match.Value.Where(char.IsAsciiDigit).Aggregate("", (digits, c) => digits + c)).Trim();

    private static string Money(string typed)
    {
        var text = typed.Trim();
        var code = "";
        foreach (var (sign, known) in Signs)
        {
            if (!text.Contains(sign, StringComparison.OrdinalIgnoreCase)) continue;
            (text, code) = (text.Replace(sign, "", StringComparison.OrdinalIgnoreCase).Trim(), known);
            break;
        }
        if (Thousands().Match(text) is { Success: true } match) text = match.Groups["number"].Value + "000" + match.Groups["rest"].Value;
        text = Range(text);
        return code.Length > 0 && text.Length > 0 ? $"{text} {code}" : text;
    }

    private static string Day(string typed, string language)
    {
        if (DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return typed.Trim();
        var culture = CultureOf(language);
        return DateOnly.TryParse(typed, culture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : typed;
    }

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            // In English the day stands first everywhere but in one country.
            return language == "en" ? CultureInfo.GetCultureInfo("en-GB") : CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    [GeneratedRegex(@"(?<![\d.,])\d{1,3}([.,'’ \u00A0\u202F]\d{3})+(?![\d.,]*\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^(?<number>\d{1,6}) ?[kK](?<rest>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Thousands();
}
