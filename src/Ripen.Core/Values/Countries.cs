using System.Collections.Frozen;

namespace Ripen.Values;

/// <summary>The countries of ISO 3166-1 by their two-letter codes.</summary>
public static class Countries
{
    private static readonly (string Code, string Name)[] All = [.. Table.Read("countries.txt").Lines.Select(line => (line[..2], line[3..]))];

    private static readonly FrozenDictionary<string, string> Names = All.ToFrozenDictionary(entry => entry.Code, entry => entry.Name);

    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(entry => entry.Code)];

    /// <summary>The short English name, or the code itself where it is unknown.</summary>
    public static string NameOf(string code) => Names.GetValueOrDefault(code, code);

    /// <summary>The code of the country with that English name, if there is one: for suggestions.</summary>
    public static string? CodeOf(string name)
    {
        var wanted = Folded.From(name);
        if (wanted is "uk" or "great britain" or "england") return "GB";
        if (wanted is "usa") return "US";
        return All.Where(entry => Folded.From(entry.Name) == wanted).Select(entry => entry.Code).FirstOrDefault();
    }
}
