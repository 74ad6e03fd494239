namespace Ripen.Funnel;

/// <summary>
/// Whose doing opportunities and won money are, by the rule of DESIGN.md §2: marketing's are those whose buying group's first
/// touch came through a source of marketing; where a lead has no group, its own first touch.
/// </summary>
/// <param name="Opportunities">Passes that became opportunities within the time.</param>
/// <param name="OfMarketing">Of these, marketing's.</param>
/// <param name="Unknown">Of these, those whose first touch has no source.</param>
/// <param name="Money">What was won within the time, in minor units.</param>
/// <param name="MoneyOfMarketing">Of this, marketing's.</param>
public sealed record SideShare(long Opportunities, long OfMarketing, long Unknown, long Money, long MoneyOfMarketing)
{
    /// <param name="passes">In blocks.</param>
    /// <param name="filter">Which of them are counted; the first touch of a group may be any.</param>
    /// <param name="marketing">The sources of marketing.</param>
    /// <param name="from">In seconds since 1970; not before it.</param>
    /// <param name="to">In seconds since 1970; before it.</param>
    public static SideShare Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, IReadOnlySet<int> marketing, long from, long to)
    {
        var firsts = FirstsOf(passes, filter, from, to);
        var (opportunities, theirs, unknown, money, moneyOfTheirs) = (0L, 0L, 0L, 0L, 0L);
        foreach (var block in passes)
        {
            for (var place = 0; place < block.Length; place++)
            {
                ref readonly var pass = ref block[place];
                if (!filter.Takes(pass)) continue;
                var source = pass.Group != 0 && firsts.TryGetValue(pass.Group, out var first) ? first.Source : pass.Source;
                if (IsOpened(pass, from, to))
                {
                    opportunities++;
                    if (marketing.Contains(source)) theirs++;
                    if (source == 0) unknown++;
                }
                if (!IsWon(pass, from, to)) continue;
                money += pass.Amount;
                if (marketing.Contains(source)) moneyOfTheirs += pass.Amount;
            }
        }
        return new(opportunities, theirs, unknown, money, moneyOfTheirs);
    }

    // The first touch of each group that has to do with it, and its source.
    private static Dictionary<long, (long At, int Source)> FirstsOf(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long from, long to)
    {
        var firsts = new Dictionary<long, (long At, int Source)>();
        foreach (var block in passes)
        {
            foreach (ref readonly var pass in block.AsSpan())
            {
                if (pass.Group != 0 && filter.Takes(pass) && (IsOpened(pass, from, to) || IsWon(pass, from, to))) firsts[pass.Group] = (long.MaxValue, pass.Source);
            }
        }
        foreach (var block in passes)
        {
            foreach (ref readonly var pass in block.AsSpan())
            {
                if (pass.Group == 0 || pass.FirstTouch == CountedPass.Never || !firsts.TryGetValue(pass.Group, out var first)) continue;
                var at = pass.Began + pass.FirstTouch;
                if (at < first.At) firsts[pass.Group] = (at, pass.Source);
            }
        }
        return firsts;
    }

    private static bool IsOpened(in CountedPass pass, long from, long to) => pass.After(FunnelStep.Opportunity) is var after and not CountedPass.Never && pass.Began + after >= from && pass.Began + after < to;

    private static bool IsWon(in CountedPass pass, long from, long to) => pass.End == Life.PassEnd.Won && pass.Began + pass.Ended >= from && pass.Began + pass.Ended < to;
}
