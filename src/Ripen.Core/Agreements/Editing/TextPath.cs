using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// The way to a value in an agreement's text, by keys and by places in lists from 0. Written as a JSON pointer (RFC 6901):
/// <c>/criteria/budget/met_when</c>, <c>/handover/route/0/to</c>.
/// </summary>
public sealed record TextPath(ValueList<string> Steps)
{
    private const int Longest = 2_000;

    public static TextPath Root { get; } = new([]);

    public string Last => Steps[^1];

    public TextPath Parent => new(Steps.SkipLast(1).ToValueList());

    public bool IsRoot => Steps.Count == 0;

    public static TextPath Of(params ReadOnlySpan<string> steps) => new(ValueList.Create(steps));

    /// <summary>Null where it is no pointer.</summary>
    public static TextPath? Parse(string text)
    {
        if (text.Length == 0) return Root;
        if (text[0] != '/' || text.Length > Longest) return null;
        return new(text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToValueList());
    }

    public TextPath Then(string step) => new(Steps.Append(step).ToValueList());

    public TextPath Then(int place) => Then(place.ToString(CultureInfo.InvariantCulture));

    /// <summary>The last step as a place in a list; -1 where it is none.</summary>
    public int Place => Steps.Count > 0 && int.TryParse(Last, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1;

    public override string ToString() => string.Concat(Steps.Select(step => "/" + step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
}

/// <summary>The way from a condition to a part of it, by places from 0; empty for the condition itself. Written <c>0.2</c>.</summary>
public sealed record ClausePath(ValueList<int> Steps)
{
    private const int Deepest = 60;

    public static ClausePath Whole { get; } = new([]);

    public bool IsWhole => Steps.Count == 0;

    public ClausePath Parent => new(Steps.SkipLast(1).ToValueList());

    public int Last => Steps[^1];

    public static ClausePath Of(params ReadOnlySpan<int> steps) => new(ValueList.Create(steps));

    /// <summary>Null where it is none.</summary>
    public static ClausePath? Parse(string text)
    {
        if (text.Length == 0) return Whole;
        var steps = new List<int>();
        foreach (var part in text.Split('.'))
        {
            if (steps.Count == Deepest || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return null;
            steps.Add(step);
        }
        return new(steps.ToValueList());
    }

    public ClausePath Then(int place) => new(Steps.Append(place).ToValueList());

    public override string ToString() => string.Join('.', Steps.Select(step => step.ToString(CultureInfo.InvariantCulture)));
}
