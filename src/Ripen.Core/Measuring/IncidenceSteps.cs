namespace Ripen.Measuring;

/// <summary>
/// The curves of Aalen and Johansen and their variances, step by step; place 0 of <see cref="Curves"/> and
/// <see cref="Variances"/> is who is still on the way, the others are the ends.
/// </summary>
internal sealed class IncidenceSteps
{
    public IncidenceSteps(Journeys journeys)
    {
        Times = journeys.TimesOfEnds();
        Curves = [.. Enumerable.Range(0, journeys.Kinds + 1).Select(_ => new double[Times.Length])];
        Variances = [.. Curves.Select(_ => new double[Times.Length])];
        Walk(journeys);
    }

    public long[] Times { get; }

    public double[][] Curves { get; }

    public double[][] Variances { get; }

    private void Walk(Journeys journeys)
    {
        var ended = new int[Curves.Length];
        var covariances = new double[Curves.Length];
        var place = 0;
        for (var step = 0; step < Times.Length; step++)
        {
            while (journeys.DurationAt(place) < Times[step]) place++;
            var atRisk = journeys.Count - place;
            Array.Clear(ended);
            for (; place < journeys.Count && journeys.DurationAt(place) == Times[step]; place++) ended[journeys.EndAt(place)]++;
            Step(step, atRisk, ended, covariances);
        }
    }

    /// <summary>
    /// Of the share S still on the way, d of n at risk end here, dₖ of them in the way k: Fₖ grows by S·dₖ/n. The shares
    /// dₖ/n vary like those of a multinomial of n, from one step to the next independently: the delta method carries the
    /// variances of S and Fₖ and their covariance on (the Greenwood-type estimator: Andersen et al. 1993, IV.4.1; step by
    /// step in Allignol, Schumacher, Beyersmann 2010, Biometrical Journal 52, 126–137; for Fₖ alone Choudhury 2002).
    /// </summary>
    private void Step(int step, int atRisk, int[] ended, double[] covariances)
    {
        var (n, all) = ((double)atRisk, 0);
        for (var end = 1; end < ended.Length; end++) all += ended[end];
        var (onTheWay, variance) = step == 0 ? (1, 0) : (Curves[0][step - 1], Variances[0][step - 1]);
        var stays = (atRisk - all) / n;
        for (var end = 1; end < ended.Length; end++)
        {
            var share = ended[end] / n;
            var (before, varied) = step == 0 ? (0, 0) : (Curves[end][step - 1], Variances[end][step - 1]);
            Curves[end][step] = Math.Min(1, before + onTheWay * share);
            Variances[end][step] = Math.Max(0, varied + 2 * share * covariances[end] + share * share * variance + onTheWay * onTheWay * share * (1 - share) / n);
            covariances[end] = stays * (covariances[end] + share * variance) - onTheWay * onTheWay * share * stays / n;
        }
        Curves[0][step] = onTheWay * stays;
        Variances[0][step] = stays * stays * variance + onTheWay * onTheWay * stays * (1 - stays) / n;
    }
}
