using System.Globalization;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Writes findings: what was found, where it comes from, and what that says of the test.</summary>
internal sealed class FindingWords
{
    private readonly Plan plan;
    private readonly Dictionary<Evidence, (string Holds, string Fails)> phrases;

    public FindingWords(Plan plan)
    {
        this.plan = plan;
        phrases = plan.Parts.Evidence.ToDictionary(piece => piece, piece => TestWords.Phrases(piece.Said, plan.Agreement), (IEqualityComparer<Evidence>)ReferenceEqualityComparer.Instance);
    }

    public Finding Of(Evidence piece, Truth truth, Dossier lead, Instant asOf, in Outcome outcome, string? colleague = null)
    {
        var (value, from, says) = piece.Said switch
        {
            FactTest => OfFact(piece, truth, lead, asOf),
            Behaviour => OfBehaviour(piece, truth, lead, asOf),
            InterestTest => OfInterest(piece, truth, outcome),
            WordTest word => OfWord(word, piece, truth, lead, outcome),
            _ => OfPass(piece, truth, lead),
        };
        if (colleague is not null) says = $"A colleague, {colleague}: {says}";
        return new(piece.In, piece.Text, value, truth, from, says);
    }

    /// <summary>What an answer has to be for the tests behind hot: "the budget is at least 20,000 EUR".</summary>
    public string WhatItTakes(Answer answer, IReadOnlySet<int> tests, Instant asOf)
    {
        var fact = plan.Facts.All[answer.Fact];
        var nobody = new Dossier(plan.Facts);
        nobody.Seal();
        var run = new TestRun(plan, nobody, asOf, answer.Said);
        foreach (var piece in phrases.Keys)
        {
            if (piece.Test < 0 || !tests.Contains(piece.Test) || plan.Tests[piece.Test].Fact != answer.Fact) continue;
            if (run.Of(plan.Tests[piece.Test], 0) == Truth.True) return ConditionWords.Of((Condition?)Alternatives(piece) ?? piece.Said, plan.Agreement);
        }
        return $"the {FactWords.Noun(fact)} is {FactWords.Show(fact, answer.Said[0].Value, answer.Shown)}";
    }

    /// <summary>What is known of a fact today, in words; null where nothing is.</summary>
    public string? Today(int fact, Dossier lead, Instant asOf)
    {
        var index = lead.Current(fact, asOf);
        if (index < 0 || lead.Statements[index].Saying != Saying.Value) return null;
        var statement = lead.Statements[index];
        return FactWords.Show(plan.Facts.All[fact], statement.Value, statement.Shown);
    }

    // A criterion that several answers can meet, each alone, is told with all of them.
    private Any? Alternatives(Evidence piece)
    {
        var criterion = plan.Agreement.Criteria.FirstOrDefault(criterion => piece.In == $"criteria.{criterion.Name}");
        return criterion?.MetWhen is Any any && any.Of.All(part => part is Test) ? any : null;
    }

    private Told OfFact(Evidence piece, Truth truth, Dossier lead, Instant asOf)
    {
        var test = plan.Tests[piece.Test];
        var run = new TestRun(plan, lead, asOf, default);
        var noun = FactWords.NounAtStart(plan.Facts.All[test.Fact]);
        if (test.IsSeveral) return OfSeveral(piece, test, run, truth, lead, asOf, noun);
        var speaking = run.Speaking(test);
        if (speaking < 0) return Missing(test, run, lead, asOf, noun);
        var statement = lead.Statements[speaking];
        var origin = OriginInWords(statement, lead, asOf);
        var subject = $"{Subject(noun, plan.Facts.All[statement.Fact], statement.Value, statement.Shown)}{Converted(test, statement.Value)}";
        var phrase = truth == Truth.Unknown ? Doubt(test, statement.Value, piece) : Phrase(piece, truth);
        return new(statement.Shown, From(statement, lead), $"{subject}{origin} {phrase}");
    }

