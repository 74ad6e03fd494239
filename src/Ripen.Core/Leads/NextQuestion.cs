using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Finds the fact whose answer helps most: the unknown fact whose best answer lifts the temperature the most, then makes
/// the lead qualified, then completes it; of equal ones the one the agreement lists first. Only facts some answer of which
/// changes one of the three are asked for. Not for several threads at once.
/// </summary>
internal sealed class NextQuestion
{
    private readonly Plan plan;
    private readonly Supposing supposing;
    private readonly int[] inOrder;

    public NextQuestion(Plan plan, Supposing supposing)
    {
        (this.plan, this.supposing) = (plan, supposing);
        var deciding = Behind.Roots(plan, [.. plan.Roots.Temperature, plan.Roots.Qualified, plan.Roots.Complete]).Facts;
        inOrder = [.. AskingOrder.Of(plan).Where(deciding.Contains)];
    }

    /// <summary>Place of the fact to ask for, or -1 where no single unknown fact can change anything. The judge has just judged the lead.</summary>
    public int Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        var (best, bestRank) = (-1, -1);
        foreach (var fact in inOrder)
        {
            if (!supposing.IsUnknown(fact, lead, asOf)) continue;
            var (changes, rank) = (false, -1);
            foreach (var answer in supposing.AnswersTo(fact, asOf))
            {
                var then = supposing.Judge(lead, asOf, colleagues, answer, now.Tenths);
                if (then.Temperature == now.Temperature && then.Qualified == now.Qualified && then.IsComplete == now.IsComplete) continue;
                changes = true;
                rank = Math.Max(rank, Rank(then));
            }
            if (!changes || rank <= bestRank) continue;
            (best, bestRank) = (fact, rank);
        }
        supposing.Forget();
        return best;
    }

    private int Rank(in Outcome outcome)
    {
        var heat = 2 - Array.IndexOf(Words.Temperatures, plan.Agreement.Temperature[outcome.Temperature].Word);
        return (heat * 6) + ((int)outcome.Qualified * 2) + (outcome.IsComplete ? 1 : 0);
    }
}
