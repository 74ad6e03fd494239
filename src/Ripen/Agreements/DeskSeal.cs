using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>
/// The desk's own key (ECDSA on P-256, FIPS 186-5), by which it vouches for a signature that was made on it: whoever has an
/// exported version can check it without the desk. Made with the first signature; kept sealed.
/// </summary>
internal static class DeskSeal
{
    private const string Name = "seal";

    /// <summary>What is vouched for, a line each.</summary>
    public static string Sentence(string line, int version, DeskSignature signature) =>
        string.Create(CultureInfo.InvariantCulture, $"ripen signature 1\n{line}\n{version}\n{signature.Hash}\n{Signatures.WordOf(signature.Side)}\n{signature.By}\n{signature.Name}\n{Web.ApiJson.Text(signature.At)}\n");

    public static string Seal(Desk desk, Write write, string sentence)
    {
        using var key = ECDsa.Create();
        if (Private(desk, write) is { } kept) key.ImportPkcs8PrivateKey(Convert.FromBase64String(kept), out _);
        else
        {
            key.GenerateKey(ECCurve.NamedCurves.nistP256);
            write.Execute(
                "insert into desk_secrets (name, sealed, changed_at) values (@name, @sealed, @now)",
                ("@name", Name),
                ("@sealed", desk.Secrets.Seal(Name, Convert.ToBase64String(key.ExportPkcs8PrivateKey()))),
                ("@now", desk.Now));
        }
        return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(sentence), HashAlgorithmName.SHA256));
    }

    /// <summary>The key by which seals are checked, as PEM; null while nothing was signed.</summary>
    public static string? PublicKey(Desk desk, Session session)
    {
        if (Private(desk, session) is not { } kept) return null;
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(kept), out _);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>What people compare keys by: the first half of its SHA-256, in groups of four.</summary>
    public static string FingerprintOf(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return string.Join(' ', Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..16]).Chunk(4).Select(four => new string(four)));
    }

    /// <exception cref="CryptographicException">The key is none.</exception>
    public static bool IsGood(string pem, string sentence, string seal)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var bytes = new byte[seal.Length];
        return Convert.TryFromBase64String(seal, bytes, out var count) && key.VerifyData(Encoding.UTF8.GetBytes(sentence), bytes.AsSpan(0, count), HashAlgorithmName.SHA256);
    }

    private static string? Private(Desk desk, Session session) =>
        session.Single("select sealed from desk_secrets where name = @name", ("@name", Name)) is string kept ? desk.Secrets.Open(Name, kept) : null;
}
