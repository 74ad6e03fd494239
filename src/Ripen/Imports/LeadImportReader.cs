using Ripen.Agreements;
using Ripen.Identity;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>
/// Rows of leads. A row is handed back where nobody could be known by it again (no id, no address, no name; an address
/// that is none and no id), where it has too many cells, and where the instant of a touch, <c>created_at</c> or
/// <c>known_at</c> cannot be read or was known before it happened: a lead with a wrong history is worse than one to be
/// mended. A value that does not fit its fact costs that fact only.
/// </summary>
internal sealed class LeadImportReader(RowReader rows, ImportTerms terms, Reports remarks, RejectedRows rejected)
    : ImportReader<LeadImportRow>(rows, ImportKind.Leads, terms, remarks, rejected)
{
    private const string OfTheImport = "list_imported";
    private readonly RowReader rows = rows;
    private readonly List<ImportedTouch> touches = [];
    private LeadFacts? facts;

    private protected override void Demand()
    {
        var columns = Cells.Columns;
        if (rows is not CsvRows || columns.HasField(ImportField.Id) || columns.HasField(ImportField.LastName)
            || columns.Has(new(CellMeaning.Fact, FactCatalogue.Email)) || columns.Has(new(CellMeaning.Fact, FactCatalogue.Name))) return;
        throw new InputRefusedException($"{rows.Name} has no column by which a lead could be known: id, email or name. Its columns are: {Shown(rows.Columns)}. A mapping (--map) says which column is which; --dry-run proposes one.");
    }

    private protected override LeadImportRow? Take()
    {
        facts ??= new(Cells, Terms, Remarks);
        var id = Cells.Text(ImportField.Id);
        facts.Read();
        var email = facts.Email;
        if (email is null && facts.EmailAsWritten is { } written && id is null) return Reject("this is no e-mail address, and there is no id to know the lead by", facts.EmailColumn, written);
        if (email is null && id is null && !facts.HasName) return Reject("there is neither an id nor an e-mail address nor a name", "", []);
        if (email is null && facts.EmailAsWritten is { } bad) Remarks.Add("this is no e-mail address, so it is missing", Cells.Row, facts.EmailColumn, bad);
        if (!TryTime(ImportField.KnownAt, out var knownAt) || !TryTime(ImportField.CreatedAt, out var createdAt)) return null;
        if (!TryTouches(knownAt)) return null;
        var created = Created(createdAt, out var assumed);
        TakeConstantTouches(created, knownAt, assumed);
        if (touches.Exists(touch => touch.KnownAt < touch.At && !touch.Assumed)) return Reject(KnownTooEarly, ImportField.KnownAt);
        return new()
        {
            Row = Cells.Row,
            Key = Cells.Key(),
            Id = id,
            Email = email,
            EmailAsWritten = facts.EmailAsWritten,
            Group = Cells.Text(ImportField.Group),
            Line = Cells.Repeated(ImportField.Line),
            Owner = Cells.Repeated(ImportField.Owner),
            Source = Cells.Repeated(ImportField.Source),
            Campaign = Cells.Repeated(ImportField.Campaign),
            Offer = Cells.Repeated(ImportField.Offer),
            Page = Cells.Repeated(ImportField.Page),
            CreatedAt = created,
            CreatedAssumed = assumed,
            KnownAt = knownAt,
            Facts = facts.Taken(),
            OrganisationKey = facts.Organisation is { } name ? OrganisationName.Key(name) : null,
            Touches = [.. touches],
        };
    }

    private bool TryTouches(DateTimeOffset? knownAt)
    {
        touches.Clear();
        for (var i = 0; i < Cells.Count; i++)
        {
            foreach (var use in Cells.UsesOf(i))
            {
                if (use.Meaning != CellMeaning.Touch || Cells.Cell(i) is not { IsEmpty: false } text) continue;
                if (Problem(text, mayBeAhead: false, out var at) is { } reason)
                {
                    Reject(reason, Cells.ColumnOf(i), text);
                    return false;
                }
                touches.Add(new(Cells.Columns.Touches[use.What].Kind, at, knownAt ?? at, knownAt is null));
            }
        }
        return true;
    }

    private DateTimeOffset Created(DateTimeOffset? said, out bool assumed)
    {
        assumed = !Cells.Says(ImportField.CreatedAt);
        if (said is { } at && !assumed) return at;
        if (touches.Count > 0) return touches.Min(touch => touch.At);
        if (said is { } constant) return constant;
        return Terms.Mapping.AsOfTheExport is { } day ? Terms.Zone.StartOf(day).ToDateTimeOffset() : Terms.Now;
    }

    private void TakeConstantTouches(DateTimeOffset created, DateTimeOffset? knownAt, bool assumed)
    {
        foreach (var touch in Terms.Mapping.Touches)
        {
            if (touch.Column is not null) continue;
            var at = touch.At is not null && ImportTime.TryRead(touch.At, Terms.Zone, out var constant) ? constant : created;
            touches.Add(new(touch.Kind, at, knownAt ?? at, assumed || knownAt is null || touch.At is not null));
        }
        if (touches.Count == 0) touches.Add(new(OfTheImport, created, knownAt ?? created, assumed || knownAt is null, OfTheImport: true));
    }
}
