using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Words a condition that never or always holds, and what to write instead.</summary>
internal static class HoldingWords
{
    /// <summary>The first half of a sentence.</summary>
    public static string Of(Agreement agreement, Condition condition, Holding holding)
    {
        var text = $"'{Remarks.Shown(ConditionWriter.Write(condition))}'";
        return (condition, holding) switch
        {
            (Named { Name: "fits" }, Holding.Always) => "'fits' always holds, because ideal_prospect says nothing",
            (Named { Name: "complete" }, _) => "'complete' always holds, because nothing is required",
            (AtLeast some, Holding.Never) when some.Wanted > some.Of.Count => $"{text} never holds, because there {(some.Of.Count == 1 ? "is only 1" : $"are only {some.Of.Count}")} to count",
            (Test test, Holding.Never) when IsReversed(test) => $"{text} never holds, because nothing lies between a higher and a lower end",
            (FactTest { Fact.Type: FactType.OrderedChoice } test, Holding.Never) when EndOf(test) is { } end => $"{text} never holds, because that is its {end} option",
            (InterestTest, Holding.Never or Holding.Always) when EarnsNothing(agreement) => $"{text} {(holding == Holding.Never ? "never" : "always")} holds, because no kind has points and interest is always 0",
            (_, Holding.Never) => $"{text} never holds",
            (_, Holding.Always) => $"{text} always holds",
            _ => $"{text} always holds once {Asked(condition)} known",
        };
    }

    public static string Suggestion(Agreement agreement, Condition condition, Holding holding) => (condition, holding) switch
    {
        (Named { Name: "fits" }, _) => "Say under ideal_prospect whom you want, or leave 'fits' out.",
        (Named, _) => "List under required what Sales needs to know, or leave 'complete' out.",
        (AtLeast some, Holding.Never) when some.Wanted > some.Of.Count => $"Write: {ConditionWriter.Write(some with { Wanted = some.Of.Count })}",
        (Test test, Holding.Never) when IsReversed(test) => $"Write: {ConditionWriter.Write(Turned(test))}",
        (All, Holding.Never) => "If one of them is enough, join them by 'or'.",
        (Any, _) when holding != Holding.Never => "If all of them are wanted, join them by 'and'.",
        (FactTest test, Holding.OnceKnown) => $"If it is enough that it is known, write: {test.Fact.Name} is known",
        (WordTest { Subject: WordSubject.LastRejection }, Holding.OnceKnown) => "If any rejection is meant, write: last_rejection is known",
        (Behaviour behaviour, Holding.Always) => $"If it has to have happened, write: {ConditionWriter.Write(behaviour with { Op = TestOp.AtLeast, Count = 1 })}",
        (InterestTest, _) when EarnsNothing(agreement) => "Give the kinds that show interest their points, or test something else.",
        (_, Holding.Never) => "Change it, or take it out.",
        _ => "Change it, or take it out: it asks for nothing.",
    };

    private static bool EarnsNothing(Agreement agreement) => agreement.Interest?.Points.Any(kind => kind.Points != 0) != true;

    private static string? EndOf(FactTest test) => test.Op switch
    {
        TestOp.Less => "lowest",
        TestOp.Greater => "highest",
        _ => null,
    };

    private static bool IsReversed(Test test) => test.Op == TestOp.Between && test switch
    {
        FactTest { Fact.Type: FactType.Money } money => money.Values[0].Value is var low && money.Values[1].Value is var high && low.Code == high.Code && low.Low > high.Low,
        FactTest fact => (fact.Values[0].Value.Low, fact.Values[0].Value.Code).CompareTo((fact.Values[1].Value.Low, fact.Values[1].Value.Code)) > 0,
        InterestTest interest => interest.Numbers[0] > interest.Numbers[1],
        PassTest pass => pass.Numbers[0] > pass.Numbers[1],
        _ => false,
    };

    private static Test Turned(Test test) => test switch
    {
        FactTest fact => fact with { Values = [fact.Values[1], fact.Values[0]] },
        InterestTest interest => interest with { Numbers = [interest.Numbers[1], interest.Numbers[0]] },
        PassTest pass => pass with { Numbers = [pass.Numbers[1], pass.Numbers[0]] },
        _ => test,
    };

    // "the budget is", "the budget and the seniority are", "everything in it is"
    private static string Asked(Condition condition)
    {
        string[] subjects = [.. Lines.Within(condition).Select(part => part switch
        {
            FactTest fact => $"the {FactWords.Noun(fact.Fact)}",
            WordTest { Subject: WordSubject.LastRejection } => "the last rejection",
            Named named => $"'{named.Name}'",
            _ => null,
        }).OfType<string>().Distinct()];
        return subjects.Length switch
        {
            1 => $"{subjects[0]} is",
            2 => $"{subjects[0]} and {subjects[1]} are",
            _ => "everything in it is",
        };
    }
}
