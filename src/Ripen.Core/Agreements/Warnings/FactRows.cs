using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>
/// What the tests on one fact can be together, found by testing values that stand for all others: every constant, and one
/// between each two.
/// </summary>
internal static class FactRows
{
    private const int MostSets = 256;
    private const int MostConstants = 100;

    public static TruthRows? Of(IReadOnlyList<FactTest> tests, TestPlanner planner)
    {
        var fact = tests[0].Fact;
        TestPlan[] plans = [.. tests.Select(test => planner.Plan(test, null))];
        // Every two of them make a range.
        if (fact.Type is FactType.Number or FactType.Money or FactType.Date && plans.Sum(plan => plan.Values.Length) > MostConstants) return null;
        var exact = fact.Type switch
        {
            FactType.Text => TextRows.Of(plans),
            FactType.Date => DateRows.Of(plans),
            FactType.Number => Rows(plans, Numbers(plans).Select(number => FactValue.OfNumber(number))),
            FactType.Money => Rows(plans, Amounts(plans)),
            FactType.YesNo => Rows(plans, [FactValue.OfYesNo(true), FactValue.OfYesNo(false)]),
            _ => Rows(plans, Enumerable.Range(0, fact.Options.Count).Select(place => FactValue.OfOption(fact.Type, place))),
        };
        if (exact is null) return null;
        var vague = fact.Type switch
        {
            FactType.Number => Rows(plans, Ranges(Numbers(plans))),
            FactType.Money => [Row(plans, default, _ => Truth.Unknown)],
            _ => [],
        };
        var (known, some) = fact.Several ? (Sets(exact), Sets([.. exact, .. vague])) : (exact, vague);
        return known is null || some is null ? null : TruthRows.Of(known.Select(Signed), some.Select(Signed), [.. plans.Select(plan => plan.Op)]);

        Truth[] Signed(Truth[] row) => [.. row.Select((truth, i) => ValueTests.IsNegated(plans[i].Op) ? Kleene.Not(truth) : truth)];
    }

    /// <summary>The truth of each test's positive form for one value.</summary>
    public static Truth[] Row(TestPlan[] plans, FactValue value, Func<TestPlan, Truth?>? otherwise = null) =>
        [.. plans.Select(plan => plan.Op switch
        {
            TestOp.Known => Truth.True,
            TestOp.Unknown => Truth.False,
            _ => otherwise?.Invoke(plan) ?? ValueTests.Of(plan, value, 0),
        })];

    private static List<Truth[]> Rows(TestPlan[] plans, IEnumerable<FactValue> values) =>
        TruthRows.Distinct(values.Select(value => Row(plans, value)));

    private static decimal[] Numbers(TestPlan[] plans) => WithGaps(plans.SelectMany(plan => plan.Values).Select(value => value.Low));

    private static IEnumerable<FactValue> Ranges(decimal[] numbers) =>
        from low in numbers
        from high in numbers
        where low < high
        select FactValue.OfNumber(low, high);

    // One scale for everything that has a rate, told in the agreement's currency; one for each currency that has none.
    private static IEnumerable<FactValue> Amounts(TestPlan[] plans)
    {
        var constants = plans.SelectMany(plan => plan.Values.Zip(plan.Converted)).ToList();
        var home = new Currency(Array.FindIndex(plans[0].Rates, rate => rate == 1));
        foreach (var amount in WithGaps(constants.Where(constant => constant.Second is not null).Select(constant => constant.Second!.Value)))
        {
            yield return FactValue.OfMoney(amount, home);
        }
        foreach (var scale in constants.Where(constant => constant.Second is null).GroupBy(constant => constant.First.Currency))
        {
            foreach (var amount in WithGaps(scale.Select(constant => constant.First.Low))) yield return FactValue.OfMoney(amount, scale.Key);
        }
    }

    // In order: below all constants, each of them, between each two, above all.
    private static decimal[] WithGaps(IEnumerable<decimal> constants)
    {
        decimal[] sorted = [.. constants.Distinct().Order()];
        if (sorted.Length == 0) return [0];
        return [sorted[0] - 1, .. sorted.Zip(sorted.Skip(1), (low, high) => new[] { low, low + ((high - low) / 2) }).SelectMany(pair => pair), sorted[^1], sorted[^1] + 1];
    }

    // A fact of several values: a test holds if it holds for any, so every set of values makes a row.
    private static List<Truth[]>? Sets(List<Truth[]> rows)
    {
        var sets = rows;
        while (sets.Count <= MostSets)
        {
            var larger = TruthRows.Distinct(sets.Concat(from set in sets from row in rows select set.Zip(row, Kleene.Or).ToArray()));
            if (larger.Count == sets.Count) return sets;
            sets = larger;
        }
        return null;
    }
}
