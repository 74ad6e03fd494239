using System.Globalization;

namespace Ripen.Imports;

/// <summary>How a file writes dates that are not ISO 8601: 01/02/2026 has two meanings, so a mapping says which.</summary>
internal enum DateOrder : byte { Iso, DayFirst, MonthFirst }

/// <summary>Turns the dates of spreadsheets and Salesforce reports into ISO 8601.</summary>
internal static class WrittenDates
{
    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt", ", H:mm", ", H:mm:ss", ", h:mm tt", ", h:mm:ss tt"];
    private static readonly string[] DayFirst = Formats("d/M/yyyy");
    private static readonly string[] MonthFirst = Formats("M/d/yyyy");

    /// <summary><c>31/12/2023, 2:05 PM</c> becomes <c>2023-12-31 14:05:00</c>; points and hyphens do as well as slashes. Null where it is not written so.</summary>
    public static string? ToIso(ReadOnlySpan<char> text, DateOrder order)
    {
        if (order == DateOrder.Iso || text.Length > 30) return null;
        Span<char> slashed = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++) slashed[i] = text[i] is '.' or '-' && i < 10 ? '/' : text[i] == '\u202F' ? ' ' : text[i]; // ICU's space before PM
        if (!DateTime.TryParseExact(slashed, order == DateOrder.DayFirst ? DayFirst : MonthFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        return at.ToString(slashed.Contains(':') ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string[] Formats(string date) => [.. Times.Select(time => date + time)];
}
