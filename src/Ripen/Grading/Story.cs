using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>A verdict as a page of text: what it is, why, until when, what to ask, what would make it hot.</summary>
internal static class Story
{
    public static string Of(Verdict verdict, HotAnswers hot, Dossier lead, Plan plan)
    {
        var agreement = plan.Agreement;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{verdict.Id}  {Reports.Harmless(Who.IsInFull(lead, verdict.AsOf), 200)}");
        text.AppendLine();
        text.AppendLine(Headline(verdict, agreement));
        text.AppendLine();
        foreach (var (name, met) in verdict.Criteria)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {FactWords.Capital(FactWords.Spaced(name))} is {(met == Truth.Unknown ? "not known" : met.AsMet())}.");
            foreach (var finding in Telling(verdict, $"criteria.{name}", met)) text.AppendLine(CultureInfo.InvariantCulture, $"    {Mark(finding.Holds)} {Reports.Harmless(finding.Says, 300)}.");
        }
        Fit(text, verdict);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  Interest: {verdict.Interest:0.0} points.{(agreement.Interest?.HighFrom is { } high ? $" High is {Numbers.ForPeople(high)} or more." : "")}");
        if (verdict.BuyingStage is { } stage) text.AppendLine(CultureInfo.InvariantCulture, $"  Buying stage: {stage}.");
        text.AppendLine(verdict.IsComplete ? "  The minimum information is there." : $"  Still missing before Sales can take it: {FactWords.Listed([.. verdict.Missing.Select(name => Noun(name, plan))], "and")}.");
        text.AppendLine(Next(verdict));
        text.AppendLine();
        text.AppendLine(HotWords(verdict, hot));
        if (verdict.Ask is { } ask) text.AppendLine(CultureInfo.InvariantCulture, $"  Ask next: {Question(ask, plan)}");
        text.AppendLine(Until(verdict, plan));
        return text.ToString();
    }

    private static string Headline(Verdict verdict, Agreement agreement)
    {
        var met = verdict.Criteria.Where(criterion => criterion.Met == Truth.True).Select(criterion => FactWords.Spaced(criterion.Name)).ToList();
        var version = verdict.Version is { } number ? $", version {number.ToString(CultureInfo.InvariantCulture)}" : "";
        var counted = $"{met.Count.ToString(CultureInfo.InvariantCulture)} of {verdict.Criteria.Count.ToString(CultureInfo.InvariantCulture)} criteria are met{(met.Count > 0 ? $" ({FactWords.Listed(met, "and")})" : "")}";
        var could = verdict.CouldBe == verdict.Temperature ? "" : $" With better answers it could be {verdict.CouldBe}.";
        return $"  This lead is {verdict.Temperature.ToUpperInvariant()} under {Reports.Harmless(agreement.Name, 100)}{version}: {counted}.{could}";
    }

    // A criterion that is met is told by what meets it; one that is not, by everything that stands against it.
    private static IEnumerable<Finding> Telling(Verdict verdict, string part, Truth met)
    {
        var findings = verdict.Findings.Where(finding => finding.In == part).ToList();
        var telling = met == Truth.True ? findings.Where(finding => finding.Holds == Truth.True).ToList() : findings;
        return (telling.Count > 0 ? telling : findings).DistinctBy(finding => finding.Says);
    }

    private static void Fit(StringBuilder text, Verdict verdict)
    {
        text.AppendLine();
        text.AppendLine(verdict.Fits switch
        {
            Truth.True => "  It fits our ideal prospect.",
            Truth.False => "  It does not fit our ideal prospect.",
            _ => "  Whether it fits our ideal prospect is not known.",
        });
        foreach (var finding in verdict.Findings.Where(finding => finding.In.StartsWith("ideal_prospect.", StringComparison.Ordinal)))
        {
            var excludes = finding.In == "ideal_prospect.never";
            var tells = excludes ? finding.Holds == Truth.True : finding.Holds == Truth.True == (verdict.Fits == Truth.True);
            if (tells) text.AppendLine(CultureInfo.InvariantCulture, $"    {Mark(excludes ? Truth.False : finding.Holds)} {Reports.Harmless(finding.Says, 300)}{(excludes ? ": that excludes it" : "")}.");
        }
    }

    private static string Next(Verdict verdict) => verdict switch
    {
        { IsHandover: true } => "  It is qualified and goes to Sales now.",
        { Qualified: Truth.True } => "  It is qualified, but not to be handed over yet.",
        { Programme: { } programme } => $"  It is not qualified yet; until it is, the programme {programme} looks after it.",
        _ => "  It is not qualified yet.",
    };

    private static string HotWords(Verdict verdict, HotAnswers hot)
    {
        if (hot.IsHot) return "  It is hot already.";
        if (hot.Answers is not { } answers) return "  No answer would make it hot.";
        var takes = FactWords.Listed([.. answers.Select(answer => $"{answer.Says}{(answer.Today is { } today ? $" (now it is {Reports.Harmless(today)})" : "")}")], "and");
        return $"  What would make it hot: {takes}.{(answers.Count > 1 ? $" All {answers.Count.ToString(CultureInfo.InvariantCulture)} are needed." : "")}";
    }

    private static string Question(string fact, Plan plan)
    {
        var definition = plan.Facts.Find(fact)!;
        return FactWords.Question(definition);
    }

    private static string Until(Verdict verdict, Plan plan)
    {
        if (verdict.StandsUntil is not { } until) return "  This stands until something new is learned.";
        var local = until.ToDateTimeOffset().ToOffset(TimeSpan.FromSeconds(plan.Zone.OffsetAt(until)));
        return $"  This stands until {local.ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)} ({plan.Zone.Id}), unless something new is learned.";
    }

    private static string Noun(string name, Plan plan) => plan.Facts.Find(name) is { } fact ? FactWords.Noun(fact) : name;

    private static char Mark(Truth truth) => truth switch { Truth.True => '✓', Truth.False => '✗', _ => '?' };
}
