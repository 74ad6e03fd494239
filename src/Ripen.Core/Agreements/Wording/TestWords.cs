using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// A single test as a pair of verb phrases for sentences of evidence: behind the fact's name and value ("Budget of
/// 25,000 EUR", "Interest of 37.5 points"), and of behaviour behind "they".
/// </summary>
public static class TestWords
{
    /// <summary>"is at least 20,000 EUR" where it holds, "is less than 20,000 EUR" where it fails.</summary>
    public static (string Holds, string Fails) Phrases(Test test, Agreement agreement) => (Phrase(test, agreement, true), Phrase(test, agreement, false));

    /// <summary>The reason's own words, in quotes.</summary>
    internal static string Reason(string id, Agreement agreement) =>
        $"'{agreement.Handover.RejectReasons.FirstOrDefault(reason => reason.Id == id)?.Says ?? FactWords.Spaced(id)}'";

    /// <summary>The values of a test on a fact as people say them.</summary>
    internal static IReadOnlyList<string> Values(FactTest test) => [.. test.Values.Select(value => Value(test.Fact, value))];

    internal static IReadOnlyList<string> Values(IEnumerable<decimal> numbers) => [.. numbers.Select(Numbers.ForPeople)];

    internal static IReadOnlyList<string> Values(WordTest test, Agreement agreement) =>
        [.. test.Words.Select(word => test.Subject == WordSubject.LastRejection ? Reason(word, agreement) : FactWords.Spaced(word))];

    internal static string High(Agreement agreement, bool holds)
    {
        var from = Numbers.ForPeople(agreement.Interest?.HighFrom ?? 0);
        return holds ? $"high ({from} points or more)" : $"not high (less than {from} points)";
    }

    private static string Phrase(Test test, Agreement agreement, bool holds) => test switch
    {
        FactTest fact => Phrase(fact, holds),
        InterestTest { Op: TestOp.High or TestOp.NotHigh } high => $"is {High(agreement, high.Op == TestOp.High == holds)}",
        InterestTest interest => $"is {Comparison.Of(interest.Op, Values(interest.Numbers), Order.Amount, holds, false)} points",
        PassTest pass => $"is {Comparison.Of(pass.Op, Values(pass.Numbers), Order.Amount, holds, false)}",
        WordTest word => $"is {Comparison.Of(word.Op, Values(word, agreement), Order.Amount, holds, false)}",
        Behaviour behaviour => KindWords.Predicate(behaviour, holds),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "There is no such test."),
    };

    private static string Phrase(FactTest test, bool holds) => test.Op switch
    {
        TestOp.InProblems or TestOp.NotInProblems => $"is {Not(test.Op == TestOp.InProblems == holds)}a problem we solve better",
        TestOp.Free or TestOp.NotFree => $"is {Not(test.Op == TestOp.Free == holds)}a free mail provider's",
        TestOp.Within => $"is {Not(holds)}within {test.Span}",
        TestOp.InTheLast => $"is {Not(holds)}{Comparison.InTheLast(test.Span!.Value)}",
        TestOp.Contains => $"{(holds ? "mentions" : "does not mention")} '{test.Values[0].Written}'",
        _ => $"is {Comparison.Of(test.Op, Values(test), Order.Of(test.Fact), holds, false)}",
    };

    private static string Not(bool holds) => holds ? "" : "not ";

    // Text that holds a comma, or a word that joins, would run into its neighbours.
    private static string Value(Fact fact, Operand operand)
    {
        var shown = FactWords.Show(fact, operand.Value, FactWords.Spaced(operand.Written));
        if (fact.IsStandard && fact.Name is "country" or "organisation_country") return WithArticle(shown);
        return shown.Contains(',', StringComparison.Ordinal) && fact.Type is FactType.Text or FactType.Choice or FactType.OrderedChoice
            || shown.Contains(" or ", StringComparison.Ordinal) || shown.Contains(" and ", StringComparison.Ordinal) ? $"'{shown}'" : shown;
    }

    // "the United States", "the Netherlands".
    private static string WithArticle(string country) =>
        country.StartsWith("United ", StringComparison.Ordinal) || country.EndsWith(" Islands", StringComparison.Ordinal) || country.Contains("Republic", StringComparison.Ordinal)
        || country is "Netherlands" or "Philippines" or "Bahamas" or "Gambia" or "Maldives" or "Comoros" ? $"the {country}" : country;
}
