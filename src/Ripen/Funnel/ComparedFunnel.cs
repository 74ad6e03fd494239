using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>A funnel as it was asked for.</summary>
/// <param name="Others">With whom it is to be compared; null where with nobody.</param>
/// <param name="By">cohort or period.</param>
/// <param name="Unit">leads or groups.</param>
internal sealed record AskedFunnel(FunnelQuery Which, FunnelQuery? Others, string By, string Unit)
{
    /// <summary>Null where something in the query is wrong, which it says.</summary>
    public static AskedFunnel? Read(Desk desk, Session session, ListQuery query)
    {
        var (by, unit) = (query.Word("by", "cohort", "period") ?? "cohort", query.Word("unit", "leads", "groups") ?? "leads");
        var asked = FunnelWords.Read(query, desk, session);
        var isCompared = FunnelWords.All.Any(word => word.Name.StartsWith(FunnelWords.Other, StringComparison.Ordinal) && query.Text(word.Name) is not null);
        var others = isCompared && asked is not null ? FunnelWords.Read(query, desk, session, asked) : null;
        return asked is null || query.Errors.Any ? null : new(asked, others, by, unit);
    }
}

/// <summary>The funnel as it was asked for, and that of others beside it.</summary>
/// <param name="ComparedWith">Null where nothing is compared.</param>
public sealed record ComparedFunnel(FunnelReport Funnel, FunnelReport? ComparedWith)
{
    /// <summary>Null where something in the query is wrong, which it says.</summary>
    internal static ComparedFunnel? Of(Desk desk, Session session, ListQuery query) => AskedFunnel.Read(desk, session, query) is { } asked ? Of(desk, session, asked) : null;

    internal static ComparedFunnel Of(Desk desk, Session session, AskedFunnel asked) =>
        new(FunnelReport.Of(desk, session, asked.Which, asked.By, asked.Unit), asked.Others is null ? null : FunnelReport.Of(desk, session, asked.Others, asked.By, asked.Unit));
}
