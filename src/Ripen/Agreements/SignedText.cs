using System.Security.Cryptography;
using System.Text;

namespace Ripen.Agreements;

/// <summary>
/// What is signed: the SHA-256 of the agreement's text without its top-level <c>version</c> and <c>signatures</c>
/// (AGREEMENT.md section 6). Line ends count as one, and so does a missing one at the end, because editors change them
/// unasked; everything else counts, comments too.
/// </summary>
internal static class SignedText
{
    public static string HashOf(string text)
    {
        var kept = new StringBuilder(text.Length);
        var isLeftOut = false;
        foreach (var raw in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (IsTopLevel(raw)) isLeftOut = IsKey(raw, "version") || IsKey(raw, "signatures");
            if (!isLeftOut) kept.Append(raw).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kept.ToString())));
    }

    // What is indented, blank, or a list entry goes with the key above it.
    private static bool IsTopLevel(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('-' or ']' or '}');

    private static bool IsKey(string line, string key)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && line[..colon].Trim().Trim('"', '\'') == key;
    }
}
