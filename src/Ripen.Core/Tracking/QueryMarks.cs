namespace Ripen.Tracking;

/// <summary>The parameters of an address (WHATWG URL, application/x-www-form-urlencoded), the first of each name; a few hundred at most.</summary>
internal static class QueryMarks
{
    private const int Most = 200;

    public static Dictionary<string, string> Of(string query)
    {
        var marks = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in query.TrimStart('?').Split('&', Most, StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && Word(pair[(at + 1)..]) is { Length: > 0 } value) marks.TryAdd(Word(pair[..at]), value);
        }
        return marks;
    }

    // What does not decode stays as it is written.
    private static string Word(string written)
    {
        var text = string.Concat(Uri.UnescapeDataString(written.Replace('+', ' ')).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return text.Length > CameFrom.LongestName ? text[..CameFrom.LongestName].Trim() : text;
    }
}
