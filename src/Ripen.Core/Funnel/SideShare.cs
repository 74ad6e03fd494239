namespace Ripen.Funnel;

/// <summary>
/// Whose doing opportunities and won money are, by the rule of DESIGN.md §2: marketing's are those whose buying group's first
/// touch with a known source came through a source of marketing; where a lead has no group, its own.
/// </summary>
/// <param name="Opportunities">Passes that became opportunities within the time.</param>
/// <param name="OfMarketing">Of these, marketing's.</param>
/// <param name="Unknown">Of these, those of which no touch has a known source.</param>
/// <param name="Money">What was won within the time, in minor units.</param>
/// <param name="MoneyOfMarketing">Of this, marketing's.</param>
/// <param name="WithoutMoney">Won within the time, and nobody knows for how much.</param>
public sealed record SideShare(long Opportunities, long OfMarketing, long Unknown, long Money, long MoneyOfMarketing, long WithoutMoney)
{
    /// <param name="passes">In blocks, each by lead and number, a lead's passes together in one.</param>
    /// <param name="filter">Which leads are counted; the first touch of a group may be any's.</param>
    /// <param name="marketing">The sources of marketing.</param>
    /// <param name="from">In seconds since 1970; not before it.</param>
    /// <param name="to">In seconds since 1970; before it.</param>
    public static SideShare Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, IReadOnlySet<int> marketing, long from, long to) => Of(passes, filter, marketing, [(from, to)])[0];

    /// <summary>The same of several times, in as many walks as of one.</summary>
    public static IReadOnlyList<SideShare> Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, IReadOnlySet<int> marketing, params IReadOnlyList<(long From, long To)> times)
    {
        var counted = Counted(passes, filter, times.Min(time => time.From), times.Max(time => time.To));
        var firsts = FirstsOf(passes, counted);
        return [.. times.Select(time => Of(counted, firsts, marketing, time.From, time.To))];
    }

    private static SideShare Of(List<CountedPass> counted, Dictionary<long, (long At, int Source)> firsts, IReadOnlySet<int> marketing, long from, long to)
    {
        var (opportunities, theirs, unknown, money, moneyOfTheirs, withoutMoney) = (0L, 0L, 0L, 0L, 0L, 0L);
        foreach (var pass in counted)
        {
            var source = pass.Group != 0 ? firsts[pass.Group].Source : pass.Source;
            if (IsOpened(pass, from, to))
            {
                opportunities++;
                if (marketing.Contains(source)) theirs++;
                if (source == 0) unknown++;
            }
            if (!IsWon(pass, from, to)) continue;
            money += pass.Amount;
            if (pass.Amount == 0 || pass.Foreign != 0) withoutMoney++;
            if (marketing.Contains(source)) moneyOfTheirs += pass.Amount;
        }
        return new(opportunities, theirs, unknown, money, moneyOfTheirs, withoutMoney);
    }

    private static List<CountedPass> Counted(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long from, long to)
    {
        var counted = new List<CountedPass>();
        foreach (var block in passes)
        {
            var isIn = false;
            foreach (ref readonly var pass in block.AsSpan())
            {
                isIn = filter.TakesLead(pass, isIn);
                if (isIn && (IsOpened(pass, from, to) || IsWon(pass, from, to))) counted.Add(pass);
            }
        }
        return counted;
    }

    // Of each group that has to do with it: its first touch with a known source.
    private static Dictionary<long, (long At, int Source)> FirstsOf(IReadOnlyList<CountedPass[]> passes, List<CountedPass> counted)
    {
        var firsts = new Dictionary<long, (long At, int Source)>();
        foreach (var pass in counted) firsts[pass.Group] = (long.MaxValue, 0);
        foreach (var block in passes)
        {
            foreach (ref readonly var pass in block.AsSpan())
            {
                if (pass.Group == 0 || pass.Source == 0 || !firsts.TryGetValue(pass.Group, out var first)) continue;
                var at = pass.FirstTouch == CountedPass.Never ? pass.Began : pass.Began + pass.FirstTouch;
                if (at < first.At) firsts[pass.Group] = (at, pass.Source);
            }
        }
        return firsts;
    }

    private static bool IsOpened(in CountedPass pass, long from, long to) => pass.After(FunnelStep.Opportunity) is var after and not CountedPass.Never && pass.Began + after >= from && pass.Began + after < to;

    private static bool IsWon(in CountedPass pass, long from, long to) => pass.End == Life.PassEnd.Won && pass.Began + pass.Ended >= from && pass.Began + pass.Ended < to;
}
