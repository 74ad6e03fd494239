namespace Ripen.Measuring;

/// <summary>The beta distribution of a share between 0 and 1; both parameters are above 0.</summary>
internal static class Beta
{
    // What stands for zero where it would be divided by.
    private const double Tiny = 1e-300;

    /// <summary>
    /// How likely the share is at most <paramref name="x"/>, 0 to 1: the regularised incomplete beta function I_x(a, b)
    /// (DLMF 8.17.2), by its continued fraction on the side where that converges fast (DLMF 8.17.22 and 8.17.4).
    /// </summary>
    public static double Below(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) + Gamma.Log(a + b) - Gamma.Log(a) - Gamma.Log(b));
        var below = x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - front * Fraction(1 - x, b, a) / b;
        return Math.Clamp(below, 0, 1);
    }

    /// <summary>The share below which it lies as likely as <paramref name="likely"/> (0 to 1), exact to about 1e-12 up to counts of a million and to a 1e-5th of its spread up to 2³¹.</summary>
    public static double Quantile(double likely, double a, double b) => Root.Between(0, 1, x => Below(x, a, b) - likely);

    /// <summary>
    /// The continued fraction by Lentz's method as modified by Thompson and Barnett (Press et al., Numerical Recipes,
    /// 3rd ed. 2007, 5.2 and 6.4). It takes some √max(a, b) steps: 50,000 at the most for counts of 2³¹.
    /// </summary>
    private static double Fraction(double x, double a, double b)
    {
        var most = 1000 + 10 * Math.Sqrt(Math.Max(a, b));
        var c = 1.0;
        var d = 1 / Away(1 - (a + b) * x / (a + 1));
        var value = d;
        for (var m = 1; m < most; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Away(1 + even * d);
            c = Away(1 + even / c);
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Away(1 + odd * d);
            c = Away(1 + odd / c);
            value *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15) break;
        }
        return value;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
