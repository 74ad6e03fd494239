using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Texts: each that is named, and something else.</summary>
internal static class TextRows
{
    private const int MostParts = 8;

    public static List<Truth[]>? Of(TestPlan[] plans)
    {
        string[] parts = [.. plans.Where(plan => plan.Op == TestOp.Contains).Select(plan => plan.Texts[0]).Distinct()];
        if (parts.Length > MostParts) return null;
        // A literal may be the folded form of a free domain or of another one.
        int[] free = plans.Any(IsFree) ? [0, 1] : [0];
        var rows = new List<Truth[]>();
        foreach (var code in free)
        {
            // Nobody states an empty text.
            foreach (var literal in plans.Where(plan => plan.Op != TestOp.Contains).SelectMany(plan => plan.Texts).Where(text => text.Length > 0).Distinct())
            {
                rows.Add(FactRows.Row(plans, new(FactType.Text, 0, 0, code, literal)));
            }
            foreach (var bits in Subsets(parts)) rows.Add(FactRows.Row(plans, default, plan => OfSomethingElse(plan, code, parts, bits)));
        }
        return TruthRows.Distinct(rows);
    }

    private static bool IsFree(TestPlan plan) => plan.Op is TestOp.Free or TestOp.NotFree;

    private static Truth? OfSomethingElse(TestPlan plan, int code, string[] parts, int bits) => Kleene.From(
        IsFree(plan) ? code == 1 : plan.Op == TestOp.Contains && (bits >> Array.IndexOf(parts, plan.Texts[0]) & 1) == 1);

    // Which of the parts a text can contain together: with "it ops" always "it" too; some parts begin no word.
    private static IEnumerable<int> Subsets(string[] parts)
    {
        for (var bits = 0; bits < 1 << parts.Length; bits++)
        {
            var has = bits;
            if (!Enumerable.Range(0, parts.Length).Any(i => (has >> i & 1) == 1 && !CanHave(parts, i, has))) yield return bits;
        }
    }

    private static bool CanHave(string[] parts, int part, int bits)
    {
        if (!Folded.ContainsAtWordStart(parts[part], parts[part])) return false;
        for (var i = 0; i < parts.Length; i++)
        {
            if ((bits >> i & 1) == 0 && Folded.ContainsAtWordStart(parts[part], parts[i])) return false;
        }
        return true;
    }
}
