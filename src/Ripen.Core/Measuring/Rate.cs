namespace Ripen.Measuring;

/// <summary>So many of so many, and how sure that is.</summary>
/// <param name="Count">Those that did, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">All that could, 1 or more.</param>
/// <param name="Value">Count / Total, 0 to 1.</param>
/// <param name="Likely">Wilson's interval, within 0 to 1; exactly 0 at its low end where nobody did, exactly 1 at its high end where all did.</param>
public readonly record struct Rate(long Count, long Total, double Value, Interval Likely)
{
    /// <summary>
    /// The rate, or null where there is nothing to count of: 0 of 0 is no rate. The interval is that of the score test
    /// (Wilson 1927, JASA 22, 209–212; recommended by Brown, Cai, DasGupta 2001, Statistical Science 16,
    /// 101–133): (k + z²/2 ± z·√(k(n − k)/n + z²/4)) / (n + z²).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more than the total.</exception>
    public static Rate? Of(long count, long total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        return total == 0 ? null : new(count, total, (double)count / total, Wilson(count, total));
    }

    private static Interval Wilson(double count, double total)
    {
        const double square = Interval.Z * Interval.Z;
        var middle = count + square / 2;
        var half = Interval.Z * Math.Sqrt(count * ((total - count) / total) + square / 4);
        var low = count == 0 ? 0 : Math.Max(0, (middle - half) / (total + square));
        var high = count == total ? 1 : Math.Min(1, (middle + half) / (total + square));
        return new(low, high);
    }
}
