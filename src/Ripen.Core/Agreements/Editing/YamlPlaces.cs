using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A node, and what it is a part of.</summary>
/// <param name="Place">Among its neighbours.</param>
/// <param name="InFlow">Whether it stands inside <c>{ }</c> or <c>[ ]</c>.</param>
internal sealed record FoundNode(YamlNode Node, YamlNode? Parent, int Place, YamlScalar? Key, bool InFlow);

/// <summary>Where things stand in a YAML text: lines, indents, comments, the lines of an item.</summary>
internal sealed class YamlPlaces(string text, YamlMap root)
{
    private List<(int From, int To)>? comments;

    public string Text => text;

    public YamlMap Root => root;

    /// <summary>How this text ends its lines.</summary>
    public string NewLine { get; } = text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at && text[at - 1] == '\r' ? "\r\n" : "\n";

    public int LineStart(int index) => YamlErrors.StartOfLine(text, index);

    public int LineEnd(int index) => YamlErrors.EndOfLine(text, index);

    /// <summary>Where the next line begins.</summary>
    public int NextLine(int index)
    {
        var end = LineEnd(index);
        if (end == text.Length) return end;
        return text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
    }

    public int Column(int index) => index - LineStart(index);

    public bool IsFirstInLine(int index) => text.AsSpan(LineStart(index), Column(index)).IndexOfAnyExcept(' ') < 0;

    public FoundNode? Find(TextPath path)
    {
        var found = new FoundNode(root, null, 0, null, false);
        foreach (var (i, step) in path.Steps.Index())
        {
            var inFlow = found.InFlow || found.Node is YamlMap { IsFlow: true } or YamlList { IsFlow: true };
            if (found.Node is YamlMap map && map.Entries.FindIndex(entry => entry.Key.Text == step) is >= 0 and var place) found = new(map.Entries[place].Value, map, place, map.Entries[place].Key, inFlow);
            else if (found.Node is YamlList list && new TextPath([step]).Place is >= 0 and var item && item < list.Items.Count) found = new(list.Items[item], list, item, null, inFlow);
            // A single value is a list of one, and a criterion or problem may be just its condition or sentence.
            else if (i == 0 || i < path.Steps.Count - 1 || !(step == "0" ? found.Node is YamlScalar : IsShort(path.Steps, step, found.Node))) return null;
        }
        return found;
    }

    private static bool IsShort(ValueList<string> path, string step, YamlNode node) =>
        node is not YamlMap && path is ["criteria" or "problems", _, _] && AgreementKeys.At(path.SkipLast(1).ToList())[0] == step;

    /// <summary>Where the item of a list in block style, or the key of a map, begins: at its dash, at its key.</summary>
    public int StartOf(YamlNode parent, int place)
    {
        if (parent is YamlMap map) return map.Entries[place].Key.From;
        var (list, dash) = ((YamlList)parent, Column(((YamlList)parent).From));
        for (var line = LineStart(list.Items[place].From); ; line = LineAbove(line))
        {
            if (line + dash < text.Length && text[line + dash] == '-' && line + dash <= list.Items[place].From) return line + dash;
            if (line == 0) return list.From;
        }
    }

    /// <summary>Where the item or key inside brackets begins.</summary>
    public static int StartInFlow(YamlNode parent, int place) => parent is YamlMap map ? map.Entries[place].Key.From : ((YamlList)parent).Items[place].From;

    public static int EndOf(YamlNode parent, int place) => parent is YamlMap map ? map.Entries[place].Value.To : ((YamlList)parent).Items[place].To;

    public static int Count(YamlNode parent) => parent is YamlMap map ? map.Entries.Count : ((YamlList)parent).Items.Count;

    /// <summary>The first of the comment lines right above a line and as far indented.</summary>
    public int WithCommentsAbove(int lineStart, int column)
    {
        while (lineStart > 0)
        {
            var above = LineAbove(lineStart);
            if (LineEnd(above) - above <= column || !IsFirstInLine(above + column) || !IsComment(above + column)) break;
            lineStart = above;
        }
        return lineStart;
    }

    private int LineAbove(int lineStart) => LineStart(lineStart > 1 && text[lineStart - 1] == '\n' && text[lineStart - 2] == '\r' ? lineStart - 2 : lineStart - 1);

    /// <summary>The comments that begin in a stretch of the text, each from its # to the end of its line.</summary>
    public IEnumerable<(int From, int To)> CommentsIn(int from, int to) => (comments ??= Comments()).Where(comment => comment.From >= from && comment.From < to);

    private bool IsComment(int index) => (comments ??= Comments()).Exists(comment => comment.From == index);

    // A # behind a space or at the start of a line, outside of every value.
    private List<(int From, int To)> Comments()
    {
        var found = new List<(int, int)>();
        var values = Scalars(root).Select(scalar => (From: BodyOf(scalar), scalar.To)).OrderBy(value => value.From).ToList();
        var next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (next < values.Count && values[next].To <= i) next++;
            if (next < values.Count && i >= values[next].From)
            {
                i = values[next].To - 1;
                continue;
            }
            if (text[i] != '#' || (i > 0 && text[i - 1] is not (' ' or '\t' or '\n' or '\r'))) continue;
            found.Add((i, LineEnd(i)));
            i = LineEnd(i);
        }
        return found;
    }

    // Behind | and > may stand a comment; the value begins on the next line.
    private int BodyOf(YamlScalar scalar) => scalar.IsBlock ? NextLine(scalar.From) : scalar.From;

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlList list => list.Items.SelectMany(Scalars),
        YamlMap map => map.Entries.SelectMany(entry => Scalars(entry.Value).Prepend(entry.Key)),
        _ => [],
    };
}
