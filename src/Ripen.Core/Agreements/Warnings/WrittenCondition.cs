using System.Buffers;
using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>A condition as the language writes it, on one line: what a remark quotes, because a condition keeps only the place where it starts.</summary>
internal static class WrittenCondition
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("()[],'<>=!");

    public static string Of(Condition condition) => condition switch
    {
        Otherwise => "otherwise",
        Any any => string.Join(" or ", any.Of.Select(Of)),
        All all => string.Join(" and ", all.Of.Select(part => part is Any ? $"({Of(part)})" : Of(part))),
        Not not => not.Of is Any or All ? $"not ({Of(not.Of)})" : $"not {Of(not.Of)}",
        AtLeast some => $"at least {Whole(some.Wanted)} of ({string.Join(", ", some.Of.Select(Of))})",
        Named named => named.Name,
        FactTest { Op: TestOp.Within } test => $"{test.Fact.Name} within {test.Span}",
        FactTest { Op: TestOp.InTheLast } test => $"{test.Fact.Name} in the last {test.Span}",
        FactTest test => $"{test.Fact.Name} {Comparison(test.Op, IsWord(test.Fact.Type), [.. test.Values.Select(value => Quoted(value.Written))])}",
        InterestTest test => $"interest {Comparison(test.Op, false, [.. test.Numbers.Select(Numbers.Write)])}",
        PassTest test => $"pass {Comparison(test.Op, false, [.. test.Numbers.Select(Numbers.Write)])}",
        WordTest test => $"{NameOf(test.Subject)} {Comparison(test.Op, true, [.. test.Words])}",
        Behaviour { IsTouched: true } touched => $"touched {Kind(touched)}{Window(touched)}",
        Behaviour counted => $"count of {Kind(counted)}{Window(counted)} {Comparison(counted.Op, false, [Whole(counted.Count)])}",
        _ => "",
    };

    public static string NameOf(WordSubject subject) => subject switch
    {
        WordSubject.Temperature => "temperature",
        WordSubject.BuyingStage => "buying_stage",
        WordSubject.Stage => "stage",
        _ => "last_rejection",
    };

    /// <summary>A kind of touch as agreements write it; null is anything.</summary>
    public static string KindOf(string? folded) => folded?.Replace(' ', '_') ?? "anything";

    private static string Comparison(TestOp op, bool isWord, string[] values) => op switch
    {
        TestOp.Equal => isWord ? $"is {values[0]}" : $"= {values[0]}",
        TestOp.NotEqual => isWord ? $"is not {values[0]}" : $"!= {values[0]}",
        TestOp.Less => $"< {values[0]}",
        TestOp.AtMost => $"<= {values[0]}",
        TestOp.Greater => $"> {values[0]}",
        TestOp.AtLeast => $">= {values[0]}",
        TestOp.Between => $"between {values[0]} and {values[1]}",
        TestOp.In => $"in [{string.Join(", ", values)}]",
        TestOp.NotIn => $"not in [{string.Join(", ", values)}]",
        TestOp.InProblems => "in problems",
        TestOp.NotInProblems => "not in problems",
        TestOp.Known => "is known",
        TestOp.Unknown => "is unknown",
        TestOp.Free => "is free",
        TestOp.NotFree => "is not free",
        TestOp.Contains => $"contains {values[0]}",
        TestOp.High => "is high",
        TestOp.NotHigh => "is not high",
        _ => "",
    };

    private static bool IsWord(FactType type) => type is not (FactType.Number or FactType.Money or FactType.Date);

    private static string Kind(Behaviour behaviour) => Quoted(KindOf(behaviour.Kind));

    private static string Window(Behaviour behaviour) => behaviour.Window is { } window ? $" in the last {window}" : "";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string value)
    {
        var wantsQuotes = value.Length == 0 || value.AsSpan().ContainsAny(Signs)
            || value.Split(' ').Any(word => word is "and" or "or" or "not" or "known" or "unknown" or "free");
        return wantsQuotes ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;
    }
}
