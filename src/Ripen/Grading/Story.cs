using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>One line of a story.</summary>
/// <param name="Depth">0 says something; 1 and more is what it rests on.</param>
/// <param name="Mark">Of a finding: whether it holds.</param>
public sealed record StoryLine(int Depth, string Text, Truth? Mark = null);

/// <summary>A verdict in sentences: what it is, why, what happens now, what would make it hot, what to ask, until when. The same on every screen.</summary>
public sealed record VerdictStory(IReadOnlyList<StoryLine> Headline, IReadOnlyList<StoryLine> Criteria, IReadOnlyList<StoryLine> Fit, IReadOnlyList<StoryLine> Rest, IReadOnlyList<StoryLine> Ahead)
{
    /// <summary>The question to ask next, as the agreement words it; null where none helps.</summary>
    public string? Question { get; init; }

    /// <summary>The fact it asks for.</summary>
    public string? Ask { get; init; }
}

/// <summary>Tells a verdict.</summary>
internal sealed class Story
{
    private const int Width = 100;
    private readonly Verdict verdict;
    private readonly HotAnswers hot;
    private readonly Plan plan;
    private readonly bool isWithSales;
    private List<StoryLine> lines = [];

    private Story(Verdict verdict, HotAnswers hot, Plan plan, bool isWithSales) => (this.verdict, this.hot, this.plan, this.isWithSales) = (verdict, hot, plan, isWithSales);

    private Agreement Agreement => plan.Agreement;

    /// <param name="isWithSales">It was handed over and has not come back: whether it would be is no question any more.</param>
    public static VerdictStory Told(Verdict verdict, HotAnswers hot, Plan plan, bool isWithSales = false)
    {
        var story = new Story(verdict, hot, plan, isWithSales);
        return new(story.Part(story.Headline), story.Part(story.Criteria), story.Part(story.Fit), story.Part(story.Rest), story.Part(story.Ahead)) { Question = story.Question(), Ask = story.Asked() };
    }

    /// <summary>As a page of text.</summary>
    public static string Of(Verdict verdict, HotAnswers hot, Dossier lead, Plan plan)
    {
        var (told, text) = (Told(verdict, hot, plan), new StringBuilder());
        Write(text, 0, $"{verdict.Id}  {Reports.Harmless(Who.IsInFull(lead, verdict.AsOf), 200)}");
        foreach (var part in (IReadOnlyList<StoryLine>[])[told.Headline, told.Criteria, told.Fit, told.Rest, told.Ahead])
        {
            text.Append('\n');
            foreach (var line in part) Write(text, 2 + (2 * line.Depth), line.Mark is { } mark ? $"{Sign(mark)} {line.Text}" : line.Text);
        }
        return text.ToString();
    }

    private List<StoryLine> Part(Action tell)
    {
        lines = [];
        tell();
        return lines;
    }

    private void Headline()
    {
        var met = verdict.Criteria.Where(criterion => criterion.Met == Truth.True).Select(criterion => FactWords.Spaced(criterion.Name)).ToList();
        var counted = met.Count == 0 ? $"none of the {Number(verdict.Criteria.Count)} criteria is met"
            : $"{Number(met.Count)} of {Number(verdict.Criteria.Count)} criteria {(met.Count == 1 ? "is" : "are")} met ({FactWords.Listed(met, "and")})";
        Line(0, $"On {Day(verdict.AsOf)} this lead is {verdict.Temperature.ToUpperInvariant()}: {counted}.");
        var band = Agreement.Temperature.First(band => band.Word == verdict.Temperature);
        var version = verdict.Version is { } number ? $", version {Number(number)}" : "";
        var rule = band.When is Otherwise ? "" : $" {FactWords.Capital(verdict.Temperature)} means: {ConditionWords.Of(band.When, Agreement)}";
        Line(0, rule.Length > 0 ? $"{rule[1..]} ({Reports.Harmless(Agreement.Name, 100)}{version})." : $"Judged by the {Reports.Harmless(Agreement.Name, 100)}{version}.");
        if (verdict.CouldBe != verdict.Temperature) Line(0, $"When we learn more it could be {verdict.CouldBe}.");
    }

