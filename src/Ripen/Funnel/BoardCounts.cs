namespace Ripen.Funnel;

/// <summary>What happened in each of several times that may overlap, counted in one walk over all passes.</summary>
internal sealed class BoardCounts
{
    private readonly long[] borders;
    private readonly List<MonthCount> counts;

    public BoardCounts(IReadOnlyList<CountedPass[]> passes, IEnumerable<FunnelQuery> times)
    {
        borders = [long.MinValue, .. times.SelectMany(time => new[] { time.Begin.Seconds, time.End.Seconds }).Distinct().Order()];
        counts = MonthCount.OfPeriod(passes, PassFilter.All, borders);
    }

    /// <summary>So many passes came to a step in this time.</summary>
    public long Reached(FunnelQuery time, FunnelStep step) => In(time).Sum(count => count.Reached[(int)step]);

    /// <summary>What was won in it, in minor units.</summary>
    public long Money(FunnelQuery time) => In(time).Sum(count => count.Money);

    /// <summary>Whether anybody had come before its end: of earlier times nothing is known.</summary>
    public bool IsKnown(FunnelQuery time) => counts.Take(PlaceOf(time.End.Seconds)).Any(count => count.Reached[0] > 0);

    private IEnumerable<MonthCount> In(FunnelQuery time) => counts[PlaceOf(time.Begin.Seconds)..PlaceOf(time.End.Seconds)];

    private int PlaceOf(long border) => Array.IndexOf(borders, border);
}
