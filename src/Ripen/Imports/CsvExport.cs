using System.Text;

namespace Ripen.Imports;

/// <summary>
/// Writes a table as CSV (RFC 4180) for people and spreadsheets: UTF-8 with a byte order mark, which Excel wants, and with
/// formulas made text. What this writes, an import reads.
/// </summary>
internal sealed class CsvExport(TextWriter writer, char delimiter = ',') : IDisposable
{
    private bool inRow;

    public CsvExport(Stream output, char delimiter = ',')
        : this(new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 1 << 16), delimiter)
    {
    }

    public void Row(params IEnumerable<string> cells)
    {
        foreach (var cell in cells) Cell(cell);
        EndRow();
    }

    public void Cell(string cell)
    {
        if (inRow) writer.Write(delimiter);
        inRow = true;
        Write(Formulas.Neutral(cell));
    }

    public void EndRow()
    {
        writer.Write("\r\n");
        inRow = false;
    }

    public void Dispose() => writer.Dispose();

    private void Write(string cell)
    {
        var wantsQuotes = cell.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) || cell is [' ' or '\t', ..] or [.., ' ' or '\t'];
        if (!wantsQuotes)
        {
            writer.Write(cell);
            return;
        }
        writer.Write('"');
        writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
