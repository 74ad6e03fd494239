using System.Globalization;
using System.Text;

namespace Ripen.Simulation;

/// <summary>A company that somebody works for.</summary>
/// <param name="Name">As its sign says.</param>
/// <param name="MovesGoods">It has warehouses, which is what the firm's product is for.</param>
internal sealed record SimulatedOrganisation(Market Market, string Name, string Domain, string Industry, bool MovesGoods, int Employees)
{
    private static readonly (int Low, int High)[] Sizes = [(4, 49), (50, 249), (250, 999), (1000, 4999), (5000, 40_000)];

    /// <summary>So that the product would be of use and they could run it.</summary>
    public bool IsOurKind => MovesGoods && Employees is >= 40 and <= 7_000;

    public static int SizeOf(Dice dice)
    {
        var (low, high) = Sizes[dice.Weighted(24, 38, 23, 11, 4)];
        return dice.Around(low, high);
    }
}

/// <summary>
/// Gives each organisation a name and a domain of its own, however many there are: names run through all that a language
/// can say, in a mixed order, and then once more with a town.
/// </summary>
internal sealed class OrganisationNames
{
    // Coprime to the number of names of every language, so that the steps meet each name once a round.
    private const int Step = 99_991;
    private readonly Dictionary<(string Language, bool MovesGoods), int> given = [];

    public SimulatedOrganisation Next(Dice dice, Market market, bool movesGoods)
    {
        var (head, tail, town) = (WordLists.Of("head.*", market.Language), WordLists.Of("tail.*", market.Language), WordLists.Of("town.*", market.Language));
        var trades = WordLists.Of(movesGoods ? "trade.*" : "else.*", market.Language);
        var number = given.GetValueOrDefault((market.Language, movesGoods));
        given[(market.Language, movesGoods)] = number + 1;
        var names = head.Length * tail.Length * trades.Length;
        var (place, round) = ((int)((number % names * (long)Step + 4_711) % names), number / names);
        var stem = Joined(head[place % head.Length], tail[place / head.Length % tail.Length]);
        var trade = trades[place / head.Length / tail.Length].Split('=');
        var where = round == 0 ? "" : TownOf(town, round - 1);
        var legal = dice.Of(WordLists.Of("legal.*", market.Language));
        var name = string.Join(' ', ((string[])[stem, trade[0], where, legal]).Where(part => part.Length > 0));
        return new(market, name, DomainOf($"{stem} {trade[0]} {where}"), trade[1], movesGoods, SimulatedOrganisation.SizeOf(dice));
    }

    private static string Joined(string head, string tail) => head[^1] is '-' ? $"{head[..^1]}-{char.ToUpperInvariant(tail[0])}{tail[1..]}" : head + tail;

    private static string TownOf(string[] towns, int round)
    {
        var again = round / towns.Length;
        return again == 0 ? towns[round] : string.Create(CultureInfo.InvariantCulture, $"{towns[round % towns.Length]} {again + 1}");
    }

    // Of the top-level domain kept for examples (RFC 2606).
    private static string DomainOf(string name) => $"{Latin.Of(name).Replace(' ', '-')}.example";
}

/// <summary>Names as people spell them in addresses: small ASCII letters, digits and spaces.</summary>
internal static class Latin
{
    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (Spelled(lower) is { } spelled) plain.Append(spelled);
            else if (lower is ' ' or '-') plain.Append(' ');
            else foreach (var part in lower.ToString().Normalize(NormalizationForm.FormD)) if (char.IsAsciiLetterOrDigit(part)) plain.Append(part);
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string? Spelled(char c) => c switch { 'ä' or 'æ' => "ae", 'ö' or 'ø' or 'œ' => "oe", 'ü' => "ue", 'ß' => "ss", 'å' => "aa", 'ł' => "l", 'đ' => "d", 'ı' => "i", _ => null };
}
