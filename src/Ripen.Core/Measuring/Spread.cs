namespace Ripen.Measuring;

/// <summary>How the true rates of sources are spread: Beta(weight·mean, weight·(1 − mean)).</summary>
/// <param name="Mean">Above 0, below 1.</param>
/// <param name="Weight">In observations: the higher, the closer together.</param>
internal readonly record struct Spread(double Mean, double Weight, SpreadBasis Basis)
{
    // Below that nearly every source would be all or nothing.
    private const double LeastWeight = 0.1;

    private const double Stride = 4;

    /// <summary>
    /// By maximum marginal likelihood, from the moments on. Given the mean, the likelihood has at most one maximum over
    /// the weight (Levin and Reeds 1977, Annals of Statistics 5, 79–87), and given the weight it is concave over the
    /// mean. The weight is never more than all that was counted: alike sources do not make a mean surer than their sum.
    /// </summary>
    public static Spread Of(IReadOnlyList<Counted> sources)
    {
        Counted[] counted = [.. sources.Where(source => source.Total > 0)];
        var (met, all) = (counted.Sum(source => (long)source.Count), counted.Sum(source => (long)source.Total));
        // Jeffreys' half an observation on either side keeps the mean off 0 and 1 (Brown, Cai, DasGupta 2001, Statistical Science 16, 101–133).
        var halfway = (met + 0.5) / (all + 1);
        if (counted.Length < 2 || counted.All(source => source.Total == 1)) return new(halfway, 1, SpreadBasis.Unseen);
        if (met == 0 || met == all) return new(halfway, all, SpreadBasis.Alike);
        var mean = (double)met / all;
        return Fit(counted, Math.Clamp(WeightByMoments(counted, mean, all), LeastWeight, all), all) ?? new(mean, all, SpreadBasis.Alike);
    }

    /// <summary>Where the likelihood, at its best mean for each weight, stops rising over the weight; null where it still rises at <paramref name="mostWeight"/>.</summary>
    private static Spread? Fit(Counted[] counted, double start, double mostWeight)
    {
        var (low, high) = (start, start);
        if (IsRising(start))
        {
            do (low, high) = (high, Math.Min(high * Stride, mostWeight));
            while (high < mostWeight && IsRising(high));
            if (high >= mostWeight && IsRising(mostWeight)) return null;
        }
        else
        {
            do (low, high) = (Math.Max(low / Stride, LeastWeight), low);
            while (low > LeastWeight && !IsRising(low));
            if (low <= LeastWeight && !IsRising(LeastWeight)) return new Spread(MeanAt(counted, LeastWeight), LeastWeight, SpreadBasis.Fitted);
        }
        var weight = Math.Exp(Root.Between(Math.Log(low), Math.Log(high), log => Slope(Math.Exp(log))));
        return new Spread(MeanAt(counted, weight), weight, SpreadBasis.Fitted);

        bool IsRising(double at) => Slope(at) > 0;
        double Slope(double at) => SlopeOverWeight(counted, MeanAt(counted, at), at);
    }

    /// <summary>The likeliest mean for a weight. The slope falls from +∞ at 0 to −∞ at 1, because some of all met and some did not.</summary>
    private static double MeanAt(Counted[] counted, double weight) =>
        Root.Between(1e-15, 1 - 1e-15, mean =>
        {
            var slope = 0.0;
            foreach (var (met, all) in counted)
                slope += Gamma.SlopeGained(weight * mean, met) - Gamma.SlopeGained(weight * (1 - mean), all - met);
            return slope;
        });

    /// <summary>
    /// The slope of the beta-binomial log likelihood Σ ln B(k + wm, n − k + w(1 − m)) − ln B(wm, w(1 − m)) over the
    /// weight w. At the likeliest mean it is also that of the highest likelihood for each weight.
    /// </summary>
    private static double SlopeOverWeight(Counted[] counted, double mean, double weight)
    {
        var slope = 0.0;
        foreach (var (met, all) in counted)
        {
            slope += mean * Gamma.SlopeGained(weight * mean, met)
                + (1 - mean) * Gamma.SlopeGained(weight * (1 - mean), all - met)
                - Gamma.SlopeGained(weight, all);
        }
        return slope;
    }

    /// <summary>
    /// Kleinman's moments (1973, JASA 68, 46–54) with weights n/Σn: 1/(weight + 1) is the share of the variance between
    /// rates that chance does not explain. Infinite where chance explains all of it.
    /// </summary>
    private static double WeightByMoments(Counted[] counted, double mean, double all)
    {
        var (squares, inner) = (0.0, 0.0);
        foreach (var (count, total) in counted)
        {
            var weight = total / all;
            var off = (double)count / total - mean;
            squares += weight * off * off;
            inner += weight * (1 - weight);
        }
        var chance = (counted.Length - 1) / all;
        var variance = mean * (1 - mean);
        var share = (squares - variance * chance) / (variance * (inner - chance));
        return share > 0 ? 1 / Math.Min(share, 1) - 1 : double.PositiveInfinity;
    }
}
