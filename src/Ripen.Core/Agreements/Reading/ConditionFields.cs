using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads conditions, lists of them, and names of facts out of the agreement's nodes.</summary>
internal sealed class ConditionFields(ConditionScope scope, Remarks remarks)
{
    /// <summary>What has been read so far, by the scalar that holds it.</summary>
    public Dictionary<YamlScalar, (Condition Condition, Section Section)> Read { get; } = [];

    /// <summary>A condition; a list of conditions means all of them. Null after an error or where there is no node.</summary>
    public Condition? Condition(YamlNode? node, string what, Section section, bool mayBeOtherwise = false)
    {
        switch (node)
        {
            case null or YamlScalar { IsBroken: true }:
                return null;
            case YamlList list when list.Items.Count > 0:
                var all = List(list, what, section);
                return all.Count < list.Items.Count ? null : all.Count == 1 ? all[0] : new All(all) { At = list.At };
            case YamlScalar scalar:
                var condition = ConditionReader.Read(scalar.Text, scalar.PlaceOf, scope, section, remarks);
                if (condition is not null) Read[scalar] = (condition, section);
                if (condition is not Otherwise || mayBeOtherwise) return condition;
                remarks.Error(scalar.At, "otherwise", "'otherwise' is the last line of temperature, buying_stage, route or nurture.", $"Write when {what} holds.");
                return null;
            default:
                remarks.Error(node.At, node.Shown, $"'{what}' is a condition.", "For example: budget >= 20000 EUR");
                return null;
        }
    }

    /// <summary>The conditions of a list; a single one is a list of one.</summary>
    public ValueList<Condition> List(YamlNode? node, string what, Section section)
    {
        var nodes = node is YamlList list ? list.Items : node is null ? [] : [node];
        return nodes.Select(item => Condition(item, what, section)).OfType<Condition>().ToValueList();
    }

    /// <summary>Tells where something stands behind an <c>otherwise</c> and so is never tried.</summary>
    public void OtherwiseIsLast(IReadOnlyList<YamlNode?> nodes, string what)
    {
        for (var i = 0; i < nodes.Count - 1; i++)
        {
            // A line of route without a condition is for everybody too.
            if (nodes[i] is YamlMap always) remarks.Error(always.At, always.Shown, $"This has no condition, so that nothing behind it in {what} is ever tried.", "Add when:, or move it to the end.");
            else if (nodes[i] is YamlScalar scalar && scalar.Text.Trim() == "otherwise") remarks.Error(scalar.At, "otherwise", $"Behind 'otherwise' nothing in {what} is ever tried.", "Move it to the end.");
        }
    }

    /// <summary>Names of facts, each known and once.</summary>
    public ValueList<string> FactNames(Fields fields, string key)
    {
        var names = new List<string>();
        foreach (var scalar in fields.Scalars(key))
        {
            var name = scalar.Text.Trim();
            if (scope.Facts.Find(name) is null)
            {
                var meant = remarks.Meant(name, scope.FactNames);
                remarks.Error(scalar.PlaceOf(0), name, $"There is no fact '{Remarks.Shown(name)}'.", meant is null ? "Add it under facts, with its type." : $"Did you mean '{meant}'?");
            }
            else if (names.Contains(name)) remarks.Error(scalar.PlaceOf(0), name, $"'{name}' is there twice.");
            else names.Add(name);
        }
        return names.ToValueList();
    }

    /// <summary>The maps of a list.</summary>
    public IEnumerable<YamlMap> Maps(YamlNode node, string what)
    {
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (item is YamlMap map) yield return map;
            else if (item is not YamlScalar { IsBroken: true }) remarks.Error(item.At, item.Shown, $"'{what}' is a list of entries with keys.");
        }
    }
}
