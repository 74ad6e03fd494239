namespace Ripen.Measuring;

/// <summary>Where a measured number likely lies: 95 %, in the number's own unit; both ends included, low ≤ high.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The 97.5 % quantile of the normal distribution: what 95 % leaves out is shared by both sides.</summary>
    internal const double Z = 1.959963984540054;

    /// <summary>The share below the low end.</summary>
    internal const double LowTail = 0.025;

    /// <summary>The share below the high end.</summary>
    internal const double HighTail = 0.975;
}
