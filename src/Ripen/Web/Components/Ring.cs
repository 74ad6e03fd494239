using System.Globalization;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Web.Components;

/// <summary>One arc of a lead's glyph.</summary>
/// <param name="Class">How it is drawn: met, not-met, unknown.</param>
/// <param name="Path">In a square of 36, clockwise.</param>
internal readonly record struct Arc(string Class, string Path);

/// <summary>How a lead's criteria become a ring, and a sentence for whoever does not see it.</summary>
internal static class Ring
{
    private const double Centre = 18;
    private const double Radius = 14;

    // As wide on the ring as the stroke is thick looks like one gap.
    private const double Gap = 0.28;

    /// <summary>From the top on, clockwise, all of one length.</summary>
    public static IEnumerable<Arc> ArcsOf(IReadOnlyList<CriterionFinding> criteria)
    {
        if (criteria.Count == 0) return [new("unknown", Between(0, (2 * Math.PI) - 0.01))];
        var step = 2 * Math.PI / criteria.Count;
        var gap = criteria.Count == 1 ? 0.01 : Math.Min(Gap, step / 3);
        return criteria.Select((criterion, place) => new Arc(ClassOf(criterion.Met), Between((place * step) + (gap / 2), ((place + 1) * step) - (gap / 2))));
    }

    /// <summary>Warm: need and timeline met, budget not met, authority unknown.</summary>
    public static string Says(string? temperature, IReadOnlyList<CriterionFinding> criteria)
    {
        var parts = new[] { (Truth.True, "met"), (Truth.False, "not met"), (Truth.Unknown, "unknown") }
            .Select(kind => (Words: criteria.Where(criterion => criterion.Met == kind.Item1).Select(criterion => FactWords.Spaced(criterion.Name)).ToList(), As: kind.Item2))
            .Where(kind => kind.Words.Count > 0).Select(kind => $"{FactWords.Listed(kind.Words, "and")} {kind.As}").ToList();
        var head = temperature is null ? "Not judged yet" : FactWords.Capital(temperature);
        return parts.Count == 0 ? head : $"{head}: {string.Join(", ", parts)}";
    }

    public static string ClassOf(Truth met) => met switch { Truth.True => "met", Truth.False => "not-met", _ => "unknown" };

    private static string Between(double from, double to)
    {
        var ((x1, y1), (x2, y2)) = (At(from), At(to));
        return string.Create(CultureInfo.InvariantCulture, $"M{x1:0.##} {y1:0.##}A{Radius} {Radius} 0 {(to - from > Math.PI ? 1 : 0)} 1 {x2:0.##} {y2:0.##}");
    }

    private static (double X, double Y) At(double angle) => (Centre + (Radius * Math.Sin(angle)), Centre - (Radius * Math.Cos(angle)));
}
