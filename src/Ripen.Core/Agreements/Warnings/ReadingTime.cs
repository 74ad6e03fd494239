using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>How long it takes to read an agreement aloud.</summary>
internal static class ReadingTime
{
    private const double WordsPerMinute = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static void Look(Agreement agreement, Remarks remarks)
    {
        var time = ReadingTimeOf(agreement);
        if (time <= Patience) return;
        remarks.Warn(new(1, 1), agreement.Name, $"Read aloud this takes about {(int)Math.Round(time.TotalMinutes)} minutes; what nobody reads to the end nobody has agreed to.", "Keep what decides whether a lead is handed over, and shorten the rest.");
    }

    public static TimeSpan ReadingTimeOf(Agreement agreement) => TimeSpan.FromMinutes(CountWords(agreement) / WordsPerMinute);

    // An estimate: names and conditions as they are written, not as they are said.
    private static int CountWords(Agreement agreement)
    {
        var conditions = Clauses.Of(agreement).Select(clause => WrittenCondition.Of(clause.When));
        var problems = agreement.Problems.SelectMany(problem => new[] { problem.Says, problem.BetterBecause, problem.Say });
        var criteria = agreement.Criteria.SelectMany(criterion => criterion.Ask.Prepend(criterion.Name));
        var points = (agreement.Interest?.Points ?? []).Select(points => $"{points.Kind} {Numbers.Write(points.Points)}");
        var reasons = agreement.Handover.RejectReasons.Select(reason => $"{reason.Says} {reason.Then}");
        var moments = agreement.Moments.Select(moment => moment.Says);
        string?[] rest = [agreement.Name, .. agreement.Required, .. agreement.Handover.Route.SelectMany(route => route.To), .. agreement.Nurture.Select(rule => rule.Programme)];
        return conditions.Concat(problems).Concat(criteria).Concat(points).Concat(reasons).Concat(moments)
            .Concat(agreement.SalesPromises).Concat(agreement.MarketingPromises).Concat(rest)
            .Sum(text => text?.Split([' ', '\n', '_'], StringSplitOptions.RemoveEmptyEntries).Length ?? 0);
    }
}
