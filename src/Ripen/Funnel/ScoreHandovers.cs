using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Storage;

namespace Ripen.Funnel;

/// <summary>The handovers of the main line that were opened within the time, but for what follows from imported history, which ran no clocks.</summary>
internal static class ScoreHandovers
{
    public static List<HandoverRow> Of(Desk desk, Session session, FunnelQuery query)
    {
        var rows = new List<HandoverRow>();
        session.Read(
            $"select {HandoverRow.Columns} from handovers where opened_at >= @from and opened_at < @to and line = @line and not is_assumed order by opened_at, person_id",
            row => rows.Add(HandoverRow.Of(row)),
            ("@from", query.Begin.ToDateTimeOffset()),
            ("@to", query.End.ToDateTimeOffset()),
            ("@line", Desk.MainLine));
        return rows;
    }
}
