using System.Globalization;
using Sylvan.Data.Csv;

namespace Ripen.Reading;

/// <summary>
/// The rows of a CSV file: any of the usual delimiters, quoted cells over several lines, a header in the first row that
/// is not blank. Empty columns at the end of the header (an extra comma) are none. Rows that are short or long are kept
/// and reported; rows in which every cell is blank are passed over.
/// </summary>
internal sealed class CsvRows : RowReader
{
    /// <summary>
    /// Sylvan drops rows that begin with its comment character and has no way to switch that off. The second half of a
    /// surrogate pair begins no decoded text.
    /// </summary>
    private const char NoComment = '\uDC00';

    private readonly DecodedText text;
    private readonly CsvDataReader csv;
    private readonly Reports reports;
    private readonly char delimiter;
    private long consumed;
    private bool lastIsShort;

    /// <summary>The reader's first buffer is given in characters; tests make it small to meet its borders often.</summary>
    public CsvRows(InputFile file, string sample, Reports reports, int buffer = 1 << 16)
        : base(file)
    {
        this.reports = reports;
        delimiter = Delimiter.Sniff(sample, file.SampleIsWhole);
        text = new DecodedText(file.Bytes, file.Coding);
        try
        {
            csv = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                HasHeaders = false, // the header is read here, so that blank rows may stand before it
                Delimiter = delimiter,
                Comment = NoComment,
                CsvStyle = CsvStyle.Lax, // text after a closing quotation mark belongs to the cell
                BufferSize = buffer,
                MaxBufferSize = LongestRow,
            });
            ReadHeader();
        }
        catch (CsvRecordTooLargeException e)
        {
            throw TooLong(1, e);
        }
        catch (CsvFormatException e)
        {
            throw NoCsv(1, e);
        }
    }

    public override char Separator => delimiter < ' ' && delimiter != '\t' ? ',' : delimiter;

    public override bool Read()
    {
        HasSurplus = false;
        while (Next())
        {
            var cells = csv.RowFieldCount;
            if (Blank(0) && AllBlank(1)) continue;
            Count = Math.Min(cells, ColumnNames.Count);
            lastIsShort = cells < ColumnNames.Count;
            if (cells != ColumnNames.Count) ReportWidth(cells);
            return true;
        }

        Count = 0;
        CutOff = HowCutOff();
        return false;
    }

    public override int Column(int i) => i;

    public override ReadOnlySpan<char> Text(int i) => csv.GetFieldSpan(i);

    public override int SurplusCount => Math.Max(csv.RowFieldCount - ColumnNames.Count, 0);

    public override ReadOnlySpan<char> Surplus(int i) => csv.GetFieldSpan(ColumnNames.Count + i);

    protected override void Dispose(bool disposing)
    {
        if (disposing) csv.Dispose();
        base.Dispose(disposing);
    }

    private string? HowCutOff()
    {
        if (text.EndsInCharacter) return "its last character is not whole";
        if (text.Last is '\n' or '\r') return null;
        if (lastIsShort) return $"its last row, {Number(Row)}, has fewer cells than the header and no line end";
        return Row <= 1 ? "its header has no line end, and no row follows" : null;
    }

    private void ReadHeader()
    {
        do
        {
            if (!Next()) throw NoHeader();
        }
        while (AllBlank(0) || (Row == 1 && Delimiter.IsDeclaration(csv.GetRawRecordSpan())));

        var last = csv.RowFieldCount - 1;
        while (Blank(last)) last--;
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i <= last; i++)
        {
            var name = csv.GetFieldSpan(i).Trim().ToString();
            ColumnNames.Add(name);
            if (name.Length > 0 && !met.Add(name)) reports.Add(Faults.ColumnTwice, Row, name, "");
        }
    }

    private bool Next()
    {
        try
        {
            if (!csv.Read()) return false;
        }
        catch (CsvRecordTooLargeException e)
        {
            throw TooLong(Row + 1, e);
        }
        catch (CsvFormatException e)
        {
            throw NoCsv(Row + 1, e);
        }

        Row = csv.RowNumber;
        if (text.AtEnd) RefuseOpenQuote();
        consumed += csv.GetRawRecordSpan().Length;
        if (text.Strays.Count > 0) ReportStrays();
        return true;
    }

    /// <summary>
    /// A quotation mark that is never closed swallows the rest of the file as one cell. That can only be seen at the
    /// end, so only the rows of the last buffer are looked through.
    /// </summary>
    private void RefuseOpenQuote()
    {
        bool quoted = false, wasQuote = false, atStart = true;
        foreach (var c in csv.GetRawRecordSpan())
        {
            if (quoted)
            {
                quoted = c != '"';
                wasQuote = !quoted;
                continue;
            }

            quoted = c == '"' && (atStart || wasQuote);
            wasQuote = false;
            atStart = c == delimiter;
        }

        if (!quoted) return;
        throw new InputRefusedException(
            $"{Name}: in row {Number(Row)} a quotation mark opens and is never closed, so that the rest of the file would be one cell. Close or remove it.");
    }

    private void ReportStrays()
    {
        long strays = 0;
        while (text.Strays.TryPeek(out var at) && at < consumed)
        {
            text.Strays.Dequeue();
            strays++;
        }

        if (strays == 0) return;
        var cell = 0;
        while (cell < csv.RowFieldCount - 1 && !csv.GetFieldSpan(cell).ContainsAnyInRange('\u0080', '\uFFFF')) cell++;
        reports.Add(Faults.NotUtf8, Row, cell < ColumnNames.Count ? ColumnNames[cell] : "", csv.GetFieldSpan(cell));
    }

    private void ReportWidth(int cells)
    {
        if (cells < ColumnNames.Count)
        {
            reports.Add(Faults.RowIsShort, Row, ColumnNames[cells], "");
            return;
        }

        for (var i = ColumnNames.Count; i < cells; i++)
        {
            if (Blank(i)) continue;
            HasSurplus = true;
            if (!HandsBack) reports.Add(Faults.RowIsLong, Row, "", csv.GetFieldSpan(i));
            return;
        }
    }

    private bool Blank(int i) => csv.GetFieldSpan(i).IsWhiteSpace();

    private bool AllBlank(int from)
    {
        for (var i = from; i < csv.RowFieldCount; i++)
            if (!Blank(i)) return false;
        return true;
    }

    private InputRefusedException NoHeader() =>
        new($"{Name} has no header row: its first row must name the columns.");

    private InputRefusedException TooLong(long row, Exception cause) => new(
        $"{Name}: row {Number(row)} is longer than {Number(LongestRow)} characters. Perhaps a quotation mark opens in it and is never closed.", cause);

    private InputRefusedException NoCsv(long row, Exception cause) =>
        new($"{Name}: row {Number(row)} is no CSV: {InputFile.Sentence(cause)}", cause);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