    private Told OfSeveral(Evidence piece, TestPlan test, TestRun run, Truth truth, Dossier lead, Instant asOf, string noun)
    {
        var shown = new List<string>();
        Statement? last = null;
        foreach (ref readonly var statement in lead.Of(test.Fact))
        {
            if (statement.LearnedAt > asOf) continue;
            if (statement.Saying == Saying.Forgotten) shown.Clear();
            if (statement.Saying != Saying.Value || !run.IsGood(test, statement)) continue;
            shown.Add(statement.Shown ?? "");
            last = statement;
        }
        if (last is not { } latest || shown.Count == 0) return Missing(test, run, lead, asOf, noun);
        var listed = FactWords.Listed([.. shown.Select(FactWords.Spaced).Distinct()], "and");
        var origin = OriginInWords(latest, lead, asOf);
        return new(string.Join('|', shown), From(latest, lead), $"{noun} ({listed}){origin} {(truth == Truth.Unknown ? "leaves this open" : Phrase(piece, truth))}");
    }

    private Told Missing(TestPlan test, TestRun run, Dossier lead, Instant asOf, string noun)
    {
        var index = lead.Current(test.Fact, asOf);
        if (index < 0 || lead.Statements[index].Saying == Saying.Forgotten) return new(null, null, $"{noun} is not known");
        var statement = lead.Statements[index];
        var fact = plan.Facts.All[test.Fact];
        var says = $"{noun} is not known";
        if (statement.Saying == Saying.Unfit) says += $": “{statement.Shown}” cannot be read as {OperandReader.Describe(fact.Type)}";
        else if (!run.IsGood(test, statement)) says = $"{Subject(noun, fact, statement.Value, statement.Shown)}{OriginInWords(statement, lead, asOf)} is too old to count (good for {test.GoodFor})";
        return new(statement.Shown, From(statement, lead), says);
    }

    private static string Subject(string noun, Fact fact, in FactValue value, string? shown)
    {
        var said = FactWords.Show(fact, value, shown);
        return fact.Type == FactType.Money ? $"{noun} of {said}" : $"{noun} ({said})";
    }

    // An amount in another currency is told in the agreement's too.
    private string Converted(TestPlan test, in FactValue value)
    {
        if (value.Type != FactType.Money || test.Values.Length == 0 || value.Currency == test.Values[0].Currency) return "";
        return plan.Parts.Rates[value.Code] is { } rate ? $" ({Numbers.ForPeople(decimal.Round(value.Low * rate, 2))} {plan.DefaultCurrency.Code})" : "";
    }

    // Why a known value leaves the test open: a range that lies across the border, or a currency without a rate.
    private string Doubt(TestPlan test, in FactValue value, Evidence piece)
    {
        if (value.Type == FactType.Money) return $"cannot be compared: the agreement has no rate for {(test.Rates[value.Code] is null ? value.Currency.Code : test.Values[0].Currency.Code)}";
        return Phrase(piece, Truth.Unknown);
    }

    private Told OfBehaviour(Evidence piece, Truth truth, Dossier lead, Instant asOf)
    {
        var test = plan.Tests[piece.Test];
        var count = new TestRun(plan, lead, asOf, default).CountOf(test);
        var shown = count.ToString(CultureInfo.InvariantCulture);
        var phrase = truth == Truth.True ? phrases[piece].Holds : phrases[piece].Fails;
        if (LastOfKind(test, lead, asOf) is not { } latest) return new(shown, null, $"They {phrase}");
        var day = Day(latest.At, asOf);
        var counted = ((Behaviour)piece.Said).IsTouched && count < 2 ? $"last on {day}" : $"{shown} in all, last on {day}";
        return new(shown, $"{plan.Kinds.NameOf(latest.Kind)} {Date(latest.At)}", $"They {phrase} ({counted})");
    }

    // Whether or not the window still holds it.
    private static Touch? LastOfKind(TestPlan test, Dossier lead, Instant asOf)
    {
        Touch? last = null;
        foreach (var touch in lead.Touches)
        {
            if (touch.At > asOf) break;
            if (TestRun.IsOfKind(test, touch)) last = touch;
        }
        return last;
    }

