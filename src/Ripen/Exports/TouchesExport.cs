using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Exports;

/// <summary>
/// Touches of everybody with a lead in a line. The one that stands for a lead's import goes with the lead: importing that
/// makes it again.
/// </summary>
internal sealed class TouchesExport(Desk desk, string line)
{
    private const string OfTheImport = "list_imported";

    public static readonly string[] Columns = ["lead", "kind", "at", "known_at", "source", "campaign", "offer", "page"];

    public void Write(Session session, ExportSheet sheet, Action<long> progress, CancellationToken stop)
    {
        var names = new ExportNames(desk, session);
        var touches = new List<(Guid Person, DateTimeOffset At, DateTimeOffset? KnownAt, int Kind, int? Source, int? Campaign, int? Offer, string? Page)>();
        foreach (var (leads, ids) in ExportedLeads.Pieces(session, line, stop))
        {
            touches.Clear();
            session.Find(
                "select person_id, at, known_at, kind, source, campaign, offer, page, is_assumed from touches where person_id = any(@keys) order by person_id, at, seq",
                ids.Keys,
                row => touches.Add((row.GetId(0), row.GetAt(1), row.GetYes(8) && row.GetAt(2) <= row.GetAt(1) ? null : row.GetAt(2), row.GetInt32(3), row.GetIntOrNull(4), row.GetIntOrNull(5), row.GetIntOrNull(6), row.GetTextOrNull(7))));
            var opened = leads.Select(lead => (lead.Id.Person, lead.OpenedAt)).ToHashSet();
            foreach (var touch in touches)
            {
                var kind = names.Kind(touch.Kind);
                if (kind == OfTheImport && opened.Contains((touch.Person, touch.At))) continue;
                sheet.Row([ids[touch.Person], kind, ExportedLeads.Written(touch.At), ExportedLeads.Written(touch.KnownAt), names.Source(touch.Source), names.Campaign(touch.Campaign), names.Offer(touch.Offer), touch.Page]);
            }
            progress(sheet.Rows);
        }
    }
}
