using Ripen.Life;
using Ripen.Measuring;

namespace Ripen.Funnel;

/// <summary>How far into a step passes took, in seconds since the step before.</summary>
/// <param name="Counted">Of how many; those that history has the wrong way round are not among them.</param>
/// <param name="Median">The middle one; of an even number the mean of the middle two.</param>
/// <param name="Ninth">Nine of ten took no longer: the nearest rank.</param>
public readonly record struct Velocity(int Counted, double Median, long Ninth)
{
    /// <summary>Null of none.</summary>
    /// <param name="seconds">Is sorted.</param>
    internal static Velocity? Of(List<int> seconds)
    {
        if (seconds.Count == 0) return null;
        seconds.Sort();
        var middle = seconds.Count / 2;
        var median = seconds.Count % 2 == 1 ? seconds[middle] : ((double)seconds[middle - 1] + seconds[middle]) / 2;
        return new(seconds.Count, median, seconds[(int)Math.Ceiling(seconds.Count * 0.9) - 1]);
    }
}

/// <summary>A step of the funnel.</summary>
/// <param name="Reached">So many passes have come to it, or further.</param>
/// <param name="OfAll">Of all passes; null where there are none.</param>
/// <param name="OfPrevious">Of those that came to the step before; null where none did.</param>
/// <param name="Since">From the step before, of those of which both were dated; null where none is known.</param>
/// <param name="Here">So many are still on their way, and have come to this step and no further.</param>
/// <param name="Ended">So many ended when they had come to this step and no further, by <see cref="PassEnd"/>.</param>
public sealed record StepCount(FunnelStep Step, long Reached, Rate? OfAll, Rate? OfPrevious, Velocity? Since, long Here, IReadOnlyList<long> Ended);

/// <summary>Passes counted: how far they came, how they ended, what they brought. Every pass is in exactly one end or still on its way.</summary>
/// <param name="Count">All of them.</param>
/// <param name="ToWon">From the beginning until it was won; null where none was.</param>
/// <param name="Money">What was won, in minor units of the currency that all amounts are told in.</param>
/// <param name="WithoutMoney">Won, and nobody knows how much, or there is no rate for its currency.</param>
/// <param name="BackwardsInTime">Passes that came to a step before they had begun, or ended so, as imported history may have it: counted, but not in velocities.</param>
/// <param name="Assumed">Passes of which something was not stated but follows from imported history.</param>
public sealed record FunnelCount(
    long Count, IReadOnlyList<StepCount> Steps, long Won, long Lost, long Recycled, long Referred, long Disqualified, long OnTheWay, Velocity? ToWon, long Money, long WithoutMoney, long BackwardsInTime, long Assumed);

/// <summary>Counts passes one after the other. O(1) a pass, and a sort of the durations at the end.</summary>
public sealed class FunnelTally
{
    private const int Steps = (int)FunnelStep.Won + 1;

    private readonly long[] reached = new long[Steps];
    private readonly long[] here = new long[Steps];
    private readonly long[][] ended = [.. Enumerable.Range(0, Steps).Select(_ => new long[(int)PassEnd.Disqualified + 1])];
    private readonly List<int>[] durations = [.. Enumerable.Range(0, Steps).Select(_ => new List<int>())];
    private readonly List<int> toWon = [];
    private long money;
    private long withoutMoney;
    private long backwards;
    private long assumed;

    public void Add(in CountedPass pass)
    {
        var (before, isBackwards, isBeforeDated) = (0, pass.Ended < 0, pass.IsDated(FunnelStep.Inquiry));
        reached[0]++;
        for (var step = FunnelStep.Qualified; step <= FunnelStep.Won; step++)
        {
            var after = pass.After(step);
            if (after == CountedPass.Never) break;
            reached[(int)step]++;
            var isDated = pass.IsDated(step);
            if (before < 0 || after < 0) isBackwards = true;
            else if (isBeforeDated && isDated) durations[(int)step].Add(after - before);
            (before, isBeforeDated) = (after, isDated);
        }
        var furthest = (int)pass.Furthest;
        if (pass.End is { } end) ended[furthest][(int)end]++;
        else here[furthest]++;
        if (pass.End == PassEnd.Won)
        {
            money += pass.Amount;
            if (pass.Amount == 0 || pass.Foreign != 0) withoutMoney++;
            if (pass.Ended >= 0) toWon.Add(pass.Ended);
        }
        if (isBackwards) backwards++;
        if (pass.IsAssumed) assumed++;
    }

    public FunnelCount Count()
    {
        var steps = new StepCount[Steps];
        for (var step = 0; step < Steps; step++)
        {
            var previous = step == 0 ? null : Rate.Of(reached[step], reached[step - 1]);
            steps[step] = new((FunnelStep)step, reached[step], Rate.Of(reached[step], reached[0]), previous, Velocity.Of(durations[step]), here[step], ended[step]);
        }
        return new(
            reached[0], steps, All(PassEnd.Won), All(PassEnd.Lost), All(PassEnd.Recycled), All(PassEnd.Referred), All(PassEnd.Disqualified), here.Sum(), Velocity.Of(toWon), money, withoutMoney, backwards, assumed);

        long All(PassEnd end) => ended.Sum(step => step[(int)end]);
    }
}
