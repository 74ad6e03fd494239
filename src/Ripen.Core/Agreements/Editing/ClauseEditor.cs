namespace Ripen.Agreements;

/// <summary>Changes conditions where they stand, a part at a time. Everything returns why it cannot be done, or null.</summary>
internal sealed class ClauseEditor(AgreementSource source, YamlPlaces places, YamlValues values)
{
    private const string NotFound = "There is no such condition in the text.";

    /// <summary>A part of a condition, and what it is a part of, from the outside in.</summary>
    private sealed record Found(FoundNode Node, string Text, Section Section, Condition Clause, IReadOnlyList<Condition> Around)
    {
        public Condition? Parent => Around.Count > 0 ? Around[^1] : null;

        public ConditionWriter.Binding Binding => ConditionWriter.Inside(Parent);

        public string TextOf(Condition part) => Text[part.Extent.From..part.Extent.To];
    }

    public string? Set(TextPath at, ClausePath path, string text)
    {
        if (Find(at, path) is not { } found) return NotFound;
        if (Read(text, found.Section, out var why) is not { } condition) return why;
        return Replace(found, found.Clause, Bracketed(text.Trim(), condition, found.Binding));
    }

    public string? SetPart(TextPath at, ClausePath path, int part, string text)
    {
        if (Find(at, path) is not { } found || part < 0 || part >= found.Clause.Extent.Parts.Count) return NotFound;
        var extent = found.Clause.Extent.Parts[part];
        var written = extent.Kind switch
        {
            PartKind.Value => ConditionWriter.ValueText(text.Trim(), found.Clause is Test { Op: TestOp.Equal or TestOp.NotEqual }),
            PartKind.Subject when found.Clause is Behaviour && text.Trim() != "anything" => ConditionWriter.KindText(text),
            _ => text.Trim(),
        };
        return values.Put(found.Node, extent.From, extent.To, written);
    }

    public string? Add(TextPath at, ClausePath path, Joint joint, string text)
    {
        if (Find(at, path) is not { } found) return NotFound;
        if (Read(text, found.Section, out var why) is not { } added) return why;
        text = text.Trim();
        if (found.Clause is AtLeast list) return Behind(found, list.Of[^1], $", {text}");
        var isSame = joint == Joint.And ? found.Clause is All : found.Clause is Any;
        var word = joint == Joint.And ? "and" : "or";
        var inside = joint == Joint.And ? ConditionWriter.Binding.Not : ConditionWriter.Binding.And;
        if (isSame) return Behind(found, Parts(found.Clause)[^1], $" {word} {Bracketed(text, added, inside)}");
        var joined = $"{Bracketed(found.TextOf(found.Clause), found.Clause, inside)} {word} {Bracketed(text, added, inside)}";
        var needsBrackets = joint == Joint.And ? found.Binding > ConditionWriter.Binding.And : found.Binding > ConditionWriter.Binding.Or;
        return Replace(found, found.Clause, needsBrackets ? $"({joined})" : joined);
    }

    public string? Remove(TextPath at, ClausePath path)
    {
        if (path.IsWhole || Find(at, path) is not { } found) return NotFound;
        var (parent, parts) = (found.Parent!, Parts(found.Parent!));
        if (parts.Count == 1) return path.Parent.IsWhole ? "Nothing would be left of this condition." : Remove(at, path.Parent);
        if (parts.Count == 2 && parent is not AtLeast)
        {
            var left = parts[1 - path.Last];
            var around = ConditionWriter.Inside(found.Around.Count > 1 ? found.Around[^2] : null);
            return Replace(found, parent, ConditionWriter.NeedsBrackets(left, around) ? Bracketed(found.TextOf(left), left, around) : Unbracketed(found, left));
        }
        var (from, to) = path.Last == 0 ? (parts[0].Extent.From, parts[1].Extent.From) : (parts[path.Last - 1].Extent.To, found.Clause.Extent.To);
        return values.Put(found.Node, from, to, "");
    }

    public string? Move(TextPath at, ClausePath path, int to)
    {
        if (path.IsWhole || Find(at, path) is not { } found) return NotFound;
        var parts = Parts(found.Parent!);
        if (to < 0 || to >= parts.Count) return "There is no such place to move to.";
        var order = Enumerable.Range(0, parts.Count).ToList();
        order.RemoveAt(path.Last);
        order.Insert(to, path.Last);
        return values.Put(found.Node, [.. order.Index().Where(pair => pair.Index != pair.Item).Select(pair => (parts[pair.Index].Extent.From, parts[pair.Index].Extent.To, found.TextOf(parts[pair.Item])))]);
    }

    public static IReadOnlyList<Condition> Parts(Condition condition) => condition switch
    {
        Any any => any.Of,
        All all => all.Of,
        AtLeast some => some.Of,
        Not not => [not.Of],
        _ => [],
    };

    private Found? Find(TextPath at, ClausePath path)
    {
        if (places.Find(at) is not { Node: YamlScalar scalar } node || !source.Conditions.TryGetValue(scalar, out var read)) return null;
        var (clause, around) = (read.Condition, new List<Condition>());
        foreach (var step in path.Steps)
        {
            var parts = Parts(clause);
            if (step >= parts.Count) return null;
            around.Add(clause);
            clause = parts[step];
        }
        return new(node, scalar.Text, read.Section, clause, around);
    }

    private Condition? Read(string text, Section section, out string? why)
    {
        var told = new Remarks();
        var condition = ConditionReader.Read(text, offset => new(1, offset + 1), source.Scope!, section, told);
        why = told.InOrder() is [var first, ..] ? first.Suggestion is null ? first.Message : $"{first.Message} {first.Suggestion}" : null;
        return condition;
    }

    private string? Replace(Found found, Condition part, string text) => values.Put(found.Node, part.Extent.From, part.Extent.To, text);

    private string? Behind(Found found, Condition part, string text) => values.Put(found.Node, part.Extent.To, part.Extent.To, text);

    private static string Bracketed(string text, Condition condition, ConditionWriter.Binding around) =>
        ConditionWriter.NeedsBrackets(condition, around) && !IsBracketed(condition) ? $"({text})" : text;

    private static bool IsBracketed(Condition condition) => condition is Any or All && Parts(condition)[0].Extent.From > condition.Extent.From;

    private static string Unbracketed(Found found, Condition part) => IsBracketed(part) ? found.Text[Parts(part)[0].Extent.From..Parts(part)[^1].Extent.To] : found.TextOf(part);
}
