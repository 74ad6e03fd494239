using Ripen.Measuring;
using Xunit;

namespace Ripen.Tests.Measuring;

public sealed class RateDifferenceTests
{
    /// <summary>The examples of Newcombe 1998, table II, method 10 (score, without continuity correction).</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.2, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.6, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.5714, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, 0.0893, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, 0, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, 0, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 1, 0.6791, 1)]
    [InlineData(10, 10, 0, 10, 1, 0.6075, 1)]
    public void The_published_examples_come_out(int k1, int n1, int k2, int n2, double value, double low, double high)
    {
        var difference = RateDifference.Of(Rate.Of(k1, n1)!.Value, Rate.Of(k2, n2)!.Value);
        Assert.Equal((value, low, high), (Math.Round(difference.Value, 4), Math.Round(difference.Likely.Low, 4), Math.Round(difference.Likely.High, 4)));
        Assert.Equal(low > 0 || high < 0, difference.IsClear);
    }
}
