namespace Ripen.Measuring;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>How likely a number is below <paramref name="z"/>, 0 to 1, within 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17).</summary>
    public static double Below(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        var beyond = series * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return z < 0 ? beyond : 1 - beyond;
    }

    /// <summary>The number below which one lies as likely as <paramref name="likely"/>, 0.00001 to 0.99999; 0 for a half.</summary>
    public static double Quantile(double likely) => likely == 0.5 ? 0 : Root.Between(-5, 5, z => Below(z) - likely);
}
