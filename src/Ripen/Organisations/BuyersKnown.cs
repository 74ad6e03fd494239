using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Organisations;

/// <summary>What the people of one organisation or buying group together meet of the agreement: the best that any of them does.</summary>
/// <param name="Criteria">In the agreement's order; empty where nobody was judged.</param>
public sealed record BuyersKnown(IReadOnlyList<CriterionFinding> Criteria)
{
    private const string Authority = "authority";

    public static readonly BuyersKnown Nobody = new([]);

    public bool IsComplete => Criteria.Count > 0 && Criteria.All(criterion => criterion.Met == Truth.True);

    /// <summary>For a list: "Complete", "Missing: who decides, budget".</summary>
    public string InShort => Criteria.Count == 0 ? "" : IsComplete ? "Complete" : $"Missing: {string.Join(", ", Criteria.Where(criterion => criterion.Met != Truth.True).OrderBy(criterion => criterion.Name != Authority).Select(Noun))}";

    /// <summary>In plain sentences; who decides comes first.</summary>
    public IReadOnlyList<string> Sentences()
    {
        if (Criteria.Count == 0) return ["Nobody here has been judged yet."];
        if (IsComplete) return ["Together they meet every criterion of the agreement: nobody is missing."];
        var told = new List<string>();
        if (Criteria.FirstOrDefault(criterion => criterion.Name == Authority) is { Name: Authority } authority) told.Add(Deciding(authority.Met));
        var others = Criteria.Where(criterion => criterion.Name != Authority).ToList();
        Tell(others, Truth.True, "is known and met", "are known and met", told);
        Tell(others, Truth.False, "is known, and not met", "are known, and not met", told);
        Tell(others, Truth.Unknown, "is not known of anybody yet", "are not known of anybody yet", told);
        return told;
    }

    internal static BuyersKnown Of(IEnumerable<IReadOnlyList<CriterionFinding>> leads)
    {
        var best = new List<CriterionFinding>();
        foreach (var criterion in leads.SelectMany(lead => lead))
        {
            var place = best.FindIndex(other => other.Name == criterion.Name);
            if (place < 0) best.Add(criterion);
            else if (Rank(criterion.Met) > Rank(best[place].Met)) best[place] = criterion;
        }
        return new(best);
    }

    // Somebody who may decide is still to be found where nobody is known to.
    private static int Rank(Truth met) => met switch { Truth.True => 2, Truth.Unknown => 1, _ => 0 };

    private static string Noun(CriterionFinding criterion) => criterion.Name == Authority ? "who decides" : FactWords.Called(criterion.Name);

    private static string Deciding(Truth met) => met switch
    {
        Truth.True => "Somebody here decides.",
        Truth.False => "Nobody of those known here decides. Ask them who does.",
        _ => "Nobody here is known to decide yet. Ask who signs.",
    };

    private static void Tell(List<CriterionFinding> all, Truth met, string one, string many, List<string> told)
    {
        var names = all.Where(criterion => criterion.Met == met).Select(criterion => FactWords.Called(criterion.Name)).ToList();
        if (names.Count > 0) told.Add(FactWords.Capital($"{FactWords.Listed(names, "and")} {(names.Count == 1 ? one : many)}."));
    }
}
