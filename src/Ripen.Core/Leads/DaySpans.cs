using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Spans of whole days or longer between days, which are told by their number.</summary>
internal static class DaySpans
{
    /// <summary>The day <paramref name="span"/> after <paramref name="day"/>.</summary>
    public static int Later(int day, Duration span) => Zone.Add(DateOnly.FromDayNumber(day), span).DayNumber;

    /// <summary>The first day from which <paramref name="span"/> reaches <paramref name="date"/>; 0 where every day does.</summary>
    public static int FirstDayReaching(int date, Duration span)
    {
        var days = span.Unit switch { DurationUnit.Day => span.Count, DurationUnit.Week => span.Count * 7, DurationUnit.Month => span.Count * 31, _ => span.Count * 366 };
        if (span.Unit is DurationUnit.Day or DurationUnit.Week) return Math.Max(0, date - days);
        // Adding is clamped at the ends of months, so the day is searched.
        var day = Math.Max(0, date - days - 3);
        while (Later(day, span) < date) day += Math.Max(1, date - Later(day, span) - 3);
        while (day > 0 && Later(day - 1, span) >= date) day--;
        return day;
    }
}
