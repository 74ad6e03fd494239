using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>
/// The current row of a file by what its cells mean: trimmed, values that say nothing left out, values folded, constants
/// put in where the row says nothing.
/// </summary>
internal sealed class ImportCells
{
    private const int MostPooled = 20_000;
    private const int LongestPooled = 60;
    private readonly RowReader rows;
    private readonly Mapping mapping;
    private readonly RowKeys keys;
    private readonly string?[] constants = new string?[ImportFields.Count];
    private readonly string[] names = [.. Enum.GetValues<ImportField>().Select(ImportFields.NameOf)];
    private readonly int[] cells = new int[ImportFields.Count];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> pool = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private bool isMended;

    public ImportCells(RowReader rows, ImportKind kind, ImportTerms terms, Reports remarks)
    {
        (this.rows, mapping) = (rows, terms.Mapping);
        rows.HandsBack = true; // such rows are handed back
        keys = new(kind);
        Columns = new(kind, terms.Facts, mapping, remarks);
        if (terms.Campaign is { } campaign) constants[(int)ImportField.Campaign] = campaign;
        foreach (var (field, value) in mapping.FieldConstants) constants[(int)field] = value;
        Learn();
    }

    public ImportColumns Columns { get; }

    public long Row => rows.Row;

    public int Count => rows.Count;

    public bool HasSurplus => rows.HasSurplus;

    public string? Broken => rows.Broken;

    public UInt128 Key() => keys.Of(rows, isMended);

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        if (!rows.Read()) return false;
        Learn();
        cells.AsSpan().Fill(-1);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var use in UsesOf(i))
                if (use.Meaning == CellMeaning.Field && cells[use.What] < 0 && !Cell(i).IsEmpty) cells[use.What] = i;
        }
        return true;
    }

    public ReadOnlySpan<CellUse> UsesOf(int cell) => Columns[rows.Column(cell)];

    public CellForm FormOf(int cell) => rows.Form(cell);

    public string ColumnOf(int cell) => rows.Columns[rows.Column(cell)];

    /// <summary>What a cell says; empty where that is nothing.</summary>
    public ReadOnlySpan<char> Cell(int cell)
    {
        var text = rows.Text(cell);
        text = (isMended ? Formulas.Original(text) : text).Trim();
        return text.IsEmpty || (mapping.HasEmptyValues && mapping.SaysNothing(text)) ? [] : text;
    }

    /// <summary>What the row says, or the constant; empty where neither says anything.</summary>
    public ReadOnlySpan<char> this[ImportField field]
    {
        get
        {
            if (cells[(int)field] < 0) return constants[(int)field];
            var text = Cell(cells[(int)field]);
            return mapping.Folds(names[(int)field]) && mapping.Fold(names[(int)field], text) is { } other ? other : text;
        }
    }

    /// <summary>Does the row itself say it?</summary>
    public bool Says(ImportField field) => cells[(int)field] >= 0;

    /// <summary>The same as text of its own, or null.</summary>
    public string? Text(ImportField field) => this[field] is { IsEmpty: false } text ? text.ToString() : null;

    /// <summary>The same for what repeats from row to row.</summary>
    public string? Repeated(ImportField field) => this[field] is { IsEmpty: false } text ? Pooled(text) : null;

    /// <summary>The column a field stands in, or the field's name; for messages.</summary>
    public string ColumnOf(ImportField field) => cells[(int)field] >= 0 ? ColumnOf(cells[(int)field]) : names[(int)field];

    /// <summary>The one string for a text that was met before: sources, countries, industries repeat a million times.</summary>
    public string Pooled(ReadOnlySpan<char> text)
    {
        if (pool.TryGetValue(text, out var known)) return known;
        var made = text.ToString();
        if (text.Length <= LongestPooled && pool.Set.Count < MostPooled) pool.Set.Add(made);
        return made;
    }

    private void Learn()
    {
        isMended = RejectedRows.IsMended(rows.Columns);
        Columns.Learn(rows.Columns);
    }
}
