namespace Ripen.Measuring;

/// <summary>Where a function of one number is zero.</summary>
internal static class Root
{
    // Halving alone takes 60 steps from 1 down to the tolerance; interpolation takes about ten.
    private const int MostSteps = 120;

    /// <summary>
    /// A zero of <paramref name="f"/>, whose signs at <paramref name="low"/> and <paramref name="high"/> differ, to the
    /// last bits; infinite values are let in. Inverse quadratic interpolation where it is safe, else halving
    /// (Chandrupatla 1997, Advances in Engineering Software 28, 145–149).
    /// </summary>
    public static double Between(double low, double high, Func<double, double> f)
    {
        var (a, b, at, bt) = (high, low, f(high), f(low));
        var share = 0.5;
        for (var step = 0; step < MostSteps; step++)
        {
            var x = a + share * (b - a);
            var xt = f(x);
            double c, ct;
            if (xt < 0 == at < 0) (c, ct) = (a, at);
            else (c, ct, b, bt) = (b, bt, a, at);
            (a, at) = (x, xt);
            var nearest = Math.Abs(at) < Math.Abs(bt) ? a : b;
            var least = (4e-16 * Math.Abs(nearest) + 1e-17) / Math.Abs(b - a);
            if (at == 0 || !(least < 0.5)) return nearest;
            share = Math.Clamp(Next(a, b, c, at, bt, ct), least, 1 - least);
        }
        return (a + b) / 2;
    }

    private static double Next(double a, double b, double c, double at, double bt, double ct)
    {
        var place = (a - b) / (c - b);
        var height = (at - bt) / (ct - bt);
        // Not a number compares as false: then it is halved.
        var isSafe = height * height < place && (1 - height) * (1 - height) < 1 - place;
        if (!isSafe) return 0.5;
        var share = at / (bt - at) * (ct / (bt - ct)) + (c - a) / (b - a) * (at / (ct - at)) * (bt / (ct - bt));
        return double.IsNaN(share) ? 0.5 : share;
    }
}
