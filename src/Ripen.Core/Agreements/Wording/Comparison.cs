using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What stands behind "is": "at least 20,000 EUR", "none of Germany and Austria", "within 6 months".</summary>
internal static class Comparison
{
    /// <param name="op">How it is compared.</param>
    /// <param name="values">The values as people say them.</param>
    /// <param name="order">Which words put them in order.</param>
    /// <param name="holds">False for the opposite.</param>
    /// <param name="alternatives">"among a, b and c" where false, "a, b or c" where true.</param>
    public static string Of(TestOp op, IReadOnlyList<string> values, Order order, bool holds, bool alternatives) => (holds ? op : Opposite(op)) switch
    {
        TestOp.Equal or TestOp.In => Either(values, alternatives),
        TestOp.NotEqual or TestOp.NotIn => Neither(values),
        TestOp.Less => order.Less(values[0]),
        TestOp.AtMost => order.AtMost(values[0]),
        TestOp.Greater => order.Greater(values[0]),
        TestOp.AtLeast => order.AtLeast(values[0]),
        TestOp.Between => $"{(holds ? "" : "not ")}between {Ends(values)}",
        TestOp.Known => "known",
        TestOp.Unknown => "not known",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "It has words of its own."),
    };

    /// <summary>"between 20,000 and 50,000 EUR": a currency that both ends share is said once.</summary>
    public static string Ends(IReadOnlyList<string> values, string joint = "and")
    {
        var (low, high) = (values[0], values[1]);
        var unit = high.LastIndexOf(' ');
        if (unit > 0 && char.IsAsciiDigit(high[unit - 1]) && low.EndsWith(high[unit..], StringComparison.Ordinal)) low = low[..^(high.Length - unit)];
        return $"{low} {joint} {high}";
    }

    /// <summary>"neither a nor b", "none of a, b and c".</summary>
    public static string Neither(IReadOnlyList<string> values) => values.Count switch
    {
        1 => $"not {values[0]}",
        2 => $"neither {values[0]} nor {values[1]}",
        _ => $"none of {FactWords.Listed(values, "and")}",
    };

    /// <summary>"in the last day", "in the last 30 days".</summary>
    public static string InTheLast(Duration span) => $"in the last {(span.Count == 1 ? span.ToString()[2..] : span.ToString())}";

    private static string Either(IReadOnlyList<string> values, bool alternatives) =>
        alternatives || values.Count <= 2 ? FactWords.Listed(values, "or") : $"among {FactWords.Listed(values, "and")}";

    private static TestOp Opposite(TestOp op) => op switch
    {
        TestOp.Equal or TestOp.In => TestOp.NotIn,
        TestOp.NotEqual or TestOp.NotIn => TestOp.In,
        TestOp.Less => TestOp.AtLeast,
        TestOp.AtMost => TestOp.Greater,
        TestOp.Greater => TestOp.AtMost,
        TestOp.AtLeast => TestOp.Less,
        TestOp.Known => TestOp.Unknown,
        TestOp.Unknown => TestOp.Known,
        _ => op,
    };
}

/// <summary>How people put values of one type in order.</summary>
internal sealed record Order(Func<string, string> Less, Func<string, string> AtMost, Func<string, string> Greater, Func<string, string> AtLeast)
{
    public static Order Amount { get; } = new(v => $"less than {v}", v => $"at most {v}", v => $"more than {v}", v => $"at least {v}");

    public static Order Heads { get; } = Amount with { Less = v => $"fewer than {v}" };

    public static Order Date { get; } = new(v => $"before {v}", v => $"on or before {v}", v => $"after {v}", v => $"on or after {v}");

    public static Order Rank { get; } = new(v => $"lower than {v}", v => $"{v} or lower", v => $"higher than {v}", v => $"{v} or higher");

    public static Order Time { get; } = new(v => $"sooner than {v}", v => $"{v} or sooner", v => $"later than {v}", v => $"{v} or later");

    public static Order Of(Fact fact) => fact.Type switch
    {
        FactType.Date => Date,
        FactType.OrderedChoice => fact is { IsStandard: true, Name: "purchase_timeframe" } ? Time : Rank,
        _ => Amount,
    };
}
