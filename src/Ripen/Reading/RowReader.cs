namespace Ripen.Reading;

/// <summary>What a cell was in the file. CSV knows text only.</summary>
[Flags]
public enum CellForm
{
    Text = 0,
    Number = 1,

    /// <summary>JSON true or false; the text is <c>yes</c> or <c>no</c>.</summary>
    YesNo = 2,

    /// <summary>One of an array's elements; its other elements are cells of the same column.</summary>
    Listed = 4,
}

/// <summary>
/// Reads a table of named columns row by row, from CSV or NDJSON, without holding more than a row of it.
/// <code>
/// while (reader.Read())
///     for (var i = 0; i &lt; reader.Count; i++)
///         use(reader.Row, reader.Columns[reader.Column(i)], reader.Text(i));
/// </code>
/// </summary>
public abstract class RowReader : IDisposable
{
    /// <summary>The longest row, in characters (CSV) or bytes (NDJSON). What is longer is a broken file.</summary>
    public const int LongestRow = 1 << 20;

    private readonly InputFile file;

    private protected RowReader(InputFile file) => this.file = file;

    /// <summary>The file's name, for messages.</summary>
    public string Name => file.Name;

    public TextCoding Coding => file.Coding;

    /// <summary>
    /// Trimmed names, in the file's order; of CSV the header, where a name may be empty or stand twice (the first is
    /// meant); of NDJSON the keys met so far.
    /// </summary>
    public IReadOnlyList<string> Columns => ColumnNames;

    /// <summary>Where the current row stands as a person counts: record of a CSV file, the header being 1; line of NDJSON.</summary>
    public long Row { get; private protected set; }

    /// <summary>How many cells the current row has.</summary>
    public int Count { get; private protected set; }

    /// <summary>Does the current row have more cells that say something than the header has names?</summary>
    public bool HasSurplus { get; private protected set; }

    /// <summary>How many cells stand behind those the header names.</summary>
    public virtual int SurplusCount => 0;

    /// <summary>
    /// Whether whoever reads hands bad rows back. Rows with a surplus are then not reported, and lines of NDJSON that are no
    /// object not skipped: they are rows without cells, and what they hold is their surplus.
    /// </summary>
    public bool HandsBack { get; set; }

    /// <summary>Why the current row is none, or null.</summary>
    public string? Broken { get; private protected set; }

    /// <summary>
    /// Once <see cref="Read"/> has given false: how one can see that the file ends in the middle of a row, or null. A file
    /// whose last row has no line end but all its cells counts as whole.
    /// </summary>
    public string? CutOff { get; private protected set; }

    /// <summary>What stands between the cells; of NDJSON a comma.</summary>
    public virtual char Separator => ',';

    private protected List<string> ColumnNames { get; } = [];

    /// <summary>Finds out by the content how a file is coded and whether it is CSV or NDJSON.</summary>
    /// <exception cref="InputRefusedException">It cannot be opened or is neither.</exception>
    public static RowReader Open(string path, Reports reports) => Open(InputFile.Open(path), reports);

    /// <summary>The file is closed with the reader, also when it is refused.</summary>
    public static RowReader Open(InputFile file, Reports reports)
    {
        try
        {
            var sample = file.SampleText();
            return IsJson(file.Name, sample) ? new JsonRows(file, reports) : new CsvRows(file, sample, reports);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next row that says anything. Blank rows are passed over, broken ones reported.</summary>
    /// <exception cref="InputRefusedException">The file cannot be read further.</exception>
    public abstract bool Read();

    /// <summary>Index into <see cref="Columns"/> of the cell <paramref name="i"/>.</summary>
    public abstract int Column(int i);

    /// <summary>As in the file, without quotes and escapes, untrimmed. Valid until the next <see cref="Read"/>.</summary>
    public abstract ReadOnlySpan<char> Text(int i);

    /// <summary>A cell behind those the header names, from 0.</summary>
    public virtual ReadOnlySpan<char> Surplus(int i) => [];

    public virtual CellForm Form(int i) => CellForm.Text;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
    }

    private static bool IsJson(string name, string sample)
    {
        var text = sample.AsSpan().TrimStart();
        if (text.IsEmpty) throw new InputRefusedException($"{name} is empty.");
        if (text[0] == '{')
        {
            return text[1..].TrimStart(" \t").TrimStart('\r') is not ['\n', ..] ? true : throw new InputRefusedException(
                $"{name} holds JSON objects over several lines. Put each object on one line (NDJSON), for example with: jq -c .");
        }

        if (text[0] == '[' && text[1..].TrimStart() is ['{' or ']', ..])
        {
            throw new InputRefusedException(
                $"{name} is one JSON array. Put one object per line (NDJSON), for example with: jq -c '.[]'");
        }

        if (text[0] == '<')
            throw new InputRefusedException($"{name} is HTML or XML, not a table. Export the data as CSV (UTF-8) or NDJSON.");
        var saysJson = name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
        return saysJson && text.Contains("\n{", StringComparison.Ordinal);
    }
}
