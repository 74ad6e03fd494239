namespace Ripen.Agreements;

/// <summary>Takes items and keys of a YAML text away, or to another place among their neighbours. Everything returns why it cannot be done, or null.</summary>
internal sealed class YamlMoving(YamlPlaces places, Splices splices)
{
    private const string NotFound = "There is no such place in the text.";

    public string? Remove(TextPath at)
    {
        if (places.Find(at) is not { Parent: { } parent } found) return NotFound;
        // A list or map that is left empty says nothing.
        while (YamlPlaces.Count(parent) == 1)
        {
            at = ReferenceEquals(places.Find(at.Parent)?.Node, found.Node) ? at.Parent.Parent : at.Parent;
            if (places.Find(at) is not { Parent: { } around } above) return "This is all that the agreement says.";
            (found, parent) = (above, around);
        }
        return found.InFlow ? RemoveInFlow(parent, found.Place) : RemoveLines(parent, found.Place);
    }

    public string? Move(TextPath at, int to)
    {
        if (places.Find(at) is not { Parent: { } parent } found) return NotFound;
        var count = YamlPlaces.Count(parent);
        if (to < 0 || to >= count) return "There is no such place to move to.";
        var order = Enumerable.Range(0, count).ToList();
        order.RemoveAt(found.Place);
        order.Insert(to, found.Place);
        if (!found.InFlow)
        {
            if (Enumerable.Range(0, count).Any(place => !places.IsFirstInLine(places.StartOf(parent, place)))) return "It shares its line with something else; change this in the text itself.";
            Reorder(order, place => (places.WithCommentsAbove(places.LineStart(places.StartOf(parent, place)), places.Column(places.StartOf(parent, place))), places.LineEnd(YamlPlaces.EndOf(parent, place) - 1)));
            return null;
        }
        if (places.CommentsIn(parent.From, parent.To).Any()) return "Comments stand between them; change this in the text itself.";
        Reorder(order, place => (YamlPlaces.StartInFlow(parent, place), YamlPlaces.EndOf(parent, place)));
        return null;
    }

    // What stands between them stays where it is.
    private void Reorder(List<int> order, Func<int, (int From, int To)> stretch)
    {
        foreach (var (place, which) in order.Index())
        {
            if (place == which) continue;
            var ((from, to), (source, end)) = (stretch(place), stretch(which));
            splices.Put(from, to, places.Text[source..end]);
        }
    }

    private string? RemoveLines(YamlNode parent, int place)
    {
        var start = places.StartOf(parent, place);
        var (line, column, end) = (places.LineStart(start), places.Column(start), places.NextLine(YamlPlaces.EndOf(parent, place) - 1));
        var pad = ContentText.Pad(column);
        if (places.IsFirstInLine(start))
        {
            splices.Put(line, end, string.Concat(Kept(start, end).Select(comment => pad + comment + places.NewLine)));
            return null;
        }
        // The first key of an item, behind its dash: the next one takes its place there.
        if (parent is not YamlMap map || place > 0) return "It shares its line with something else; change this in the text itself.";
        var next = map.Entries[1].Key.From;
        splices.Put(start, next, string.Concat(Kept(start, next).Select(comment => comment + places.NewLine + pad)));
        return null;
    }

    private IEnumerable<string> Kept(int from, int to) => places.CommentsIn(from, to).Select(comment => places.Text[comment.From..comment.To]);

    private string? RemoveInFlow(YamlNode parent, int place)
    {
        var (from, to, count) = (YamlPlaces.StartInFlow(parent, place), YamlPlaces.EndOf(parent, place), YamlPlaces.Count(parent));
        if (places.CommentsIn(parent.From, parent.To).Any())
        {
            // Only the item and the comma behind it; comments stay on their lines.
            var comma = place < count - 1 ? CommaBehind(to) : to;
            if (comma == to || places.Text[to..comma].Trim(' ').Length == 0) splices.Put(from, BehindSpaces(place < count - 1 ? comma + 1 : to), "");
            else
            {
                splices.Put(from, BehindSpaces(to), "");
                splices.Put(comma, comma + 1, "");
            }
        }
        else if (place > 0) splices.Put(YamlPlaces.EndOf(parent, place - 1), to, "");
        else splices.Put(from, YamlPlaces.StartInFlow(parent, 1), "");
        return null;
    }

    private int BehindSpaces(int index)
    {
        while (places.Text[index] == ' ') index++;
        return index;
    }

    private int CommaBehind(int index)
    {
        while (places.Text[index] != ',') index = places.CommentsIn(index, index + 1).Select(comment => comment.To).DefaultIfEmpty(index + 1).First();
        return index;
    }
}
