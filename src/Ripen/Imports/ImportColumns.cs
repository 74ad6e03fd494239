using Ripen.Agreements;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

internal enum CellMeaning : byte { Field, Fact, LearnedOn, Touch }

/// <summary>One thing a cell says: which field, which fact's value or date, or the instant of which touch.</summary>
internal readonly record struct CellUse(CellMeaning Meaning, int What);

/// <summary>
/// Finds out what each column is for: by the mapping if it names it, else by its own name, else by the headers of a
/// known system. A column may be for several things, and a thing may stand in several columns. What is for nothing is
/// reported once.
/// </summary>
internal sealed class ImportColumns
{
    public const string NotUsed = "column is no field and no fact of the agreement, and is ignored";
    public const string NotThere = "the mapping names a column that is not in the file";

    private static readonly CellUse[] Nothing = [];
    private readonly ImportKind kind;
    private readonly FactCatalogue facts;
    private readonly Mapping mapping;
    private readonly Reports remarks;
    private readonly Dictionary<string, List<CellUse>> byName = new(StringComparer.Ordinal);
    private readonly List<CellUse[]> uses = [];
    private readonly List<string> names = [];

    public ImportColumns(ImportKind kind, FactCatalogue facts, Mapping mapping, Reports remarks)
    {
        (this.kind, this.facts, this.mapping, this.remarks) = (kind, facts, mapping, remarks);
        Touches = [.. mapping.Touches];
        foreach (var field in ImportFields.Of(kind)) Know(ImportFields.NameOf(field), new(CellMeaning.Field, (int)field));
        for (var fact = 0; kind == ImportKind.Leads && fact < facts.All.Count; fact++)
        {
            Know(facts.All[fact].Name, new(CellMeaning.Fact, fact));
            Know($"{facts.All[fact].Name}_on", new(CellMeaning.LearnedOn, fact));
        }
    }

    /// <summary>Whose export it is, where its headers say so.</summary>
    public KnownHeaders? System { get; private set; }

    /// <summary>The kinds of touches that rows may have; <see cref="CellUse.What"/> counts in them.</summary>
    public List<MappedTouch> Touches { get; }

    /// <summary>What the cells of a column are for.</summary>
    public ReadOnlySpan<CellUse> this[int column] => uses[column];

    public bool HasField(ImportField field) => Has(new(CellMeaning.Field, (int)field));

    public bool Has(CellUse use) => uses.Exists(of => of.Contains(use));

    /// <summary>Takes up the columns met since the last call.</summary>
    public void Learn(IReadOnlyList<string> columns)
    {
        if (uses.Count == columns.Count) return;
        if (kind == ImportKind.Leads) System ??= KnownHeaders.Recognise(columns);
        for (var i = uses.Count; i < columns.Count; i++)
        {
            names.Add(columns[i]);
            uses.Add(columns[i].Length == 0 || RejectedRows.IsOwnColumn(columns[i]) || mapping.Ignores(columns[i]) ? Nothing : [.. UsesOf(columns[i]).Distinct()]);
        }
    }

    /// <summary>The name of the first column that says it; for messages.</summary>
    public string ColumnOf(CellUse use) => uses.FindIndex(of => of.Contains(use)) is >= 0 and var i ? names[i] : "";

    /// <summary>Reports what the mapping names and the file does not have. Of NDJSON that is known at the end only.</summary>
    public void ReportMissing()
    {
        var met = names.Select(name => Folded.From(name)).ToHashSet(StringComparer.Ordinal);
        foreach (var column in mapping.ColumnsAsWritten.Concat(mapping.Touches.Select(touch => touch.Column).OfType<string>()))
            if (!met.Contains(Folded.From(column))) remarks.Add(NotThere, 0, column, "");
    }

    private void Know(string name, CellUse use)
    {
        var key = ImportFields.Key(name);
        if (byName.TryGetValue(key, out var known)) known.Add(use);
        else byName[key] = [use];
    }

    private List<CellUse> UsesOf(string column)
    {
        var found = new List<CellUse>();
        var folded = Folded.From(column);
        for (var i = 0; i < mapping.Touches.Count; i++)
            if (mapping.Touches[i].Column is { } wanted && Folded.From(wanted) == folded) found.Add(new(CellMeaning.Touch, i));
        if (mapping.Columns.TryGetValue(folded, out var targets))
        {
            foreach (var target in targets) Add(target, column, found);
            return found;
        }
        if (byName.TryGetValue(ImportFields.Key(column), out var own)) found.AddRange(own);
        else if (System?.TargetOf(column) is { } known && known.Length > 0) found.AddRange(byName.GetValueOrDefault(ImportFields.Key(known), []));
        else if (System?.TargetOf(column) is null && found.Count == 0) remarks.Add(NotUsed, 0, column, "");
        return found;
    }

    private void Add(MappedTo target, string column, List<CellUse> found)
    {
        if (!target.IsTouch) found.AddRange(byName.GetValueOrDefault(ImportFields.Key(target.Name), []));
        else
        {
            found.Add(new(CellMeaning.Touch, Touches.Count));
            Touches.Add(new(target.Name, column, null));
        }
    }
}
