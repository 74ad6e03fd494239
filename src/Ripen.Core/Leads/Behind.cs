using Ripen.Agreements;

namespace Ripen.Leads;

/// <summary>Finds what parts of the verdict rest on.</summary>
internal static class Behind
{
    /// <summary>The facts that somebody can be asked for and the tests on facts behind some roots of the plan.</summary>
    public static (IReadOnlySet<int> Facts, IReadOnlySet<int> Tests) Roots(Plan plan, IEnumerable<int> roots)
    {
        var (facts, tests, seen) = (new HashSet<int>(), new HashSet<int>(), new HashSet<int>());
        var waiting = new Stack<int>(roots);
        while (waiting.TryPop(out var index))
        {
            if (!seen.Add(index)) continue;
            var node = plan.Nodes[index];
            foreach (var part in plan.Links.AsSpan(node.From, node.Count)) waiting.Push(part);
            if (node.Kind != NodeKind.Test || plan.Tests[node.Number].Subject != TestSubject.Fact) continue;
            tests.Add(node.Number);
            var fact = plan.Tests[node.Number].Fact;
            facts.Add(fact);
            if (fact == FactCatalogue.EmailDomain) facts.Add(FactCatalogue.Email);
            if (fact == FactCatalogue.Seniority || fact == FactCatalogue.Function) facts.Add(FactCatalogue.JobTitle);
        }
        return (facts, tests);
    }
}
