using Ripen.Handovers;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>One thing that is measured handover by handover, mostly of Sales.</summary>
/// <param name="What">In one word, for programs.</param>
/// <param name="One">What one of them did: "handover was decided in time".</param>
/// <param name="None">What is said where there was none to measure.</param>
/// <param name="Did">Whether a handover did by now; null where it does not count.</param>
internal sealed record SalesMeasure(string What, string One, string Many, string None, Func<ScoredHandover, Instant, bool?> Did)
{
    /// <summary>Kept where at least so many of them did.</summary>
    public const double KeptFrom = 0.9;

    /// <summary>How Sales decides: no promise, and none is broken by it.</summary>
    public const string Accepted = "accepted";

    /// <summary>Of Marketing: what it promised of prize draws.</summary>
    public static readonly SalesMeasure MoreThanPrizeDraw = new("more_than_prize_draw", "lead had done more than enter a prize draw", "leads had done more than enter a prize draw", "No lead was handed over in these days.", (row, _) => !row.IsOfPrizeDraw);

    public static readonly SalesMeasure[] All =
    [
        new("accepted_in_time", "handover was decided in time", "handovers were decided in time", "Whether Sales decides in time cannot be said: no handover of these days had a time by which to decide.", (row, now) => row.AcceptBy is { } by && (row.End is not null || row.IsLate || by < now) ? !row.IsLate && row.End is not null : null),
        new("answered_in_time", "request was answered in time", "requests were answered in time", "Whether Sales answers in time cannot be said: no request of these days had a time by which to answer.", (row, now) => row.RespondBy is { } by && (row.AnsweredAt is not null || row.IsAnswerLate || by < now) ? row.AnsweredAt is not null && !row.IsAnswerLate : null),
        new("worked", "accepted lead was worked on", "accepted leads were worked on", "Whether Sales works on what it accepts cannot be said: none of these days had a time by which to work on it.", (row, _) => row.End == HandoverEnd.Accepted && !row.IsAssumed ? !row.IsStalled : null),
        new("reasons_given", "rejection has a reason of the agreement", "rejections have a reason of the agreement", "Nothing of these days was given back, so no reason was asked for.", (row, _) => row.End == HandoverEnd.Rejected ? !string.IsNullOrEmpty(row.Reason) : null),
        new(Accepted, "handover was accepted", "handovers were accepted", "Sales has decided on no handover of these days.", (row, _) => row.End switch { HandoverEnd.Accepted => true, HandoverEnd.Rejected => false, _ => null }),
    ];
}
