namespace Ripen.Measuring;

/// <summary>So many of so many, of one source or campaign.</summary>
/// <param name="Count">0 to <paramref name="Total"/>.</param>
/// <param name="Total">0 or more.</param>
public readonly record struct Counted(int Count, int Total);

/// <summary>A source's rate as all sources together make it likely.</summary>
/// <param name="Value">0 to 1, between the source's own rate and the mean of all: its own the more it has counted. Without anything counted, the mean.</param>
/// <param name="Likely">95 %, within 0 to 1.</param>
public readonly record struct ShrunkRate(double Value, Interval Likely);

/// <summary>What it rests on how far sources differ.</summary>
public enum SpreadBasis
{
    /// <summary>The sources differ by more than chance, and how far was fitted.</summary>
    Fitted,

    /// <summary>The sources differ by no more than chance: each is taken for the mean, the surer the more all have counted.</summary>
    Alike,

    /// <summary>How far sources differ cannot be seen, because fewer than two have counted anything or none has counted more than one: each keeps its own rate, but for one observation at the mean.</summary>
    Unseen,
}

/// <summary>
/// The rates of many sources, shrunk towards their mean while small. Each source's true rate is taken as drawn from one
/// beta distribution, which is fitted over the sources, and its count as binomial: empirical Bayes (Efron and Morris
/// 1975, JASA 70, 311–319; beta-binomial: Griffiths 1973, Biometrics 29, 637–648).
/// </summary>
/// <param name="Mean">Of the fitted distribution, 0 to 1.</param>
/// <param name="Weight">Of the mean, in observations; 0.1 up to all that was counted, or 1.</param>
/// <param name="Rates">One for each source, in their order.</param>
public sealed record ShrunkRates(double Mean, double Weight, SpreadBasis Basis, IReadOnlyList<ShrunkRate> Rates)
{
    /// <summary>The same counts give the same rates. Of two sources with the same total the one with the higher count has the higher rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more than its total.</exception>
    public static ShrunkRates Of(IReadOnlyList<Counted> sources)
    {
        foreach (var source in sources)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(source.Count, nameof(sources));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Count, source.Total, nameof(sources));
        }
        var spread = Spread.Of(sources);
        var rates = new ShrunkRate[sources.Count];
        for (var place = 0; place < rates.Length; place++) rates[place] = Shrunk(sources[place], spread);
        return new(spread.Mean, spread.Weight, spread.Basis, rates);
    }

    /// <summary>The beta distribution after the source's counts: Beta(k + weight·mean, n − k + weight·(1 − mean)); its mean and its quantiles.</summary>
    private static ShrunkRate Shrunk(Counted source, Spread spread)
    {
        var met = source.Count + spread.Weight * spread.Mean;
        var missed = source.Total - (double)source.Count + spread.Weight * (1 - spread.Mean);
        var own = source.Total == 0 ? spread.Mean : (double)source.Count / source.Total;
        // It lies between the two anyway, but for the last bits.
        var value = Math.Clamp(met / (met + missed), Math.Min(own, spread.Mean), Math.Max(own, spread.Mean));
        var low = Beta.Quantile(Interval.LowTail, met, missed);
        return new(value, new(low, Math.Max(low, Beta.Quantile(Interval.HighTail, met, missed))));
    }
}
