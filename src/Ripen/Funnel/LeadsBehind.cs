using Ripen.Life;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>Which passes of a report a number counts: the leads behind it.</summary>
/// <param name="IsFirst">Their first passes; else the later ones.</param>
/// <param name="Reached">Those that came to this step.</param>
/// <param name="At">Those that came to this step and no further.</param>
/// <param name="End">Those that ended so.</param>
/// <param name="IsOnTheWay">Those that have not ended.</param>
internal sealed record LeadsBehind(bool IsPeriod, bool IsFirst, FunnelStep? Reached, FunnelStep? At, PassEnd? End, bool IsOnTheWay)
{
    /// <summary>The words beside those of <see cref="FunnelWords"/>.</summary>
    public static readonly QueryWord[] Words =
    [
        new("pass", "The first pass of each lead, or later ones.", "first") { OneOf = ["first", "again"] },
        new("reached", "Those that came to this step.", "accepted") { OneOf = Funnel.Words.Steps },
        new("at", "Those that came to this step and no further.", "qualified") { OneOf = Funnel.Words.Steps },
        new("end", "Those that ended so, or have not.", "lost") { OneOf = [.. Funnel.Words.Ends, "on_the_way"] },
    ];

    public static LeadsBehind Of(ListQuery query) => new(
        query.Word("by", "cohort", "period") == "period", query.Word("pass", "first", "again") != "again", StepOf(query, "reached"), StepOf(query, "at"),
        Funnel.Words.EndOf(query.Word("end", Words[3].OneOf!)), query.Text("end") == "on_the_way");

    /// <summary>By person, lead and number.</summary>
    public IEnumerable<KnownPass> In(KnownPasses passes, FunnelQuery query) => IsPeriod ? InPeriod(passes, query) : InCohort(passes, query);

    private IEnumerable<KnownPass> InCohort(KnownPasses passes, FunnelQuery query)
    {
        var isIn = false;
        foreach (var known in passes.All)
        {
            if (known.Pass.Number == 1) isIn = known.Pass.Began >= query.Begin.Seconds && known.Pass.Began < query.End.Seconds && query.Filter.Takes(known.Pass);
            if (isIn && known.Pass.Number == 1 == IsFirst && IsMeant(known.Pass)) yield return known;
        }
    }

    private IEnumerable<KnownPass> InPeriod(KnownPasses passes, FunnelQuery query)
    {
        var isIn = false;
        foreach (var known in passes.All)
        {
            if (known.Pass.Number == 1) isIn = query.Filter.Takes(known.Pass);
            if (isIn && Happened(known.Pass, query)) yield return known;
        }
    }

    private bool IsMeant(in CountedPass pass) =>
        (Reached is not { } step || pass.After(step) != CountedPass.Never) && (At is not { } at || pass.Furthest == at) && (End is not { } end || pass.End == end) && (!IsOnTheWay || pass.IsRunning);

    private bool Happened(in CountedPass pass, FunnelQuery query)
    {
        if (!IsFirst && pass.Number == 1) return false;
        if (End is { } end) return pass.End == end && IsWithin(pass.Began + pass.Ended);
        var after = pass.After(Reached ?? FunnelStep.Inquiry);
        return after != CountedPass.Never && IsWithin(pass.Began + after);

        bool IsWithin(long at) => at >= query.Begin.Seconds && at < query.End.Seconds;
    }

    private static FunnelStep? StepOf(ListQuery query, string word) => query.Word(word, Funnel.Words.Steps) is { } step ? (FunnelStep)Array.IndexOf(Funnel.Words.Steps, step) : null;
}