    private void Criteria()
    {
        foreach (var (name, met) in verdict.Criteria)
        {
            var findings = verdict.Findings.Where(finding => finding.In == $"criteria.{name}").DistinctBy(finding => finding.Says).ToList();
            var heading = FactWords.Capital(FactWords.Spaced(name));
            if (met == Truth.Unknown && findings.TrueForAll(IsBlank))
            {
                var nouns = findings.Select(finding => finding.Says[..^" is not known".Length]).Select(noun => $"{char.ToLowerInvariant(noun[0])}{noun[1..]}").ToList();
                Line(0, $"{heading} is open: the {FactWords.Listed(nouns, "and the")} {(nouns.Count == 1 ? "is" : "are")} not known.");
                continue;
            }
            var isEnough = findings.Count > 1 && Agreement.Criteria.First(criterion => criterion.Name == name).MetWhen is Any ? " (one of these is enough)" : "";
            Line(0, met switch { Truth.True => $"{heading} is met.", Truth.False => $"{heading} is not met.", _ => $"{heading} is still open{isEnough}." });
            var telling = findings.Where(finding => met != Truth.True || finding.Holds == Truth.True).ToList();
            Findings(telling.Count > 0 ? telling : findings);
        }
    }

    private void Fit()
    {
        var excluding = verdict.Findings.Where(finding => finding.In == "ideal_prospect.never" && finding.Holds == Truth.True).ToList();
        Line(0, (verdict.Fits, excluding.Count > 0) switch
        {
            (Truth.True, _) => "It fits our ideal prospect.",
            (_, true) => "It is excluded from our ideal prospects:",
            (Truth.False, _) => "It does not fit our ideal prospect.",
            _ => "Whether it fits our ideal prospect is still open.",
        });
        foreach (var finding in excluding) Line(1, $"{Reports.Harmless(finding.Says, 300)}.", Truth.False);
        if (excluding.Count > 0 || Agreement.IdealProspect is not { } ideal) return;
        foreach (var condition in ideal.Organisation.Concat(ideal.Role)) Part(condition, ["ideal_prospect.organisation", "ideal_prospect.role"], isMetTold: true);
    }

    // One part of a rule: what meets it, or, where nothing does, everything that could.
    private void Part(Condition condition, string[] rule, bool isMetTold)
    {
        var tests = TestsOf(condition).Select(ConditionWriter.Write).ToHashSet(StringComparer.Ordinal);
        var findings = verdict.Findings.Where(finding => rule.Contains(finding.In, StringComparer.Ordinal) && tests.Contains(finding.Text)).ToList();
        var isMet = condition is Any ? findings.Exists(finding => finding.Holds == Truth.True) : findings.TrueForAll(finding => finding.Holds == Truth.True);
        if (isMet && isMetTold) Findings(findings.Where(finding => finding.Holds == Truth.True));
        if (isMet) return;
        if (condition is Any && findings.Count > 1)
        {
            Line(1, "One of these would be enough:");
            foreach (var finding in findings) Line(2, $"{Reports.Harmless(finding.Says, 300)}.", finding.Holds);
        }
        else Findings(findings);
    }

    private static IEnumerable<Test> TestsOf(Condition condition) => condition switch
    {
        Test test => [test],
        All all => all.Of.SelectMany(TestsOf),
        Any any => any.Of.SelectMany(TestsOf),
        AtLeast some => some.Of.SelectMany(TestsOf),
        Not not => TestsOf(not.Of),
        _ => [],
    };

    private void Rest()
    {
        Line(0, $"Interest: {verdict.Interest.ToString("0.0", CultureInfo.InvariantCulture)} points{(Agreement.Interest?.HighFrom is { } high ? $" (high from {Numbers.ForPeople(high)})" : "")}.{(verdict.BuyingStage is { } stage ? $" Buying stage: {stage}." : "")}");
        if (!verdict.IsComplete && !IsRuledOut) Line(0, $"Still needed before Sales can take it: the {FactWords.Listed([.. verdict.Missing.Select(name => FactWords.Noun(plan.Facts.Find(name)!))], "and the")}.");
        foreach (var moment in verdict.Moments) Line(0, $"Worth knowing: {Reports.Harmless(moment.Says, 300)}.");
        if (verdict.IsHandover)
        {
            var to = verdict.Route.Count > 0 ? FactWords.Listed([.. verdict.Route.Select(name => Reports.Harmless(name))], "or") : "Sales";
            Line(0, isWithSales ? "It is with Sales, and as it stands today it would be handed over again:" : $"It is qualified and goes to {to} now:");
            Findings(verdict.Findings.Where(finding => finding.In == "handover.when" && finding.Holds == Truth.True));
        }
        else if (verdict.Qualified == Truth.True)
        {
            Line(0, isWithSales ? "It is with Sales. As it stands today it is qualified, but would not be handed over:" : "It is qualified, but not handed over yet:");
            foreach (var part in Agreement.Handover.When is All all ? all.Of : [Agreement.Handover.When]) Part(part, ["handover.when"], isMetTold: false);
        }
        else if (isWithSales) Line(0, $"It is with Sales. As it stands today it would not be qualified{WhyNot()}.");
        else Line(0, $"It is not qualified{WhyNot()}.{(verdict.Programme is { } programme ? $" Meanwhile it gets the programme {programme}." : "")}");
    }

