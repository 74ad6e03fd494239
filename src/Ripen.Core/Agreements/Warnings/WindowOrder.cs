using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Which of two time windows can be said to hold the other, on every date and in every zone.</summary>
internal static class WindowOrder
{
    // The mean of the Gregorian calendar's 400 years.
    private const double DaysOfMonth = 146_097 / 4800.0;

    // Clamped month ends and leap years move a span of months by less than five days from its mean.
    private const int Leeway = 6;

    // Clocks put forward, and a day that a zone left out (Apia, 30 December 2011).
    private const double ZoneLeeway = 1;

    /// <summary>Whether what is within <paramref name="shorter"/> is always within <paramref name="longer"/> too; null is for ever.</summary>
    public static bool IsWithin(Duration? shorter, Duration? longer)
    {
        if (longer is not { } outer) return true;
        if (shorter is not { } inner) return false;
        if (Months(inner) is { } a && Months(outer) is { } b) return a <= b;
        if (inner.FixedSeconds is { } x && outer.FixedSeconds is { } y) return x <= y;
        return Most(inner) <= Least(outer);
    }

    /// <summary>The fewest days the span can have.</summary>
    public static double Least(Duration span) =>
        Months(span) is { } months ? Math.Max(28.0 * months, (months * DaysOfMonth) - Leeway) - ZoneLeeway : span.FixedSeconds!.Value / 86_400.0;

    /// <summary>The most days the span can have.</summary>
    public static double Most(Duration span) =>
        Months(span) is { } months ? Math.Min(31.0 * months, (months * DaysOfMonth) + Leeway) + ZoneLeeway : span.FixedSeconds!.Value / 86_400.0;

    /// <summary>
    /// Every way in which a moment can lie in some of the windows and outside of the others: the bits of the windows it is
    /// in. Null where there are too many windows.
    /// </summary>
    public static IReadOnlyList<int>? Combinations(IReadOnlyList<Duration> windows)
    {
        const int most = 6;
        if (windows.Count > most) return null;
        var found = new List<int>();
        for (var bits = 0; bits < 1 << windows.Count; bits++)
        {
            if (IsPossible(bits, windows)) found.Add(bits);
        }
        return found;
    }

    private static bool IsPossible(int bits, IReadOnlyList<Duration> windows)
    {
        for (var i = 0; i < windows.Count; i++)
        {
            for (var j = 0; j < windows.Count; j++)
            {
                if ((bits >> i & 1) == 1 && (bits >> j & 1) == 0 && IsWithin(windows[i], windows[j])) return false;
            }
        }
        return true;
    }

    private static int? Months(Duration span) => span.Unit switch
    {
        DurationUnit.Month => span.Count,
        DurationUnit.Year => 12 * span.Count,
        _ => null,
    };
}
