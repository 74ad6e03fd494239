using System.Globalization;
using Ripen.Values;

namespace Ripen.Identity;

/// <summary>
/// An e-mail address in the one form under which it is compared: lower case, its domain in ASCII. Strictly the local part
/// could tell capitals apart (RFC 5321, 2.4); no provider of note does, and people do not. What follows a plus sign is
/// kept: somebody chose it.
/// </summary>
public sealed record EmailAddress
{
    private const int LongestLocal = 64; // RFC 5321, 4.5.3.1
    private const int LongestAddress = 254;

    // ASCII that needs no quotes (RFC 5322, 3.2.3), and anything beyond ASCII (RFC 6531).
    private const string Punctuation = "!#$%&'*+-/=?^_`{|}~.";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string text, int at) => (Text, Local, Domain) = (text, text[..at], text[(at + 1)..]);

    /// <summary>The whole address: <c>ann@example.com</c>.</summary>
    public string Text { get; }

    /// <summary>What stands before the at sign.</summary>
    public string Local { get; }

    /// <summary>What stands behind it, in ASCII.</summary>
    public string Domain { get; }

    /// <summary>A mailbox that several people read, such as info@: it never identifies a person.</summary>
    public bool IsShared => SharedMailboxes.Has(Local);

    /// <summary>The domain where it is one of a company; null for free and disposable mail.</summary>
    public string? BusinessDomain => FreeMail.Has(Domain) ? null : Domain;

    /// <summary>Reads <c>ann@example.com</c>, with spaces around it, in angle brackets, with a name before it or <c>mailto:</c>.</summary>
    /// <returns>Null where it is no address that mail could be sent to.</returns>
    public static EmailAddress? TryRead(ReadOnlySpan<char> text)
    {
        text = Bare(text);
        var at = text.IndexOf('@');
        if (at is < 1 or > LongestLocal || text[(at + 1)..].Contains('@') || !IsLocal(text[..at])) return null;
        if (WebDomain.InAscii(text[(at + 1)..], Idn) is not { } domain) return null;
        var local = text[..at].ToString().ToLowerInvariant();
        return local.Length + 1 + domain.Length <= LongestAddress ? new($"{local}@{domain}", at) : null;
    }

    /// <summary>One that was read before, from its <see cref="Text"/>.</summary>
    internal static EmailAddress OfNormalised(string text) => new(text, text.IndexOf('@', StringComparison.Ordinal));

    public override string ToString() => Text;

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.EndsWith('>') && text.LastIndexOf('<') is >= 0 and var open) text = text[(open + 1)..^1].Trim();
        return text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text["mailto:".Length..].Trim() : text;
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.IndexOf("..", StringComparison.Ordinal) >= 0) return false;
        foreach (var c in local)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !Punctuation.Contains(c, StringComparison.Ordinal) && (c < 0x80 || char.IsWhiteSpace(c) || char.IsControl(c))) return false;
        }
        return true;
    }
}
