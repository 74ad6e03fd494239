namespace Ripen.Tests.Measuring;

/// <summary>Shares that reach an end, read off the definition, every journey looked at for every step; for a few.</summary>
internal sealed class SlowIncidence((long Duration, byte End)[] journeys)
{
    public double OnTheWay(long time)
    {
        var share = 1.0;
        foreach (var at in Ends(time)) share *= 1 - Ended(at) / AtRisk(at);
        return share;
    }

    public double Reached(int end, long time) => Ends(time).Sum(at => OnTheWay(at - 1) * Ended(at, end) / AtRisk(at));

    /// <summary>The delta method written out as a sum over pairs of steps (Choudhury 2002, Statistics in Medicine 21, 1129–1144).</summary>
    public double Variance(int end, long time)
    {
        var (variance, reached) = (0.0, Reached(end, time));
        foreach (var at in Ends(time))
        {
            var (n, all, these) = (AtRisk(at), Ended(at), Ended(at, end));
            var (still, later) = (OnTheWay(at - 1), reached - Reached(end, at));
            if (n > all) variance += later * later * all / (n * (n - all));
            variance += still * still * these * (n - these) / (n * n * n);
            variance -= 2 * later * still * these / (n * n);
        }
        return variance;
    }

    private IEnumerable<long> Ends(long time) => journeys.Where(one => one.End > 0 && one.Duration <= time).Select(one => one.Duration).Distinct();

    private double AtRisk(long time) => journeys.Count(one => one.Duration >= time);

    private double Ended(long time) => journeys.Count(one => one.Duration == time && one.End > 0);

    private double Ended(long time, int end) => journeys.Count(one => one.Duration == time && one.End == end);
}
