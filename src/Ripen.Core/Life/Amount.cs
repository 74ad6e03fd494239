namespace Ripen.Life;

/// <summary>Money won.</summary>
/// <param name="MinorUnits">By the currency's exponent: cents for EUR, whole yen for JPY; 0 or more.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct Amount(long MinorUnits, string Currency)
{
    internal bool IsKnownCurrency => Values.Currency.TryParse(Currency, out _);
}
