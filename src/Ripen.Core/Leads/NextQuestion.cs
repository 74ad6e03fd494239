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
        inOrder = [.. InAgreementsOrder(plan).Distinct().Where(fact => plan.Reads(fact) && fact != FactCatalogue.OrganisationCountry)];
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

    private static IEnumerable<int> InAgreementsOrder(Plan plan)
    {
        foreach (var criterion in plan.Agreement.Criteria)
        {
            foreach (var name in criterion.Ask) yield return plan.Facts.PlaceOf(name);
            foreach (var evidence in plan.Parts.Evidence.Where(evidence => evidence.In == $"criteria.{criterion.Name}"))
            {
                foreach (var fact in AskedAs(plan, evidence.Test)) yield return fact;
            }
        }
        foreach (var name in plan.Agreement.Required) yield return plan.Facts.PlaceOf(name);
        for (var test = 0; test < plan.Tests.Length; test++)
        {
            foreach (var fact in AskedAs(plan, test)) yield return fact;
        }
    }

    // Nobody is asked for the domain of the address while the address itself is not known.
    private static IEnumerable<int> AskedAs(Plan plan, int test)
    {
        if (test < 0 || plan.Tests[test].Subject != TestSubject.Fact) yield break;
        var fact = plan.Tests[test].Fact;
        if (fact == FactCatalogue.EmailDomain) yield return FactCatalogue.Email;
        yield return fact;
    }
}
