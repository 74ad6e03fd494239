namespace Ripen.Nurture;

/// <summary>Finds the first name in a name as people write theirs. A wrong one is worse than none.</summary>
internal static class FirstName
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "prof", "professor", "mr", "mrs", "ms", "miss", "sir", "madam", "herr", "frau", "hr", "fr", "m", "mme", "dipl", "ing", "dipl-ing", "mag", "msc", "bsc", "phd", "mba", "jr", "sr", "von", "van", "de", "di", "da", "el", "al",
    };

    /// <summary>Null where none can be told: a single word may be a surname.</summary>
    public static string? Of(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var words = (comma >= 0 ? name[(comma + 1)..] : name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Titles.Contains(word.TrimEnd('.'))).ToList();
        if (words.Count < (comma >= 0 ? 1 : 2)) return null;
        var first = words[0];
        if (first.EndsWith('.') || first.Length < 2 || !first.All(c => char.IsLetter(c) || c is '-' or '\'' or '’')) return null;
        return first.All(c => !char.IsLetter(c) || char.IsUpper(c)) || first.All(c => !char.IsLetter(c) || char.IsLower(c)) ? Capitalised(first) : first;
    }

    private static string Capitalised(string word) => string.Join('-', word.Split('-').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));
}
