using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Reads what a text means for a fact, by the fact's type. Not for several threads at once.</summary>
/// <param name="zone">For dates that are given as instants.</param>
/// <param name="defaultCurrency">For amounts without one.</param>
public sealed class FactReader(FactCatalogue facts, Zone zone, Currency defaultCurrency)
{
    private const int MostTextsKept = 50_000;
    private readonly Dictionary<string, (FactValue Value, string Shown)> texts = new(StringComparer.Ordinal);

    /// <summary>The value that a text means for a fact, or false.</summary>
    public bool TryRead(int fact, ReadOnlySpan<char> text, out FactValue value, out string shown)
    {
        var definition = facts.All[fact];
        var lookup = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        value = default;
        shown = "";
        switch (definition.Type)
        {
            case FactType.Text:
                if (definition.IsDomain)
                {
                    shown = text.ToString();
                    value = OfDomain(shown);
                    return true;
                }
                if (lookup.TryGetValue(text, out var seen))
                {
                    (value, shown) = seen;
                    return true;
                }
                shown = text.ToString();
                value = FactValue.OfText(Folded.From(shown));
                // Industries, countries and problems repeat; names and addresses fill the store once and do no harm.
                if (texts.Count < MostTextsKept) texts.Add(shown, (value, shown));
                return true;
            case FactType.Number:
                shown = text.ToString();
                if (!Numbers.TryParseRange(text, out var low, out var high)) return false;
                value = FactValue.OfNumber(low, high);
                return true;
            case FactType.Money:
                shown = text.ToString();
                return TryMoney(text, out value);
            case FactType.Date:
                shown = text.ToString();
                if (!InstantText.TryParse(text, zone, out var at, out var hasTime)) return false;
                value = FactValue.OfDate(hasTime ? zone.DateOf(at) : DateOf(text));
                return true;
            case FactType.YesNo:
                shown = text.ToString();
                var answer = Folded.From(text);
                if (answer is not ("yes" or "no" or "true" or "false")) return false;
                value = FactValue.OfYesNo(answer is "yes" or "true");
                return true;
            default:
                var place = definition.PlaceOf(Folded.From(text));
                shown = place >= 0 ? definition.Options[place] : text.ToString();
                value = place >= 0 ? FactValue.OfOption(definition.Type, place) : default;
                return place >= 0;
        }
    }

    private static DateOnly DateOf(ReadOnlySpan<char> text) =>
        DateOnly.ParseExact(text[..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal static FactValue OfDomain(string domain)
    {
        var lower = domain.ToLowerInvariant();
        return FactValue.OfText(Folded.From(domain), FreeMail.Has(lower));
    }

    private bool TryMoney(ReadOnlySpan<char> text, out FactValue value)
    {
        value = default;
        var currency = defaultCurrency;
        var space = text.LastIndexOf(' ');
        if (space > 0)
        {
            if (!Currency.TryParse(text[(space + 1)..], out var named)) return false;
            currency = named;
            text = text[..space].TrimEnd();
        }
        if (!Numbers.TryParse(text, out var amount)) return false;
        value = FactValue.OfMoney(amount, currency);
        return true;
    }
}
