namespace Ripen.Measuring;

/// <summary>The share that has reached an end by a time, and how sure that is.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Likely">95 %, within 0 to 1.</param>
/// <param name="AtRisk">How many were followed, and still on the way, until that time: 1 or more.</param>
public readonly record struct ReachedShare(double Value, Interval Likely, int AtRisk);

/// <summary>
/// How many of a cohort reach each of several ends, of which only one can come, by what time, although many are still on
/// the way: the estimator of Aalen and Johansen (1978, Scandinavian Journal of Statistics 5, 141–150). At each instant
/// at which something ends, of those still on the way that share of those at risk goes to the end which ended so
/// (Andersen, Borgan, Gill, Keiding 1993, Statistical Models Based on Counting Processes, IV.4). With one kind of end it
/// is 1 − Kaplan–Meier. End 0 stands for still being on the way; its curve and those of the ends sum to 1.
/// </summary>
public sealed class CumulativeIncidence
{
    /// <summary>Still on the way when last looked at.</summary>
    public const byte OnTheWay = 0;

    // Sums of shares miss the exact quantile, and 1, by their last bits.
    private const double Slack = 1e-9;

    private readonly Journeys journeys;
    private readonly IncidenceSteps steps;

    private CumulativeIncidence(Journeys journeys)
    {
        this.journeys = journeys;
        steps = new(journeys);
    }

    /// <summary>The last time at which anybody was at risk. Of later times the cohort is too young to say anything.</summary>
    public long Last => journeys.Last;

    /// <summary>When something ended, ascending, each once: where the curves step.</summary>
    public ReadOnlySpan<long> Times => steps.Times;

    /// <summary>
    /// Null where there is no journey. O(n log n): a million in about 0.3 s. Where some end and others were last looked at
    /// at the same time, the ends come first.
    /// </summary>
    /// <param name="durations">From the beginning of each journey to its end or to when it was last looked at: 0 to 2⁵⁵ − 1, in whole units of any one length (seconds, days), which is that of all times given back.</param>
    /// <param name="ends">Of the same journeys: how each ended, 1 to <paramref name="kinds"/>, or <see cref="OnTheWay"/>.</param>
    /// <param name="kinds">How many kinds of ends there are, 1 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">A duration, an end or the number of kinds is outside its range.</exception>
    /// <exception cref="ArgumentException">There are not as many ends as durations.</exception>
    public static CumulativeIncidence? Of(ReadOnlySpan<long> durations, ReadOnlySpan<byte> ends, int kinds)
    {
        var all = Journeys.Of(durations, ends, kinds);
        return all.Count == 0 ? null : new(all);
    }

    /// <summary>How many were followed, and still on the way, until <paramref name="time"/>: those with that duration or a longer one.</summary>
    public int AtRisk(long time) => journeys.Count - journeys.Before(time);

    /// <summary>The curve of an end at <see cref="Times"/>, each including what ended then; 0 to 1; it rises, that of <see cref="OnTheWay"/> falls.</summary>
    public ReadOnlySpan<double> Curve(int end) => steps.Curves[end];

    /// <summary>
    /// The share that has reached the end by <paramref name="time"/>, 0 or later, including what ended just then; null
    /// beyond <see cref="Last"/>. The interval is F^exp(±z·σ / (F·ln F)), symmetric for ln(−ln F) (Kalbfleisch and
    /// Prentice 1980; Choudhury 2002, Statistics in Medicine 21, 1129–1144). Where F is 0 or 1 that says nothing, and it is
    /// Wilson's instead: for none of those at risk, or for all of those who ended so; on the way, the other way round.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or there is no such end.</exception>
    public ReachedShare? At(int end, long time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, journeys.Kinds);
        if (time > Last) return null;
        var atRisk = AtRisk(time);
        var step = steps.Times.AsSpan().BinarySearch(time);
        if (step < 0) step = ~step - 1;
        var value = step < 0 ? (end == OnTheWay ? 1 : 0) : steps.Curves[end][step];
        var likely = value switch
        {
            <= 0 => Rate.Of(0, end == OnTheWay ? journeys.Ended : atRisk)!.Value.Likely,
            >= 1 - Slack when end == OnTheWay => Rate.Of(atRisk, atRisk)!.Value.Likely,
            >= 1 - Slack => Rate.Of(journeys.Ended, journeys.Ended)!.Value.Likely,
            _ => LogLog(value, Math.Sqrt(steps.Variances[end][step])),
        };
        return new(value, likely, atRisk);
    }

    /// <summary>
    /// The time by which <paramref name="share"/> (above 0, to 1) of those had reached the end who have reached it by
    /// <see cref="Last"/>: 0.5 for the median. Null where nobody has.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and at most 1, or there is no such end.</exception>
    public long? TimeTo(int end, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(end);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, journeys.Kinds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var curve = steps.Curves[end];
        if (curve.Length == 0 || curve[^1] <= 0) return null;
        var wanted = curve[^1] * share * (1 - Slack);
        var step = curve.AsSpan().BinarySearch(wanted);
        if (step < 0) step = ~step;
        // Of equal heights the search finds any; the time is that of the first.
        while (step > 0 && curve[step - 1] >= wanted) step--;
        return steps.Times[step];
    }

    private static Interval LogLog(double value, double deviation)
    {
        var log = Math.Log(value);
        var wide = Interval.Z * deviation / (value * -log);
        return new(Math.Exp(log * Math.Exp(wide)), Math.Exp(log * Math.Exp(-wide)));
    }
}
