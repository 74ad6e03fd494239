using System.Collections.Concurrent;

namespace Ripen.Funnel;

/// <summary>Words as numbers from 1 on, each once; 0 stands for none. Numbers hold as long as the process.</summary>
internal sealed class WordNumbers(IEqualityComparer<string>? comparer = null)
{
    private readonly ConcurrentDictionary<string, int> numbers = new(comparer ?? StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> words = new();
    private readonly Lock gate = new();

    /// <summary>All there are, from A to Z.</summary>
    public IReadOnlyList<string> All => [.. words.Values.Order(StringComparer.OrdinalIgnoreCase)];

    public int Of(string? word)
    {
        if (string.IsNullOrEmpty(word)) return 0;
        if (numbers.TryGetValue(word, out var number)) return number;
        lock (gate)
        {
            if (numbers.TryGetValue(word, out number)) return number;
            words[number = words.Count + 1] = word;
            numbers[word] = number;
            return number;
        }
    }

    /// <summary>Null where nothing was ever called so.</summary>
    public int? Find(string word) => numbers.TryGetValue(word, out var number) ? number : null;

    public string? Word(int number) => words.GetValueOrDefault(number);
}

/// <summary>How the numbers in a <see cref="CountedPass"/> are called, but for sources, campaigns and offers, which the desk numbers itself.</summary>
internal sealed class PassWords
{
    public static readonly string[] BuyingStages = ["early", "middle", "late"];

    /// <summary>By number of people; the classes of the European Commission's recommendation 2003/361/EC, and two for large ones.</summary>
    public static readonly string[] Sizes = ["1-9", "10-49", "50-249", "250-999", "1000+"];

    public WordNumbers Owners { get; } = new();

    public WordNumbers Reasons { get; } = new();

    public WordNumbers Industries { get; } = new(StringComparer.OrdinalIgnoreCase);

    public WordNumbers Temperatures { get; } = new();

    public WordNumbers Currencies { get; } = new();

    public static short SizeOf(long? employees) => employees switch
    {
        null or < 1 => 0,
        < 10 => 1,
        < 50 => 2,
        < 250 => 3,
        < 1000 => 4,
        _ => 5,
    };
}
