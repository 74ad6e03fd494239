using System.Runtime.InteropServices;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>A handover as the scorecard counts it: by the clocks that it began under.</summary>
/// <param name="Criteria">What was met when it was opened, a sign a criterion; null where that was not kept.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScoredHandover(
    LeadId Lead, int Pass, int? Version, Instant OpenedAt, Instant? AcceptBy, bool IsLate, Instant? RespondBy, bool IsAnswerLate, Instant? AnsweredAt, Instant? EndedAt, HandoverEnd? End, string? Reason, string? Criteria)
{
    /// <summary>Nothing came after it was accepted, and the clock of work ran out.</summary>
    public bool IsStalled { get; init; }
}

/// <summary>The handovers of the main line that were opened within the time, but for those of imported history, which ran no clocks.</summary>
internal static class ScoreHandovers
{
    /// <summary>By when they were opened.</summary>
    public static List<ScoredHandover> Of(Desk desk, Session session, FunnelQuery query)
    {
        var stalled = Stalled(desk, session);
        var rows = new List<ScoredHandover>();
        session.Read(
            """
            select person_id, lead, pass, agreement_version, opened_at, accept_by, late_at, respond_by, response_late_at, answered_at, ended_at, ended, reason, criteria
            from handovers where opened_at >= @from and opened_at < @to and line = @line and not is_assumed order by opened_at, person_id, handover
            """,
            row =>
            {
                var (lead, pass) = (new LeadId(row.GetId(0), row.GetInt16(1)), row.GetInt16(2));
                rows.Add(new(
                    lead, pass, row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInstant(4), row.GetInstantOrNull(5), row.GetInstantOrNull(6) is not null, row.GetInstantOrNull(7), row.GetInstantOrNull(8) is not null,
                    row.GetInstantOrNull(9), row.GetInstantOrNull(10), row.IsDBNull(11) ? null : (HandoverEnd)row.GetInt16(11), row.GetTextOrNull(12), row.GetTextOrNull(13)) { IsStalled = stalled.Contains((lead, pass)) });
            },
            ("@from", query.Begin.ToDateTimeOffset()),
            ("@to", query.End.ToDateTimeOffset()),
            ("@line", Desk.MainLine));
        return rows;
    }

    private static HashSet<(LeadId Lead, int Pass)> Stalled(Desk desk, Session session)
    {
        var passes = desk.Passes.Of(session);
        return desk.Passes.Words.Reasons.Find(Working.StalledReason) is { } stalled ? [.. passes.All.Where(known => known.Pass.Reason == stalled).Select(known => (known.Lead, (int)known.Pass.Number))] : [];
    }
}
