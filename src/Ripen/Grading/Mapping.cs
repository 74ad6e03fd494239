using Ripen.Agreements;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>
/// How a file's columns and values are to be read, from a mapping file: columns to facts, constants, values that say
/// nothing, values to read as another, columns left out on purpose, and the date as of which undated facts were true.
/// </summary>
internal sealed class Mapping
{
    public static readonly Mapping None = new();

    private readonly HashSet<string> empty = new(StringComparer.Ordinal);
    private readonly HashSet<string> ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> folds = new(StringComparer.Ordinal);

    /// <summary>Facts and fields by folded column names.</summary>
    public Dictionary<string, string> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of facts that are the same for every row.</summary>
    public List<(string Fact, string Value)> Constants { get; } = [];

    /// <summary>When undated facts were said; null: at as-of.</summary>
    public DateOnly? AsOfTheExport { get; private set; }

    public bool HasEmptyValues => empty.Count > 0;

    public bool Ignores(string column) => ignored.Contains(Folded.From(column));

    public bool SaysNothing(ReadOnlySpan<char> value) => empty.Contains(Folded.From(value));

    /// <summary>What a value of a fact is to be read as.</summary>
    public string? Fold(string fact, ReadOnlySpan<char> value) =>
        folds.TryGetValue(fact, out var fold) && fold.TryGetValue(Folded.From(value), out var other) ? other : null;

    public bool Folds(string fact) => folds.ContainsKey(fact);

    /// <exception cref="InputRefusedException">It cannot be read, or holds an error; the message says where.</exception>
    public static Mapping Read(string path, FactCatalogue facts)
    {
        var (root, remarks) = AgreementFile.Tree(path);
        var mapping = new Mapping();
        if (root is YamlMap map) mapping.Take(map, remarks, facts);
        else if (remarks.Errors == 0) remarks.Error(new(1, 1), "", "This is no mapping: it has no keys.", "It starts with a line like: columns:");
        if (remarks.Errors == 0) return mapping;
        throw new InputRefusedException(string.Join('\n', remarks.InOrder().Select(remark => $"{path}: {remark}")));
    }

    private void Take(YamlMap map, Remarks remarks, FactCatalogue facts)
    {
        var fields = new Fields(map, remarks, "a mapping", "columns", "constants", "empty", "fold", "ignore", "as_of_the_export");
        foreach (var (column, name) in Pairs(fields.Map("columns"), remarks))
        {
            if (IsField(name.Text) || IsFact(name.Text, facts)) Columns[Folded.From(column.Text)] = name.Text;
            else UnknownFact(name, remarks, facts);
        }
        foreach (var (fact, value) in Pairs(fields.Map("constants"), remarks))
        {
            if (IsFact(fact.Text, facts)) Constants.Add((fact.Text, value.Text));
            else UnknownFact(fact, remarks, facts);
        }
        foreach (var value in fields.Texts("empty")) empty.Add(Folded.From(value));
        foreach (var column in fields.Texts("ignore")) ignored.Add(Folded.From(column));
        foreach (var (fact, node) in fields.Map("fold")?.Entries ?? [])
        {
            if (!IsFact(fact.Text, facts)) UnknownFact(fact, remarks, facts);
            else if (node is YamlMap values) folds[fact.Text] = Pairs(values, remarks).ToDictionary(pair => Folded.From(pair.Key.Text), pair => pair.Value.Text, StringComparer.Ordinal);
            else remarks.Error(node.At, fact.Text, $"The values of '{fact.Text}' to fold are pairs.", $"For example: {fact.Text}: {{ google: Google }}");
        }
        AsOfTheExport = fields.Date("as_of_the_export");
    }

    private static IEnumerable<(YamlScalar Key, YamlScalar Value)> Pairs(YamlMap? map, Remarks remarks)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, node) in map?.Entries ?? [])
        {
            if (node is not YamlScalar value) remarks.Error(node.At, key.Text, $"Behind '{key.Text}' one value is wanted.");
            else if (!seen.Add(Folded.From(key.Text))) remarks.Error(key.At, key.Text, $"'{key.Text}' is there twice (upper and lower case, spaces and hyphens are not told apart).");
            else yield return (key, value);
        }
    }

    private static bool IsField(string name) => name is "id" or "group";

    private static bool IsFact(string name, FactCatalogue facts) =>
        facts.Find(name) is not null || (name.EndsWith("_on", StringComparison.Ordinal) && facts.Find(name[..^3]) is not null);

    private static void UnknownFact(YamlScalar name, Remarks remarks, FactCatalogue facts)
    {
        var meant = Nearest.To(name.Text, facts.All.Select(fact => fact.Name));
        remarks.Error(name.At, name.Text, $"There is no fact '{name.Text}' in the agreement.", meant is null ? "Add it to the agreement under facts." : $"Did you mean '{meant}'?");
    }
}
