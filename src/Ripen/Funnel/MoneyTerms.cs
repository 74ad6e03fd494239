using System.Globalization;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Funnel;

/// <summary>The currency that reports count in, and what one unit of others is worth in it, as the settings have it.</summary>
/// <param name="Rates">As the setting has them; empty where there are none.</param>
internal sealed record MoneyTerms(string Currency, string Rates)
{
    private readonly Dictionary<string, decimal> rates = RatesSetting.Read(Rates) ?? [];

    public static MoneyTerms Of(Desk desk, Session session) => new(desk.Settings.Of(session, KnownSettings.Currency), desk.Settings.Of(session, KnownSettings.ExchangeRates));

    /// <summary>In minor units of <see cref="Currency"/>, rounded half to even; null where no rate is known, or it is too much to count.</summary>
    public long? Told(long minorUnits, string currency)
    {
        if (currency == Currency) return minorUnits;
        if (!rates.TryGetValue(currency, out var rate) || !Values.Currency.TryParse(currency, out var from) || !Values.Currency.TryParse(Currency, out var to)) return null;
        try
        {
            return decimal.ToInt64(decimal.Round(minorUnits * rate * Power(to.Exponent) / Power(from.Exponent), MidpointRounding.ToEven));
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

/// <summary>The setting that holds rates: <c>USD=0.92, CHF=1.05</c>.</summary>
internal static class RatesSetting
{
    private const int Most = 50;

    /// <summary>Null where it cannot be read.</summary>
    public static Dictionary<string, decimal>? Read(string value)
    {
        var rates = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || !Currency.TryParse(part[..at].Trim().ToUpperInvariant(), out var currency)) return null;
            if (!decimal.TryParse(part[(at + 1)..].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || rate <= 0 || rate > 1_000_000) return null;
            if (!rates.TryAdd(currency.Code, rate) || rates.Count > Most) return null;
        }
        return rates;
    }

    public static string Write(Dictionary<string, decimal> rates) => string.Join(", ", rates.OrderBy(rate => rate.Key, StringComparer.Ordinal).Select(rate => $"{rate.Key}={rate.Value.ToString(CultureInfo.InvariantCulture)}"));
}