    // The agreement wants a lead to fit, and this one does not: nothing that it could still answer changes that.
    private bool IsRuledOut => verdict.Fits == Truth.False && ConditionWriter.Write(Agreement.QualifiedWhen).Contains("fits", StringComparison.Ordinal);

    // What the agreement's own rule names and this lead has not.
    private string WhyNot()
    {
        var reasons = new List<string>();
        var rule = ConditionWriter.Write(Agreement.QualifiedWhen);
        if (rule.Contains("fits", StringComparison.Ordinal) && verdict.Fits != Truth.True) reasons.Add(verdict.Fits == Truth.False ? "it does not fit" : "it is open whether it fits");
        if (verdict.Findings.Any(finding => finding.In == "qualified_when" && finding.Text.StartsWith("temperature", StringComparison.Ordinal) && finding.Holds == Truth.False)) reasons.Add($"it is {verdict.Temperature}");
        if (rule.Contains("complete", StringComparison.Ordinal) && !verdict.IsComplete) reasons.Add("information is missing");
        return reasons.Count == 0 ? "" : $", because {FactWords.Listed(reasons, "and")}";
    }

    private void Ahead()
    {
        if (hot.IsHot) Line(0, "It is hot already.");
        else if (hot.Answers is not { } answers) Line(0, "No answer would make it hot.");
        else
        {
            var takes = answers.Select(answer => $"{answer.Says}{(answer.Today is { } today ? $" (now: {Reports.Harmless(today)})" : "")}").ToList();
            if (answers.Any(answer => answer.Today is not null)) Line(0, $"The open questions alone cannot make it hot{(verdict.CouldBe == verdict.Temperature ? "" : $", only {verdict.CouldBe}")}: something that is known would have to change.");
            Line(0, takes.Count == 1 ? $"What would make it hot: {takes[0]}." : $"What would make it hot, {(takes.Count == 2 ? "both" : $"all {Number(takes.Count)}")} together:");
            if (takes.Count > 1) foreach (var take in takes) Line(1, $"• {take}");
            if (verdict.Fits == Truth.False) Line(0, "Even hot it would not fit our ideal prospect.");
        }
        if (Question() is { } question) Line(0, $"Ask next: {question}");
        Line(0, verdict.StandsUntil is { } until ? $"This stands until {Day(until)}, when something above changes with time, or until something new is learned." : "This stands until something new is learned.");
    }

    private string? Question() => Asked() is { } ask ? FactWords.Question(plan.Facts.Find(ask)!) : null;

    // The fact that helps most; where no single one changes anything, the first on the way to hot.
    private string? Asked()
    {
        var way = hot.Answers?.Where(answer => answer.Today is null).Select(answer => answer.Fact).ToList() ?? [];
        var ask = verdict.Ask is { } best && (way.Count == 0 || way.Contains(best) || verdict.Missing.Contains(best)) ? best : way.FirstOrDefault() ?? verdict.Ask;
        return IsRuledOut ? null : ask;
    }

    private static bool IsBlank(Finding finding) => finding.Value is null && finding.Holds == Truth.Unknown && finding.Says.EndsWith(" is not known", StringComparison.Ordinal);

    private void Findings(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.DistinctBy(finding => finding.Says)) Line(1, $"{Reports.Harmless(finding.Says, 300)}.", finding.Holds);
    }

    private string Day(Instant at) => FactWords.Day(plan.Zone.DateOf(at));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static char Sign(Truth truth) => truth switch { Truth.True => '✓', Truth.False => '✗', _ => '?' };

    private void Line(int depth, string line, Truth? mark = null) => lines.Add(new(depth, line, mark));

    // Folded between words; what goes on is indented further.
    private static void Write(StringBuilder text, int indent, string line)
    {
        var (room, first) = (Width - indent, true);
        while (line.Length > 0)
        {
            var end = line.Length <= room ? line.Length : line.LastIndexOf(' ', room) is > 0 and var space ? space : room;
            text.Append(' ', first ? indent : indent + 2).Append(line.AsSpan(0, end)).Append('\n');
            line = line[end..].TrimStart();
            if (first) (room, first) = (room - 2, false);
        }
    }
}
