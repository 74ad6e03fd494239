using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Exports;

/// <summary>
/// Leads with their facts as they are now, each with the day it was said. A row a lead: who came back after won has
/// several. What was derived is not told, because whoever reads it derives it too.
/// </summary>
internal sealed class LeadsExport(Desk desk, AgreementInForce agreement)
{
    private static readonly string[] Fields = ["id", "line", "group", "source", "campaign", "offer", "page", "created_at", "known_at"];
    private readonly DossierLoader loader = new(agreement);

    public IReadOnlyList<string> Columns { get; } = [.. Fields, .. agreement.Plan.Facts.All.SelectMany(fact => new[] { fact.Name, $"{fact.Name}_on" })];

    /// <param name="only">These leads; null: all of the line.</param>
    public void Write(Session session, ExportSheet sheet, Action<long> progress, CancellationToken stop, IReadOnlyCollection<LeadId>? only = null)
    {
        var names = new ExportNames(desk, session);
        var cells = new ExportCell[Columns.Count];
        foreach (var (leads, ids) in only is null ? ExportedLeads.Pieces(session, agreement.Line, stop) : ExportedLeads.PiecesOf(session, only, stop))
        {
            var groups = GroupNames(session, leads);
            var beginnings = BeginningTouch.OfPersons(session, leads);
            var dossiers = loader.Load(session, leads, desk.Now);
            for (var i = 0; i < leads.Count; i++)
            {
                var (lead, began) = (leads[i], beginnings.GetValueOrDefault(leads[i].Id));
                cells.AsSpan().Clear();
                (cells[0], cells[1]) = (ids[lead.Id.Person], lead.State.Line);
                cells[2] = lead.GroupId is { } group ? groups.GetValueOrDefault(group) : null;
                (cells[3], cells[4], cells[5], cells[6]) = (names.Source(lead.Source), names.Campaign(lead.Campaign), names.Offer(began?.Offer), began?.Page);
                (cells[7], cells[8]) = (ExportedLeads.Written(lead.OpenedAt), ExportedLeads.Written(began?.KnownAt >= lead.OpenedAt ? began.KnownAt : null));
                Facts(dossiers[i], cells.AsSpan(Fields.Length));
                sheet.Row(cells);
            }
            progress(sheet.Rows);
        }
    }

    private static Dictionary<Guid, string> GroupNames(Session session, List<LeadRecord> leads)
    {
        var names = new Dictionary<Guid, string>();
        session.Find("select group_id, name from buying_groups where name is not null and group_id = any(@keys)", [.. leads.Select(lead => lead.GroupId).OfType<Guid>().Distinct()], row => names[row.GetId(0)] = row.GetString(1));
        return names;
    }

    private void Facts(Dossier dossier, Span<ExportCell> cells)
    {
        var now = Instant.From(desk.Now);
        for (var fact = 0; fact < dossier.Facts.All.Count; fact++)
        {
            var current = dossier.Current(fact, now);
            if (current < 0 || dossier.Statements[current] is not { Saying: Saying.Value, IsDerived: false } said) continue;
            cells[2 * fact] = dossier.Facts.All[fact].Several ? new ExportCell(null, Values(dossier.Of(fact), now)) : said.Shown;
            cells[2 * fact + 1] = ExportedLeads.Written(said.LearnedAt.ToDateTimeOffset());
        }
    }

    // From the first that was said after the last forgetting.
    private static List<string> Values(ReadOnlySpan<Statement> statements, Instant now)
    {
        var values = new List<string>();
        for (var i = statements.Length - 1; i >= 0 && statements[i].Saying != Saying.Forgotten; i--)
        {
            if (statements[i] is { Saying: Saying.Value, IsDerived: false, Shown: { } value } && statements[i].LearnedAt <= now && !values.Contains(value)) values.Insert(0, value);
        }
        return values;
    }
}

/// <summary>The touch with which a lead came to be: the import itself, or the first there is.</summary>
/// <param name="KnownAt">Null where it is only assumed from the instant itself.</param>
internal sealed record BeginningTouch(bool IsOfImport, DateTimeOffset? KnownAt, int? Offer, string? Page)
{
    public static Dictionary<LeadId, BeginningTouch> OfPersons(Session session, List<LeadRecord> leads)
    {
        var found = new Dictionary<LeadId, BeginningTouch>();
        var byPerson = leads.ToLookup(lead => lead.Id.Person);
        session.Find(
            $"select person_id, at, known_at, is_assumed, offer, page, {OfImport} from touches where person_id = any(@keys) order by person_id, at, seq",
            [.. byPerson.Select(own => own.Key)],
            row =>
            {
                var (at, known) = (row.GetAt(1), row.GetAt(2));
                var touch = new BeginningTouch(row.GetYes(6), row.GetYes(3) && known == at ? null : known, row.GetIntOrNull(4), row.GetTextOrNull(5));
                foreach (var lead in byPerson[row.GetId(0)])
                {
                    if (!found.TryGetValue(lead.Id, out var there) || (touch.IsOfImport && !there.IsOfImport && at == lead.OpenedAt)) found[lead.Id] = touch with { IsOfImport = touch.IsOfImport && at == lead.OpenedAt };
                }
            });
        return found;
    }

    private const string OfImport = "exists (select 1 from kinds k where k.kind = touches.kind and k.name = 'list_imported')";
}
