using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>What of a lead is met and what is open, as it is kept in its row, so that lists can show it and filter by it.</summary>
/// <param name="Criteria">A sign a criterion, in the agreement's order: y met, n not met, ? unknown; null where it was never judged.</param>
/// <param name="Missing">The required facts that are unknown, each between blanks: <c> seniority problem </c>; null where none is.</param>
/// <param name="OneAnswerAway">The fact a single answer to which makes it hot.</param>
internal readonly record struct LeadGaps(string? Criteria, string? Missing, string? OneAnswerAway)
{
    public static LeadGaps Of(Judge judge, string? oneAnswerAway)
    {
        var criteria = string.Create(judge.Plan.Agreement.Criteria.Count, judge, static (signs, judge) =>
        {
            for (var i = 0; i < signs.Length; i++) signs[i] = judge.Criterion(i) switch { Truth.True => 'y', Truth.False => 'n', _ => '?' };
        });
        var missing = string.Join(' ', judge.Missing());
        return new(criteria, missing.Length == 0 ? null : $" {missing} ", oneAnswerAway);
    }

    public IReadOnlyList<CriterionFinding> CriteriaOf(Agreement agreement)
    {
        if (Criteria is not { } signs || signs.Length != agreement.Criteria.Count) return [];
        return [.. signs.Select((sign, place) => new CriterionFinding(agreement.Criteria[place].Name, sign switch { 'y' => Truth.True, 'n' => Truth.False, _ => Truth.Unknown }))];
    }

    public IReadOnlyList<string> MissingFacts => Missing?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
