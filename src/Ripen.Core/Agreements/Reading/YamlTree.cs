using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ripen.Agreements;

/// <summary>Reads YAML text into nodes, in bounded depth and number, without anchors, aliases and tags.</summary>
internal sealed class YamlTree
{
    public const int LongestText = 1_000_000;

    /// <summary>Fills the place of a value whose error has been told (a private-use character, allowed nowhere).</summary>
    public const char Harmless = '\uE000';

    private const int Deepest = 40;
    private const int MostNodes = 20_000;
    private const int MostRepairs = 20;
    private readonly string text;

    // Before anything was made harmless; for showing.
    private readonly string original;
    private readonly TextLines lines;
    private readonly Remarks remarks;
    private readonly Parser parser;
    private readonly string what;
    private readonly Stack<long> openFlows = [];
    private int nodes;

    private YamlTree(string text, string original, TextLines lines, Remarks remarks, string what)
    {
        (this.text, this.original, this.lines, this.remarks, this.what) = (text, original, lines, remarks, what);
        parser = new(new StringReader(text));
    }

    /// <summary>The root, or null where the text is no YAML; remarks then say why.</summary>
    /// <param name="what">What is written in it: one word that takes "an" or "a" as "agreement" and "programme" do.</param>
    public static YamlNode? Read(string text, Remarks remarks, string what = "agreement")
    {
        if (text.Length > LongestText)
        {
            remarks.Error(new(1, 1), "", $"{(what[0] is 'a' ? "An" : "A")} {what} is at most {LongestText / 1000} KB of text; this is {text.Length / 1000} KB.");
            return null;
        }
        var (linesOfText, original) = (new TextLines(text), text);
        if (IndexOfForbidden(text) is var bad and >= 0)
        {
            remarks.Error(linesOfText.PlaceAt(bad), text.Substring(bad, 1), $"The character U+{(int)text[bad]:X4} is no text.", "Remove it; perhaps the file is not saved as UTF-8.");
            return null;
        }
        // What wants quotes is told, made harmless, and the rest is read too, so that all errors come at once.
        for (var repairs = 0; ; repairs++)
        {
            var tree = new YamlTree(text, original, linesOfText, remarks, what);
            try
            {
                return tree.Document();
            }
            catch (YamlException exception)
            {
                var trap = repairs == MostRepairs ? null : ValueTrap.Find(text, exception, tree.openFlows.Count > 0);
                if (trap is null)
                {
                    tree.Explain(exception.Message, exception.Start);
                    return null;
                }
                trap.Report(linesOfText, remarks);
                text = trap.MadeHarmless(text);
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException)
            {
                // The parser's own slips: an unclosed bracket before a key, an escape beyond Unicode.
                tree.Explain(exception.Message, tree.parser.Current?.End ?? Mark.Empty);
                return null;
            }
        }
    }

