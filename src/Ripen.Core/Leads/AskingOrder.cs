using Ripen.Agreements;

namespace Ripen.Leads;

/// <summary>The facts that somebody can be asked for, in the order in which the agreement lists them: criterion by criterion what it says to ask and what it tests, then what is required, then the rest; last the job title, which tells seniority and function at once.</summary>
internal static class AskingOrder
{
    public static int[] Of(Plan plan) =>
        [.. InAgreementsOrder(plan).Where(plan.Reads).Concat(Titles(plan)).Distinct().Where(fact => fact != FactCatalogue.OrganisationCountry)];

    private static IEnumerable<int> Titles(Plan plan) => plan.Reads(FactCatalogue.Seniority) || plan.Reads(FactCatalogue.Function) ? [FactCatalogue.JobTitle] : [];

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
