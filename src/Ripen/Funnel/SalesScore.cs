using Ripen.Desks;
using Ripen.Handovers;
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

    public SalesScore(Desk desk, Session session, IReadOnlyList<ScoredHandover> handovers)
    {
        var now = Instant.From(desk.Now);
        foreach (var measure in SalesMeasure.All)
        {
            var counted = handovers.Select(row => measure.Did(row, now)).OfType<bool>().ToList();
            var rate = Rate.Of(counted.Count(did => did), counted.Count);
            if (measure.What == SalesMeasure.Accepted) Acceptance(desk, session, handovers, rate, measure);
            else Line(measure.What, rate, measure.One, measure.Many, measure.None);
        }
        const string Resting = "select count(*) from leads where is_resting and ended is null and line = @line";
        var dated = Rate.Of(session.Count($"{Resting} and rests_until is not null", ("@line", Desk.MainLine)), session.Count(Resting, ("@line", Desk.MainLine)));
        Line("recycled_with_dates", dated, "lead that rests today has a date on which it wakes", "leads that rest today have a date on which they wake", "No lead rests today.");
    }

    public IReadOnlyList<ScoreLine> Lines => lines;

    /// <summary>What is odd about how Sales accepts; null where nothing is, or too little was decided.</summary>
    public string? Warning { get; private set; }

    private void Line(string what, Rate? rate, string one, string many, string none) => lines.Add(new(
        what, rate is { } of ? $"{Spoken.Number(of.Count)} of {Spoken.Counted(of.Total, one, many)}, {ReportMoney.Percent(of.Value)}." : none, rate?.Count ?? 0, ShownShare.Of(rate), null, rate is { } share ? share.Value >= SalesMeasure.KeptFrom : null));

    private void Acceptance(Desk desk, Session session, IReadOnlyList<ScoredHandover> handovers, Rate? rate, SalesMeasure measure)
    {
        lines.Add(new(measure.What, rate is { } of ? $"Sales accepted {ReportMoney.Sure(of.Value, of.Likely.Low, of.Likely.High)} of the {Spoken.Counted(of.Total, "handover", "handovers")} it decided on." : measure.None, rate?.Count ?? 0, ShownShare.Of(rate), null, null));
        if (rate is not { } share || share.Total < Enough) return;
        if (share.Likely.High < TooLow) Warning = $"Sales accepts surely less than half of what it is handed ({ReportMoney.Percent(share.Value)}): look at why it gives leads back.";
        else if (share.Value >= TooHigh && MinutesToDecide(desk, session, handovers) is { } minutes && minutes < MinutesToRead) Warning = $"Sales accepts {ReportMoney.Percent(share.Value)} of what it is handed, half of them within {Spoken.Counted(minutes + 1, "minute")}: faster than one can read them.";
    }

    // The median of the accepted, in whole minutes of business time.
    private static int? MinutesToDecide(Desk desk, Session session, IReadOnlyList<ScoredHandover> handovers)
    {
        var (calendars, took) = (new Dictionary<int, BusinessCalendar>(), new List<long>());
        foreach (var row in handovers)
        {
            if (row is not { End: HandoverEnd.Accepted, EndedAt: { } ended, Version: { } version }) continue;
            if (!calendars.TryGetValue(version, out var calendar)) calendars[version] = calendar = desk.Agreements.Compiled(session, Desk.MainLine, version).Policy.Calendar;
            took.Add(calendar.OpenSecondsBetween(row.OpenedAt, ended));
        }
        if (took.Count == 0) return null;
        took.Sort();
        return (int)(took[took.Count / 2] / 60);
    }
}
