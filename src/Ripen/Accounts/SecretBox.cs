using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>
/// Seals what must be read again (keys of authenticator apps, client secrets) with a key that lies outside the database:
/// <c>RIPEN_KEY</c>, or a file in the data folder that is made when it is first needed. AES-256-GCM; what is sealed for one
/// purpose does not open for another.
/// </summary>
internal sealed class SecretBox(string folder)
{
    public const string Variable = "RIPEN_KEY";
    private const string FileName = "secret.key";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lazy<byte[]> key = new(() => KeyOf(folder));
    private readonly ConcurrentDictionary<string, byte[]> derived = new(StringComparer.Ordinal);

    /// <summary>HMAC-SHA256 (RFC 2104) with a key of its own for each purpose (HKDF, RFC 5869): by it a signature is checked, and a value is found again that is kept nowhere.</summary>
    public byte[] HashOf(string purpose, ReadOnlySpan<byte> bytes) =>
        HMACSHA256.HashData(derived.GetOrAdd(purpose, name => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, KeyBytes, info: Encoding.UTF8.GetBytes(name))), bytes);

    public string Seal(string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Value, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="UnreachableException">It was sealed with another key.</exception>
    public string Open(string purpose, string sealedText)
    {
        try
        {
            var bytes = Convert.FromBase64String(sealedText).AsSpan();
            var plain = new byte[bytes.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(key.Value, TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception failed) when (failed is CryptographicException or FormatException or ArgumentException or OverflowException)
        {
            throw new UnreachableException($"What is sealed in the desk was sealed with another key than this one. Put back {Path.Combine(folder, FileName)} from where the desk was, or set {Variable} to the key that its other servers have.", failed);
        }
    }

    private static byte[] KeyOf(string folder)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return KeyIn(given) ?? throw new UnreachableException($"{Variable} is no key: it has to be 32 random bytes in base64, such as: openssl rand -base64 32");
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(path)) Write(path, RandomNumberGenerator.GetBytes(KeyBytes));
            return KeyIn(File.ReadAllText(path)) ?? throw new UnreachableException($"{path} is no key: it has to be 32 random bytes in base64. Put back the file from where the desk was.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UnreachableException($"The key in {path} cannot be read or written ({failed.Message}). Is the folder this user's? Or set {Variable}.", failed);
        }
    }

    private static byte[]? KeyIn(string text)
    {
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count == KeyBytes ? bytes : null;
    }

    // Readable by this user alone; whole or not at all, for another server may be reading.
    private static void Write(string path, byte[] made)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options)) stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(made)));
        try
        {
            File.Move(temporary, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
