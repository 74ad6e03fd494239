using Ripen.Identity;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>What the values of a column look like.</summary>
internal enum Look : byte { Nothing, Emails, Domains, Instants, Money, Countries, YesNo, Numbers, Ids, Words, Text }

/// <summary>The first values of one column, and what nine in ten of them look like.</summary>
internal sealed class ColumnLooks(string column)
{
    public const int Samples = 3;
    private const int LongestId = 40;
    private readonly HashSet<string> different = new(StringComparer.Ordinal);
    private readonly int[] counts = new int[Enum.GetValues<Look>().Length];
    private int said;

    public string Column => column;

    /// <summary>The first values that differ, harmless to print.</summary>
    public List<string> First { get; } = [];

    public void Add(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty) return;
        said++;
        if (different.Add(text.ToString()) && First.Count < Samples) First.Add(Reports.Harmless(text, 40));
        counts[(int)LookOf(text)]++;
    }

    public Look Look()
    {
        if (said == 0) return Imports.Look.Nothing;
        foreach (var look in new[] { Imports.Look.Emails, Imports.Look.Domains, Imports.Look.Instants, Imports.Look.Money, Imports.Look.Countries, Imports.Look.YesNo })
            if (Most(look)) return look;
        // One value for each row, without spaces: an id, be it a number.
        if (said > 1 && different.Count == said && First.TrueForAll(value => value.Length is >= 4 and <= LongestId && !value.Contains(' ', StringComparison.Ordinal) && value.Any(char.IsAsciiDigit)) && !Most(Imports.Look.Text)) return Imports.Look.Ids;
        if (Most(Imports.Look.Numbers)) return Imports.Look.Numbers;
        return said > 2 * different.Count ? Imports.Look.Words : Imports.Look.Text;
    }

    private bool Most(Look look) => counts[(int)look] * 10 >= said * 9;

    private static Look LookOf(ReadOnlySpan<char> text)
    {
        if (EmailAddress.TryRead(text) is not null) return Imports.Look.Emails;
        if (InstantText.TryParse(text, Zone.Utc, out _, out _)) return Imports.Look.Instants;
        if (Numbers.TryParseRange(text, out _, out _)) return Imports.Look.Numbers;
        if (text.LastIndexOf(' ') is > 0 and var space && Currency.TryParse(text[(space + 1)..], out _) && Numbers.TryParse(text[..space].TrimEnd(), out _)) return Imports.Look.Money;
        if (Countries.CodeOf(text) is not null || Countries.Codes.Contains(text.ToString())) return Imports.Look.Countries;
        if (Folded.From(text) is "yes" or "no" or "true" or "false") return Imports.Look.YesNo;
        if (!text.Contains(' ') && WebDomain.TryRead(text) is not null) return Imports.Look.Domains;
        return text.Contains(' ') ? Imports.Look.Text : Imports.Look.Ids;
    }
}
