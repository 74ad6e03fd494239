namespace Ripen.Agreements;

/// <summary>Adds items and keys to a YAML text. Everything returns why it cannot be done, or null.</summary>
internal sealed class YamlAdding(YamlPlaces places, Splices splices)
{
    private const string CommentBetween = "A comment stands between the key and its value; change this in the text itself.";

    /// <summary>An item to a list; to a single value, which becomes a list; to a list that is not there yet.</summary>
    public string? Item(TextPath to, Content item, int? place)
    {
        if (places.Find(to) is not { } found) return Key(to.Parent, to.Last, new ListContent([item]));
        if (found.Node is YamlMap) return "There are keys here, not a list.";
        if (found.Node is YamlScalar single) return ToList(found, single, item, place, isOfNames: AgreementKeys.IsOfNames(to.Last));
        var list = (YamlList)found.Node;
        var at = Math.Clamp(place ?? list.Items.Count, 0, list.Items.Count);
        if (list.IsFlow) InFlow(list, at, ContentText.InFlow(item));
        else return Lines(list, at, ContentText.ItemLines(item, places.Column(list.From), LikesBraces(list)));
        return null;
    }

    /// <summary>A key to a map; the maps around it that are not there are added, too.</summary>
    public string? Key(TextPath to, string key, Content value, int? place = null)
    {
        if (places.Find(to) is not { } found) return to.IsRoot ? "There is no such place." : Key(to.Parent, to.Last, new KeysContent([new(key, value)]));
        var order = AgreementKeys.At(to.Steps);
        if (found.Node is not YamlMap map) return order.Length > 0 && found.Key is not null ? ToMap(found, order[0], new(key, value)) : "There are no keys here.";
        if (map.Entries.Exists(entry => entry.Key.Text == key)) return $"There is a '{Remarks.Shown(key)}' already.";
        var at = Math.Clamp(place ?? PlaceOf(key, map, order), 0, map.Entries.Count);
        if (map.IsFlow)
        {
            InFlow(map, at, ContentText.InFlow(new KeyContent(key, value)));
            return null;
        }
        var lines = ContentText.Lines(new(key, value), places.Column(map.From), LikesBraces(map));
        return Lines(map, at, found.Parent is null && value is not TextContent ? lines.Prepend("") : lines);
    }

    // Behind the last key that comes before it in the language's order.
    private static int PlaceOf(string key, YamlMap map, string[] order)
    {
        var rank = Array.IndexOf(order, key);
        return rank < 0 ? map.Entries.Count : map.Entries.FindLastIndex(entry => Array.IndexOf(order, entry.Key.Text) < rank) + 1;
    }

    private void InFlow(YamlNode parent, int at, string text)
    {
        if (YamlPlaces.Count(parent) == 0) splices.Insert(parent.From + 1, parent is YamlMap ? $" {text} " : text);
        else if (at == 0) splices.Insert(YamlPlaces.StartInFlow(parent, 0), $"{text}, ");
        else splices.Insert(YamlPlaces.EndOf(parent, at - 1), $", {text}");
    }

    private string? Lines(YamlNode parent, int at, IEnumerable<string> lines)
    {
        var text = string.Join(places.NewLine, lines);
        if (at > 0) splices.Insert(places.LineEnd(YamlPlaces.EndOf(parent, at - 1) - 1), places.NewLine + text);
        else if (places.IsFirstInLine(places.StartOf(parent, 0))) splices.Insert(places.LineStart(places.StartOf(parent, 0)), text + places.NewLine);
        else return "The first one shares its line with something else; change this in the text itself.";
        return null;
    }

    private static bool LikesBraces(YamlNode parent)
    {
        var neighbours = parent is YamlMap map ? map.Entries.Select(entry => entry.Value) : ((YamlList)parent).Items;
        return neighbours.Any(node => node is YamlMap) && neighbours.All(node => node is YamlMap { IsFlow: true } or YamlScalar);
    }

    private string? ToList(FoundNode found, YamlScalar single, Content item, int? place, bool isOfNames)
    {
        var isFirst = place == 0;
        if (found.InFlow || isOfNames || found.Key is null)
        {
            string[] both = [YamlText.Like(single.Style, single.Text, inFlow: true), ContentText.InFlow(item)];
            splices.Put(single.From, single.To, $"[{string.Join(", ", isFirst ? both.Reverse() : both)}]");
            return null;
        }
        var column = places.Column(found.Key.From) + 2;
        var lines = string.Join(places.NewLine, ContentText.ItemLines(item, column));
        return Below(found, single, $"{(isFirst ? lines + places.NewLine : "")}{ContentText.Pad(column)}- ", isFirst ? "" : places.NewLine + lines);
    }

    private string? ToMap(FoundNode found, string first, KeyContent added)
    {
        if (found.InFlow || found.Node is YamlList { IsFlow: true })
        {
            splices.Insert(found.Node.From, $"{{ {first}: ");
            splices.Insert(found.Node.To, $", {ContentText.InFlow(added)} }}");
            return null;
        }
        if (found.Node is YamlList list)
        {
            var dash = places.Column(list.From);
            if (dash <= places.Column(found.Key!.From)) return "The list is not indented more than its key; change this in the text itself.";
            splices.Insert(places.LineStart(places.StartOf(list, 0)), $"{ContentText.Pad(dash)}{first}:{places.NewLine}");
            splices.Insert(places.LineEnd(list.To - 1), places.NewLine + string.Join(places.NewLine, ContentText.Lines(added, dash)));
            return null;
        }
        var column = places.Column(found.Key!.From) + 2;
        return Below(found, (YamlScalar)found.Node, $"{ContentText.Pad(column)}{first}: ", places.NewLine + string.Join(places.NewLine, ContentText.Lines(added, column)));
    }

    // The value goes from behind its key to the lines below; what stands behind it on its line goes along.
    private string? Below(FoundNode found, YamlScalar value, string before, string after)
    {
        var colon = places.Text.IndexOf(':', found.Key!.To);
        if (places.CommentsIn(found.Key.To, value.From).Any()) return CommentBetween;
        splices.Put(colon + 1, value.From, places.NewLine + before);
        // What goes on over lines may be indented too little for its new place.
        var isOneLine = places.LineEnd(value.From) >= value.To;
        if (value.IsBlock) return "This text goes on over lines; change this in the text itself.";
        if (!isOneLine) splices.Put(value.From, value.To, YamlText.Like(value.Style, value.Text, inFlow: false));
        splices.Insert(places.LineEnd(value.To - 1), after);
        return null;
    }
}
