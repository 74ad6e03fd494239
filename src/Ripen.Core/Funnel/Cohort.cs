using Ripen.Life;

namespace Ripen.Funnel;

/// <summary>
/// The same leads followed: those whose first pass began within the time, whatever became of them since. Their later passes,
/// whenever those began, stand apart: that is the loop of recycling.
/// </summary>
/// <param name="First">The first pass of each.</param>
/// <param name="Again">All their later passes.</param>
/// <param name="CameAgain">Leads with at least one later pass.</param>
/// <param name="WonInTheEnd">Leads of which any pass was won.</param>
public sealed record Cohort(FunnelCount First, FunnelCount Again, long CameAgain, long WonInTheEnd)
{
    /// <summary>One pass over all; O(1) a pass.</summary>
    /// <param name="passes">In blocks, each by lead and number, a lead's passes together in one.</param>
    /// <param name="filter">By what the first pass of a lead was.</param>
    /// <param name="from">In seconds since 1970; not before it.</param>
    /// <param name="to">In seconds since 1970; before it.</param>
    public static Cohort Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long from, long to)
    {
        var (first, again) = (new FunnelTally(), new FunnelTally());
        var (cameAgain, won) = (0L, 0L);
        foreach (var block in passes)
        {
            var (isIn, isWon) = (false, false);
            for (var place = 0; place < block.Length; place++)
            {
                ref readonly var pass = ref block[place];
                if (pass.Number == 1) (isIn, isWon) = (pass.Began >= from && pass.Began < to && filter.Takes(pass), false);
                if (!isIn) continue;
                (pass.Number == 1 ? first : again).Add(pass);
                if (pass.Number == 2) cameAgain++;
                if (isWon || pass.End != PassEnd.Won) continue;
                (isWon, won) = (true, won + 1);
            }
        }
        return new(first.Count(), again.Count(), cameAgain, won);
    }
}
