using Ripen.Measuring;

namespace Ripen.Funnel;

/// <summary>By what ways are ordered: the furthest thing that any of them has brought.</summary>
public enum WorthBasis { Fit, Qualified, Accepted, Revenue }

/// <summary>A way and its place among all.</summary>
/// <param name="Accepted">The share of inquiries that Sales accepts, drawn towards that of all ways while few are counted (<see cref="ShrunkRates"/>).</param>
/// <param name="Expected">What the next inquiry is expected to bring, in minor units; of other bases than revenue, the share of inquiries that come so far. Drawn towards that of all ways while few are counted.</param>
/// <param name="RankByCount">1 for the way with the most inquiries.</param>
/// <param name="RankByWorth">1 for the way from which most is expected.</param>
/// <param name="Place">The same among those of which enough is known, where what has brought nothing stands behind what has brought something; null where the inquiries are too few to say what the way is worth.</param>
public sealed record RankedWorth(Worth Worth, ShrunkRate Accepted, double Expected, int RankByCount, int RankByWorth, int? Place)
{
    /// <summary>Of fewer inquiries one or two that brought something may be luck.</summary>
    public const int FewInquiries = 30;

    /// <summary>So many are no luck, however few the inquiries.</summary>
    public const int NoLuck = 3;

    // Where so many were to be expected, none comes by chance once in twenty times: e⁻³ = 0.0498 (Hanley and Lippman-Hand 1983, JAMA 249, 1743–1745).
    private const double Expectable = 3;

    /// <summary>
    /// Ordered by worth: the shrunk share of won times the mean of what a won lead brought, that with one deal at the mean
    /// of all beside it; where no revenue is known yet, the shrunk share accepted, qualified, or that fits.
    /// </summary>
    public static (WorthBasis Basis, List<RankedWorth> Ways) Of(IReadOnlyList<Worth> ways)
    {
        var accepted = Shrunk(ways, way => way.Accepted);
        var basis = ways.Any(way => way.Money > 0) ? WorthBasis.Revenue : ways.Any(way => way.Accepted > 0) ? WorthBasis.Accepted : ways.Any(way => way.Qualified > 0) ? WorthBasis.Qualified : WorthBasis.Fit;
        var expected = basis switch
        {
            WorthBasis.Revenue => Revenue(ways),
            WorthBasis.Accepted => [.. accepted.Select(rate => rate.Value)],
            _ => [.. Shrunk(ways, way => Brought(way, basis)).Select(rate => rate.Value)],
        };
        var enough = Enough(basis, ways);
        var byCount = Ranks(Enumerable.Range(0, ways.Count).OrderByDescending(place => ways[place].Inquiries).ThenBy(place => ways[place].Key));
        var byWorth = Ranks(Enumerable.Range(0, ways.Count).OrderBy(place => ways[place].Inquiries == 0).ThenByDescending(place => expected[place]).ThenByDescending(place => ways[place].Inquiries).ThenBy(place => ways[place].Key));
        List<int> told = [.. Enumerable.Range(0, ways.Count).Where(place => !IsFew(ways[place], Brought(ways[place], basis), enough)).OrderBy(place => Brought(ways[place], basis) == 0).ThenBy(place => byWorth[place])];
        return (basis, [.. ways.Select((way, place) => new RankedWorth(way, accepted[place], expected[place], byCount[place], byWorth[place], told.IndexOf(place) is >= 0 and var at ? at + 1 : null)).OrderBy(way => way.RankByWorth)]);
    }

    /// <summary>So many inquiries of the average way bring three: a way that has brought none of as many is surely (95 %) below it. Null where none has brought any.</summary>
    public static long? Enough(WorthBasis basis, IReadOnlyList<Worth> ways) =>
        ways.Sum(way => Brought(way, basis)) is > 0 and var brought ? (long)Math.Ceiling(Expectable * ways.Sum(way => way.Inquiries) / brought) : null;

    private static bool IsFew(Worth way, long brought, long? enough) => (way.Inquiries < FewInquiries && brought < NoLuck) || (brought == 0 && (enough is null || way.Inquiries < enough));

    private static long Brought(Worth way, WorthBasis basis) => basis switch
    {
        WorthBasis.Revenue => way.PerInquiry?.Bringing.Count ?? 0,
        WorthBasis.Accepted => way.Accepted,
        WorthBasis.Qualified => way.Qualified,
        _ => way.Fits,
    };

    private static double[] Revenue(IReadOnlyList<Worth> ways)
    {
        var bringing = Shrunk(ways, way => Brought(way, WorthBasis.Revenue));
        var (all, deals) = (ways.Sum(way => (double)way.Money), ways.Sum(way => Brought(way, WorthBasis.Revenue)));
        // By a way by which nobody came nothing is expected.
        return [.. ways.Select((way, place) => way.Inquiries == 0 ? 0 : bringing[place].Value * (way.Money + all / deals) / (Brought(way, WorthBasis.Revenue) + 1.0))];
    }

    private static IReadOnlyList<ShrunkRate> Shrunk(IReadOnlyList<Worth> ways, Func<Worth, long> count) => ShrunkRates.Of([.. ways.Select(way => new Counted((int)count(way), (int)way.Inquiries))]).Rates;

    private static int[] Ranks(IEnumerable<int> places)
    {
        var order = places.ToArray();
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank + 1;
        return ranks;
    }
}
