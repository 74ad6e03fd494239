using System.Globalization;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Funnel;

/// <summary>The currency that reports count in, and what one unit of others is worth in it, by the rates of the agreement in force.</summary>
/// <param name="Currency">The desk's.</param>
/// <param name="Rates">By which those differ whose rates do; empty where there are none.</param>
internal sealed record MoneyTerms(string Currency, string Rates)
{
    private Dictionary<string, decimal> Units { get; init; } = [];

    public static MoneyTerms Of(Desk desk, Session session)
    {
        var currency = desk.Settings.Of(session, KnownSettings.Currency);
        if (desk.Agreements.InForce(session, Desk.MainLine, desk.Now)?.Agreement is not { } agreement) return new(currency, "");
        var units = agreement.Rates.ToDictionary(rate => rate.Currency, rate => rate.Value, StringComparer.Ordinal);
        units[agreement.Currency] = 1;
        // Rates are told in the agreement's currency; where the desk counts in another, by way of that.
        if (!units.TryGetValue(currency, out var own)) return new(currency, "");
        return new(currency, string.Join(' ', units.OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => string.Create(CultureInfo.InvariantCulture, $"{unit.Key}={unit.Value / own}")))) { Units = units.ToDictionary(unit => unit.Key, unit => unit.Value / own, StringComparer.Ordinal) };
    }

    /// <summary>In minor units of <see cref="Currency"/>, rounded half to even; null where no rate is known, or it is too much to count.</summary>
    public long? Told(long minorUnits, string currency)
    {
        if (currency == Currency) return minorUnits;
        return Values.Currency.TryParse(currency, out var from) ? InMinorUnits(minorUnits / Power(from.Exponent), currency) : null;
    }

    /// <summary>An amount in whole units of a currency, in minor units of <see cref="Currency"/>, likewise.</summary>
    public long? InMinorUnits(decimal amount, string currency)
    {
        var rate = currency == Currency ? 1 : Units.GetValueOrDefault(currency);
        if (rate == 0 || !Values.Currency.TryParse(Currency, out var to)) return null;
        try
        {
            return decimal.ToInt64(decimal.Round(amount * rate * Power(to.Exponent), MidpointRounding.ToEven));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public bool Equals(MoneyTerms? other) => other is not null && (Currency, Rates) == (other.Currency, other.Rates);

    public override int GetHashCode() => HashCode.Combine(Currency, Rates);

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
