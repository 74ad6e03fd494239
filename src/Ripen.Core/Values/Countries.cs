using System.Collections.Frozen;

namespace Ripen.Values;

/// <summary>The countries of ISO 3166-1 by their two-letter codes.</summary>
public static class Countries
{
    private static readonly (string Code, string Name)[] All = [.. Table.Read("countries.txt").Lines.Select(line => (line[..2], line[3..]))];

    private static readonly FrozenDictionary<string, string> Names = All.ToFrozenDictionary(entry => entry.Code, entry => entry.Name);

    private static readonly FrozenDictionary<string, string> CodesByName = All.Select(entry => (entry.Code, entry.Name))
        .Concat(Table.Read("country-names.txt").Lines.Select(line => (line[..2], line[3..])))
        .ToFrozenDictionary(entry => Folded.From(entry.Item2), entry => entry.Item1);

    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(entry => entry.Code)];

    /// <summary>The short English name, or the code itself where it is unknown.</summary>
    public static string NameOf(string code) => Names.GetValueOrDefault(code, code);

    /// <summary>The code of the country with that name, in English, its own or a neighbour's language, if there is one: for suggestions and imports.</summary>
    public static string? CodeOf(ReadOnlySpan<char> name) => CodesByName.GetValueOrDefault(Folded.From(name));
}
