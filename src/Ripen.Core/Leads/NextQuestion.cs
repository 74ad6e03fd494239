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
    private readonly Judge judge;
    private readonly Supposing supposing;
    private readonly int[] inOrder;

    public NextQuestion(Plan plan, Judge judge, Supposing supposing)
    {
        (this.plan, this.judge, this.supposing) = (plan, judge, supposing);
        var deciding = Behind.Roots(plan, [.. plan.Roots.Temperature, plan.Roots.Qualified, plan.Roots.Complete]).Facts;
        inOrder = [.. AskingOrder.Of(plan).Where(deciding.Contains)];
    }

    /// <summary>The facts that can change one of the three, in the order in which the agreement lists them.</summary>
    public ReadOnlySpan<int> InOrder => inOrder;

    /// <summary>Place of the fact to ask for, or -1 where no single unknown fact can change anything. The judge has just judged the lead.</summary>
    /// <param name="barred">By place: facts that are not to be asked for; none where empty.</param>
    public int Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now, ReadOnlySpan<bool> barred = default)
    {
        var (best, bestRank) = (-1, -1);
        foreach (var fact in inOrder)
        {
            if ((!barred.IsEmpty && barred[fact]) || !supposing.IsUnknown(fact, lead, asOf)) continue;
            var (answer, rank) = BestChange(fact, lead, asOf, colleagues, now);
            if (answer is null || rank <= bestRank) continue;
            (best, bestRank) = (fact, rank);
        }
        supposing.Forget();
        return best;
    }

    /// <summary>
    /// Where no single answer changes the outcome: the first fact, in the agreement's order, some answer of which at least
    /// settles a criterion, whether it fits, or something that is required; -1 where none does.
    /// </summary>
    public int FirstThatMoves(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now, ReadOnlySpan<bool> barred)
    {
        var before = Progress();
        foreach (var fact in inOrder)
        {
            if (barred[fact] || !supposing.IsUnknown(fact, lead, asOf)) continue;
            foreach (var answer in supposing.AnswersTo(fact, asOf))
            {
                var then = supposing.Judge(lead, asOf, colleagues, answer, now.Tenths);
                if (then.Fits == now.Fits && Progress() == before) continue;
                supposing.Forget();
                return fact;
            }
        }
        supposing.Forget();
        return -1;
    }

    /// <summary>The answer to the question for a fact that helps most, of equal ones the first; null where there is none.</summary>
    public Answer? BestAnswer(int fact, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        var (best, bestRank) = ((Answer?)null, -1);
        foreach (var answer in supposing.AnswersTo(fact, asOf))
        {
            var then = supposing.Judge(lead, asOf, colleagues, answer, now.Tenths);
            var rank = (Rank(then) * 1_000) + Progress().Met + (int)then.Fits;
            if (rank > bestRank) (best, bestRank) = (answer, rank);
        }
        supposing.Forget();
        return best;
    }

    // As judged last: how many criteria are met and how many are open, and how much of what is required is unknown.
    private (int Met, int Open, int Missing) Progress()
    {
        var (met, open) = (0, 0);
        for (var i = 0; i < plan.Agreement.Criteria.Count; i++)
        {
            var truth = judge.Criterion(i);
            if (truth == Truth.True) met++;
            else if (truth == Truth.Unknown) open++;
        }
        return (met, open, judge.Missing().Count());
    }

    private (Answer? Answer, int Rank) BestChange(int fact, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        var (best, bestRank) = ((Answer?)null, -1);
        foreach (var answer in supposing.AnswersTo(fact, asOf))
        {
            var then = supposing.Judge(lead, asOf, colleagues, answer, now.Tenths);
            if (then.Temperature == now.Temperature && then.Qualified == now.Qualified && then.IsComplete == now.IsComplete) continue;
            var rank = Rank(then);
            if (rank > bestRank) (best, bestRank) = (answer, rank);
        }
        return (best, bestRank);
    }

    private int Rank(in Outcome outcome)
    {
        var heat = 2 - Array.IndexOf(Words.Temperatures, plan.Agreement.Temperature[outcome.Temperature].Word);
        return (heat * 6) + ((int)outcome.Qualified * 2) + (outcome.IsComplete ? 1 : 0);
    }
}
