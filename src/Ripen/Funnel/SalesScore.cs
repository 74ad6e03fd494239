using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Measuring;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>What Sales does with what it is handed, against the clocks and reasons of the agreement that each handover began under.</summary>
internal sealed class SalesScore
{
    // Of fewer decisions nothing is said of how they are taken.
    private const int Enough = 20;

    // Sales surely accepts less than that: what is handed over is not what it wants.
    private const double TooLow = 0.5;

    // Sales accepts so many, in so few minutes: nobody can have read them.
    private const double TooHigh = 0.9;
    private const int MinutesToRead = 5;

    private readonly List<ScoreLine> lines = [];

    public SalesScore(Desk desk, Session session, FunnelQuery query, IReadOnlyList<HandoverRow> handovers)
    {
        var now = Instant.From(desk.Now);
        var clocked = handovers.Where(row => row.AcceptBy is not null && (row.Ended is not null || row.AcceptBy < now)).ToList();
        Line("accepted_in_time", clocked.Count(row => row.LateAt is null), clocked.Count, "handover was decided in time", "handovers were decided in time");
        var asked = handovers.Where(row => row.RespondBy is not null && (row.AnsweredAt is not null || row.RespondBy < now)).ToList();
        Line("answered_in_time", asked.Count(row => row.ResponseLateAt is null && row.AnsweredAt is not null), asked.Count, "request was answered in time", "requests were answered in time");
        var taken = handovers.Count(row => row.Ended == HandoverEnd.Accepted);
        var stalled = Stalled(session, query);
        Line("worked", Math.Max(0, taken - stalled), taken, "accepted lead was worked on", "accepted leads were worked on");
        var rejected = handovers.Where(row => row.Ended == HandoverEnd.Rejected).ToList();
        Line("reasons_given", rejected.Count(row => !string.IsNullOrEmpty(row.Reason)), rejected.Count, "rejection has a reason of the agreement", "rejections have a reason of the agreement");
        var (resting, dated) = (session.Count("select count(*) from leads where is_resting and ended is null and line = @line", ("@line", Desk.MainLine)), session.Count("select count(*) from leads where is_resting and ended is null and line = @line and rests_until is not null", ("@line", Desk.MainLine)));
        Line("recycled_with_dates", dated, resting, "lead that rests has a date on which it wakes", "leads that rest have a date on which they wake");
        Acceptance(desk, session, handovers, taken, rejected.Count);
    }

    public IReadOnlyList<ScoreLine> Lines => lines;

    /// <summary>What is odd about how Sales accepts; null where nothing is, or too little was decided.</summary>
    public string? Warning { get; private set; }

    private void Line(string what, long count, long all, string one, string many)
    {
        var rate = Rate.Of(count, all);
        lines.Add(new(what, rate is { } of ? $"{Spoken.Number(count)} of {Spoken.Counted(all, one, many)}, {ReportMoney.Percent(of.Value)}." : $"No {one[..one.IndexOf(' ', StringComparison.Ordinal)]} yet that could be measured.", count, ShownShare.Of(rate), 1, rate is null ? null : count == all));
    }

    private void Acceptance(Desk desk, Session session, IReadOnlyList<HandoverRow> handovers, int accepted, int rejected)
    {
        var rate = Rate.Of(accepted, accepted + rejected);
        lines.Add(new("accepted", rate is { } of ? $"Sales accepted {ReportMoney.Sure(of.Value, of.Likely.Low, of.Likely.High)} of the {Spoken.Number(of.Total)} handovers it decided on." : "Sales has decided on no handover yet.", accepted, ShownShare.Of(rate), null, null));
        if (rate is not { } share || share.Total < Enough) return;
        if (share.Likely.High < TooLow) Warning = $"Sales accepts surely less than half of what it is handed ({ReportMoney.Percent(share.Value)}): what the agreement hands over is not what Sales wants.";
        else if (share.Value >= TooHigh && MinutesToDecide(desk, session, handovers) is { } minutes && minutes < MinutesToRead) Warning = $"Sales accepts {ReportMoney.Percent(share.Value)} of what it is handed, the middle one after {Spoken.Counted(minutes, "minute")}: faster than one can read them.";
    }

    private static int? MinutesToDecide(Desk desk, Session session, IReadOnlyList<HandoverRow> handovers)
    {
        var (calendars, took) = (new Dictionary<int, BusinessCalendar>(), new List<long>());
        foreach (var row in handovers)
        {
            if (row is not { Ended: HandoverEnd.Accepted, EndedAt: { } ended, Agreement: { } version }) continue;
            if (!calendars.TryGetValue(version, out var calendar)) calendars[version] = calendar = desk.Agreements.Compiled(session, row.Line, version).Policy.Calendar;
            took.Add(calendar.OpenSecondsBetween(row.OpenedAt, ended));
        }
        if (took.Count == 0) return null;
        took.Sort();
        return (int)(took[took.Count / 2] / 60);
    }

    // Passes of which nothing came after they were accepted.
    private static int Stalled(Session session, FunnelQuery query) => (int)session.Count(
        "select count(*) from passes where line = @line and end_reason = @stalled and handed_over_at >= @from and handed_over_at < @to",
        ("@line", Desk.MainLine),
        ("@stalled", Working.StalledReason),
        ("@from", query.Begin.ToDateTimeOffset()),
        ("@to", query.End.ToDateTimeOffset()));
}
