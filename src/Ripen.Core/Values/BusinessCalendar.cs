using System.Globalization;

namespace Ripen.Values;

/// <summary>
/// When a handover's clocks run: opening hours for each day of the week, closed dates, and the zone whose calendar and
/// clock they are read on. Immutable.
/// </summary>
/// <remarks>
/// Hours begin and end at the instants that <see cref="Zone.At"/> gives: where daylight saving repeats a clock time, the
/// first of the two counts, and hours that lie in a skipped hour do not happen. The end is not open any more.
/// </remarks>
public sealed class BusinessCalendar
{
    // A deadline further away is no deadline; it also bounds the walk from day to day.
    private static readonly Duration Horizon = new(5, DurationUnit.Year);

    private readonly Hours[][] _week;   // by DayOfWeek, in order, not overlapping
    private readonly DateOnly[] _closed;    // sorted
    private readonly Zone _zone;

    private BusinessCalendar(Hours[][] week, IEnumerable<DateOnly> closed, Zone zone)
    {
        _week = week;
        _closed = [.. closed.Distinct().Order()];
        _zone = zone;
        InWords = CalendarWords.Of(_week, _closed, zone);
    }

    /// <summary>
    /// For a person to read: <c>Monday to Friday 09:00 to 17:30 (Europe/Berlin), closed on 24 and 25 December 2026</c>.
    /// </summary>
    public string InWords { get; }

    /// <summary>Open around the clock on every date; business time is then plain time.</summary>
    public static BusinessCalendar AlwaysOpen(Zone zone) =>
        new([.. Enumerable.Repeat<Hours[]>([new(0, Hours.EndOfDay)], 7)], [], zone);

    /// <summary>
    /// Reads opening hours such as <c>Mon-Fri 09:00-17:30</c> or <c>Mon, Wed 09:00-12:00 13:00-17:00; Sat-Mon 20:00-24:00</c>,
    /// one or more entries in each text of <paramref name="open"/>. Without success the result is null and
    /// <paramref name="error"/> is a sentence that names the offending text and shows how it could be.
    /// </summary>
    public static BusinessCalendar? Parse(
        IReadOnlyList<string> open, IReadOnlyList<DateOnly> closed, Zone zone, out string? error)
    {
        var week = OpeningHours.Parse(open, out error);
        return week is null ? null : new(week, closed, zone);
    }

    /// <summary>True from the opening instant up to, not including, the closing instant.</summary>
    public bool IsOpen(Instant at)
    {
        var day = DayOf(at);
        foreach (var hours in HoursOn(day))
        {
            if (at >= _zone.At(day, hours.From) && at < _zone.At(day, hours.To)) return true;
        }

        return false;
    }

    /// <summary>
    /// The deadline <paramref name="duration"/> after <paramref name="start"/>, as the agreement language (Time) counts
    /// in a handover. Minutes, hours and business hours are real seconds that pass only while open; what uses up exactly
    /// the rest of a day ends that day at closing time. Business days move a start outside the hours to the next opening
    /// and end at the same clock time on the n-th next open day, whatever that day's hours. Days to years are plain,
    /// by <see cref="Zone.Add(Instant, Duration)"/>. A count of 0 is the start itself.
    /// </summary>
    /// <returns><see cref="Instant.Max"/> where business time does not arrive within five years.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public Instant Add(Instant start, Duration duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(duration.Count, nameof(duration));
        if (duration.Count == 0) return start;
        return duration.Unit switch
        {
            DurationUnit.Minute => AddOpenSeconds(start, duration.Count * 60L),
            DurationUnit.Hour or DurationUnit.BusinessHour => AddOpenSeconds(start, duration.Count * 3600L),
            DurationUnit.BusinessDay => AddOpenDays(start, duration.Count),
            _ => _zone.Add(start, duration),
        };
    }

    /// <summary>
    /// Seconds that really passed while open from <paramref name="a"/> to <paramref name="b"/>; 0 where b is not after a.
    /// Takes time by the day in between.
    /// </summary>
    public long OpenSecondsBetween(Instant a, Instant b)
    {
        var sum = 0L;
        if (b <= a) return sum;
        var last = DayOf(b);
        for (var number = DayOf(a).DayNumber; number <= last.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            foreach (var hours in HoursOn(day))
            {
                var opens = Math.Max(_zone.At(day, hours.From).Seconds, a.Seconds);
                var closes = Math.Min(_zone.At(day, hours.To).Seconds, b.Seconds);
                sum += Math.Max(0, closes - opens);
            }
        }

        return sum;
    }

    private Instant AddOpenSeconds(Instant start, long seconds)
    {
        var day = DayOf(start);
        var last = Zone.Add(day, Horizon);
        for (var number = day.DayNumber; number <= last.DayNumber; number++)
        {
            day = DateOnly.FromDayNumber(number);
            foreach (var hours in HoursOn(day))
            {
                var opens = Math.Max(_zone.At(day, hours.From).Seconds, start.Seconds);
                var open = Math.Max(0, _zone.At(day, hours.To).Seconds - opens);
                if (seconds <= open) return new(opens + seconds);
                seconds -= open;
            }
        }

        return Instant.Max;
    }

    private Instant AddOpenDays(Instant start, int days)
    {
        var opening = NextOpening(start);
        if (opening == Instant.Max) return Instant.Max;
        var clock = _zone.SecondOfDay(opening);
        var last = Zone.Add(DayOf(start), Horizon);
        for (var number = _zone.DateOf(opening).DayNumber + 1; number <= last.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if (OpensOn(day) && --days == 0) return _zone.At(day, clock);
        }

        return Instant.Max;
    }

    // The instant itself while open.
    private Instant NextOpening(Instant at)
    {
        var day = DayOf(at);
        var last = Zone.Add(day, Horizon);
        for (var number = day.DayNumber; number <= last.DayNumber; number++)
        {
            day = DateOnly.FromDayNumber(number);
            foreach (var hours in HoursOn(day))
            {
                var (opens, closes) = (_zone.At(day, hours.From), _zone.At(day, hours.To));
                if (opens < closes && at < closes) return opens < at ? at : opens;
            }
        }

        return Instant.Max;
    }

    // False too for a date that the zone skipped (30 December 2011 in Samoa).
    private bool OpensOn(DateOnly day)
    {
        var hours = HoursOn(day);
        return hours.Length > 0 && _zone.At(day, hours[0].From) < _zone.At(day, hours[^1].To);
    }

    private Hours[] HoursOn(DateOnly day) =>
        Array.BinarySearch(_closed, day) >= 0 ? [] : _week[(int)day.DayOfWeek];

    // The date whose hours can contain the instant. That is the next one already where the clock passes midnight, goes
    // back and shows the old date again: the hours of a date begin at its first midnight.
    private DateOnly DayOf(Instant at)
    {
        var day = _zone.DateOf(at);
        return day < DateOnly.MaxValue && _zone.StartOf(day.AddDays(1)) <= at ? day.AddDays(1) : day;
    }
}

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
