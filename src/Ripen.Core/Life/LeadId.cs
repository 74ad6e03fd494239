using System.Globalization;

namespace Ripen.Life;

/// <summary>Names a lead: its person and a number from 1 that counts this person's leads on the desk.</summary>
public readonly record struct LeadId(Guid Person, int Number)
{
    private const int PersonDigits = 32;

    /// <summary>Reads what <see cref="ToString"/> writes; nothing else names a lead, so that one lead has one name.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LeadId id)
    {
        id = default;
        if (text.Length < PersonDigits + 2 || text[PersonDigits] != '-') return false;
        var person = text[..PersonDigits];
        var number = text[(PersonDigits + 1)..];
        if (person.ContainsAnyInRange('A', 'F') || number[0] == '0') return false;
        if (!Guid.TryParseExact(person, "N", out var guid) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        id = new(guid, count);
        return true;
    }

    /// <summary>As it stands in addresses: <c>0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Person:N}-{Number}");
}
