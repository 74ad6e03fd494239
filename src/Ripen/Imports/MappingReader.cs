using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>Takes a mapping from its YAML; what is wrong becomes a remark with its place.</summary>
internal sealed class MappingReader(Mapping mapping, Remarks remarks, FactCatalogue facts, ImportKind? kind)
{
    private const string TouchExample = "For example: { touch: form_sent }, or in short: touch form_sent";
    private readonly ImportKind kind = kind ?? ImportKind.Leads;

    public void Take(YamlMap map)
    {
        var fields = new Fields(map, remarks, "a mapping", "columns", "constants", "touch", "empty", "fold", "ignore", "dates", "as_of_the_export");
        foreach (var (column, node) in Entries(fields.Map("columns")))
        {
            mapping.Columns[Folded.From(column.Text)] = Targets(column, node);
            mapping.ColumnsAsWritten.Add(column.Text);
        }
        foreach (var (name, node) in Entries(fields.Map("constants")))
            if (ValueOf(name, node) is { } value) TakeConstant(name, value);
        foreach (var touch in TouchesOf(fields)) TakeTouch(touch);
        foreach (var value in fields.Texts("empty")) mapping.AddEmpty(value);
        foreach (var column in fields.Texts("ignore")) mapping.AddIgnored(column);
        foreach (var (name, node) in Entries(fields.Map("fold"))) TakeFold(name, node);
        mapping.Dates = fields.Of("dates", "day first (31/12/2023) or month first (12/31/2023)", OrderOf) ?? DateOrder.Iso;
        mapping.AsOfTheExport = fields.Date("as_of_the_export");
    }

    private static DateOrder? OrderOf(string text) => Folded.From(text) switch
    {
        "day first" => DateOrder.DayFirst,
        "month first" => DateOrder.MonthFirst,
        _ => null,
    };