    // NUL would end the text for the parser, unseen; the others are never meant.
    private static int IndexOfForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] is (< ' ' and not ('\t' or '\n' or '\r')) or '\x7F' or Harmless or '\uFFFE' or '\uFFFF' || char.IsSurrogate(text[i])) return i;
        }
        return -1;
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            remarks.Error(new(1, 1), "", "The file is empty.", $"Start from one of the shipped {what}s.");
            return null;
        }
        var root = Node(0);
        if (root is null) return null;
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            remarks.Error(PlaceOf(second.Start), "---", $"A file holds one {what}; a second document starts here.");
        }
        return root;
    }

    // Null, and told, where reading on makes no sense.
    private YamlNode? Node(int depth)
    {
        var start = parser.Current!;
        if (++nodes > MostNodes || (depth >= Deepest && start is SequenceStart or MappingStart))
        {
            remarks.Error(PlaceOf(start.Start), LineFrom(start.Start), nodes > MostNodes
                ? $"This is more than {MostNodes} keys and values; no {what} needs that."
                : $"This is nested more than {Deepest} levels deep; no {what} needs that.");
            return null;
        }
        if (start is NodeEvent node) RefuseDecoration(node);
        switch (start)
        {
            case Scalar scalar:
                parser.MoveNext();
                return ScalarOf(scalar);
            case SequenceStart list:
                if (list.Style == SequenceStyle.Flow) openFlows.Push(start.Start.Index);
                parser.MoveNext();
                return List(list, depth);
            case MappingStart map:
                parser.MoveNext();
                // Of a single pair inside [ ] the parser does not say where it begins: with its key.
                var at = map.Style == MappingStyle.Flow && !IsBrace(map.Start) ? parser.Current!.Start : map.Start;
                if (map.Style == MappingStyle.Flow) openFlows.Push(at == map.Start ? at.Index : openFlows.Peek());
                return Map(map, at, depth);
            case AnchorAlias alias:
                parser.MoveNext();
                Refuse(alias.Start, $"*{alias.Value}", "An alias (*)");
                return YamlScalar.Broken(PlaceOf(alias.Start));
            default:
                throw new YamlException(start.Start, start.End, "unexpected content");
        }
    }

    private YamlList? List(SequenceStart start, int depth)
    {
        var list = new YamlList(LineFrom(start.Start)) { At = PlaceOf(start.Start), From = IndexOf(start.Start), IsFlow = start.Style == SequenceStyle.Flow };
        SequenceEnd end;
        while (!parser.TryConsume(out end!))
        {
            if (Node(depth + 1) is not { } item) return null;
            list.Items.Add(item);
        }
        if (list.IsFlow) openFlows.Pop();
        list.End = IndexOf(end.Start) + 1;
        return list;
    }

    private bool IsBrace(Mark at) => IndexOf(at) is var index && index < text.Length && text[index] == '{';

    private YamlMap? Map(MappingStart start, Mark at, int depth)
    {
        var map = new YamlMap(LineFrom(at)) { At = PlaceOf(at), From = IndexOf(at), IsFlow = start.Style == MappingStyle.Flow };
        var keys = new HashSet<string>(StringComparer.Ordinal);
        MappingEnd end;
        while (!parser.TryConsume(out end!))
        {
            var first = parser.Current!;
            if (Node(depth + 1) is not { } keyNode || Node(depth + 1) is not { } value) return null;
            if (map.IsFlow && IsCommaInValue(map, keyNode, value, first)) continue;
            if (keyNode is not YamlScalar key) remarks.Error(keyNode.At, keyNode.Shown, "A key must be a plain word.", "Put a text that begins with { or [ in quotes.");
            else if (!key.IsBroken && !keys.Add(key.Text)) remarks.Error(key.At, key.Text, $"'{Remarks.Shown(key.Text)}' is said twice here.", "Keep one of the two.");
            else map.Entries.Add((key, value));
        }
        if (map.IsFlow) openFlows.Pop();
        map.End = IndexOf(end.Start) + 1;
        return map;
    }

    // Behind the comma of "says: Not now, really" stands a key without a value, which is no key but the value going on.
    private bool IsCommaInValue(YamlMap map, YamlNode key, YamlNode value, ParsingEvent source)
    {
        if (map.Entries.Count == 0 || value is not YamlScalar { Text: "", IsPlain: true } || key is YamlScalar { IsPlain: false }) return false;
        if (key is YamlScalar && text.AsSpan((int)Math.Min(text.Length, source.End.Index)).TrimStart(' ').StartsWith(":")) return false;
        var (before, last) = map.Entries[^1];
        if (last is not YamlScalar { Text: not "" } cut || !(cut.IsPlain || cut.IsBroken)) return false;
        if (cut.IsBroken) return true;
        var whole = original[cut.From..ValueTrap.EndOf(original, cut.From, inList: false)];
        var isNumber = whole.All(c => char.IsAsciiDigit(c) || c is ',' or '.');
        remarks.Error(cut.At, whole, isNumber ? "Numbers have no thousands separators and a decimal point." : $"Inside {{ }} a comma ends the value of '{before.Text}'.",
            isNumber ? $"For example: {before.Text}: 0.92" : $"Put it in quotes: {before.Text}: {ValueTrap.Quoted(whole)}");
        map.Entries[^1] = (before, YamlScalar.Broken(cut.At));
        return true;
    }

    private void RefuseDecoration(NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) Refuse(node.Start, LineFrom(node.Start), "A tag (!)");
        if (!node.Anchor.IsEmpty) Refuse(node.Start, $"&{node.Anchor}", "An anchor (&)");
    }

    private void Refuse(Mark at, string offending, string what) =>
        remarks.Error(PlaceOf(at), offending, $"{what} is no part of the {this.what} language.", "Write the text itself, in quotes if it starts with that character.");

    private void Explain(string message, Mark at) =>
        YamlErrors.Explain(original, message, at.Index, openFlows.Count > 0 ? openFlows.Peek() : -1, lines, remarks, what);

    private string LineFrom(Mark start) => YamlErrors.LineFrom(original, start.Index);

    private YamlScalar ScalarOf(Scalar scalar)
    {
        var (from, to) = (IndexOf(scalar.Start), IndexOf(scalar.End));
        var places = new ScalarPlaces(text, scalar.Value, scalar.Style, from, to);
        return new()
        {
            At = PlaceOf(scalar.Start),
            Text = scalar.Value,
            From = from,
            // What stands in block style ends, for the parser, where the next thing begins.
            End = from + text.AsSpan(from, to - from).TrimEnd(" \t\r\n").Length,
            Style = scalar.Style,
            PlaceOf = offset => lines.PlaceAt(places.IndexOf(offset)),
            IndexOf = places.IndexOf,
        };
    }

    private int IndexOf(Mark mark) => (int)Math.Min(text.Length, mark.Index);

    private Place PlaceOf(Mark mark) => lines.PlaceAt(mark.Index);
}
