using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

internal enum ColumnUse : byte { Ignored, Id, Group, Fact, LearnedOn }

/// <summary>What a column of the file is for.</summary>
internal readonly record struct ColumnRole(ColumnUse Use, int Fact)
{
    public static readonly ColumnRole Ignored = new(ColumnUse.Ignored, -1);
}

/// <summary>
/// Finds out what each column is for: by the mapping if it names it, else by its own name, compared as text is. What is
/// for nothing is reported once.
/// </summary>
internal sealed class ColumnMap
{
    public const string NoFact = "column is no fact of the agreement and is ignored";
    private readonly Dictionary<string, ColumnRole> byName = new(StringComparer.Ordinal);
    private readonly Mapping mapping;
    private readonly Reports reports;
    private readonly List<ColumnRole> roles = [];

    public ColumnMap(FactCatalogue facts, Mapping mapping, Reports reports)
    {
        (this.mapping, this.reports) = (mapping, reports);
        byName["id"] = new(ColumnUse.Id, -1);
        byName["group"] = new(ColumnUse.Group, -1);
        for (var fact = 0; fact < facts.All.Count; fact++)
        {
            var name = facts.All[fact].Name;
            byName.TryAdd(ImportFields.Key(name), new(ColumnUse.Fact, fact));
            byName.TryAdd(ImportFields.Key($"{name}_on"), new(ColumnUse.LearnedOn, fact));
        }
    }

    public bool HasId => roles.Exists(role => role.Use == ColumnUse.Id);

    public bool HasFacts => roles.Exists(role => role.Use == ColumnUse.Fact);

    public ColumnRole this[int column] => roles[column];

    /// <summary>Takes up the columns met since the last call.</summary>
    public void Learn(IReadOnlyList<string> columns)
    {
        while (roles.Count < columns.Count) roles.Add(RoleOf(columns[roles.Count]));
    }

    private ColumnRole RoleOf(string column)
    {
        if (column.Length == 0 || mapping.Ignores(column)) return ColumnRole.Ignored;
        if (!mapping.Columns.TryGetValue(Folded.From(column), out var targets))
        {
            if (byName.TryGetValue(ImportFields.Key(column), out var own)) return Once(own, column);
            reports.Add(NoFact, 0, column, "");
            return ColumnRole.Ignored;
        }
        // What is a field of the import only (a source, a touch) is nothing to judge by.
        foreach (var target in targets)
            if (!target.IsTouch && byName.TryGetValue(ImportFields.Key(target.Name), out var role)) return Once(role, column);
        return ColumnRole.Ignored;
    }

    private ColumnRole Once(ColumnRole role, string column)
    {
        // Of two columns for the same thing the first one speaks.
        if (!roles.Contains(role)) return role;
        reports.Add("column says what another one says already and is ignored", 0, column, "");
        return ColumnRole.Ignored;
    }
}
