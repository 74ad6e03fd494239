using Ripen.Life;

namespace Ripen.Funnel;

/// <summary>What happened within a time, whenever the passes began to which it happened: numbers of different leads, of which none is a share of another.</summary>
/// <param name="Reached">By step: so many passes came to it within the time; inquiries are passes that began.</param>
/// <param name="CameAgain">Of those that began, so many were a lead's second pass or a later one.</param>
/// <param name="Money">What was won within the time, in minor units.</param>
public sealed record Period(IReadOnlyList<long> Reached, long CameAgain, long Won, long Lost, long Recycled, long Referred, long Disqualified, long Money, long WithoutMoney)
{
    /// <param name="passes">In blocks, each by lead and number, a lead's passes together in one.</param>
    /// <param name="from">In seconds since 1970; not before it.</param>
    /// <param name="to">In seconds since 1970; before it.</param>
    /// <param name="isFirst">Only first passes, or only later ones; null: all.</param>
    public static Period Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long from, long to, bool? isFirst = null)
    {
        var (reached, ends) = (new long[(int)FunnelStep.Won + 1], new long[(int)PassEnd.Disqualified + 1]);
        var (again, money, withoutMoney) = (0L, 0L, 0L);
        foreach (var block in passes)
        {
            var isIn = false;
            for (var place = 0; place < block.Length; place++)
            {
                ref readonly var pass = ref block[place];
                isIn = filter.TakesLead(pass, isIn);
                if (!isIn || (isFirst is { } wanted && wanted != (pass.Number == 1))) continue;
                for (var step = FunnelStep.Inquiry; step <= FunnelStep.Won; step++)
                {
                    var after = pass.After(step);
                    if (after == CountedPass.Never) break;
                    if (!IsWithin(pass.Began + after)) continue;
                    reached[(int)step]++;
                    if (step == FunnelStep.Inquiry && pass.Number > 1) again++;
                }
                if (pass.End is not { } end || !IsWithin(pass.Began + pass.Ended)) continue;
                ends[(int)end]++;
                if (end != PassEnd.Won) continue;
                money += pass.Amount;
                if (pass.Amount == 0 || pass.Foreign != 0) withoutMoney++;
            }
        }
        return new(reached, again, ends[(int)PassEnd.Won], ends[(int)PassEnd.Lost], ends[(int)PassEnd.Recycled], ends[(int)PassEnd.Referred], ends[(int)PassEnd.Disqualified], money, withoutMoney);

        bool IsWithin(long at) => at >= from && at < to;
    }
}
