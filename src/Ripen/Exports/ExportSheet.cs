using System.Globalization;
using System.Text;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Imports;
using Ripen.Reading;

namespace Ripen.Exports;

/// <summary>What a cell holds: nothing, a text, or several values.</summary>
internal readonly record struct ExportCell(string? Text, IReadOnlyList<string>? Several = null)
{
    public static implicit operator ExportCell(string? text) => new(text);
}

/// <summary>
/// A table as it is exported, row by row. CSV begins with a column <c>ripen_row</c>, by which an import knows our own files
/// and takes off again what stands before formulas; several values are joined by a bar. NDJSON leaves out what is empty.
/// </summary>
internal sealed class ExportSheet : IDisposable
{
    public static readonly string[] Formats = ["csv", "ndjson"];

    private readonly IReadOnlyList<string> columns;
    private readonly TextWriter output;
    private readonly CsvExport? csv;
    private readonly string? path;
    private bool isWhole;

    private ExportSheet(TextWriter output, string? path, string format, IReadOnlyList<string> columns)
    {
        (this.output, this.path, this.columns) = (output, path, columns);
        csv = format == "csv" ? new(output) : null;
        csv?.Row([RejectedRows.RowColumn, .. columns]);
    }

    public long Rows { get; private set; }

    /// <summary>Into words that go elsewhere, which stay open.</summary>
    public static ExportSheet To(TextWriter output, string format, IReadOnlyList<string> columns)
    {
        // For Excel, as in a file of ours.
        if (format == "csv") output.Write('\uFEFF');
        return new(output, null, format, columns);
    }

    /// <summary>Into a new file, readable by this user alone. Unless it is finished it is taken away again.</summary>
    /// <exception cref="InputRefusedException">It is there already, or cannot be written.</exception>
    public static ExportSheet To(string path, string format, IReadOnlyList<string> columns)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: format == "csv");
            return new(new StreamWriter(new FileStream(path, options), encoding, bufferSize: 1 << 16), path, format, columns);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException(File.Exists(path) ? $"{path} is there already and is left alone. Name another file." : $"{path} cannot be written: {InputFile.Sentence(failure)}", failure);
        }
    }

    /// <param name="cells">One a column.</param>
    public void Row(ReadOnlySpan<ExportCell> cells)
    {
        Rows++;
        if (csv is null)
        {
            JsonRow(cells);
            return;
        }
        csv.Cell(Rows.ToString(CultureInfo.InvariantCulture));
        foreach (var cell in cells) csv.Cell(cell.Several is { } several ? string.Join('|', several) : cell.Text ?? "");
        csv.EndRow();
    }

    /// <summary>All is written.</summary>
    public void Finish()
    {
        output.Flush();
        isWhole = true;
    }

    public void Dispose()
    {
        if (path is null) return;
        output.Dispose();
        if (!isWhole) File.Delete(path);
    }

    private void JsonRow(ReadOnlySpan<ExportCell> cells)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Json.Written))
        {
            json.WriteStartObject();
            for (var i = 0; i < cells.Length; i++) Write(json, columns[i], cells[i]);
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, string column, ExportCell cell)
    {
        if (cell.Several is { Count: > 0 } several)
        {
            json.WriteStartArray(column);
            foreach (var value in several) json.WriteStringValue(value);
            json.WriteEndArray();
        }
        else if (!string.IsNullOrEmpty(cell.Text)) json.WriteString(column, cell.Text);
    }
}
