using System.Collections.Frozen;
using Ripen.Storage;

namespace Ripen.Languages;

/// <summary>
/// What visitors read, by language: what ships (<c>Languages/Shipped</c>), and what the people of the desk worded otherwise
/// or added. What a language lacks stands in English.
/// </summary>
internal sealed class TextBook
{
    public const string English = "en";
    private const string Cache = "public_texts";
    private readonly Cached<FrozenDictionary<string, FrozenDictionary<string, string>>> books = new(Cache, Read);

    /// <summary>Every key there is, in the order of the English file.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Lines(English).Select(line => line.Key)];

    /// <summary>The languages that ship.</summary>
    public static IReadOnlyList<string> ShippedLanguages { get; } = [English, "de", "fr", "es"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> ShippedBooks = Shipped();

    /// <summary>All of the desk: what ships first, then by their codes what was added.</summary>
    public IReadOnlyList<string> Languages(Session session) => [.. ShippedLanguages, .. books.Of(session).Keys.Except(ShippedLanguages, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The texts of a language of the desk; those in English where it has none.</summary>
    public Texts Of(Session session, string language)
    {
        var all = books.Of(session);
        var found = all.ContainsKey(language) || ShippedBooks.ContainsKey(language) ? language : English;
        return new(found, key => all.GetValueOrDefault(found)?.GetValueOrDefault(key) ?? ShippedOf(found, key) ?? all.GetValueOrDefault(English)?.GetValueOrDefault(key) ?? ShippedOf(English, key) ?? key);
    }

    /// <summary>As it ships in a language; null where it does not.</summary>
    public static string? ShippedOf(string language, string key) => ShippedBooks.GetValueOrDefault(language)?.GetValueOrDefault(key);

    /// <summary>What the people of the desk worded in a language, by key.</summary>
    public IReadOnlyDictionary<string, string> WordedHere(Session session, string language) => books.Of(session).GetValueOrDefault(language) ?? FrozenDictionary<string, string>.Empty;

    /// <summary>Words a text otherwise; null: as it ships again.</summary>
    public static void Set(Write write, string language, string key, string? says, string by, DateTimeOffset now)
    {
        write.Execute("delete from public_texts where language = @language and text_key = @key", ("@language", language), ("@key", key));
        if (says is not null)
        {
            write.Execute(
                "insert into public_texts (language, text_key, says, changed_at, changed_by) values (@language, @key, @says, @now, @by)",
                ("@language", language), ("@key", key), ("@says", says), ("@now", now), ("@by", by));
        }
        Versions.Raise(write, Cache);
    }

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read(Session session)
    {
        var read = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        session.Read("select language, text_key, says from public_texts", row =>
        {
            if (!read.TryGetValue(row.GetString(0), out var book)) read[row.GetString(0)] = book = new(StringComparer.Ordinal);
            book[row.GetString(1)] = row.GetString(2);
        });
        return read.ToFrozenDictionary(book => book.Key, book => book.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Shipped() =>
        ShippedLanguages.ToFrozenDictionary(language => language, language => Lines(language).ToFrozenDictionary(line => line.Key, line => line.Says, StringComparer.Ordinal), StringComparer.Ordinal);

    // key: text. Empty lines and those that begin with # are for whoever reads the file.
    private static IEnumerable<(string Key, string Says)> Lines(string language)
    {
        using var stream = typeof(TextBook).Assembly.GetManifestResourceStream($"languages/{language}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            yield return (line[..colon], line[(colon + 1)..].Trim());
        }
    }
}

/// <summary>The texts of one language.</summary>
/// <param name="Language">As HTML names it: <c>de</c>.</param>
public sealed record Texts(string Language, Func<string, string> Find)
{
    public string this[string key] => Find(key);

    /// <summary>With what stands in its braces: <c>{desk}</c>.</summary>
    public string Of(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = Find(key);
        foreach (var (name, value) in values) text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return text;
    }
}
