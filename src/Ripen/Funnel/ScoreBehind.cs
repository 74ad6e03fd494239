using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>Which handovers a number of the scorecard counts.</summary>
/// <param name="Measure">Null where rejections are meant.</param>
/// <param name="Reason">Of rejections: those with this reason.</param>
/// <param name="Met">And that had this criterion met; null where that does not matter.</param>
internal sealed record ScoreBehind(SalesMeasure? Measure, bool Did, string? Reason, string? Met)
{
    private static SalesMeasure[] Measures => [.. SalesMeasure.All, SalesMeasure.MoreThanPrizeDraw];

    /// <summary>The words beside those of the report.</summary>
    public static readonly QueryWord[] Words =
    [
        new("what", "What is measured.", "accepted_in_time") { OneOf = [.. Measures.Select(measure => measure.What)] },
        new("did", "Those that did, or those that did not.", "no") { OneOf = ["yes", "no"] },
        new("reason", "Instead: those given back for this reason.", "no_budget"),
        new("met", "And which had this criterion met when they were handed over; fits: which fitted.", "budget"),
    ];

    /// <summary>Null where something is wrong, which the query says.</summary>
    public static ScoreBehind? Of(ListQuery query)
    {
        var (what, did) = (query.Word("what", Words[0].OneOf!), query.Word("did", Words[1].OneOf!));
        if (what is null && query.Text("reason") is null && !query.Errors.Any) query.Errors.Add("what", "Say what was measured, or a reason for which leads were given back.");
        return query.Errors.Any ? null : new(Array.Find(Measures, measure => measure.What == what), did != "no", query.Text("reason"), query.Text("met"));
    }

    /// <summary>Their passes, by person, lead and number.</summary>
    public IEnumerable<KnownPass> In(Desk desk, Session session, FunnelQuery query)
    {
        var (now, reasons) = (Instant.From(desk.Now), new ScoreReasons(desk, session, agreement: null));
        var handovers = ScoreHandovers.Of(desk, session, query);
        if (Measure == SalesMeasure.MoreThanPrizeDraw) handovers = ScorePrizeDraws.Marked(desk, session, handovers);
        if (Met is not null) handovers = ScoreHandovers.Judged(desk, session, handovers);
        var meant = handovers.Where(IsMeant).Select(row => (row.Lead, row.Pass)).ToHashSet();
        return desk.Passes.Of(session).All.Where(known => meant.Contains((known.Lead, known.Pass.Number)));

        bool IsMeant(ScoredHandover row) => Measure is null
            ? row.End == HandoverEnd.Rejected && (row.Reason ?? "") == Reason && (Met is null || reasons.Found(row, Met) == Truth.True)
            : Measure.Did(row, now) == Did;
    }

    public string Says(Desk desk, Session session, FunnelQuery query)
    {
        var days = $"from {FunnelWords.Said(query.From)} to {FunnelWords.Said(query.To)}";
        if (Measure is null) return $"Leads handed over {days} and given back for “{desk.Agreements.InForce(session, Desk.MainLine, desk.Now)?.Policy.ReasonOf(Reason)?.Says ?? FactWords.Capital(FactWords.Spaced(Reason ?? ""))}”{(Met is null ? "" : $", of which the agreement {ScoreReasons.Called(Met)}")}.";
        if (Measure == SalesMeasure.MoreThanPrizeDraw && !Did) return $"Leads handed over {days} though all they had done was to enter a prize draw.";
        return $"Leads handed over {days}: {(Did ? "those of which one" : "those of which no")} {Measure.One}.";
    }
}