    private Told OfInterest(Evidence piece, Truth truth, in Outcome outcome)
    {
        var points = (outcome.Tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);
        return new(points, null, $"Interest of {points} points {Phrase(piece, truth)}");
    }

    private Told OfWord(WordTest word, Evidence piece, Truth truth, Dossier lead, in Outcome outcome)
    {
        var (noun, value) = word.Subject switch
        {
            WordSubject.Temperature => ("Temperature", plan.Agreement.Temperature[outcome.Temperature].Word),
            WordSubject.BuyingStage => ("Buying stage", plan.Agreement.BuyingStage[outcome.BuyingStage].Word),
            WordSubject.Stage => ("Stage", Words.Stages[lead.Stage]),
            _ => ("Last rejection", lead.LastRejection),
        };
        return value is null ? new(null, null, $"{noun}: there was none") : new(value, null, $"{noun} ({FactWords.Spaced(value)}) {Phrase(piece, truth)}");
    }

    private Told OfPass(Evidence piece, Truth truth, Dossier lead)
    {
        var pass = lead.Pass.ToString(CultureInfo.InvariantCulture);
        return new(pass, null, $"Pass {pass} {Phrase(piece, truth)}");
    }

    private string Phrase(Evidence piece, Truth truth) => truth switch
    {
        Truth.True => phrases[piece].Holds,
        Truth.False => phrases[piece].Fails,
        _ => $"leaves open whether it {phrases[piece].Holds}",
    };

    // In the middle of a sentence: ", stated in a form on 2 July,".
    private string OriginInWords(in Statement statement, Dossier lead, Instant asOf)
    {
        if (statement.IsDerived)
        {
            var source = statement.Fact == FactCatalogue.EmailDomain ? FactCatalogue.Email : FactCatalogue.JobTitle;
            var index = lead.Current(source, asOf);
            return index < 0 ? "," : source == FactCatalogue.Email ? "" : $", read off the job title “{lead.Statements[index].Shown}”,";
        }
        var where = TouchOf(statement, lead) is { } touch ? Where(plan.Kinds.NameOf(touch.Kind)) : "";
        if (where.Length == 0 && statement.LearnedAt == asOf) return "";
        return $", stated{where} on {Day(statement.LearnedAt, asOf)},";
    }

    private static string Where(string kind) => Folded.From(kind) switch
    {
        "form sent" => " in a form",
        "demo requested" => " with the request for a demo",
        "meeting held" => " in a meeting",
        "call answered" => " on the phone",
        "mail answered" => " by e-mail",
        "webinar attended" or "webinar registered" => " at a webinar",
        "trial started" => " when the trial started",
        _ => "",
    };

    // As a record shows it: "form_sent 2026-07-02".
    private string From(in Statement statement, Dossier lead)
    {
        var day = Date(statement.LearnedAt);
        if (statement.IsDerived) return $"{(statement.Fact == FactCatalogue.EmailDomain ? "email" : "job_title")} {day}";
        if (TouchOf(statement, lead) is { } touch) return $"{plan.Kinds.NameOf(touch.Kind)} {day}";
        return statement.Origin switch
        {
            Origin.Import => $"file {day}",
            Origin.Sales => $"sales {day}",
            Origin.Enrichment => $"enrichment {day}",
            _ => $"person {day}",
        };
    }

    // What the person did at the very instant at which the fact was learned is where it was said.
    private static Touch? TouchOf(in Statement statement, Dossier lead)
    {
        foreach (var touch in lead.Touches)
        {
            if (touch.At > statement.LearnedAt) break;
            if (touch.At == statement.LearnedAt && !TouchKinds.IsOurs(touch.Kind)) return touch;
        }
        return null;
    }

    private string Date(Instant at) => Dates.Write(plan.Zone.DateOf(at));

    private string Day(Instant at, Instant asOf) => FactWords.Day(plan.Zone.DateOf(at), plan.Zone.DateOf(asOf));

    /// <summary>A finding in the making: what was found, where it comes from, and the sentence.</summary>
    private readonly record struct Told(string? Value, string? From, string Says);
}
