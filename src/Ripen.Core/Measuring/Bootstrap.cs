namespace Ripen.Measuring;

/// <summary>
/// Where a mean likely lies, from drawing the same number again and again from what was seen, with the corrections for
/// bias and skewness: BCa (Efron 1987, JASA 82, 171–185; DiCiccio and Efron 1996, Statistical Science 11, 189–228,
/// section 2).
/// </summary>
internal static class Bootstrap
{
    // One less than a round number, so that the quantiles fall on resamples; fewer where each is dear and skewness small.
    private const int Resamples = 1999;
    private const int ResamplesOfMany = 999;
    private const int Many = 20_000;

    /// <summary>
    /// The interval of the mean of <paramref name="all"/> numbers that are 0 but for <paramref name="amounts"/>. A resample
    /// of all is one of the amounts, as often as a binomial says: zeros need no drawing.
    /// </summary>
    /// <param name="amounts">Above 0, one or more, in an order that is the same for the same amounts.</param>
    public static Interval OfMean(int all, double[] amounts, ulong seed)
    {
        var means = Means(all, amounts, seed);
        var mean = amounts.Sum() / all;
        var bias = Normal.Quantile(ShareBelow(means, mean));
        var acceleration = Acceleration(all, amounts, mean);
        return new(means[Place(-Interval.Z)], means[Place(Interval.Z)]);

        int Place(double z)
        {
            var shifted = bias + z;
            var level = Normal.Below(bias + shifted / (1 - acceleration * shifted));
            return Math.Clamp((int)Math.Round(level * (means.Length + 1)) - 1, 0, means.Length - 1);
        }
    }

    private static double[] Means(int all, double[] amounts, ulong seed)
    {
        var draws = new Draws(seed);
        var numbers = new BinomialDraws(amounts.Length, all);
        var means = new double[amounts.Length > Many ? ResamplesOfMany : Resamples];
        for (var place = 0; place < means.Length; place++)
        {
            var sum = 0.0;
            for (var left = numbers.Next(ref draws); left > 0; left--) sum += amounts[draws.Below(amounts.Length)];
            means[place] = sum / all;
        }
        Array.Sort(means);
        return means;
    }

    /// <summary>Above 0 and below 1; of what is equal to the mean but for the last bits, one half counts.</summary>
    private static double ShareBelow(double[] means, double mean)
    {
        var slack = mean * 1e-12;
        var (below, equal) = (0, 0);
        foreach (var one in means)
        {
            if (one < mean - slack) below++;
            else if (one <= mean + slack) equal++;
        }
        return (below + equal / 2.0 + 0.5) / (means.Length + 1);
    }

    /// <summary>Σ(x − mean)³ / 6(Σ(x − mean)²)^(3/2), the zeros included: a sixth of the mean's skewness; 0 where all are equal.</summary>
    private static double Acceleration(int all, double[] amounts, double mean)
    {
        var zeros = (double)all - amounts.Length;
        var (squares, cubes) = (zeros * mean * mean, -zeros * mean * mean * mean);
        foreach (var amount in amounts)
        {
            var off = amount - mean;
            squares += off * off;
            cubes += off * off * off;
        }
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