    private IEnumerable<(YamlScalar Key, YamlNode Value)> Entries(YamlMap? map)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, node) in map?.Entries ?? [])
        {
            if (seen.Add(Folded.From(key.Text))) yield return (key, node);
            else remarks.Error(key.At, key.Text, $"'{key.Text}' is there twice (upper and lower case, spaces and hyphens are not told apart).");
        }
    }

    private YamlScalar? ValueOf(YamlScalar key, YamlNode node)
    {
        if (node is YamlScalar value) return value;
        remarks.Error(node.At, key.Text, $"Behind '{key.Text}' one value is wanted.");
        return null;
    }

    private List<MappedTo> Targets(YamlScalar column, YamlNode node)
    {
        var targets = new List<MappedTo>();
        foreach (var one in node is YamlList list ? list.Items : [node])
        {
            if (one is YamlScalar name) TakeTarget(name, targets);
            else if (one is YamlMap map && map.Entries is [({ Text: "touch" }, YamlScalar touch)]) TakeTouchTarget(touch, touch.Text, targets);
            else remarks.Error(one.At, column.Text, $"Behind '{column.Text}' stands what it becomes: a fact, a field, or a touch.", TouchExample);
        }
        return targets;
    }

    private void TakeTarget(YamlScalar name, List<MappedTo> targets)
    {
        if (name.IsBroken) return;
        if (name.Text.StartsWith("touch ", StringComparison.Ordinal)) TakeTouchTarget(name, name.Text[6..], targets);
        else if (IsField(name.Text) || IsFact(name.Text)) targets.Add(new(name.Text));
        else if (!(name.Text.EndsWith('?') && kind == ImportKind.Leads)) Unknown(name);
        // What ends with a question mark is for agreements that have such a fact.
        else if (IsFact(name.Text[..^1])) targets.Add(new(name.Text[..^1]));
    }

    private void TakeTouchTarget(YamlScalar at, string touch, List<MappedTo> targets)
    {
        if (KindOf(at, touch) is { } name) targets.Add(new(name, IsTouch: true));
    }

    private string? KindOf(YamlScalar at, string touch)
    {
        touch = touch.Trim();
        if (kind is not (ImportKind.Leads or ImportKind.Touches)) remarks.Error(at.At, at.Text, "Only files of leads and of touches have columns that are touches.");
        else if (touch.Length is 0 or > 100) remarks.Error(at.At, at.Text, "A touch has a kind of one or a few words.", TouchExample);
        else return StandardKinds.Find(touch)?.Name ?? touch;
        return null;
    }

    private void TakeConstant(YamlScalar name, YamlScalar value)
    {
        var field = ImportFields.Find(kind, name.Text);
        if (field is { } known)
        {
            if (ImportFields.IsTime(known) && !IsTime(value.Text))
                remarks.Error(value.At, value.Text, $"'{name.Text}' is a date like 2023-01-01 or an instant like 2023-01-01T09:00:00Z, not '{Remarks.Shown(value.Text)}'.");
            else mapping.FieldConstants[known] = value.Text.Trim();
        }
        if (facts.Find(name.Text) is not null && (kind == ImportKind.Leads || field is null)) mapping.Constants.Add((name.Text, value.Text));
        else if (field is null) Unknown(name);
    }

    private IEnumerable<YamlMap> TouchesOf(Fields fields)
    {
        var node = fields.Find("touch");
        foreach (var one in node is YamlList list ? list.Items : node is null ? [] : [node])
        {
            if (one is YamlMap map) yield return map;
            else remarks.Error(one.At, one.Shown, "'touch' says which touch every row gets.", "For example: touch: { kind: form_sent, at: 2023-01-01 }");
        }
    }

    private void TakeTouch(YamlMap map)
    {
        var fields = new Fields(map, remarks, "a touch of the mapping", "kind", "at");
        if (kind == ImportKind.Touches)
        {
            remarks.Error(map.At, "touch", "A file of touches has its touches in its columns.", "For example: columns: { Attended: touch webinar_attended }");
            return;
        }
        if (!fields.Needs("kind", "kind: form_sent") || fields.Text("kind") is not { } text) return;
        if (KindOf((YamlScalar)fields.Find("kind")!, text) is not { } name) return;
        var at = fields.Text("at");
        mapping.Touches.Add(at is null || !IsTime(at) ? new(name, at, null) : new(name, null, at));
    }

    private void TakeFold(YamlScalar name, YamlNode node)
    {
        if (!IsField(name.Text) && !IsFact(name.Text)) Unknown(name);
        else if (node is not YamlMap map) remarks.Error(node.At, name.Text, $"The values of '{name.Text}' to fold are pairs.", $"For example: {name.Text}: {{ google: Google }}");
        else mapping.AddFolds(name.Text, Entries(map).Select(pair => (From: pair.Key.Text, To: ValueOf(pair.Key, pair.Value)?.Text)).Where(pair => pair.To is not null)!);
    }

    private static bool IsTime(string text) => InstantText.TryParse(text.Trim(), Zone.Utc, out _, out _);

    private bool IsField(string name) => ImportFields.Find(kind, name) is not null;

    private bool IsFact(string name) => kind == ImportKind.Leads
        && (facts.Find(name) is not null || (name.EndsWith("_on", StringComparison.Ordinal) && facts.Find(name[..^3]) is not null));

    private void Unknown(YamlScalar name)
    {
        if (name.IsBroken) return;
        var fields = ImportFields.Of(kind).Select(ImportFields.NameOf);
        var leads = kind == ImportKind.Leads;
        var meant = remarks.Meant(name.Text, leads ? facts.All.Select(fact => fact.Name).Concat(fields) : fields);
        var message = leads ? $"There is no fact '{name.Text}' in the agreement." : $"There is no '{name.Text}' in a file of {kind.ToString().ToLowerInvariant()}.";
        remarks.Error(name.At, name.Text, message, meant is not null ? $"Did you mean '{meant}'?" : leads ? "Add it to the agreement under facts." : $"Known are: {string.Join(", ", fields)}.");
    }
}
