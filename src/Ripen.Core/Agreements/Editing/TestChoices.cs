using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>One thing to choose: as the language has it, and in words.</summary>
public sealed record WordedChoice(string Value, string Words);

/// <summary>What a comparison takes.</summary>
public enum ComparedWith : byte { Nothing, One, Two, Many, Time }

/// <param name="Group">"The person", "What they did".</param>
public sealed record WordedChoices(string Group, ValueList<WordedChoice> Choices);

/// <summary>What a test in an agreement may look at, and how that can be compared.</summary>
public static class TestChoices
{
    private static readonly WordedChoice Known = new("is known", "is known");
    private static readonly WordedChoice Unknown = new("is unknown", "is not known");
    private static readonly WordedChoice Within = new("within", "is within the next");
    private static readonly WordedChoice InTheLast = new("in the last", "was in the last");
    private static readonly WordedChoice[] Words = [new("is", "is"), new("is not", "is not"), new("in", "is one of"), new("not in", "is none of")];
    private static readonly WordedChoice[] Sizes = [new(">=", "is at least"), new("<=", "is at most"), new(">", "is more than"), new("<", "is less than"), new("between", "is between"), new("=", "is exactly"), new("!=", "is not")];
    private static readonly WordedChoice[] Ranks = [new(">=", "is this or higher"), new("<=", "is this or lower"), new(">", "is higher than"), new("<", "is lower than")];
    private static readonly WordedChoice[] Days = [Within, InTheLast, new("<=", "is on or before"), new(">=", "is on or after"), new("between", "is between")];

    /// <summary>Everything that the agreement's conditions can speak of.</summary>
    public static IReadOnlyList<WordedChoices> Subjects(Agreement agreement)
    {
        var facts = agreement.Catalogue().All;
        List<WordedChoices> groups =
        [
            new("The person", Facts(facts, FactOwner.Person)),
            new("The company", Facts(facts, FactOwner.Organisation)),
            new("The purchase", Facts(facts, FactOwner.Purchase)),
            new("What they did", [new(TestDraft.Touched, "they did this at all"), new(TestDraft.CountOf, "how often they did this")]),
            new("Criteria that are met", [.. agreement.Criteria.Select(criterion => new WordedChoice(TestDraft.NamePrefix + criterion.Name, FactWords.Called(criterion.Name)))]),
            new("What the agreement finds", Found(agreement)),
        ];
        return groups;
    }

    /// <summary>How the subject can be compared; empty for what stands alone.</summary>
    public static ValueList<WordedChoice> Comparisons(string subject, Agreement agreement) => subject switch
    {
        TestDraft.CountOf or "pass" => [.. Sizes.Where(size => subject == "pass" || size.Value != "between")],
        "interest" => [.. agreement.Interest?.HighFrom is null ? [] : new WordedChoice[] { new("is high", "is high"), new("is not high", "is not high") }, .. Sizes],
        "temperature" or "buying_stage" or "stage" => Words.ToValueList(),
        "last_rejection" => [.. Words, Known, Unknown],
        _ => agreement.Catalogue().Find(subject) is { } fact ? OfFact(fact, agreement) : [],
    };

    public static ComparedWith With(string comparison) => comparison switch
    {
        "" or "is known" or "is unknown" or "is free" or "is not free" or "is high" or "is not high" or "in problems" or "not in problems" => ComparedWith.Nothing,
        "between" => ComparedWith.Two,
        "in" or "not in" => ComparedWith.Many,
        "within" or "in the last" => ComparedWith.Time,
        _ => ComparedWith.One,
    };

    /// <summary>What the subject can be compared with, where only that; else empty.</summary>
    public static ValueList<WordedChoice> Options(string subject, Agreement agreement) => subject switch
    {
        "temperature" => Plain(Agreements.Words.Temperatures),
        "buying_stage" => Plain(Agreements.Words.BuyingStages),
        "stage" => Plain(Agreements.Words.Stages),
        "last_rejection" => [.. agreement.Handover.RejectReasons.Select(reason => new WordedChoice(reason.Id, reason.Says))],
        _ when agreement.Catalogue().Find(subject) is { } fact => fact.Type == FactType.YesNo ? Plain(["yes", "no"]) : [.. fact.Options.Select(option => new WordedChoice(option, FactWords.Option(fact, option)))],
        _ => [],
    };

    private static ValueList<WordedChoice> Plain(IEnumerable<string> words) => [.. words.Select(word => new WordedChoice(word, FactWords.Spaced(word)))];

    private static ValueList<WordedChoice> Facts(IEnumerable<Fact> facts, FactOwner of) => [.. facts.Where(fact => fact.Of == of).Select(fact => new WordedChoice(fact.Name, FactWords.Noun(fact)))];

    private static ValueList<WordedChoice> Found(Agreement agreement)
    {
        List<WordedChoice> found = [new("name:fits", "the lead fits the ideal prospect"), new("name:complete", "the required information is complete"), new("name:qualified", "the lead is qualified"), new("interest", "interest"), new("temperature", "temperature")];
        if (agreement.BuyingStage.Count > 0) found.Add(new("buying_stage", "buying stage"));
        found.AddRange([new("pass", "pass"), new("stage", "stage"), new("last_rejection", "last rejection")]);
        return found.ToValueList();
    }

    private static ValueList<WordedChoice> OfFact(Fact fact, Agreement agreement)
    {
        WordedChoice[] own = fact.Type switch
        {
            FactType.Number or FactType.Money => Sizes,
            FactType.Date => Days,
            FactType.OrderedChoice => [.. Ranks, .. Words],
            FactType.YesNo => [new("is", "is")],
            FactType.Choice => Words,
            _ => [.. Words, new("contains", "mentions")],
        };
        IEnumerable<WordedChoice> special = fact.IsDomain ? [new("is free", "is a free mail provider's"), new("is not free", "is not a free mail provider's")]
            : fact is { IsStandard: true, Name: "problem" } && agreement.Problems.Count > 0 ? [new("in problems", "is one we solve better"), new("not in problems", "is none we solve better")] : [];
        return [.. special, .. own, Known, Unknown];
    }
}
