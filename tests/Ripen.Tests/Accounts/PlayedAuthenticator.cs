using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Ripen.Tests.Accounts;

/// <summary>An authenticator with one passkey (ES256, no attestation), as WebAuthn has it; what it lies about is up to the test.</summary>
internal sealed class PlayedAuthenticator : IDisposable
{
    private const byte Present = 0x01, Verified = 0x04, HasKey = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string handle = "";

    public byte[] Credential { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Of the last signature.</summary>
    public uint Count { get; set; }

    /// <summary>Whether it has asked for a finger or a PIN.</summary>
    public bool IsVerifying { get; set; } = true;

    /// <summary>Makes the passkey that is asked for.</summary>
    public string New(string question, string origin)
    {
        var asked = JsonNode.Parse(question)!;
        handle = $"{asked["user"]!["id"]}";
        var point = key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data($"{asked["rp"]!["id"]}", HasKey), .. new byte[16], 0, (byte)Credential.Length, .. Credential, .. cose];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Answer(new() { ["clientDataJSON"] = Text(Client("webauthn.create", asked, origin)), ["attestationObject"] = Text(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <summary>Signs what is asked.</summary>
    public string Sign(string question, string origin)
    {
        var asked = JsonNode.Parse(question)!;
        Count++;
        var (data, client) = (Data($"{asked["rpId"]}", 0), Client("webauthn.get", asked, origin));
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new() { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = handle });
    }

    public void Dispose() => key.Dispose();

    private byte[] Data(string domain, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), (byte)(flags | Present | (IsVerifying ? Verified : 0)), .. count];
    }

    private static byte[] Client(string type, JsonNode asked, string origin) => Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = $"{asked["challenge"]}", ["origin"] = origin, ["crossOrigin"] = false }.ToJsonString());

    private string Answer(JsonObject response) => new JsonObject { ["id"] = Text(Credential), ["rawId"] = Text(Credential), ["type"] = "public-key", ["response"] = response, ["clientExtensionResults"] = new JsonObject() }.ToJsonString();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
