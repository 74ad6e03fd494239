using System.Globalization;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>
/// The rows of a file that are handed back, each with its reason. Only numbers and reasons are kept (24 bytes a row); the
/// rows themselves are fetched from the file once more when they are written. So a row may be handed back at any time,
/// long after it was read.
/// </summary>
internal sealed class RejectedRows(string file)
{
    /// <summary>The two columns that are put before those of the file, and passed over when it is imported again.</summary>
    public const string RowColumn = "ripen_row";
    public const string ReasonColumn = "ripen_reason";

    private const int MostNames = 1000;
    private readonly List<(long Row, string Reason, string Column)> rows = [];

    /// <summary>The same by reason, the first of each with its text; to be printed.</summary>
    public Reports Reports { get; } = new(file);

    public int Count => rows.Count;

    /// <summary>Row and reason of each, in the order of the file.</summary>
    public IEnumerable<(long Row, string Reason)> InOrder() =>
        rows.OrderBy(row => row.Row).Select(row => (row.Row, row.Column.Length == 0 ? row.Reason : $"{row.Column}: {row.Reason}"));

    public static bool IsOwnColumn(string column) => Folded.From(column) is "ripen row" or "ripen reason";

    /// <summary>Whether this is the header of a file that <see cref="Write(ImportFile)"/> has written and somebody has mended.</summary>
    public static bool IsMended(IReadOnlyList<string> columns) => columns.Any(IsOwnColumn);

    /// <param name="reason">What is wrong and what to do, in words that are the same for every row.</param>
    /// <param name="column">The column it is about, or empty.</param>
    /// <param name="text">What stands there; only printed.</param>
    public void Add(long row, string reason, string column, ReadOnlySpan<char> text)
    {
        // Of one row the first reason counts: mending it shows the next.
        rows.Add((row, reason, column));
        Reports.Add(reason, row, column, text);
    }

    /// <summary>Writes <c>NAME.rejected.csv</c> beside the input, or in the current folder where the input has no place. An older one, which somebody may be mending, is left alone.</summary>
    /// <returns>The path, or null where no row is handed back.</returns>
    /// <exception cref="InputRefusedException">It cannot be written.</exception>
    public string? Write(ImportFile input)
    {
        if (rows.Count == 0) return null;
        var folder = Path.GetDirectoryName(input.Path) ?? "";
        var name = input.Path is null ? "import" : Path.GetFileNameWithoutExtension(input.Path);
        if (name.EndsWith(".rejected", StringComparison.Ordinal)) name = name[..^".rejected".Length];
        for (var n = 1; n < MostNames; n++)
        {
            var path = Path.Combine(folder, n == 1 ? $"{name}.rejected.csv" : string.Create(CultureInfo.InvariantCulture, $"{name}.rejected-{n}.csv"));
            if (!File.Exists(path)) return Write(input, path);
        }
        throw new InputRefusedException($"There are {MostNames} files like {name}.rejected.csv already. Tidy up, or name another file for the rows that are handed back.");
    }

    /// <summary>The same at a path of one's own choice, which must not exist.</summary>
    public string Write(ImportFile input, string path)
    {
        try
        {
            // Persons' data, for whoever imports.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var output = new FileStream(path, options);
            Write(input, output);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"The rows that are handed back cannot be written to {path}: {InputFile.Sentence(e)} The good rows are taken; name another file.", e);
        }
    }

    public void Write(ImportFile input, Stream output)
    {
        var wanted = InOrder().DistinctBy(row => row.Row).ToList();
        var columns = AllColumns(input, wanted);
        using var source = input.Read(new Reports(input.Name));
        source.HandsBack = true;
        using var csv = new CsvExport(output, source.Separator);
        // One more column than the header has would be a wrong header; a row's surplus is put back behind it.
        csv.Row([RowColumn, ReasonColumn, .. columns.Where(column => !IsOwnColumn(column))]);
        for (var next = 0; next < wanted.Count && source.Read();)
        {
            if (source.Row < wanted[next].Row) continue;
            csv.Cell(wanted[next].Row.ToString(CultureInfo.InvariantCulture));
            csv.Cell(wanted[next].Reason);
            WriteCells(source, columns, csv);
            csv.EndRow();
            next++;
        }
    }

    // Of NDJSON, the names come with the rows.
    private static List<string> AllColumns(ImportFile input, List<(long Row, string Reason)> wanted)
    {
        using var source = input.Read(new Reports(input.Name));
        source.HandsBack = true;
        while (source.Read() && source.Row < wanted[^1].Row)
        {
        }
        return [.. source.Columns];
    }

    private static void WriteCells(RowReader source, List<string> columns, CsvExport csv)
    {
        var mended = IsMended(columns);
        for (var column = 0; column < columns.Count; column++)
        {
            if (IsOwnColumn(columns[column])) continue;
            var said = new List<string>();
            for (var i = 0; i < source.Count; i++)
                if (source.Column(i) == column) said.Add((mended ? Formulas.Original(source.Text(i)) : source.Text(i)).ToString());
            csv.Cell(string.Join('|', said));
        }
        for (var i = 0; i < source.SurplusCount; i++) csv.Cell(source.Surplus(i).ToString());
    }
}
