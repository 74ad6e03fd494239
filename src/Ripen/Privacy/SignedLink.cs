using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ripen.Accounts;

namespace Ripen.Privacy;

/// <summary>
/// The part of a public address that says whom or what it is for: a text and a signature over it (HMAC-SHA256, cut to 128
/// bits), in base64url. Nothing of it is kept, so that a link in a mail is good as long as the desk has its key. What it
/// says can be read by whoever holds it: ids, never a name or an address.
/// </summary>
internal static class SignedLink
{
    private const int SignatureBytes = 16;
    private const int Longest = 4_000;

    /// <param name="purpose">What one link is for, no other is good for.</param>
    public static string Of(SecretBox box, string purpose, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return Base64Url.EncodeToString([.. SignatureOf(box, purpose, bytes), .. bytes]);
    }

    /// <summary>Null where the desk did not make it for this purpose.</summary>
    public static string? Read(SecretBox box, string purpose, string? link)
    {
        if (link is null || link.Length is 0 or > Longest || !Base64Url.IsValid(link)) return null;
        var bytes = Base64Url.DecodeFromChars(link).AsSpan();
        return bytes.Length > SignatureBytes && CryptographicOperations.FixedTimeEquals(bytes[..SignatureBytes], SignatureOf(box, purpose, bytes[SignatureBytes..]))
            ? Encoding.UTF8.GetString(bytes[SignatureBytes..]) : null;
    }

    /// <summary>The id that stands in a link; null where the desk did not make it for this purpose.</summary>
    public static Guid? ReadId(SecretBox box, string purpose, string? link) => Guid.TryParse(Read(box, purpose, link), out var id) ? id : null;

    private static ReadOnlySpan<byte> SignatureOf(SecretBox box, string purpose, ReadOnlySpan<byte> bytes) => box.HashOf($"link: {purpose}", bytes).AsSpan(0, SignatureBytes);
}
