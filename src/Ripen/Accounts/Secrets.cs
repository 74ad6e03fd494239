using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ripen.Accounts;

/// <summary>Random words that cannot be guessed, and how they are kept: hashed, so that whoever reads the database has none of them.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    /// <summary>256 bits, for an address or a header.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256, lower-case hex: enough for what has 256 bits itself.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
