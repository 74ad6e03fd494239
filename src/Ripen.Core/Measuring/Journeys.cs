namespace Ripen.Measuring;

/// <summary>Journeys by their duration, each packed into one number: the duration above, how it ended in the lowest eight bits.</summary>
internal sealed class Journeys
{
    private const int EndBits = 8;
    private const long Longest = long.MaxValue >> EndBits;

    private readonly long[] sorted;

    private Journeys(long[] sorted, int kinds) => (this.sorted, Kinds) = (sorted, kinds);

    public int Kinds { get; }

    public int Count => sorted.Length;

    public long Last => DurationAt(Count - 1);

    /// <summary>How many have ended, in whichever way.</summary>
    public int Ended { get; private set; }

    public static Journeys Of(ReadOnlySpan<long> durations, ReadOnlySpan<byte> ends, int kinds)
    {
        if (durations.Length != ends.Length) throw new ArgumentException("Each duration wants an end.", nameof(ends));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kinds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kinds, byte.MaxValue);
        var packed = new long[durations.Length];
        var ended = 0;
        for (var place = 0; place < packed.Length; place++)
        {
            var (duration, end) = (durations[place], ends[place]);
            ArgumentOutOfRangeException.ThrowIfNegative(duration, nameof(durations));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, Longest, nameof(durations));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(end, kinds, nameof(ends));
            packed[place] = (duration << EndBits) | end;
            if (end != CumulativeIncidence.OnTheWay) ended++;
        }
        Array.Sort(packed);
        return new(packed, kinds) { Ended = ended };
    }

    public long DurationAt(int place) => sorted[place] >> EndBits;

    public int EndAt(int place) => (int)(sorted[place] & byte.MaxValue);

    /// <summary>How many are shorter than <paramref name="time"/>.</summary>
    public int Before(long time)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (DurationAt(middle) < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The different durations after which something ended, ascending.</summary>
    public long[] TimesOfEnds()
    {
        var times = new long[Ended];
        var count = 0;
        for (var place = 0; place < Count; place++)
        {
            if (EndAt(place) == CumulativeIncidence.OnTheWay) continue;
            var time = DurationAt(place);
            if (count == 0 || times[count - 1] != time) times[count++] = time;
        }
        Array.Resize(ref times, count);
        return times;
    }
}
