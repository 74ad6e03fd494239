using System.Globalization;

namespace Ripen.Values;

/// <summary>One stretch of opening hours in clock seconds since 00:00; <see cref="To"/> is not open any more.</summary>
internal readonly record struct Hours(int From, int To)
{
    public const int EndOfDay = 86_400;
}

/// <summary>The notation of opening hours.</summary>
internal static class OpeningHours
{
    private const string Example = "\"Mon-Fri 09:00-17:30\"";

    // By DayOfWeek.
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Hours by <see cref="DayOfWeek"/>, in order; null with a sentence in <paramref name="error"/>.</summary>
    public static Hours[][]? Parse(IReadOnlyList<string> open, out string? error)
    {
        error = null;
        List<Hours>[] week = [[], [], [], [], [], [], []];
        foreach (var entry in open.SelectMany(text => text.Split(';', StringSplitOptions.TrimEntries)))
        {
            if (entry.Length == 0) continue;
            error = Read(entry, week);
            if (error is not null) return null;
        }

        if (week.All(hours => hours.Count == 0))
        {
            error = $"The week has no opening hours; give at least one entry, as in {Example}.";
            return null;
        }

        return [.. week.Select(hours => hours.OrderBy(h => h.From).ToArray())];
    }

    // An entry is days, then hours; the first digit divides them.
    private static string? Read(string entry, List<Hours>[] week)
    {
        var text = string.Join('-', entry.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries));
        var divide = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (divide <= 0) return Unreadable(entry);

        var error = ReadDays(entry, text[..divide], out var days);
        foreach (var range in Parts(text[divide..]))
        {
            error ??= ReadHours(entry, range, out var hours) ?? Enter(hours, days, week);
        }

        return error;
    }

    private static string? ReadDays(string entry, string text, out bool[] days)
    {
        days = new bool[7];
        var parts = Parts(text);
        if (parts.Length == 0) return Unreadable(entry);
        foreach (var part in parts)
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || ends.Contains("")) return Unreadable(entry);
            var (from, to) = (DayNamed(ends[0]), DayNamed(ends[^1]));
            if (from < 0) return UnknownDay(ends[0]);
            if (to < 0) return UnknownDay(ends[^1]);
            days[to] = true;
            for (var day = from; day != to; day = (day + 1) % 7) days[day] = true;
        }

        return null;
    }

    private static string? ReadHours(string entry, string text, out Hours hours)
    {
        hours = default;
        var ends = text.Split('-');
        if (DayNamed(ends[0]) >= 0)
            return $"Put a semicolon before \"{ends[0]}\" in \"{entry}\", as in \"Mon-Thu 09:00-17:30; Fri 09:00-15:00\".";
        if (ends.Length != 2 || !ends.All(LooksLikeTime)) return Unreadable(entry);

        var (from, to) = (SecondOf(ends[0]), SecondOf(ends[1]));
        if (from is < 0 or Hours.EndOfDay) return NoTime(ends[0], text);
        if (to < 0) return NoTime(ends[1], text);
        if (to <= from)
        {
            return $"\"{text}\" in \"{entry}\" does not end after it starts; " +
                "hours past midnight are two entries, as in \"Fri 22:00-24:00; Sat 00:00-06:00\".";
        }

        hours = new(from, to);
        return null;
    }

    private static string? Enter(Hours hours, bool[] days, List<Hours>[] week)
    {
        // From Monday, so that the first day of the week is the one named.
        for (var i = 1; i <= 7; i++)
        {
            var day = i % 7;
            if (!days[day]) continue;
            foreach (var other in week[day])
            {
                if (hours.From >= other.To || hours.To <= other.From) continue;
                return $"\"{CalendarWords.Notation(hours)}\" overlaps \"{CalendarWords.Notation(other)}\" on " +
                    $"{CalendarWords.NameOf((DayOfWeek)day)}; the hours of a day follow each other, " +
                    $"as in \"{Days[day]} 09:00-12:00 13:00-17:00\".";
            }

            week[day].Add(hours);
        }

        return null;
    }

    private static string[] Parts(string text) =>
        text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static int DayNamed(string text) =>
        Array.FindIndex(Days, day => day.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static bool LooksLikeTime(string text) =>
        text.Length is 4 or 5 && text[^3] == ':' && text.All(c => char.IsAsciiDigit(c) || c == ':') && text.Count(':') == 1;

    // 00:00 to 24:00; less than 0 where there is no such time of day.
    private static int SecondOf(string text)
    {
        var hour = int.Parse(text.AsSpan(0, text.Length - 3), CultureInfo.InvariantCulture);
        var minute = int.Parse(text.AsSpan(text.Length - 2), CultureInfo.InvariantCulture);
        var second = hour * 3600 + minute * 60;
        return minute < 60 && second <= Hours.EndOfDay ? second : -1;
    }

    private static string Unreadable(string entry) =>
        $"\"{entry}\" cannot be read as opening hours; write days, then hours, as in {Example}.";

    private static string NoTime(string text, string range) =>
        $"\"{text}\" in \"{range}\" is not a time of day; hours go from 00:00 up to 24:00, as in {Example}.";

    private static string UnknownDay(string text) => Near(text) is { } day
        ? $"\"{text}\" is not a day; did you mean \"{day}\", as in {Example}?"
        : $"\"{text}\" is not a day; days are Mon, Tue, Wed, Thu, Fri, Sat and Sun, as in {Example}.";

    // Days of three letters need no edit distance: a longer or shorter form of the name (Tues, Mo), else the most letters
    // in common (Mno, Wen), and at equal number the same first letter.
    private static string? Near(string text)
    {
        if (text.Length < 2) return null;
        var form = Days.FirstOrDefault(day =>
            text.StartsWith(day, StringComparison.OrdinalIgnoreCase) || day.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        if (form is not null) return form;
        if (text.Length > 4) return null;
        var (near, letters) = Days
            .Select(day => (Day: day, Letters: day.Count(c => text.Contains(c, StringComparison.OrdinalIgnoreCase))))
            .MaxBy(d => (d.Letters, char.ToUpperInvariant(text[0]) == d.Day[0] ? 1 : 0));
        return letters >= 2 ? near : null;
    }
}
