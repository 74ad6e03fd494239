namespace Ripen.Measuring;

/// <summary>The gamma function's logarithm and its slope, for arguments above 0.</summary>
internal static class Gamma
{
    // From here on the series below are exact to the last bits; smaller arguments are moved up by Γ(x + 1) = x·Γ(x).
    private const double Far = 15;

    private static readonly double HalfLogTwoPi = Math.Log(2 * Math.PI) / 2;

    /// <summary>ln Γ(x), by Stirling's series (DLMF 5.11.1).</summary>
    public static double Log(double x)
    {
        var product = 1.0;
        for (; x < Far; x++) product *= x;
        var t = 1 / (x * x);
        var series = (1.0 / 12 - t * (1.0 / 360 - t * (1.0 / 1260 - t * (1.0 / 1680 - t / 1188)))) / x;
        return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + series - Math.Log(product);
    }

    /// <summary>ψ(x + steps) − ψ(x), the slope of ln Γ(x + steps) − ln Γ(x): Σ 1/(x + i), i from 0 (DLMF 5.5.2), or by the series of ψ (DLMF 5.11.2).</summary>
    public static double SlopeGained(double x, int steps)
    {
        if (steps > Far) return Slope(x + steps) - Slope(x);
        var sum = 0.0;
        for (var i = 0; i < steps; i++) sum += 1 / (x + i);
        return sum;
    }

    private static double Slope(double x)
    {
        var sum = 0.0;
        for (; x < Far; x++) sum += 1 / x;
        var t = 1 / (x * x);
        var series = t * (1.0 / 12 - t * (1.0 / 120 - t * (1.0 / 252 - t * (1.0 / 240 - t / 132))));
        return Math.Log(x) - 1 / (2 * x) - series - sum;
    }
}
