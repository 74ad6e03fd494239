namespace Ripen.Measuring;

/// <summary>
/// How many of <c>all</c> trials succeed when each does with the chance <c>hits / all</c>, drawn again and again. The
/// distribution is summed up once, from its peak outwards, as far as it is worth anything; a draw then searches it.
/// </summary>
internal sealed class BinomialDraws
{
    // Against 1 at the peak: less is never drawn.
    private const double Negligible = 1e-18;

    private readonly int first;
    private readonly double[] upTo;

    /// <param name="hits">1 to <paramref name="all"/>.</param>
    public BinomialDraws(int hits, int all)
    {
        // Where every trial succeeds the odds are infinite, and below the peak nothing is left.
        var odds = hits / ((double)all - hits);
        // P(k + 1) / P(k) = (n − k) / (k + 1) · odds; n·hits/n = hits is the peak.
        var below = new List<double>();
        for (var (k, weight) = (hits, 1.0); k > 0 && (weight *= k / (all - k + 1.0) / odds) > Negligible; k--) below.Add(weight);
        var above = new List<double>();
        for (var (k, weight) = (hits, 1.0); k < all && (weight *= (all - k) / (k + 1.0) * odds) > Negligible; k++) above.Add(weight);
        first = hits - below.Count;
        below.Reverse();
        upTo = [.. below, 1, .. above];
        for (var place = 1; place < upTo.Length; place++) upTo[place] += upTo[place - 1];
    }

    public int Next(ref Draws draws)
    {
        var place = upTo.AsSpan().BinarySearch(draws.Share() * upTo[^1]);
        return first + (place < 0 ? ~place : place + 1);
    }
}
