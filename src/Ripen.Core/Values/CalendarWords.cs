using System.Globalization;

namespace Ripen.Values;

/// <summary>A business calendar as a person reads it.</summary>
internal static class CalendarWords
{
    public static string Of(Hours[][] week, DateOnly[] closed, Zone zone)
    {
        // Monday first.
        var days = Enumerable.Range(1, 7).Where(i => week[i % 7].Length > 0).ToList();
        var hours = days
            .GroupBy(i => string.Join(" and ", week[i % 7].Select(InWords)))
            .Select(g => $"{DaysInWords([.. g])} {g.Key}");
        var open = $"{string.Join("; ", hours)} ({zone.Id})";
        if (closed.Length == 0) return open;

        var months = closed
            .GroupBy(date => (date.Year, date.Month))
            .Select(g => And(Runs([.. g.Select(date => date.Day)], Number)) + g.First().ToString(" MMMM yyyy", CultureInfo.InvariantCulture));
        return $"{open}, closed on {And([.. months])}";
    }

    public static string NameOf(DayOfWeek day) => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day);

    /// <summary>As the agreement writes it: <c>09:00-17:30</c>.</summary>
    public static string Notation(Hours hours) => $"{Clock(hours.From)}-{Clock(hours.To)}";

    private static string InWords(Hours hours) => hours is (0, Hours.EndOfDay)
        ? "around the clock"
        : $"{Clock(hours.From)} to {Clock(hours.To)}";

    private static string DaysInWords(List<int> days) =>
        days.Count == 7 ? "every day" : And(Runs(days, i => NameOf((DayOfWeek)(i % 7))));

    // Three and more in a row become "first to last".
    private static List<string> Runs(List<int> sorted, Func<int, string> name)
    {
        List<string> words = [];
        for (int i = 0, end; i < sorted.Count; i = end)
        {
            end = i + 1;
            while (end < sorted.Count && sorted[end] == sorted[end - 1] + 1) end++;
            if (end - i >= 3) words.Add($"{name(sorted[i])} to {name(sorted[end - 1])}");
            else words.AddRange(sorted[i..end].Select(name));
        }

        return words;
    }

    private static string And(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";

    private static string Clock(int second) =>
        string.Create(CultureInfo.InvariantCulture, $"{second / 3600:00}:{second / 60 % 60:00}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
