using System.Collections.Frozen;
using System.Globalization;

namespace Ripen.Values;

/// <summary>A currency of ISO 4217 by its place in the shipped table.</summary>
public readonly record struct Currency(int Index)
{
    private static readonly (string Code, int Exponent, string Name)[] All = [.. Table.Read("currencies.txt").Lines
        .Select(line => line.Split(' ', 3))
        .Select(parts => (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]))];

    private static readonly FrozenDictionary<string, int> ByCode = All.Select((entry, index) => (entry.Code, index)).ToFrozenDictionary(pair => pair.Code, pair => pair.index);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    public static int Count => All.Length;

    public static IEnumerable<string> Codes => All.Select(entry => entry.Code);

    /// <summary>Three upper-case letters, e.g. <c>EUR</c>.</summary>
    public string Code => All[Index].Code;

    /// <summary>Digits of the minor unit: 2 for EUR, 0 for JPY.</summary>
    public int Exponent => All[Index].Exponent;

    /// <summary>Codes are upper case; <c>eur</c> is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out Currency currency)
    {
        var found = BySpan.TryGetValue(code, out var index);
        currency = new(index);
        return found;
    }

    public override string ToString() => Code;
}
