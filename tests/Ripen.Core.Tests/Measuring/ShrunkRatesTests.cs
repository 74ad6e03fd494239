using CsCheck;
using Ripen.Measuring;
using Xunit;

namespace Ripen.Tests.Measuring;

public sealed class ShrunkRatesTests
{
    private static readonly Counted[] Six = [new(3, 40), new(10, 60), new(1, 25), new(0, 12), new(22, 80), new(5, 90)];

    private static readonly Gen<Counted> Source = Gen.Select(Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 300], Gen.Int[0, 1_000_000]), Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0), Gen.Const(1.0), Gen.Const(0.1)))
        .Select((total, share) => new Counted((int)(total * share), total));

    private static readonly Gen<Counted[]> Sources = Source.Array[0, 12];

    // By mpmath 1.3.0 at 30 digits: findroot of both slopes of the sum of log(beta(k + s*m, n - k + s*(1 - m)) /
    // beta(s*m, s*(1 - m))) over logit m and log s; quantiles of betainc(…, regularized=True) by halving.
    [Fact]
    public void The_fit_is_the_likeliest_and_the_rates_follow_from_it()
    {
        var shrunk = ShrunkRates.Of(Six);
        Assert.Equal(SpreadBasis.Fitted, shrunk.Basis);
        Assert.Equal(0.115684280773, shrunk.Mean, 1e-10);
        Assert.Equal(17.1030448458, shrunk.Weight, 1e-7);
        AssertRate(shrunk.Rates[0], 0.08718542865, 0.02935367294, 0.1720970882);
        AssertRate(shrunk.Rates[1], 0.1553577225, 0.08400733604, 0.2435925004);
        AssertRate(shrunk.Rates[2], 0.07074437141, 0.01508166737, 0.1641934665);
        AssertRate(shrunk.Rates[3], 0.06798441374, 0.008495902801, 0.1816889843);
        AssertRate(shrunk.Rates[4], 0.2469392539, 0.1668332252, 0.3369133968);
        AssertRate(shrunk.Rates[5], 0.06515737673, 0.026804502, 0.1187615926);
    }

    [Fact]
    public void Of_two_sources_with_the_same_rate_the_smaller_is_drawn_further()
    {
        var shrunk = ShrunkRates.Of([.. Six, new(2, 4), new(200, 400)]);
        Assert.True(shrunk.Rates[6].Value < shrunk.Rates[7].Value && shrunk.Rates[7].Value < 0.5);
    }

    [Fact]
    public void Sources_that_are_alike_have_the_mean_of_all_and_its_weight()
    {
        var shrunk = ShrunkRates.Of([new(10, 100), new(20, 200), new(1, 10)]);
        Assert.Equal(SpreadBasis.Alike, shrunk.Basis);
        Assert.Equal(310, shrunk.Weight);
        Assert.All(shrunk.Rates, rate => Assert.Equal(0.1, rate.Value, 1e-12));
    }

    [Fact]
    public void Where_nobody_did_anywhere_the_rate_is_near_0_and_not_certain()
    {
        var shrunk = ShrunkRates.Of([new(0, 100), new(0, 5)]);
        Assert.Equal(SpreadBasis.Alike, shrunk.Basis);
        Assert.All(shrunk.Rates, rate => Assert.InRange(rate.Value, 0.001, 0.005));
        Assert.All(shrunk.Rates, rate => Assert.InRange(rate.Likely.High, 0.01, 0.03));
    }

    [Fact]
    public void A_single_source_keeps_its_rate_but_for_one_observation()
    {
        var shrunk = ShrunkRates.Of([new(3, 10)]);
        Assert.Equal((SpreadBasis.Unseen, 1.0), (shrunk.Basis, shrunk.Weight));
        Assert.Equal(3.5 / 11, shrunk.Mean, 1e-12);
        Assert.Equal((3 + 3.5 / 11) / 11, shrunk.Rates[0].Value, 1e-12);
    }

    [Fact]
    public void Sources_that_counted_one_each_do_not_show_how_far_they_differ() =>
        Assert.Equal(SpreadBasis.Unseen, ShrunkRates.Of([new(1, 1), new(0, 1), new(0, 1)]).Basis);

    // Jeffreys' prior, Beta(½, ½): mpmath as above.
    [Fact]
    public void Without_any_count_a_rate_may_be_anything()
    {
        var shrunk = ShrunkRates.Of([new(0, 0), new(0, 0)]);
        Assert.Equal(SpreadBasis.Unseen, shrunk.Basis);
        AssertRate(shrunk.Rates[1], 0.5, 0.001541333133436012, 1 - 0.001541333133436012);
        Assert.Empty(ShrunkRates.Of([]).Rates);
    }

    [Fact]
    public void Counts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ShrunkRates.Of([new(-1, 5)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShrunkRates.Of([new(6, 5)]));
    }

    [Fact]
    public void A_rate_lies_between_its_own_and_the_mean_and_its_interval_within_0_and_1() => Sources.Sample(sources =>
    {
        var shrunk = ShrunkRates.Of(sources);
        Assert.InRange(shrunk.Mean, 0, 1);
        Assert.InRange(shrunk.Weight, 0.09, 1e8);
        foreach (var (source, rate) in sources.Zip(shrunk.Rates))
        {
            var own = source.Total == 0 ? shrunk.Mean : (double)source.Count / source.Total;
            Assert.InRange(rate.Value, Math.Min(own, shrunk.Mean), Math.Max(own, shrunk.Mean));
            Assert.InRange(rate.Likely.Low, 0, rate.Likely.High);
            Assert.InRange(rate.Likely.High, rate.Likely.Low, 1);
        }
    }, iter: 1000);

    [Fact]
    public void Equal_sources_have_equal_rates_and_one_more_that_did_has_a_higher_one() => Sources.Sample(sources =>
    {
        var shrunk = ShrunkRates.Of(sources);
        Assert.Equal(shrunk.Rates, ShrunkRates.Of(sources).Rates);
        foreach (var (one, other) in Pairs(sources, shrunk.Rates))
        {
            if (one.Source.Total != other.Source.Total || one.Source.Count > other.Source.Count) continue;
            if (one.Source == other.Source) Assert.Equal(one.Rate, other.Rate);
            else Assert.True(one.Rate.Value < other.Rate.Value && one.Rate.Likely.High <= other.Rate.Likely.High + 1e-12 && one.Rate.Likely.Low <= other.Rate.Likely.Low + 1e-12);
        }
    }, iter: 500);

    [Fact]
    public void The_largest_counts_there_are_have_rates() =>
        Assert.All(ShrunkRates.Of([new(int.MaxValue, int.MaxValue), new(1, int.MaxValue), new(1_000_000_000, int.MaxValue), new(0, 1)]).Rates, rate =>
        {
            Assert.InRange(rate.Value, 0, 1);
            Assert.InRange(rate.Likely.High - rate.Likely.Low, 0, 1);
        });

    private static IEnumerable<((Counted Source, ShrunkRate Rate) One, (Counted Source, ShrunkRate Rate) Other)> Pairs(Counted[] sources, IReadOnlyList<ShrunkRate> rates)
    {
        var all = sources.Zip(rates).ToArray();
        return from one in all from other in all select (one, other);
    }

    private static void AssertRate(ShrunkRate rate, double value, double low, double high)
    {
        Assert.Equal(value, rate.Value, 1e-8);
        Assert.Equal(low, rate.Likely.Low, 1e-8);
        Assert.Equal(high, rate.Likely.High, 1e-8);
    }
}
