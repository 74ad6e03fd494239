using Ripen.Values;

namespace Ripen.Leads;

/// <summary>What to say to a lead about the problems that it has named.</summary>
/// <param name="Says">The problem, in the agreement's words.</param>
/// <param name="Say">What a salesperson may say, with what is known of the lead filled in; null where the agreement has nothing.</param>
/// <param name="BetterBecause">Why ours is the better way; null where the agreement does not say.</param>
/// <param name="Proof">An offer.</param>
public sealed record ProblemWords(string Says, string? Say, string? BetterBecause, string? Proof)
{
    /// <summary>Of the agreement's problems those that are known of a lead, in the agreement's order.</summary>
    public static ValueList<ProblemWords> Of(Plan plan, Dossier lead, Instant asOf)
    {
        var place = plan.Facts.PlaceOf("problem");
        if (place < 0) return [];
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in lead.Statements)
        {
            if (statement.Fact != place || statement.LearnedAt > asOf) continue;
            // Forgetting takes all back that was said before.
            if (statement.Saying == Saying.Forgotten) named.Clear();
            else if (statement.Shown is { } shown) named.Add(Folded.From(shown));
        }
        return
        [
            .. plan.Agreement.Problems.Where(problem => named.Contains(Folded.From(problem.Id)))
                .Select(problem => new ProblemWords(problem.Says, problem.Say is { } say ? Fillings.Of(say, plan, lead, asOf) : null, problem.BetterBecause, problem.Proof)),
        ];
    }
}
