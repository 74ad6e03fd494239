using Ripen.Life;

namespace Ripen.Funnel;

/// <summary>A month of a report, or any other stretch of time: how many came to each step, and what they brought.</summary>
/// <param name="Reached">By step.</param>
/// <param name="OnTheWay">Of a cohort; 0 of a period.</param>
/// <param name="Money">In minor units.</param>
public sealed record MonthCount(IReadOnlyList<long> Reached, long OnTheWay, long Money)
{
    /// <summary>What became of the first passes that began in each month. One walk over all.</summary>
    /// <param name="borders">In seconds since 1970, ascending: a month begins at one and ends before the next.</param>
    public static List<MonthCount> OfCohort(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long[] borders)
    {
        var tallies = new Tallies(borders);
        foreach (var block in passes)
        {
            foreach (ref readonly var pass in block.AsSpan())
            {
                if (pass.Number != 1 || tallies.At(pass.Began) is not { } month || !filter.Takes(pass)) continue;
                for (var step = 0; step <= (int)pass.Furthest; step++) month.Reached[step]++;
                if (pass.IsRunning) month.OnTheWay++;
                month.Money += pass.Amount;
            }
        }
        return tallies.Counts;
    }

    /// <summary>What happened in each month. One walk over all.</summary>
    /// <param name="borders">In seconds since 1970, ascending: a month begins at one and ends before the next.</param>
    public static List<MonthCount> OfPeriod(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long[] borders)
    {
        var tallies = new Tallies(borders);
        foreach (var block in passes)
        {
            var isIn = false;
            foreach (ref readonly var pass in block.AsSpan())
            {
                isIn = filter.TakesLead(pass, isIn);
                if (!isIn) continue;
                for (var step = FunnelStep.Inquiry; step <= pass.Furthest; step++)
                {
                    if (tallies.At(pass.Began + pass.After(step)) is { } month) month.Reached[(int)step]++;
                }
                if (pass.End == PassEnd.Won && tallies.At(pass.Began + pass.Ended) is { } won) won.Money += pass.Amount;
            }
        }
        return tallies.Counts;
    }

    private sealed class Tally
    {
        public long[] Reached { get; } = new long[(int)FunnelStep.Won + 1];

        public long OnTheWay { get; set; }

        public long Money { get; set; }
    }

    private sealed class Tallies(long[] borders)
    {
        private readonly Tally[] months = [.. Enumerable.Range(0, Math.Max(0, borders.Length - 1)).Select(_ => new Tally())];

        public List<MonthCount> Counts => [.. months.Select(month => new MonthCount(month.Reached, month.OnTheWay, month.Money))];

        public Tally? At(long at)
        {
            var place = borders.AsSpan().BinarySearch(at);
            if (place < 0) place = ~place - 1;
            return place >= 0 && place < months.Length ? months[place] : null;
        }
    }
}
