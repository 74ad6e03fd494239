using System.Collections.Frozen;

namespace Ripen.Simulation;

/// <summary>Names and titles that come with the program, by key: <c>first.de.f</c>, <c>title.en.director</c>.</summary>
internal static class WordLists
{
    private static readonly string[] Files = ["people.txt", "organisations.txt", "titles.txt"];
    private static readonly FrozenDictionary<string, string[]> Lists = Read();

    /// <summary>The list of a key; where a language has none of its own, the English one.</summary>
    /// <param name="key">With <c>*</c> where the language stands.</param>
    public static string[] Of(string key, string language) => Find(key.Replace("*", language, StringComparison.Ordinal)) ?? Lists[key.Replace("*", "en", StringComparison.Ordinal)];

    private static string[]? Find(string key) => Lists.GetValueOrDefault(key);

    private static FrozenDictionary<string, string[]> Read()
    {
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            using var reader = new StreamReader(typeof(WordLists).Assembly.GetManifestResourceStream(file)!);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length == 0 || line[0] == '#') continue;
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (!lists.TryGetValue(line[..colon], out var list)) lists[line[..colon]] = list = [];
                list.AddRange(line[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries));
            }
        }
        return lists.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }
}
