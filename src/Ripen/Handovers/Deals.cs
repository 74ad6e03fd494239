using System.Globalization;
using Ripen.Life;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>Money of deals, for people and from them.</summary>
internal static class Deals
{
    /// <summary>25,000 EUR.</summary>
    public static string Said(Amount amount) => Decimal(amount) is var units && units == decimal.Truncate(units)
        ? $"{units.ToString("#,##0", CultureInfo.InvariantCulture)} {amount.Currency}"
        : $"{units.ToString("#,##0.00#", CultureInfo.InvariantCulture)} {amount.Currency}";

    /// <summary>In whole units of its currency.</summary>
    public static decimal Decimal(Amount amount) => Decimal(amount.MinorUnits, amount.Currency);

    /// <summary>The same of a mean, which is no whole number of minor units.</summary>
    public static decimal Decimal(decimal minorUnits, string currency)
    {
        var units = minorUnits;
        if (Currency.TryParse(currency, out var known))
        {
            for (var i = 0; i < known.Exponent; i++) units /= 10;
        }
        return units;
    }
}
