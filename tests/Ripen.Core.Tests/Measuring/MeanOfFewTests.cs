using CsCheck;
using Ripen.Measuring;
using Xunit;

namespace Ripen.Tests.Measuring;

public sealed class MeanOfFewTests
{
    private static readonly long[] Three = [200_000, 300_000, 4_000_000];

    [Fact]
    public void The_mean_is_the_share_that_brings_times_what_it_brings()
    {
        var found = MeanOfFew.Of(100, Three, 1)!.Value;
        Assert.Equal((Rate.Of(3, 100)!.Value, 1_500_000.0, 45_000.0), (found.Bringing, found.MeanBrought, found.Mean));
        Assert.InRange(found.Likely!.Value.Low, 0, 20_000);
        Assert.InRange(found.Likely!.Value.High, 80_000, 300_000);
    }

    [Fact]
    public void Nobody_has_no_mean() => Assert.Null(MeanOfFew.Of(0, [], 1));

    [Fact]
    public void Where_nobody_brings_the_mean_is_0_and_how_much_it_may_be_is_not_known() =>
        Assert.Equal(new MeanOfFew(Rate.Of(0, 50)!.Value, null, 0, null), MeanOfFew.Of(50, [0, 0], 1));

    [Fact]
    public void One_amount_does_not_show_how_far_amounts_differ() => Assert.Null(MeanOfFew.Of(50, [70_000], 1)!.Value.Likely);

    [Fact]
    public void Where_all_bring_the_same_the_mean_is_that() =>
        Assert.Equal(new MeanOfFew(Rate.Of(3, 3)!.Value, 500, 500, new(500, 500)), MeanOfFew.Of(3, [500, 500, 500], 1));

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanOfFew.Of(2, Three, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanOfFew.Of(5, [-1], 1));
    }

    // With one amount for all, the mean is that amount times a share, and its interval near Wilson's.
    [Fact]
    public void With_equal_amounts_the_interval_is_that_of_the_share()
    {
        var found = MeanOfFew.Of(10_000, [.. Enumerable.Repeat(1000L, 400)], 5)!.Value;
        Assert.InRange(found.Likely!.Value.Low, found.Bringing.Likely.Low * 1000 * 0.99, found.Bringing.Likely.Low * 1000 * 1.01);
        Assert.InRange(found.Likely!.Value.High, found.Bringing.Likely.High * 1000 * 0.99, found.Bringing.Likely.High * 1000 * 1.01);
    }

    // Of many amounts that differ little, the central limit: mean ± 1.96 · deviation / √n, the zeros included.
    [Theory]
    [InlineData(3000, 1_000_000)]
    [InlineData(25_000, 100_000)]
    public void Of_many_the_interval_is_the_normal_one(int bringing, int all)
    {
        long[] amounts = [.. Enumerable.Range(0, bringing).Select(place => 1000L + place % 1000)];
        var found = MeanOfFew.Of(all, amounts, 3)!.Value;
        var squares = amounts.Sum(amount => (double)amount * amount) / all - found.Mean * found.Mean;
        var half = 1.96 * Math.Sqrt(squares / all);
        Assert.InRange(found.Likely!.Value.Low, found.Mean - 1.1 * half, found.Mean - 0.9 * half);
        Assert.InRange(found.Likely!.Value.High, found.Mean + 0.9 * half, found.Mean + 1.1 * half);
    }

    [Fact]
    public void The_same_amounts_and_seed_have_the_same_interval_in_any_order() =>
        Gen.Select(Gen.Long[0, 1_000_000].Array[0, 20], Gen.Int[0, 1000], Gen.ULong).Sample((amounts, others, seed) =>
        {
            var found = MeanOfFew.Of(amounts.Length + others, amounts, seed);
            Assert.Equal(found, MeanOfFew.Of(amounts.Length + others, [.. amounts.Reverse()], seed));
            if (found?.Likely is not { } likely) return;
            Assert.InRange(likely.Low, 0, likely.High);
            Assert.InRange(likely.High, likely.Low, 1_000_000);
        }, iter: 200);

    [Fact]
    public void The_largest_amounts_there_are_have_a_mean()
    {
        var found = MeanOfFew.Of(int.MaxValue, [long.MaxValue, long.MaxValue, 1], 1)!.Value;
        Assert.True(double.IsFinite(found.Mean) && double.IsFinite(found.Likely!.Value.Low) && double.IsFinite(found.Likely!.Value.High));
    }

    // The first number of the published generator for the seed 1234567 is 6457827717110365317.
    [Fact]
    public void Draws_are_those_of_SplitMix64()
    {
        var draws = new Draws(1234567);
        Assert.Equal((6457827717110365317UL >> 11) / (double)(1UL << 53), draws.Share());
    }

    // 200,000 draws of one seed, against the binomial's own numbers.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 100)]
    [InlineData(90, 100)]
    [InlineData(2000, 1_000_000)]
    public void Numbers_drawn_have_the_mean_and_the_variance_of_a_binomial(int hits, int all)
    {
        var (draws, numbers) = (new Draws(11), new BinomialDraws(hits, all));
        var drawn = Enumerable.Range(0, 200_000).Select(_ => (double)numbers.Next(ref draws)).ToArray();
        var deviation = Math.Sqrt(hits * (1 - (double)hits / all));
        Assert.Equal(hits, drawn.Average(), deviation / 100);
        Assert.Equal(1, drawn.Average(number => (number - hits) * (number - hits)) / (deviation * deviation), 0.02);
        Assert.All(drawn, number => Assert.InRange(number, 0, all));
    }

    [Fact]
    public void Where_every_trial_succeeds_all_are_drawn()
    {
        var draws = new Draws(1);
        Assert.Equal(7, new BinomialDraws(7, 7).Next(ref draws));
    }

    // Published tables: Φ(1) = 0.8413447, Φ(1.959964) = 0.975.
    [Fact]
    public void The_normal_distribution_is_that_of_the_tables()
    {
        Assert.Equal(0.8413447, Normal.Below(1), 1e-7);
        Assert.Equal(0.0227501, Normal.Below(-2), 1e-7);
        Assert.Equal(Interval.Z, Normal.Quantile(0.975), 2e-6);
        Assert.Equal(0, Normal.Quantile(0.5));
    }
}
