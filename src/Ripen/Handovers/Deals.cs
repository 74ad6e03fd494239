using System.Globalization;
using Ripen.Life;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>Money of deals, for people and from them.</summary>
internal static class Deals
{
    /// <summary>25,000 EUR.</summary>
    public static string Said(Amount amount) => $"{Decimal(amount).ToString("#,##0.##", CultureInfo.InvariantCulture)} {amount.Currency}";

    /// <summary>In whole units of its currency.</summary>
    public static decimal Decimal(Amount amount)
    {
        var units = (decimal)amount.MinorUnits;
        if (Currency.TryParse(amount.Currency, out var currency))
        {
            for (var i = 0; i < currency.Exponent; i++) units /= 10;
        }
        return units;
    }
}
