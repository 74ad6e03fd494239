using System.Globalization;

namespace Ripen.Identity;

/// <summary>The domain of a website, as companies are compared by it.</summary>
public static class WebDomain
{
    private const int Longest = 253; // RFC 1035, 2.3.4, as text
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Of <c>https://www.Acme.com:8080/x?y#z</c> it is <c>acme.com</c>. Only a leading <c>www.</c> is left out:
    /// which other parts belong to one owner is known to the public suffix list alone.
    /// </summary>
    /// <returns>Null where it is no domain: an address of numbers, one word, several.</returns>
    public static string? TryRead(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme) text = text[(scheme + 3)..];
        else if (text.StartsWith("//", StringComparison.Ordinal)) text = text[2..];
        if (text.IndexOfAny('/', '?', '#') is >= 0 and var path) text = text[..path];
        if (text.IndexOf(':') is >= 0 and var port) text = text[..port];
        if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) text = text[4..];
        return InAscii(text, Idn);
    }

    /// <summary>Lower case and ASCII, with a dot in it and letters behind the last one; else null.</summary>
    internal static string? InAscii(ReadOnlySpan<char> domain, IdnMapping idn)
    {
        domain = domain.TrimEnd('.');
        if (domain.IndexOf('.') < 1 || domain.Length > Longest) return null;
        var ascii = IsPlain(domain) ? domain.ToString().ToLowerInvariant() : Punycode(domain, idn);
        return ascii is not null && ascii.Length <= Longest && IsDomain(ascii) ? ascii : null;
    }

    private static string? Punycode(ReadOnlySpan<char> domain, IdnMapping idn)
    {
        try
        {
            return idn.GetAscii(domain.ToString()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null; // the one way in which it says no
        }
    }

    private static bool IsPlain(ReadOnlySpan<char> domain)
    {
        foreach (var c in domain)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-')) return false;
        return true;
    }

    private static bool IsDomain(string ascii)
    {
        if (!IsPlain(ascii)) return false;
        foreach (var part in ascii.AsSpan().Split('.'))
        {
            var label = ascii.AsSpan(part);
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
        }
        return !char.IsAsciiDigit(ascii[^1]) || ascii.AsSpan(ascii.LastIndexOf('.') + 1).StartsWith("xn--", StringComparison.Ordinal);
    }
}
