using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ripen.Values;

/// <summary>
/// How text is compared everywhere in the agreement: trimmed, Unicode NFC, full case folding (Unicode's CaseFolding,
/// statuses C and F), and runs of white space, <c>_</c> and <c>-</c> as one space. Two texts are equal when their
/// folded forms are the same characters.
/// </summary>
public static class Folded
{
    private static readonly FrozenDictionary<char, string> LongFoldings = Table.Read("case-folding.txt").Lines
        .Select(line => line.Split(' ').Select(code => (char)int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray())
        .ToFrozenDictionary(chars => chars[0], chars => new string(chars.AsSpan(1)));

    public static string From(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        return IsFoldedAscii(trimmed) ? trimmed.ToString() : Fold(trimmed);
    }

    /// <summary>Whether <paramref name="part"/> begins a word of <paramref name="whole"/>; both folded. A word begins at a letter or digit that follows neither.</summary>
    public static bool ContainsAtWordStart(string whole, string part)
    {
        if (part.Length == 0) return false;
        for (var i = 0; (i = whole.IndexOf(part, i, StringComparison.Ordinal)) >= 0; i++)
        {
            if (IsLetterOrDigitAt(whole, i) && (i == 0 || !IsLetterOrDigitBefore(whole, i))) return true;
        }
        return false;
    }

    /// <summary>Whether <paramref name="part"/> stands in <paramref name="whole"/> as whole words; both folded.</summary>
    public static bool ContainsWords(string whole, string part)
    {
        for (var i = 0; (i = whole.IndexOf(part, i, StringComparison.Ordinal)) >= 0; i++)
        {
            var end = i + part.Length;
            if ((i == 0 || !IsLetterOrDigitBefore(whole, i)) && (end == whole.Length || !IsLetterOrDigitAt(whole, end))) return true;
        }
        return false;
    }

    private static bool IsFoldedAscii(ReadOnlySpan<char> text)
    {
        var previous = 'x';
        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or ' ' or '.' or '@' or '+' or '/' or '&' or ',') || (c == ' ' && previous == ' ')) return false;
            previous = c;
        }
        return true;
    }

    private static string Fold(ReadOnlySpan<char> text)
    {
        var composed = Composed(text);
        var folded = new StringBuilder(composed.Length);
        var inGap = false;
        foreach (var c in composed)
        {
            if (char.IsWhiteSpace(c) || c is '_' or '-')
            {
                if (!inGap) folded.Append(' ');
                inGap = true;
                continue;
            }
            inGap = false;
            if (c < 0x80) folded.Append(char.ToLowerInvariant(c));
            else if (LongFoldings.TryGetValue(c, out var longer)) folded.Append(longer);
            else if (char.IsSurrogate(c)) folded.Append(c);
            else folded.Append(char.ToLowerInvariant(char.ToUpperInvariant(c)));
        }
        return folded.ToString();
    }

    private static string Composed(ReadOnlySpan<char> text)
    {
        var plain = text.ToString();
        foreach (var c in plain)
        {
            // A lone surrogate cannot be normalised; such text is compared as it is.
            if (char.IsSurrogate(c) && !IsWellFormed(plain)) return plain;
        }
        return plain.IsNormalized() ? plain : plain.Normalize();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }
        return true;
    }

    private static bool IsLetterOrDigitAt(string text, int index) =>
        Rune.TryGetRuneAt(text, index, out var rune) && Rune.IsLetterOrDigit(rune);

    private static bool IsLetterOrDigitBefore(string text, int index)
    {
        var start = index >= 2 && char.IsLowSurrogate(text[index - 1]) && char.IsHighSurrogate(text[index - 2]) ? index - 2 : index - 1;
        return IsLetterOrDigitAt(text, start);
    }
}
