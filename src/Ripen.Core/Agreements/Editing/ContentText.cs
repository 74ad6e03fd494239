namespace Ripen.Agreements;

/// <summary>Writes new content as YAML.</summary>
internal static class ContentText
{
    private const int Widest = 100;
    private const int Step = 2;

    /// <summary>On one line, as inside brackets.</summary>
    public static string InFlow(Content content) => content switch
    {
        TextContent text => YamlText.InFlow(text.Text),
        ListContent list => $"[{string.Join(", ", list.Items.Select(InFlow))}]",
        _ => $"{{ {string.Join(", ", ((KeysContent)content).Keys.Select(InFlow))} }}",
    };

    public static string InFlow(KeyContent key) => $"{YamlText.InFlow(key.Key)}: {InFlow(key.Value)}";

    /// <summary>A key with its value, in lines.</summary>
    /// <param name="key">With its value.</param>
    /// <param name="column">Where the key is to stand, from 0.</param>
    /// <param name="likesBraces">Whether what stands beside it has its keys in braces.</param>
    public static IEnumerable<string> Lines(KeyContent key, int column, bool likesBraces = false)
    {
        var start = $"{Pad(column)}{YamlText.Key(key.Key)}:";
        var inFlow = $"{start} {InFlow(key.Value)}";
        if (key.Value is TextContent text) return [$"{start} {YamlText.Of(text.Text)}"];
        if (key.Value is ListContent list)
        {
            if (list.Items.Count == 0) return [inFlow];
            if (!AgreementKeys.IsOfNames(key.Key) || inFlow.Length > Widest) return [start, .. list.Items.SelectMany(item => ItemLines(item, column + Step))];
            return list.Items is [TextContent single] ? [$"{start} {YamlText.Of(single.Text)}"] : [inFlow];
        }
        return likesBraces ? [inFlow] : [start, .. ((KeysContent)key.Value).Keys.SelectMany(below => Lines(below, column + Step))];
    }

    /// <summary>An item of a list, in lines; the first one begins with its dash.</summary>
    public static IEnumerable<string> ItemLines(Content item, int column, bool likesBraces = false)
    {
        if (item is TextContent text) return [$"{Pad(column)}- {YamlText.Of(text.Text)}"];
        if (likesBraces || item is not KeysContent keys) return [$"{Pad(column)}- {InFlow(item)}"];
        var lines = keys.Keys.SelectMany(key => Lines(key, column + Step)).ToList();
        lines[0] = $"{Pad(column)}- {lines[0][(column + Step)..]}";
        return lines;
    }

    public static string Pad(int column) => new(' ', column);
}
