namespace Ripen.Values;

/// <summary>Finds what somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the smallest edit distance (Damerau's optimal string alignment) to <paramref name="word"/>,
    /// or null where none is nearer than a third of the word's length.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var wanted = Folded.From(word);
        if (wanted.Length is 0 or > 60) return null;
        var limit = Math.Max(1, (wanted.Length + 1) / 3);
        string? best = null;
        foreach (var candidate in candidates)
        {
            var distance = Distance(wanted, Folded.From(candidate), limit);
            if (distance > limit || (distance == limit && best is not null)) continue;
            best = candidate;
            limit = distance;
            if (distance == 0) break;
        }
        return best;
    }

    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || b.Length > 80) return int.MaxValue;
        Span<int> rows = stackalloc int[3 * 81];
        var before = rows[..81];
        var previous = rows.Slice(81, 81);
        var current = rows.Slice(162, 81);
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }
        return previous[b.Length];
    }
}
