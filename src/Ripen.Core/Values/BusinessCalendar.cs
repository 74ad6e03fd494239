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

    private readonly Hours[][] week; // by DayOfWeek, in order, not overlapping
    private readonly DateOnly[] closed; // sorted
    private readonly Zone zone;

    private BusinessCalendar(Hours[][] week, IEnumerable<DateOnly> closed, Zone zone)
    {
        this.week = week;
        this.closed = [.. closed.Distinct().Order()];
        this.zone = zone;
        InWords = CalendarWords.Of(week, this.closed, zone);
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
        var hours = OpeningHours.Parse(open, out error);
        return hours is null ? null : new(hours, closed, zone);
    }

    /// <summary>True from the opening instant up to, not including, the closing instant.</summary>
    public bool IsOpen(Instant at)
    {
        var day = DayOf(at);
        foreach (var hours in HoursOn(day))
        {
            if (at >= zone.At(day, hours.From) && at < zone.At(day, hours.To)) return true;
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
            _ => zone.Add(start, duration),
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
                var opens = Math.Max(zone.At(day, hours.From).Seconds, a.Seconds);
                var closes = Math.Min(zone.At(day, hours.To).Seconds, b.Seconds);
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
                var opens = Math.Max(zone.At(day, hours.From).Seconds, start.Seconds);
                var open = Math.Max(0, zone.At(day, hours.To).Seconds - opens);
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
        var clock = zone.SecondOfDay(opening);
        var last = Zone.Add(DayOf(start), Horizon);
        for (var number = zone.DateOf(opening).DayNumber + 1; number <= last.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if (OpensOn(day) && --days == 0) return zone.At(day, clock);
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
                var (opens, closes) = (zone.At(day, hours.From), zone.At(day, hours.To));
                if (opens < closes && at < closes) return opens < at ? at : opens;
            }
        }

        return Instant.Max;
    }

    // False too for a date that the zone skipped (30 December 2011 in Samoa).
    private bool OpensOn(DateOnly day)
    {
        var hours = HoursOn(day);
        return hours.Length > 0 && zone.At(day, hours[0].From) < zone.At(day, hours[^1].To);
    }

    private Hours[] HoursOn(DateOnly day) =>
        Array.BinarySearch(closed, day) >= 0 ? [] : week[(int)day.DayOfWeek];

    // The date whose hours can contain the instant. That is the next one already where the clock passes midnight, goes
    // back and shows the old date again: the hours of a date begin at its first midnight.
    private DateOnly DayOf(Instant at)
    {
        var day = zone.DateOf(at);
        return day < DateOnly.MaxValue && zone.StartOf(day.AddDays(1)) <= at ? day.AddDays(1) : day;
    }
}
