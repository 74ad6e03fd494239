using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>What the tests on touches can be together. A longer window counts at least as many, anything at least as many as one kind.</summary>
internal static class TouchRows
{
    public static TruthRows? Of(IReadOnlyList<Behaviour> tests, TestPlanner planner)
    {
        TestPlan[] plans = [.. tests.Select(test => planner.Plan(test, null))];
        (int Kind, Duration? Window)[] counted = [.. plans.Select(plan => (plan.Kind, plan.Window)).Distinct()];
        int[] counts = [.. plans.SelectMany(plan => new[] { 0L, plan.Count - 1L, plan.Count, plan.Count + 1L }).Where(count => count is >= 0 and <= int.MaxValue).Distinct().Order().Select(count => (int)count)];
        if (Math.Pow(counts.Length, counted.Length) > TruthRows.Most) return null;
        int[] counters = [.. plans.Select(plan => Array.IndexOf(counted, (plan.Kind, plan.Window)))];
        var rows = new List<Truth[]>();
        Fill(new int[counted.Length], 0);
        return TruthRows.Of(rows);

        void Fill(int[] chosen, int next)
        {
            if (next == counted.Length)
            {
                rows.Add([.. plans.Select((plan, i) => Kleene.From(TestRun.IsCount(plan, chosen[counters[i]])))]);
                return;
            }
            foreach (var count in counts)
            {
                chosen[next] = count;
                if (Enumerable.Range(0, next).All(i => AreInOrder(i, next) && AreInOrder(next, i))) Fill(chosen, next + 1);
            }

            bool AreInOrder(int fewer, int more) => chosen[fewer] <= chosen[more] || !IsPartOf(counted[fewer], counted[more]);
        }
    }

    private static bool IsPartOf((int Kind, Duration? Window) part, (int Kind, Duration? Window) whole) =>
        (part.Kind == whole.Kind || (whole.Kind < 0 && !TouchKinds.IsOurs(part.Kind))) && WindowOrder.IsWithin(part.Window, whole.Window);
}
