namespace Ripen.Measuring;

/// <summary>
/// What one of many brings on average where most bring nothing and a few bring much, as revenue per inquiry: the share
/// that brings anything times the mean of what it brings (a hurdle: Cragg 1971, Econometrica 39, 829–844).
/// </summary>
/// <param name="Bringing">The share that brings anything.</param>
/// <param name="MeanBrought">Of those that bring anything, in minor units; null where none does.</param>
/// <param name="Mean">Of all, in minor units: the product of the two.</param>
/// <param name="Likely">Where the mean likely lies, 95 %, in minor units; null where fewer than two bring anything: how far amounts differ cannot be seen then.</param>
public readonly record struct MeanOfFew(Rate Bringing, double? MeanBrought, double Mean, Interval? Likely)
{
    /// <summary>The fewest amounts from which an interval is drawn.</summary>
    public const int FewestForInterval = 2;

    /// <summary>
    /// Null where nobody could bring anything. The same numbers and the same seed give the same result, in whatever order
    /// the amounts come. The cost is by the amounts, not by all: a hundredth of a second for a thousand, half a second for
    /// a hundred thousand of a million.
    /// </summary>
    /// <param name="all">How many could have brought something, 0 or more.</param>
    /// <param name="amounts">What those brought that brought anything, in minor units of one currency, each 0 or more (0 counts as nothing brought); at most <paramref name="all"/>.</param>
    /// <param name="seed">Any number: it decides the resamples.</param>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative, or there are more amounts than could have brought something.</exception>
    public static MeanOfFew? Of(int all, ReadOnlySpan<long> amounts, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(all, amounts.Length);
        var brought = Ascending(amounts);
        if (Rate.Of(brought.Length, all) is not { } bringing) return null;
        if (brought.Length == 0) return new(bringing, null, 0, null);
        var sum = brought.Sum();
        return new(bringing, sum / brought.Length, sum / all, brought.Length < FewestForInterval ? null : Bootstrap.OfMean(all, brought, seed));
    }

    private static double[] Ascending(ReadOnlySpan<long> amounts)
    {
        var brought = new List<double>(amounts.Length);
        foreach (var amount in amounts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(amount, nameof(amounts));
            if (amount > 0) brought.Add(amount);
        }
        brought.Sort();
        return [.. brought];
    }
}
