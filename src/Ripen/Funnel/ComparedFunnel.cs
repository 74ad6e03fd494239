using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>The funnel as it was asked for, and that of others beside it.</summary>
/// <param name="ComparedWith">Null where nothing is compared.</param>
public sealed record ComparedFunnel(FunnelReport Funnel, FunnelReport? ComparedWith)
{
    /// <summary>Null where something in the query is wrong, which it says.</summary>
    internal static ComparedFunnel? Of(Desk desk, Session session, ListQuery query) => Of(desk, session, query, out _, out _);

    /// <param name="asked">What was asked for.</param>
    /// <param name="others">With what it is to be compared.</param>
    internal static ComparedFunnel? Of(Desk desk, Session session, ListQuery query, out FunnelQuery? asked, out FunnelQuery? others)
    {
        // Words of passes are known once passes are.
        desk.Passes.Of(session);
        var (by, unit) = (query.Word("by", "cohort", "period") ?? "cohort", query.Word("unit", "leads", "groups") ?? "leads");
        asked = FunnelWords.Read(query, desk, session);
        var isCompared = FunnelWords.All.Any(word => word.Name.StartsWith(FunnelWords.Other, StringComparison.Ordinal) && query.Text(word.Name) is not null);
        others = isCompared && asked is not null ? FunnelWords.Read(query, desk, session, asked) : null;
        if (asked is null || query.Errors.Any) return null;
        return new(FunnelReport.Of(desk, session, asked, by, unit), others is null ? null : FunnelReport.Of(desk, session, others, by, unit));
    }
}
