using System.Text;
using System.Text.Json;

namespace Ripen.Reading;

/// <summary>
/// The rows of an NDJSON file: one object per line, its keys the columns. Scalars are cells, numbers as they are
/// written, true and false as yes and no; the elements of an array are several cells of one column; null and "" say
/// nothing. What cannot be a cell is reported and ignored, a line that is no object reported and skipped, or handed back.
/// </summary>
internal sealed class JsonRows : RowReader
{
    private const int MostColumns = 10_000;
    private const int MostShown = 256;

    // As much as a cell of a spreadsheet holds.
    private const int MostHandedBack = 32_000;

    private static readonly JsonReaderOptions Strict = new() { CommentHandling = JsonCommentHandling.Disallow };

    private readonly Reports reports;
    private readonly JsonLines lines;
    private readonly List<byte[]> names = [];
    private readonly List<long> lastRow = []; // by column: the row which had its key last
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> columns =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<Cell> cells = [];
    private char[] text = new char[4096];
    private byte[] repaired = [];
    private int used;

    public JsonRows(InputFile file, Reports reports)
        : base(file)
    {
        this.reports = reports;
        var wide = TextEncoding.WideEncoding(file.Coding);
        var utf8 = wide is null ? file.Bytes : Encoding.CreateTranscodingStream(file.Bytes, wide, Encoding.UTF8, leaveOpen: true);
        lines = new JsonLines(utf8, LongestRow);
    }

    public override bool Read()
    {
        while (lines.Read())
        {
            var line = lines.Line;
            Row = lines.Number;
            (HasSurplus, Broken) = (false, null);
            Start(line.Length);
            if (lines.TooLong)
            {
                if (IsHandedBack(line[..Math.Min(line.Length, MostShown)], Faults.LineTooLong, "the line is longer than 1 MB, and this is its beginning")) return true;
                continue;
            }

            if (line.Trim(" \t\r"u8).IsEmpty) continue;
            if (!System.Text.Unicode.Utf8.IsValid(line)) line = Repaired(line);
            if (!TryCells(line))
            {
                if (IsHandedBack(line, Faults.NoObject, "the line is no JSON object; put what it says into the columns")) return true;
                continue;
            }

            Count = cells.Count;
            return true;
        }

        Count = 0;
        return false;
    }

    public override int Column(int i) => cells[i].Column;

    public override ReadOnlySpan<char> Text(int i) => text.AsSpan(cells[i].Start, cells[i].Length);

    public override CellForm Form(int i) => cells[i].Form;

    public override int SurplusCount => HasSurplus ? 1 : 0;

    public override ReadOnlySpan<char> Surplus(int i) => text.AsSpan(0, used);

    // Where bad rows are not handed back, they are reported.
    private bool IsHandedBack(ReadOnlySpan<byte> line, string fault, string reason)
    {
        if (!lines.IsEnded) CutOff = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"its last line, {Row:N0}, is no whole object and has no line end");
        if (!HandsBack) reports.Add(fault, Row, "", Shown(line));
        if (!HandsBack) return false;
        cells.Clear();
        (used, _) = DecodedText.Decode(line[..Math.Min(line.Length, MostHandedBack)], text);
        (Count, HasSurplus, Broken) = (0, true, reason);
        return true;
    }

    private void Start(int length)
    {
        cells.Clear();
        used = 0;
        // All characters of a line, with some to spare for yes and no, fit; so nothing grows below.
        if (text.Length < length + 16) text = new char[Math.Max(length + 16, text.Length * 2)];
    }

    private bool TryCells(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line, Strict);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
            var expected = 0;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var column = ColumnOf(ref json, expected);
                expected = column + 1;
                json.Read();
                if (column < 0) json.Skip();
                else if (json.TokenType == JsonTokenType.StartArray) AddList(ref json, column);
                else Add(ref json, column, CellForm.Text);
            }

            return !json.Read(); // throws where something follows the object
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // the second is for half a surrogate pair written as an escape
        }
    }

    /// <summary>−1 if the key is to be ignored. Rows mostly have the same keys in the same order.</summary>
    private int ColumnOf(ref Utf8JsonReader json, int expected)
    {
        var column = expected < names.Count && json.ValueTextEquals(names[expected]) ? expected : Find(ref json);
        if (column < 0) return -1;
        if (lastRow[column] == Row)
        {
            reports.Add(Faults.KeyTwice, Row, ColumnNames[column], "");
            return -1;
        }

        lastRow[column] = Row;
        return column;
    }

    private int Find(ref Utf8JsonReader json)
    {
        ReadOnlySpan<char> name = text.AsSpan(used, json.CopyString(text.AsSpan(used))).Trim();
        if (columns.TryGetValue(name, out var known)) return known;
        if (ColumnNames.Count == MostColumns)
        {
            reports.Add(Faults.TooManyColumns, Row, "", name);
            return -1;
        }

        var column = ColumnNames.Count;
        ColumnNames.Add(name.ToString());
        names.Add(Encoding.UTF8.GetBytes(ColumnNames[column]));
        lastRow.Add(0);
        columns[name] = column;
        return column;
    }

    private void AddList(ref Utf8JsonReader json, int column)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) Add(ref json, column, CellForm.Listed);
    }

    private void Add(ref Utf8JsonReader json, int column, CellForm form)
    {
        var length = 0;
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                length = json.CopyString(text.AsSpan(used));
                break;
            case JsonTokenType.Number:
                length = Encoding.UTF8.GetChars(json.ValueSpan, text.AsSpan(used));
                form |= CellForm.Number;
                break;
            case JsonTokenType.True or JsonTokenType.False:
                var word = json.TokenType == JsonTokenType.True ? "yes" : "no";
                word.CopyTo(text.AsSpan(used));
                length = word.Length;
                form |= CellForm.YesNo;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reports.Add(Faults.NestedValue, Row, ColumnNames[column], "");
                json.Skip();
                return;
        }

        if (length == 0) return;
        cells.Add(new Cell(column, used, length, form));
        used += length;
    }

    /// <summary>Bytes that are not UTF-8 become what they are in Windows-1252; see <see cref="DecodedText"/>.</summary>
    private ReadOnlySpan<byte> Repaired(ReadOnlySpan<byte> line)
    {
        var (length, _) = DecodedText.Decode(line, text);
        if (Coding == TextCoding.Utf8) reports.Add(Faults.NotUtf8, Row, "", text.AsSpan(0, length));
        if (repaired.Length < length * 3) repaired = new byte[length * 3];
        var bytes = Encoding.UTF8.GetBytes(text.AsSpan(0, length), repaired);
        return repaired.AsSpan(0, bytes);
    }

    private static string Shown(ReadOnlySpan<byte> line)
    {
        Span<char> chars = stackalloc char[MostShown];
        var (length, _) = DecodedText.Decode(line[..Math.Min(line.Length, chars.Length)], chars);
        return chars[..length].ToString();
    }

    private readonly record struct Cell(int Column, int Start, int Length, CellForm Form);
}
