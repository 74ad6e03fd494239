using Ripen.Agreements;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>What a column is to become: a fact, a field, the date of a fact (<c>FACT_on</c>), or the instant of a touch.</summary>
internal readonly record struct MappedTo(string Name, bool IsTouch = false);

/// <summary>A touch that every row gets. Its instant stands in a column, or is the same for all, or is that of the lead.</summary>
internal sealed record MappedTouch(string Kind, string? Column, string? At);

/// <summary>
/// How a file's columns and values are to be read, from a mapping file: columns to facts, fields and touches, constants,
/// values that say nothing, values to read as another, columns left out on purpose, and the date as of which undated
/// facts were true. The language is described in docs/import.md.
/// </summary>
internal sealed class Mapping
{
    public static readonly Mapping None = new();

    private readonly HashSet<string> empty = new(StringComparer.Ordinal);
    private readonly HashSet<string> ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> folds = new(StringComparer.Ordinal);

    /// <summary>What each column becomes, by its folded name; nothing where it is for facts this agreement does not have.</summary>
    public Dictionary<string, IReadOnlyList<MappedTo>> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>The same columns as they are written, for messages.</summary>
    public List<string> ColumnsAsWritten { get; } = [];

    /// <summary>Values of facts that are the same for every row.</summary>
    public List<(string Fact, string Value)> Constants { get; } = [];

    /// <summary>Values of fields for rows that say nothing else.</summary>
    public Dictionary<ImportField, string> FieldConstants { get; } = [];

    public List<MappedTouch> Touches { get; } = [];

    /// <summary>When undated facts were said; null: now.</summary>
    public DateOnly? AsOfTheExport { get; set; }

    /// <summary>How dates are written that are not ISO 8601.</summary>
    public DateOrder Dates { get; set; }

    public bool HasEmptyValues => empty.Count > 0;

    /// <summary>Reads the mapping of one kind of import; null for <c>ripen grade</c>, which has the fields of leads.</summary>
    /// <exception cref="InputRefusedException">It cannot be read, or holds an error; the message says where.</exception>
    public static Mapping Read(string path, FactCatalogue facts, ImportKind? kind = null)
    {
        var (root, remarks) = AgreementFile.Tree(path);
        return Of(root, remarks, path, facts, kind);
    }

    /// <summary>The same from its text.</summary>
    public static Mapping Parse(string text, string name, FactCatalogue facts, ImportKind? kind = null)
    {
        var remarks = new Remarks();
        return Of(YamlTree.Read(text, remarks), remarks, name, facts, kind);
    }

    public bool Ignores(string column) => ignored.Contains(Folded.From(column));

    public bool SaysNothing(ReadOnlySpan<char> value) => empty.Contains(Folded.From(value));

    /// <summary>What a value of a fact or field is to be read as.</summary>
    public string? Fold(string name, ReadOnlySpan<char> value) =>
        folds.TryGetValue(name, out var fold) && fold.TryGetValue(Folded.From(value), out var other) ? other : null;

    public bool Folds(string name) => folds.ContainsKey(name);

    public void AddEmpty(string value) => empty.Add(Folded.From(value));

    public void AddIgnored(string column) => ignored.Add(Folded.From(column));

    public void AddFolds(string name, IEnumerable<(string From, string To)> values) =>
        folds[name] = values.ToDictionary(pair => Folded.From(pair.From), pair => pair.To, StringComparer.Ordinal);

    private static Mapping Of(YamlNode? root, Remarks remarks, string name, FactCatalogue facts, ImportKind? kind)
    {
        var mapping = new Mapping();
        if (root is YamlMap map) new MappingReader(mapping, remarks, facts, kind).Take(map);
        else if (remarks.Errors == 0) remarks.Error(new(1, 1), "", "This is no mapping: it has no keys.", "It starts with a line like: columns:");
        if (remarks.Errors == 0) return mapping;
        throw new InputRefusedException(string.Join('\n', remarks.InOrder().Select(remark => $"{name}: {remark}")));
    }
}
