namespace Ripen.Measuring;

/// <summary>By how much one rate is higher than another of other people, and how sure that is.</summary>
/// <param name="Value">−1 to 1; the first less the second.</param>
/// <param name="Likely">With 95 % confidence; where it has 0 in it, nothing can be said yet.</param>
public readonly record struct RateDifference(double Value, Interval Likely)
{
    /// <summary>Whether the sign is certain enough to act upon.</summary>
    public bool IsClear => Likely.Low > 0 || Likely.High < 0;

    /// <summary>
    /// By Newcombe's hybrid score interval, from the Wilson intervals of both (Newcombe 1998, Statistics in Medicine 17,
    /// 873–890, method 10): d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²).
    /// </summary>
    public static RateDifference Of(Rate first, Rate second)
    {
        var value = first.Value - second.Value;
        var below = Math.Sqrt(Square(first.Value - first.Likely.Low) + Square(second.Likely.High - second.Value));
        var above = Math.Sqrt(Square(first.Likely.High - first.Value) + Square(second.Value - second.Likely.Low));
        return new(value, new(Math.Max(-1, value - below), Math.Min(1, value + above)));
    }

    private static double Square(double number) => number * number;
}
