using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ripen.Agreements;

/// <summary>A piece of the agreement's YAML that knows where it stands. Scalars are text; what they mean is decided by who reads them.</summary>
internal abstract class YamlNode
{
    public required Place At { get; init; }
}

internal sealed class YamlScalar : YamlNode
{
    public required string Text { get; init; }

    /// <summary>Whether it was written without quotes.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether its error has been told already: who reads it says nothing more.</summary>
    public bool IsBroken => Text.StartsWith(FlowTrap.Harmless);

    /// <summary>The place of each character of <see cref="Text"/>.</summary>
    public required Func<int, Place> PlaceOf { get; init; }
}

internal sealed class YamlList : YamlNode
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed class YamlMap : YamlNode
{
    public bool IsFlow { get; init; }

    public List<(YamlScalar Key, YamlNode Value)> Entries { get; } = [];
}

/// <summary>Reads YAML text into nodes, in bounded depth, without anchors, aliases and tags.</summary>
internal sealed class YamlTree
{
    public const int LongestText = 1_000_000;
    private const int Deepest = 40;
    private const int MostRepairs = 20;
    private readonly string text;
    private readonly Remarks remarks;
    private readonly Parser parser;
    private int lastPlainFrom = -1;

    private YamlTree(string text, Remarks remarks)
    {
        (this.text, this.remarks) = (text, remarks);
        parser = new(new StringReader(text));
    }

    /// <summary>The root, or null where the text is no YAML; remarks then say why.</summary>
    public static YamlNode? Read(string text, Remarks remarks)
    {
        if (text.Length > LongestText)
        {
            remarks.Error(new(1, 1), "", $"An agreement is at most {LongestText / 1000} KB of text; this is {text.Length / 1000} KB.");
            return null;
        }
        // A flow value that wanted quotes is told, made harmless, and the rest is read too, so that all errors come at once.
        for (var repairs = 0; ; repairs++)
        {
            var tree = new YamlTree(text, remarks);
            try
            {
                return tree.Document();
            }
            catch (YamlException exception)
            {
                var trap = FlowTrap.Find(text, exception, tree.lastPlainFrom);
                if (trap is null || repairs == MostRepairs)
                {
                    FlowTrap.Explain(exception, remarks);
                    return null;
                }
                trap.Report(remarks);
                text = trap.MadeHarmless(text);
            }
        }
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            remarks.Error(new(1, 1), "", "The file is empty.", "Start from one of the shipped agreements.");
            return null;
        }
        var root = Node(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            remarks.Error(PlaceOf(second.Start), "---", "A file holds one agreement; a second document starts here.");
        }
        return root;
    }

    private YamlNode? Node(int depth)
    {
        switch (parser.Current)
        {
            case Scalar scalar:
                parser.MoveNext();
                if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific) Refuse(scalar, "A tag (!)");
                return Scalar(scalar);
            case SequenceStart start when depth < Deepest:
                parser.MoveNext();
                var list = new YamlList { At = PlaceOf(start.Start) };
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    if (Node(depth + 1) is not { } item) return null;
                    list.Items.Add(item);
                }
                return list;
            case MappingStart start when depth < Deepest:
                parser.MoveNext();
                return Map(start, depth);
            case SequenceStart or MappingStart:
                remarks.Error(PlaceOf(parser.Current.Start), "", $"This is nested more than {Deepest} levels deep; no agreement needs that.");
                return null;
            case AnchorAlias alias:
                Refuse(alias, "An alias (*)");
                return null;
            default:
                throw new YamlException(parser.Current!.Start, parser.Current.End, "unexpected content");
        }
    }

    private YamlMap? Map(MappingStart start, int depth)
    {
        var map = new YamlMap { At = PlaceOf(start.Start), IsFlow = start.Style == MappingStyle.Flow };
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not YamlDotNet.Core.Events.Scalar)
            {
                remarks.Error(PlaceOf(parser.Current!.Start), "", "A key must be a plain word.");
                return null;
            }
            var key = (YamlScalar)Node(depth + 1)!;
            if (Node(depth + 1) is not { } value) return null;
            if (map.Entries.Any(entry => entry.Key.Text == key.Text))
            {
                remarks.Error(key.At, key.Text, $"'{Remarks.Shown(key.Text)}' is said twice here.", "Keep one of the two.");
                continue;
            }
            if (map.IsFlow && value is YamlScalar { Text: "", IsPlain: true } && IsCommaInValue(map, key))
            {
                var (before, cut) = ((YamlScalar, YamlScalar))(map.Entries[^1].Key, map.Entries[^1].Value);
                var whole = $"{cut.Text}, {key.Text}";
                remarks.Error(cut.At, whole, $"Inside {{ }} a comma ends the value of '{before.Text}'.", $"Put it in quotes: {before.Text}: {FlowTrap.Quoted(whole)}");
                map.Entries[^1] = (before, new YamlScalar { At = cut.At, Text = FlowTrap.Harmless.ToString(), PlaceOf = _ => cut.At });
                continue;
            }
            map.Entries.Add((key, value));
        }
        return map;
    }

    private bool IsCommaInValue(YamlMap map, YamlScalar key)
    {
        if (map.Entries.Count == 0 || map.Entries[^1].Value is not YamlScalar { IsPlain: true, Text: not "" } || !key.IsPlain) return false;
        var end = IndexOf(key.At) + key.Text.Length;
        return end >= text.Length || !text.AsSpan(end).TrimStart(' ').StartsWith(":");
    }

    private int IndexOf(Place place)
    {
        var index = 0;
        for (var line = 1; line < place.Line; line++) index = text.IndexOf('\n', index) + 1;
        return index + place.Column - 1;
    }

    private void Refuse(ParsingEvent node, string what) =>
        remarks.Error(PlaceOf(node.Start), Slice(node), $"{what} is no part of the agreement language.", "Write the text itself, in quotes if it starts with that character.");

    private string Slice(ParsingEvent node) => text[(int)node.Start.Index..(int)Math.Min(text.Length, node.End.Index)];

    private YamlScalar Scalar(Scalar scalar)
    {
        var (from, to) = ((int)scalar.Start.Index, (int)Math.Min(text.Length, scalar.End.Index));
        if (scalar.Style == ScalarStyle.Plain) lastPlainFrom = from;
        return new()
        {
            At = PlaceOf(scalar.Start),
            Text = scalar.Value,
            IsPlain = scalar.Style == ScalarStyle.Plain,
            PlaceOf = offset => PlaceIn(scalar, from, to, offset),
        };
    }

    // Walks value and source side by side: a character that the source writes otherwise (an escape, a folded line
    // break, a doubled quote) keeps the place where that writing begins.
    private Place PlaceIn(Scalar scalar, int from, int to, int offset)
    {
        var source = from;
        if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) source++;
        else if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            while (source < to && text[source] != '\n') source++;
            while (source < to && char.IsWhiteSpace(text[source])) source++;
        }
        for (var i = 0; i < offset && source < to; i++)
        {
            var c = scalar.Value[i];
            if (text[source] == '\\' && scalar.Style == ScalarStyle.DoubleQuoted) source += 2;
            else if (text[source] == '\'' && c == '\'' && scalar.Style == ScalarStyle.SingleQuoted) source += 2;
            else if (char.IsWhiteSpace(c) && text[source] is '\n' or '\r')
            {
                while (source < to && char.IsWhiteSpace(text[source])) source++;
            }
            else source++;
        }
        return PlaceAt(source);
    }

    private Place PlaceAt(int index)
    {
        var before = text.AsSpan(0, Math.Min(index, text.Length));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
