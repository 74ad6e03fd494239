using System.Globalization;

namespace Ripen.Simulation;

/// <summary>
/// How names, addresses and numbers come to be written: as people type them, with their capitals, accents and slips. No two
/// leads get one address unless they are one person, whatever the slips.
/// </summary>
internal sealed class Handwriting(Dice dice, SimulatedOrganisation organisation, int account)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly int style = dice.Weighted(50, 30, 14, 6);

    public string NameOf(SimulatedPerson person)
    {
        var (first, last) = (person.First, person.Last);
        var whole = $"{first} {last}";
        return dice.Weighted(760, 50, 40, 40, 20, 25, 30, 20, 15) switch
        {
            1 => whole.ToUpperInvariant(),
            2 => whole.ToLowerInvariant(),
            3 => $"{last}, {first}",
            4 => first,
            5 => $"Dr. {whole}",
            6 when Latin.Of(whole).Length > 4 => Capitals(Latin.Of(whole)),
            7 => Slip(whole),
            8 => $"{first[0]}. {last}",
            _ => whole,
        };
    }

    /// <summary>At the organisation, as its people are called there.</summary>
    public string WorkAddress(SimulatedPerson person)
    {
        var (first, last) = (Local(person.First), Local(person.Last));
        var local = style switch
        {
            _ when first.Length == 0 || last.Length == 0 => (first + last).Length > 0 ? first + last : Numbered("u"),
            0 => $"{first}.{last}",
            1 => $"{first[0]}.{last}",
            2 => last,
            _ => first,
        };
        return Own(local, organisation.Domain);
    }

    /// <summary>Of his own, of which the company says nothing.</summary>
    public string PrivateAddress(SimulatedPerson person)
    {
        var name = Local(person.First) + Local(person.Last);
        return Own(Numbered(name.Length > 0 ? name : "kontakt"), dice.Of(person.Market.FreeMailDomains));
    }

    /// <summary>As it is typed into a form: mostly right.</summary>
    public string? Typed(string address) => dice.Weighted(920, 40, 25, 8, 7) switch
    {
        1 => Capitals(address),
        2 when Mistyped(address) is { } wrong && taken.Add(wrong) => wrong,
        3 => address[..(address.IndexOf('@', StringComparison.Ordinal) + 1)],
        4 => $"info@{organisation.Domain}",
        _ => address,
    };

    public string OrganisationName() => dice.Weighted(620, 90, 60, 190, 40) switch
    {
        1 => organisation.Name.ToUpperInvariant(),
        2 => organisation.Name.ToLowerInvariant(),
        3 => organisation.Name[..organisation.Name.LastIndexOf(' ')],
        4 => Slip(organisation.Name),
        _ => organisation.Name,
    };

    /// <summary>A number, or what people say instead.</summary>
    public string EmployeesWritten()
    {
        var count = organisation.Employees;
        return dice.Weighted(500, 380, 110, 10) switch
        {
            1 => count switch { < 11 => "1-10", < 51 => "11-50", < 201 => "51-200", < 501 => "201-500", < 1001 => "501-1000", _ => "1000+" },
            2 => Text(count switch { < 100 => (count + 5) / 10 * 10, < 1000 => (count + 25) / 50 * 50, _ => (count + 250) / 500 * 500 }),
            3 => $"ca. {Text(count)}",
            _ => Text(count),
        };
    }

    public string IndustryWritten() => dice.Chance(300) ? Capitals(organisation.Industry) : organisation.Industry;

    public string? PhoneOf(SimulatedPerson person) => person.Market.Phone is { } pattern ? string.Concat(pattern.Select(c => c == '#' ? (char)('0' + dice.Below(10)) : c)) : null;

    /// <summary>Two letters change places, one is left out, or one is typed twice.</summary>
    private string Slip(string text)
    {
        var at = dice.Between(1, Math.Max(1, text.Length - 3));
        if (text.Length < 5 || !char.IsLetter(text[at]) || !char.IsLetter(text[at + 1])) return text;
        return dice.Below(3) switch
        {
            0 => $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}",
            1 => text.Remove(at, 1),
            _ => text.Insert(at, text[at].ToString()),
        };
    }

    // In what stands before the at sign: a slip behind it is another company.
    private string? Mistyped(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var wrong = $"{Slip(address[..at])}{address[at..]}";
        return wrong == address ? null : wrong;
    }

    private string Own(string local, string domain)
    {
        var address = $"{local}@{domain}";
        for (var again = 2; !taken.Add(address); again++) address = string.Create(CultureInfo.InvariantCulture, $"{local}{again}@{domain}");
        return address;
    }

    private string Numbered(string name) => $"{name}{Text(account)}";

    private static string Local(string name) => Latin.Of(name).Replace(" ", "", StringComparison.Ordinal);

    private static string Capitals(string text) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
