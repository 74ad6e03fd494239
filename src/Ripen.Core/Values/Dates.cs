using System.Globalization;

namespace Ripen.Values;

/// <summary>Dates as the language and the data write them: year-month-day, ISO 8601.</summary>
internal static class Dates
{
    private const string Format = "yyyy-MM-dd";

    public static bool TryParse(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static string Write(DateOnly date) => date.ToString(Format, CultureInfo.InvariantCulture);
}
