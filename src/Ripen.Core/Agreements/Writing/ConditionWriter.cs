using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Writes a condition as the language has it, with the fewest brackets that keep its meaning; it reads back as an equal one.</summary>
public static class ConditionWriter
{
    public static string Write(Condition condition) => Write(condition, Binding.Or);

    /// <summary>The condition in pieces that may stand on lines of their own: the parts of an <c>or</c>.</summary>
    internal static IEnumerable<string> Lines(Condition condition) => condition is Any any
        ? any.Of.Select((part, i) => (i == 0 ? "" : "or ") + Write(part, Binding.And))
        : [Write(condition)];

    // How tightly what surrounds a condition binds: what binds less needs brackets there.
    internal enum Binding : byte { Or, And, Not }

    /// <summary>How tightly a condition binds its parts.</summary>
    internal static Binding Inside(Condition? around) => around switch
    {
        Any => Binding.And,
        All or Not => Binding.Not,
        _ => Binding.Or,
    };

    internal static bool NeedsBrackets(Condition condition, Binding around) => condition switch
    {
        Any => around > Binding.Or,
        All => around > Binding.And,
        _ => false,
    };

    /// <summary>A value as a test has it: in quotes where the language takes a piece of it for something else.</summary>
    /// <param name="text">What is meant.</param>
    /// <param name="behindIs">Whether it stands right behind <c>is</c>.</param>
    internal static string ValueText(string text, bool behindIs) => Value(text, behindIs);

    /// <summary>A kind of touch as a condition has it.</summary>
    internal static string KindText(string kind) => Kind(Folded.From(kind));

    private static string Write(Condition condition, Binding around) => condition switch
    {
        Any any => Bracketed(NeedsBrackets(any, around), string.Join(" or ", any.Of.Select(part => Write(part, Binding.And)))),
        All all => Bracketed(NeedsBrackets(all, around), string.Join(" and ", all.Of.Select(part => Write(part, Binding.Not)))),
        Not not => $"not {Write(not.Of, Binding.Not)}",
        AtLeast some => $"at least {Text(some.Wanted)} of ({string.Join(", ", some.Of.Select(Write))})",
        Otherwise => "otherwise",
        Named named => named.Name,
        FactTest test => $"{test.Fact.Name} {Comparison(test)}",
        InterestTest { Op: TestOp.High } => "interest is high",
        InterestTest { Op: TestOp.NotHigh } => "interest is not high",
        InterestTest test => $"interest {Comparison(test.Op, [.. test.Numbers.Select(Numbers.Write)])}",
        PassTest test => $"pass {Comparison(test.Op, [.. test.Numbers.Select(Numbers.Write)])}",
        WordTest test => $"{NameOf(test.Subject)} {Comparison(test.Op, [.. test.Words.Select(word => Value(word, IsBehindIs(test.Op)))], inWords: true)}",
        Behaviour behaviour => Touches(behaviour),
        _ => throw new ArgumentException($"There is no way to write a {condition.GetType().Name}.", nameof(condition)),
    };

    private static string Bracketed(bool needed, string text) => needed ? $"({text})" : text;

    private static string Comparison(FactTest test)
    {
        var inWords = test.Fact.Type is FactType.Text or FactType.YesNo or FactType.Choice or FactType.OrderedChoice;
        return test.Op switch
        {
            TestOp.Within => $"within {test.Span}",
            TestOp.InTheLast => $"in the last {test.Span}",
            TestOp.Between when test.Fact.Type == FactType.Money && test.Values[0].Value.Code == test.Values[1].Value.Code =>
                $"between {Numbers.Write(test.Values[0].Value.Low)} and {Written(test.Fact, test.Values[1], TestOp.Between)}",
            _ => Comparison(test.Op, [.. test.Values.Select(operand => Written(test.Fact, operand, test.Op))], inWords),
        };
    }

    private static string Comparison(TestOp op, string[] values, bool inWords = false) => op switch
    {
        TestOp.Equal => inWords ? $"is {values[0]}" : $"= {values[0]}",
        TestOp.NotEqual => inWords ? $"is not {values[0]}" : $"!= {values[0]}",
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
        _ => throw new ArgumentException($"There is no way to write {op}.", nameof(op)),
    };

    private static string Written(Fact fact, Operand operand, TestOp op) => fact.Type switch
    {
        FactType.Text => Value(operand.Written, IsBehindIs(op)),
        FactType.Number => Numbers.Write(operand.Value.Low),
        FactType.Money => $"{Numbers.Write(operand.Value.Low)} {operand.Value.Currency.Code}",
        FactType.Date => Dates.Write(operand.Value.Date),
        FactType.YesNo => operand.Value.Code == 1 ? "yes" : "no",
        _ => Value(fact.Options[operand.Value.Code], IsBehindIs(op)),
    };

    private static bool IsBehindIs(TestOp op) => op is TestOp.Equal or TestOp.NotEqual;

    // Quotes only where the language takes a piece of it for something else.
    private static string Value(string text, bool behindIs)
    {
        var words = text.Split(' ');
        var needsQuotes = words.Contains("") || text.Any(c => IsSign(c) || (c != ' ' && char.IsWhiteSpace(c)))
            || words.Any(word => word is "and" or "or" or "not") || (behindIs && words[0] is "known" or "unknown" or "free");
        return needsQuotes ? Quoted(text) : text;
    }

    private static string Touches(Behaviour behaviour)
    {
        var kind = behaviour.Kind is null ? "anything" : Kind(behaviour.Kind);
        var window = behaviour.Window is { } span ? $" in the last {span}" : "";
        return behaviour.IsTouched ? $"touched {kind}{window}" : $"count of {kind}{window} {Comparison(behaviour.Op, [Text(behaviour.Count)])}";
    }

    // A kind is kept folded: its spaces were underscores.
    private static string Kind(string folded)
    {
        var word = folded.Replace(' ', '_');
        return Words.Keywords.Contains(word) || word.Any(c => IsSign(c) || char.IsWhiteSpace(c)) ? Quoted(word) : word;
    }

    internal static string NameOf(WordSubject subject) => subject switch
    {
        WordSubject.Temperature => "temperature",
        WordSubject.BuyingStage => "buying_stage",
        WordSubject.Stage => "stage",
        _ => "last_rejection",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsSign(char c) => "()[],'<>=!".Contains(c, StringComparison.Ordinal);
}
