using System.Runtime.InteropServices;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>A handover as the scorecard counts it: by the clocks that it began under.</summary>
/// <param name="Criteria">What was met when it was opened, a sign a criterion; null where that is not known.</param>
/// <param name="IsAssumed">It follows from imported history, which ran no clocks.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScoredHandover(
    LeadId Lead, int Pass, int? Version, Instant OpenedAt, Instant? AcceptBy, bool IsLate, Instant? RespondBy, bool IsAnswerLate, Instant? AnsweredAt, Instant? EndedAt, HandoverEnd? End, string? Reason, string? Criteria, bool IsAssumed)
{
    /// <summary>Nothing came after it was accepted, and the clock of work ran out.</summary>
    public bool IsStalled { get; init; }

    /// <summary>All that the lead had done until then was to enter a prize draw; said by <see cref="ScorePrizeDraws"/>.</summary>
    public bool IsOfPrizeDraw { get; init; }

    /// <summary>Whether it was found to fit; null where that is not known.</summary>
    public Truth? Fits { get; init; }
}

/// <summary>The handovers of the main line that were opened within the time.</summary>
internal static class ScoreHandovers
{
    // Those of imported history are judged when somebody asks.
    private const int MostJudged = 1_000;

    /// <summary>By when they were opened.</summary>
    public static List<ScoredHandover> Of(Desk desk, Session session, FunnelQuery query)
    {
        var rows = new List<ScoredHandover>();
        session.Read(
            """
            select person_id, lead, pass, agreement_version, opened_at, accept_by, late_at, respond_by, response_late_at, answered_at, ended_at, ended, reason, criteria, is_assumed
            from handovers where opened_at >= @from and opened_at < @to and line = @line order by opened_at, person_id, handover
            """,
            row => rows.Add(new(
                new(row.GetId(0), row.GetInt16(1)), row.GetInt16(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInstant(4), row.GetInstantOrNull(5), row.GetInstantOrNull(6) is not null, row.GetInstantOrNull(7), row.GetInstantOrNull(8) is not null,
                row.GetInstantOrNull(9), row.GetInstantOrNull(10), row.IsDBNull(11) ? null : (HandoverEnd)row.GetInt16(11), row.GetTextOrNull(12), row.GetTextOrNull(13), row.GetYes(14))),
            ("@from", query.Begin.ToDateTimeOffset()),
            ("@to", query.End.ToDateTimeOffset()),
            ("@line", Desk.MainLine));
        return WithPasses(desk, session, rows);
    }

    /// <summary>The same, where rejections of which nothing was kept have what the agreement finds as of then: the latest of them, under the version that each began under, or the one in force.</summary>
    public static List<ScoredHandover> Judged(Desk desk, Session session, List<ScoredHandover> handovers)
    {
        var inForce = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        var wanted = handovers.Index().Where(one => one.Item is { End: HandoverEnd.Rejected, Criteria: null } && (one.Item.Version ?? inForce?.Version) is not null).Reverse().Take(MostJudged).ToList();
        if (wanted.Count == 0) return handovers;
        var (then, judged) = (new CriteriaThen(session, wanted.Select(one => one.Item)), handovers.ToList());
        foreach (var version in wanted.GroupBy(one => one.Item.Version ?? inForce!.Version))
        {
            var signs = then.Of(desk.Agreements.Compiled(session, Desk.MainLine, version.Key), [.. version.Select(one => one.Item)]);
            foreach (var ((place, row), found) in version.Zip(signs)) judged[place] = row with { Version = version.Key, Criteria = found?.Criteria, Fits = found?.Fits ?? row.Fits };
        }
        return judged;
    }

    // What their passes know of them.
    private static List<ScoredHandover> WithPasses(Desk desk, Session session, List<ScoredHandover> handovers)
    {
        var stalled = desk.Passes.Words.Reasons.Find(Working.StalledReason);
        var places = handovers.Index().ToLookup(one => (one.Item.Lead, one.Item.Pass), one => one.Index);
        foreach (var (lead, pass) in desk.Passes.Of(session).All.Where(known => known.Pass.After(FunnelStep.HandedOver) != CountedPass.Never))
        {
            foreach (var place in places[(lead, pass.Number)])
                handovers[place] = handovers[place] with { IsStalled = stalled is not null && pass.Reason == stalled, Fits = pass.Fit == 0 ? null : (Truth)(pass.Fit - 1) };
        }
        return handovers;
    }
}
