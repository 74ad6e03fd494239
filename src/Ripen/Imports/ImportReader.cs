using System.Diagnostics.CodeAnalysis;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>
/// Reads one kind of row, row by row. What is wrong with a row as a whole puts it among the rejected ones, with a reason;
/// what only makes one fact missing is a remark.
/// </summary>
internal abstract class ImportReader<T>(RowReader rows, ImportKind kind, ImportTerms terms, Reports remarks, RejectedRows rejected)
    where T : ImportRow
{
    private protected const string WriteTimeSo = "write 2026-07-15 or 2026-07-15T09:00:00Z, or say how dates are written: on the page under “For all rows”, in a mapping under dates";

    private protected const string KnownTooEarly = "it was known before it happened; mend one of the two, or leave this empty";

    private bool isDemanded;

    /// <summary>Rows given so far.</summary>
    public long Taken { get; private set; }

    private protected ImportCells Cells { get; } = new(rows, kind, terms, remarks);

    private protected ImportTerms Terms { get; } = terms;

    private protected Reports Remarks { get; } = remarks;

    /// <summary>The next good row; false at the end.</summary>
    public bool Read([NotNullWhen(true)] out T? row)
    {
        row = null;
        while (row is null && Cells.Read())
        {
            if (Cells.Broken is { } broken)
            {
                Reject(broken, "", []);
                continue;
            }
            if (!isDemanded) Demand();
            isDemanded = true;
            if (Cells.HasSurplus) Reject("the row has more cells than the header; a cell with a delimiter in it wants quotation marks", "", []);
            else row = Take();
        }
        if (row is null) Cells.Columns.ReportMissing();
        else Taken++;
        return row is not null;
    }

    /// <summary>All good rows.</summary>
    public IEnumerable<T> Rows()
    {
        while (Read(out var row)) yield return row;
    }

    /// <summary>The current row, or null where it is handed back.</summary>
    private protected abstract T? Take();

    /// <summary>Refuses a file which cannot be what it should be.</summary>
    private protected virtual void Demand()
    {
    }

    private protected void Demand(params ImportField[] fields)
    {
        // Of NDJSON, a later line may have what the first has not.
        if (rows is not CsvRows) return;
        string[] missing = [.. fields.Where(field => !Cells.Columns.HasField(field) && !Terms.Mapping.FieldConstants.ContainsKey(field)).Select(ImportFields.NameOf)];
        if (missing.Length > 0) throw new InputRefusedException($"{rows.Name} lacks the column {string.Join(" and ", missing)}. Its columns are: {Shown(rows.Columns)}. A file of {kind.ToString().ToLowerInvariant()} has {string.Join(", ", ImportFields.Of(kind).Select(ImportFields.NameOf))}; other names want a mapping (--map).");
    }

    private protected static string Shown(IReadOnlyList<string> columns) =>
        string.Join(", ", columns.Where(column => column.Length > 0).Take(8).Select(column => Reports.Harmless(column)));

    private protected T? Reject(string reason, ImportField field) => Reject(reason, Cells.ColumnOf(field), Cells[field]);

    private protected T? Reject(string reason, string column, ReadOnlySpan<char> text)
    {
        rejected.Add(Cells.Row, reason, column, text);
        return null;
    }

    /// <summary>The instant of a field, or null where it says nothing; false where what it says is rejected.</summary>
    private protected bool TryTime(ImportField field, out DateTimeOffset? at, bool mayBeAhead = false)
    {
        at = null;
        var text = Cells[field];
        if (text.IsEmpty) return true;
        if (Problem(text, mayBeAhead, out var read) is { } reason)
        {
            Reject(reason, field);
            return false;
        }
        at = read;
        return true;
    }

    /// <summary>What is wrong with an instant, or null.</summary>
    private protected string? Problem(ReadOnlySpan<char> text, bool mayBeAhead, out DateTimeOffset at)
    {
        if (!ImportTime.TryRead(text, Terms.Zone, Terms.Mapping.Dates, out at)) return $"the time cannot be read; {WriteTimeSo}";
        if (ImportTime.IsPlausible(at, mayBeAhead ? DateTimeOffset.MaxValue.AddDays(-1) : Terms.Now)) return null;
        return at > Terms.Now ? "the time lies in the future" : "the time lies before 1900";
    }

    /// <summary>An amount with or without a currency behind it; null where the row says nothing.</summary>
    private protected bool TryAmount(out decimal? amount, out Currency? currency)
    {
        (amount, currency) = (null, null);
        var text = Cells[ImportField.Amount];
        var code = Cells[ImportField.Currency];
        if (text.LastIndexOf(' ') is > 0 and var space)
        {
            code = text[(space + 1)..];
            text = text[..space].TrimEnd();
        }
        if (!code.IsEmpty)
        {
            if (!Currency.TryParse(code, out var known))
            {
                Reject("there is no such currency; write a code of ISO 4217 such as EUR", Cells.ColumnOf(Cells.Says(ImportField.Currency) ? ImportField.Currency : ImportField.Amount), code);
                return false;
            }
            currency = known;
        }
        if (text.IsEmpty) return true;
        if (!Numbers.TryParse(text, out var number)) Reject("the amount is no number; write it like 1234.50", ImportField.Amount);
        else if (number < 0) Reject("the amount is negative", ImportField.Amount);
        else
        {
            amount = number;
            return true;
        }
        return false;
    }
}
