using CsCheck;
using Ripen.Measuring;
using Xunit;

namespace Ripen.Tests.Measuring;

/// <summary>
/// Against mpmath 1.3.0 at 30 digits: <c>betainc(a, b, 0, x, regularized=True)</c>, halved 110 times for quantiles,
/// <c>loggamma(x)</c>, <c>digamma(x + k) - digamma(x)</c>.
/// </summary>
public sealed class BetaTests
{
    private static readonly Gen<double> Parameter = Gen.Double[-7, 6].Select(power => Math.Pow(10, power));

    [Theory]
    [InlineData(0.025, 0.5, 0.5, 0.001541333133436012)]
    [InlineData(0.025, 2, 3, 0.06758598648854296)]
    [InlineData(0.975, 2, 3, 0.8058795503167566)]
    [InlineData(0.5, 10.5, 90.5, 0.1013469059316225)]
    [InlineData(0.025, 0.5, 20.5, 2.424647845924274e-5)]
    [InlineData(0.975, 0.5, 20.5, 0.1166389829048754)]
    [InlineData(0.025, 300.5, 700.5, 0.2722061579361613)]
    [InlineData(0.975, 12, 3000, 0.006527288558764407)]
    public void A_quantile_is_that_of_30_digits(double likely, double a, double b, double quantile) => Assert.Equal(quantile, Beta.Quantile(likely, a, b), 1e-12);

    [Theory]
    [InlineData(0.3, 2, 3, 0.3483)]
    [InlineData(0.5, 0.5, 0.5, 0.5)]
    [InlineData(0.01, 1.5, 200, 0.741238848306005)]
    [InlineData(0.99, 200, 1.5, 0.258761151693995)]
    public void The_incomplete_beta_function_is_that_of_30_digits(double x, double a, double b, double below) => Assert.Equal(below, Beta.Below(x, a, b), 1e-13);

    [Theory]
    [InlineData(0.1, 2.252712651734206)]
    [InlineData(0.5, 0.57236494292470009)]
    [InlineData(3.7, 1.4280723266653879)]
    [InlineData(14.9, 24.924132002217277)]
    [InlineData(1000.25, 5906.9472682711172)]
    [InlineData(1_000_000, 12815504.569147612)]
    public void The_gamma_function_is_that_of_30_digits(double x, double log) => Assert.Equal(1, Gamma.Log(x) / log, 1e-14);

    [Theory]
    [InlineData(0.1, 3, 11.385281385281385)]
    [InlineData(0.25, 40, 7.9100897418218278)]
    [InlineData(1000.5, 500, 0.40546508496002209)]
    public void Its_slope_is_that_of_30_digits(double x, int steps, double gained) => Assert.Equal(gained, Gamma.SlopeGained(x, steps), 1e-13);

    // With whole parameters the distribution is that of a count (DLMF 8.17.5).
    [Fact]
    public void With_whole_parameters_it_is_a_sum_of_binomials() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Double[0.001, 0.999]).Sample((a, b, x) =>
        {
            var (n, sum) = (a + b - 1, 0.0);
            for (var k = a; k <= n; k++)
                sum += Math.Exp(Gamma.Log(n + 1) - Gamma.Log(k + 1) - Gamma.Log(n - k + 1) + k * Math.Log(x) + (n - k) * Math.Log(1 - x));
            Assert.Equal(sum, Beta.Below(x, a, b), 1e-11);
        }, iter: 2000);

    [Fact]
    public void A_quantile_is_where_the_distribution_is_as_likely_and_rises_with_it() =>
        Gen.Select(Parameter, Parameter, Gen.Double[0.001, 0.998]).Sample((a, b, likely) =>
        {
            var quantile = Beta.Quantile(likely, a, b);
            Assert.InRange(quantile, 0, 1);
            Assert.True(Beta.Quantile(likely + 0.001, a, b) >= quantile - 1e-15);
            // One double further it is past it: nearly all may lie closer to an end than a double can tell.
            Assert.InRange(likely, Beta.Below(quantile - 1e-15, a, b) - 1e-7, Beta.Below(quantile + 1e-15, a, b) + 1e-7);
        }, iter: 2000);
}
