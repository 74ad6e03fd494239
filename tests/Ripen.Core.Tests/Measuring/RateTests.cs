using CsCheck;
using Ripen.Measuring;
using Xunit;

namespace Ripen.Tests.Measuring;

public sealed class RateTests
{
    // Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3 (Wilson without continuity correction).
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void An_interval_is_the_published_one(int count, int total, double low, double high)
    {
        var rate = Rate.Of(count, total)!.Value;
        Assert.Equal(low, rate.Likely.Low, 4);
        Assert.Equal(high, rate.Likely.High, 4);
        Assert.Equal((double)count / total, rate.Value);
    }

    [Fact]
    public void Nothing_of_nothing_is_no_rate() => Assert.Null(Rate.Of(0, 0));

    [Fact]
    public void What_nobody_or_everybody_did_has_an_exact_end()
    {
        Assert.Equal(0, Rate.Of(0, 29)!.Value.Likely.Low);
        Assert.Equal(1, Rate.Of(29, 29)!.Value.Likely.High);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, -1)]
    public void Counts_that_cannot_be_are_refused(int count, int total) => Assert.Throws<ArgumentOutOfRangeException>(() => Rate.Of(count, total));

    [Fact]
    public void An_interval_holds_its_rate_and_mirrors_that_of_the_others() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue]).Sample((one, other) =>
        {
            var (count, total) = (Math.Min(one, other), Math.Max(one, other));
            if (Rate.Of(count, total) is not { } rate) return;
            Assert.InRange(rate.Value, rate.Likely.Low, rate.Likely.High);
            Assert.InRange(rate.Likely.Low, 0, 1);
            Assert.InRange(rate.Likely.High, 0, 1);
            Assert.Equal(1 - rate.Likely.High, Rate.Of(total - count, total)!.Value.Likely.Low, 1e-12);
        }, iter: 10_000);

    [Fact]
    public void One_more_that_did_raises_both_ends() =>
        Gen.Select(Gen.Long[1, 1000], Gen.Long[0, 999]).Where((total, count) => count < total).Sample((total, count) =>
        {
            var (before, after) = (Rate.Of(count, total)!.Value, Rate.Of(count + 1, total)!.Value);
            Assert.True(before.Likely.Low < after.Likely.Low && before.Likely.High < after.Likely.High);
        }, iter: 10_000);
}
