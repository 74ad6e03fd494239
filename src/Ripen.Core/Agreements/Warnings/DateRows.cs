using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Dates: where they lie among the dates that are named, and in which windows around today. Today may be any day.</summary>
internal static class DateRows
{
    public static List<Truth[]>? Of(TestPlan[] plans)
    {
        var ahead = Windows(plans, TestOp.Within);
        var back = Windows(plans, TestOp.InTheLast);
        if (WindowOrder.Combinations(ahead) is not { } later || WindowOrder.Combinations(back) is not { } earlier) return null;
        var (allAhead, allBack) = ((1 << ahead.Count) - 1, (1 << back.Count) - 1);
        (int Ahead, int Back)[] around = [(allAhead, allBack), .. later.Select(bits => (bits, 0)), .. earlier.Select(bits => (0, bits))];
        int[] constants = [.. plans.SelectMany(plan => plan.Values).Select(value => value.Code).Distinct()];
        int[] days = constants.Length == 0 ? [0] : [.. constants.SelectMany(day => new[] { day - 1, day, day + 1 }).Distinct()];
        return TruthRows.Distinct(
            from day in days
            from inside in around
            select FactRows.Row(plans, new(FactType.Date, 0, 0, day, null), plan => plan.Op switch
            {
                TestOp.Within => Kleene.From((inside.Ahead >> ahead.IndexOf(plan.Span) & 1) == 1),
                TestOp.InTheLast => Kleene.From((inside.Back >> back.IndexOf(plan.Span) & 1) == 1),
                _ => null,
            }));
    }

    private static List<Duration> Windows(TestPlan[] plans, TestOp op) => [.. plans.Where(plan => plan.Op == op).Select(plan => plan.Span).Distinct()];
}
