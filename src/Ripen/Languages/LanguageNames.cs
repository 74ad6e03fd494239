using System.Collections.Frozen;
using System.Globalization;
using Ripen.Values;

namespace Ripen.Languages;

/// <summary>Languages by how people write them into lists and forms: English, Deutsch, german, de_AT.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> ByName = Names();

    /// <summary>The code of a language (ISO 639-1) by its English or own name; null where it is none.</summary>
    public static string? CodeOf(string name) => ByName.GetValueOrDefault(Folded.From(name));

    /// <summary>Whether a code of two letters is one of a language.</summary>
    public static bool IsCode(string code) => ByName.Values.Contains(code, StringComparer.Ordinal);

    /// <summary>What a language calls itself; its code where nobody knows.</summary>
    public static string OwnNameOf(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code, predefinedOnly: true) is var culture ? culture.TextInfo.ToTitleCase(culture.NativeName) : code;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    private static FrozenDictionary<string, string> Names()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(culture => culture.Name.Length == 2))
        {
            names.TryAdd(Folded.From(culture.EnglishName), culture.Name);
            names.TryAdd(Folded.From(culture.NativeName), culture.Name);
        }
        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
