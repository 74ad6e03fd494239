using System.Globalization;

namespace Ripen.Values;

/// <summary>The numbers of the language: <c>["-"] digits ["." digits]</c>, no thousands separators, no exponent.</summary>
public static class Numbers
{
    /// <summary>So many significant digits of an amount or rate are exact when one is multiplied by the other.</summary>
    public const int MostDigits = 18;

    public static bool TryParse(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        return IsNumber(text, out var digits) && digits <= MostDigits
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A number, <c>a-b</c> (spaces and en dash allowed) or <c>a+</c>.</summary>
    public static bool TryParseRange(ReadOnlySpan<char> text, out decimal low, out decimal high)
    {
        if (TryParse(text, out low))
        {
            high = low;
            return true;
        }
        high = FactValue.Endless;
        if (text.EndsWith('+')) return TryParse(text[..^1].TrimEnd(), out low);
        var dash = text.Length > 1 ? text[1..].IndexOfAny('-', '–') + 1 : 0;
        return dash > 0 && TryParse(text[..dash].TrimEnd(), out low) && TryParse(text[(dash + 1)..].TrimStart(), out high) && low <= high;
    }

    /// <summary>As short as it goes: <c>0.5</c>, <c>20000</c>.</summary>
    public static string Write(decimal number) => number.ToString("0.##################", CultureInfo.InvariantCulture);

    /// <summary>For people: <c>25,000</c>, <c>19,999.99</c>.</summary>
    public static string ForPeople(decimal number) => number.ToString("#,##0.##########", CultureInfo.InvariantCulture);

    private static bool IsNumber(ReadOnlySpan<char> text, out int digits)
    {
        digits = 0;
        if (text.StartsWith('-')) text = text[1..];
        var seenPoint = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i])) digits++;
            else if (text[i] == '.' && !seenPoint && i > 0 && i < text.Length - 1) seenPoint = true;
            else return false;
        }
        return digits > 0;
    }
}
