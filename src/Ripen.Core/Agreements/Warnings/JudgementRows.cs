using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>What the tests on numbers and words that the judgement itself yields can be together.</summary>
internal static class JudgementRows
{
    // No interest reaches it, and sums with it do not overflow.
    private const long Far = long.MaxValue / 8;

    /// <summary>Interest is never below 0 where no kind takes points away, never above where none earns any.</summary>
    public static TruthRows? OfInterest(IReadOnlyList<InterestTest> tests, TestPlanner planner, Interest? interest)
    {
        var points = interest?.Points ?? [];
        var least = points.Any(kind => kind.Points < 0) ? -Far : 0;
        var most = points.Any(kind => kind.Points > 0) ? Far : 0;
        TestPlan[] plans = [.. tests.Select(test => planner.Plan(test, null))];
        return Of(plans, Starts(plans).Append(least).Where(start => start >= least && start <= most));
    }

    /// <summary>The passes of a lead are counted from 1.</summary>
    public static TruthRows? OfPass(IReadOnlyList<PassTest> tests, TestPlanner planner)
    {
        TestPlan[] plans = [.. tests.Select(test => planner.Plan(test, null))];
        return Of(plans, Starts(plans).Append(10).Where(start => start <= Far).Select(start => Math.Max(10, (start + 9) / 10 * 10)));
    }

    public static TruthRows? OfWords(IReadOnlyList<WordTest> tests, Agreement agreement)
    {
        var subject = tests[0].Subject;
        IEnumerable<string> words = subject switch
        {
            WordSubject.Temperature => agreement.Temperature.Select(band => band.Word),
            WordSubject.BuyingStage => agreement.BuyingStage.Select(band => band.Word),
            WordSubject.Stage => Words.Stages,
            // An older version of the agreement may have had other reasons.
            _ => agreement.Handover.RejectReasons.Select(reason => reason.Id).Append(""),
        };
        var rows = words.Select(word => tests.Select(test => test.Op switch
        {
            TestOp.Known => Truth.True,
            TestOp.Unknown => Truth.False,
            _ => Kleene.From(test.Words.Contains(word) != ValueTests.IsNegated(test.Op)),
        }).ToArray());
        return subject == WordSubject.LastRejection
            ? TruthRows.Of(rows, [], [.. tests.Select(test => test.Op)])
            : TruthRows.Of(rows);
    }

    // Where a test's truth may change, in tenths.
    private static IEnumerable<long> Starts(TestPlan[] plans) => plans.SelectMany(plan => plan.Tenths).SelectMany(span => new[] { span.From, span.To + 1 });

    private static TruthRows? Of(TestPlan[] plans, IEnumerable<long> tenths) =>
        TruthRows.Of(tenths.Select(number => plans.Select(plan => Kleene.From(TestRun.IsIn(plan.Tenths, number))).ToArray()));
}
