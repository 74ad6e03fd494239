using Ripen.Agreements;
using Ripen.Identity;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>
/// Rows of touches: <c>lead</c> or <c>email</c>, <c>kind</c>, <c>at</c>; the rest may be missing. Of lists of who attended, a
/// mapping says which columns are touches: each cell that says yes, when, or how long, is one.
/// </summary>
internal sealed class TouchImportReader(RowReader rows, ImportTerms terms, Reports remarks, RejectedRows rejected)
    : ImportReader<TouchImportRow>(rows, ImportKind.Touches, terms, remarks, rejected)
{
    private const string NoInstant = "the touch has no instant";
    private readonly List<ImportedTouch> touches = [];

    private protected override void Demand()
    {
        ImportField[] who = Cells.Columns.HasField(ImportField.Email) ? [] : [ImportField.Lead];
        Demand([.. who, .. Cells.Columns.Touches.Count > 0 ? [] : (ImportField[])[ImportField.Kind, ImportField.At]]);
    }

    private protected override TouchImportRow? Take()
    {
        var lead = Cells.Text(ImportField.Lead);
        var written = Cells[ImportField.Email];
        var email = EmailAddress.TryRead(written);
        if (lead is null && written.IsEmpty) return Reject("there is neither a lead nor an e-mail address", "", []);
        if (lead is null && email is null) return Reject("this is no e-mail address, and there is no lead", ImportField.Email);
        if (email is null && !written.IsEmpty) Remarks.Add("this is no e-mail address, so the touch goes by its lead", Cells.Row, Cells.ColumnOf(ImportField.Email), written);
        if (!TryTime(ImportField.At, out var at) || !TryTime(ImportField.KnownAt, out var knownAt)) return null;
        if (!TryTouches(at, knownAt)) return null;
        if (touches.Count == 0) return Cells.Columns.Touches.Count > 0 ? Reject("none of its columns says that something happened", "", []) : Reject("the touch has no kind", ImportField.Kind);
        if (touches.Exists(touch => touch.KnownAt < touch.At && !touch.Assumed)) return Reject(KnownTooEarly, ImportField.KnownAt);
        var first = touches[0];
        return new()
        {
            Row = Cells.Row,
            Key = Cells.Key(),
            Id = Cells.Text(ImportField.Id),
            Lead = lead,
            Email = email,
            Kind = first.Kind,
            At = first.At,
            KnownAt = first.KnownAt,
            Assumed = first.Assumed,
            Further = touches.Count == 1 ? [] : [.. touches.Skip(1)],
            Source = Cells.Repeated(ImportField.Source),
            Campaign = Cells.Repeated(ImportField.Campaign),
            Offer = Cells.Repeated(ImportField.Offer),
            Page = Cells.Repeated(ImportField.Page),
        };
    }

    private bool TryTouches(DateTimeOffset? at, DateTimeOffset? knownAt)
    {
        touches.Clear();
        if (Cells.Repeated(ImportField.Kind) is { } kind && !TryAdd(StandardKinds.Find(kind)?.Name ?? kind, at, knownAt, isOfRow: Cells.Says(ImportField.At))) return false;
        for (var i = 0; i < Cells.Count; i++)
        {
            foreach (var use in Cells.UsesOf(i))
            {
                if (use.Meaning == CellMeaning.Touch && !TryColumn(i, Cells.Columns.Touches[use.What].Kind, at, knownAt)) return false;
            }
        }
        return true;
    }

    // An instant says when; a no and a nothing that it did not happen; anything else that it did, when the row says.
    private bool TryColumn(int cell, string kind, DateTimeOffset? at, DateTimeOffset? knownAt)
    {
        var text = Cells.Cell(cell);
        if (text.IsEmpty || AttendanceWords.SaysNo(text)) return true;
        if (!ImportTime.TryRead(text, Terms.Zone, Terms.Mapping.Dates, out _)) return TryAdd(kind, at, knownAt, isOfRow: Cells.Says(ImportField.At));
        if (Problem(text, mayBeAhead: false, out var own) is not { } reason) return TryAdd(kind, own, knownAt, isOfRow: true);
        Reject(reason, Cells.ColumnOf(cell), text);
        return false;
    }

    private bool TryAdd(string kind, DateTimeOffset? at, DateTimeOffset? knownAt, bool isOfRow)
    {
        if (at is not { } happened)
        {
            Reject(NoInstant, ImportField.At);
            return false;
        }
        touches.Add(new(kind, happened, knownAt ?? happened, knownAt is null || !isOfRow));
        return true;
    }
}
