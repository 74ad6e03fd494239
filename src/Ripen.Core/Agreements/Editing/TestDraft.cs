using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// A test as people put it together: what is looked at, how it is compared, with what. Nothing in it has been checked;
/// <see cref="Text"/> is what the language is asked to read.
/// </summary>
/// <param name="Subject">A fact's name; <c>interest</c>, <c>temperature</c> and their like; <c>touched</c>, <c>count of</c>; for a criterion or another name, that behind <c>name:</c>.</param>
/// <param name="Comparison">As the language writes it: <c>&gt;=</c>, <c>is not</c>, <c>in the last</c>; empty for a name and for <c>touched</c>.</param>
public sealed record TestDraft(string Subject, string Comparison)
{
    public const string NamePrefix = "name:";
    public const string Touched = "touched";
    public const string CountOf = "count of";

    /// <summary>Without quotes.</summary>
    public ValueList<string> Values { get; init; } = [];

    /// <summary>A time: <c>6 months</c>.</summary>
    public string Span { get; init; } = "";

    /// <summary>For behaviour: the kind of touch; empty for anything they did.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The condition in the language.</summary>
    public string Text => Subject switch
    {
        Touched => $"touched {KindText}{Window}",
        CountOf => $"count of {KindText}{Window} {Comparison} {First}",
        _ when Subject.StartsWith(NamePrefix, StringComparison.Ordinal) => Subject[NamePrefix.Length..],
        _ => $"{Subject} {Comparison}{Behind}",
    };

    /// <summary>What a test or name says; null for what is joined of several.</summary>
    public static TestDraft? Of(Condition condition) => condition switch
    {
        Named named => new(NamePrefix + named.Name, ""),
        FactTest test => new(test.Fact.Name, SignOf(test.Op, IsInWords(test.Fact.Type))) { Values = [.. test.Values.Select(value => ValueOf(test.Fact, value))], Span = test.Span?.ToString() ?? "" },
        InterestTest test => new("interest", SignOf(test.Op, false)) { Values = [.. test.Numbers.Select(Numbers.Write)] },
        PassTest test => new("pass", SignOf(test.Op, false)) { Values = [.. test.Numbers.Select(Numbers.Write)] },
        WordTest test => new(ConditionWriter.NameOf(test.Subject), SignOf(test.Op, true)) { Values = test.Words },
        Behaviour touched => new(touched.IsTouched ? Touched : CountOf, touched.IsTouched ? "" : SignOf(touched.Op, false))
        {
            Kind = touched.Kind?.Replace(' ', '_') ?? "",
            Span = touched.Window?.ToString() ?? "",
            Values = touched.IsTouched ? [] : [Numbers.Write(touched.Count)],
        },
        _ => null,
    };

    internal static bool IsInWords(FactType type) => type is FactType.Text or FactType.YesNo or FactType.Choice or FactType.OrderedChoice;

    private string KindText => Kind.Trim().Length == 0 ? "anything" : ConditionWriter.KindText(Kind);

    private string Window => Span.Trim().Length == 0 ? "" : $" in the last {Span.Trim()}";

    private string First => Values.Count > 0 ? Values[0].Trim() : "";

    private string Behind => Comparison switch
    {
        "within" or "in the last" => $" {Span.Trim()}",
        "in" or "not in" => $" [{string.Join(", ", Values.Select(value => ConditionWriter.ValueText(value.Trim(), behindIs: false)))}]",
        "between" => $" {End(First)} and {End(Values.Count > 1 ? Values[1].Trim() : "")}",
        _ when Values.Count == 0 => "",
        _ => $" {ConditionWriter.ValueText(First, behindIs: Comparison is "is" or "is not" or "=" or "!=")}",
    };

    // What is not filled in yet stays out, so that what is missing is said.
    private static string End(string value) => value.Length == 0 ? "" : ConditionWriter.ValueText(value, behindIs: false);

    private static string ValueOf(Fact fact, Operand operand) => fact.Type switch
    {
        FactType.Text => operand.Written,
        FactType.YesNo => operand.Value.Code == 1 ? "yes" : "no",
        FactType.Choice or FactType.OrderedChoice => fact.Options[operand.Value.Code],
        FactType.Money => $"{Numbers.Write(operand.Value.Low)} {operand.Value.Currency.Code}",
        FactType.Number => Numbers.Write(operand.Value.Low),
        _ => Dates.Write(operand.Value.Date),
    };

    private static string SignOf(TestOp op, bool inWords) => op switch
    {
        TestOp.Equal => inWords ? "is" : "=",
        TestOp.NotEqual => inWords ? "is not" : "!=",
        TestOp.Less => "<",
        TestOp.AtMost => "<=",
        TestOp.Greater => ">",
        TestOp.AtLeast => ">=",
        TestOp.Between => "between",
        TestOp.In => "in",
        TestOp.NotIn => "not in",
        TestOp.InProblems => "in problems",
        TestOp.NotInProblems => "not in problems",
        TestOp.Known => "is known",
        TestOp.Unknown => "is unknown",
        TestOp.Free => "is free",
        TestOp.NotFree => "is not free",
        TestOp.Within => "within",
        TestOp.InTheLast => "in the last",
        TestOp.Contains => "contains",
        TestOp.High => "is high",
        _ => "is not high",
    };
}
