namespace Ripen.Values;

/// <summary>
/// A point in time in whole seconds since 1970-01-01T00:00:00Z. Judging knows no smaller unit: what is finer in the
/// data is rounded down when it is read.
/// </summary>
public readonly record struct Instant(long Seconds) : IComparable<Instant>
{
    /// <summary>0001-01-01T00:00:00Z, before everything.</summary>
    public static readonly Instant Min = new(-62_135_596_800);

    /// <summary>9999-12-31T23:59:59Z; stands for "never" where a sum would go beyond it.</summary>
    public static readonly Instant Max = new(253_402_300_799);

    /// <summary>Rounds down to the second.</summary>
    public static Instant From(DateTimeOffset at) => new(at.ToUnixTimeSeconds());

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeSeconds(Seconds);

    /// <summary>Moves by <paramref name="seconds"/>, held between <see cref="Min"/> and <see cref="Max"/>.</summary>
    public Instant Plus(long seconds)
    {
        if (seconds > Max.Seconds - Seconds) return Max;
        return seconds < Min.Seconds - Seconds ? Min : new(Seconds + seconds);
    }

    public int CompareTo(Instant other) => Seconds.CompareTo(other.Seconds);

    public static bool operator <(Instant a, Instant b) => a.Seconds < b.Seconds;
    public static bool operator >(Instant a, Instant b) => a.Seconds > b.Seconds;
    public static bool operator <=(Instant a, Instant b) => a.Seconds <= b.Seconds;
    public static bool operator >=(Instant a, Instant b) => a.Seconds >= b.Seconds;

    /// <summary>As in the verdict: <c>2026-07-15T09:00:00Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
