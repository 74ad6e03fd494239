using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// The points of interest: the sum over touches of points(kind) · 2^(−age / half_life), age in whole seconds; of one
/// day's positive points, in order of time, what goes beyond the daily limit is cut off before decay.
/// </summary>
internal static class InterestSum
{
    // Sums of decimal points are not exact in binary: an edge at x.x5 reached but for the last bits counts as reached.
    private const double Slack = 1e-9;

    /// <summary>The interest at <paramref name="asOf"/> in tenths, rounded half away from zero.</summary>
    public static long TenthsAt(Plan plan, Dossier lead, Instant asOf) => Rounded(At(plan, lead, asOf));

    /// <summary>The interest at <paramref name="asOf"/>, unrounded.</summary>
    public static double At(Plan plan, Dossier lead, Instant asOf)
    {
        var interest = plan.Interest;
        var points = interest.Points;
        if (points.Length == 0) return 0;
        var decay = interest.HalfLife > 0 ? -Math.Log(2) / interest.HalfLife : 0;
        var isLimited = !double.IsPositiveInfinity(interest.DailyLimit);
        var (day, spent, sum) = (DateOnly.MinValue, 0.0, 0.0);
        foreach (var touch in lead.Touches)
        {
            if (touch.At > asOf) break;
            if ((uint)touch.Kind >= (uint)points.Length) continue;
            var worth = points[touch.Kind];
            if (worth == 0) continue;
            if (isLimited && worth > 0)
            {
                var date = plan.Zone.DateOf(touch.At);
                if (date != day) (day, spent) = (date, 0);
                worth = Math.Min(worth, interest.DailyLimit - spent);
                spent += worth;
                if (worth == 0) continue;
            }
            sum += decay == 0 ? worth : worth * Math.Exp(decay * (asOf.Seconds - touch.At.Seconds));
        }
        return sum;
    }

    public static long Rounded(double sum)
    {
        var tenths = (long)Math.Floor(Math.Abs(sum) * 10 + 0.5 + Slack);
        return sum < 0 ? -tenths : tenths;
    }
}
