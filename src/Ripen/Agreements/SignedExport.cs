using System.Security.Cryptography;
using System.Text.Json;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary>A signature as it leaves the desk.</summary>
/// <param name="Seal">ECDSA with SHA-256 over <see cref="DeskSeal.Sentence"/>, base64.</param>
internal sealed record ExportedSignature(string Side, string Name, string By, DateTimeOffset At, string Seal);

/// <summary>A version with its signatures and what they are checked by: enough to tell, without the desk, that this is what was signed.</summary>
/// <param name="Sha256">Of the text without <c>version</c> and <c>signatures</c>.</param>
/// <param name="Key">The public key of the desk, PEM; null while nothing was signed.</param>
internal sealed record SignedExport(string Line, int Version, string Sha256, IReadOnlyList<ExportedSignature> Signatures, string? Key, string Text)
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public static SignedExport Of(Desk desk, Session session, KeptAgreement kept) => new(
        kept.Line, kept.Version, SignedText.HashOf(kept.Text),
        [.. Agreements.Signatures.Of(session, kept.Line, kept.Version).Where(signature => signature.IsOf(kept) && signature.Seal is not null).Select(signature => new ExportedSignature(Agreements.Signatures.WordOf(signature.Side), signature.Name, signature.By, signature.At, signature.Seal!))],
        DeskSeal.PublicKey(desk, session), kept.Text);

    public static SignedExport? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SignedExport>(json, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Indented);

    /// <summary>What does not hold, in sentences; empty where all does.</summary>
    public IReadOnlyList<string> Faults()
    {
        if (SignedText.HashOf(Text) != Sha256) return ["The text is not the one that was signed: its SHA-256 is another."];
        if (Signatures.Count == 0) return ["Nobody has signed it."];
        if (Key is null) return ["The key of the desk is missing, so no signature can be checked."];
        var faults = new List<string>();
        try
        {
            foreach (var one in Signatures)
            {
                if (Agreements.Signatures.SideOf(one.Side) is not { } side) faults.Add($"“{Reading.Reports.Harmless(one.Side)}” is no side.");
                else if (!DeskSeal.IsGood(Key, DeskSeal.Sentence(Line, Version, new(side, one.Name, one.At, Sha256, one.By, false, null)), one.Seal)) faults.Add($"The signature of {Reading.Reports.Harmless(one.Name)} for {side} is not good: the seal is not of this text, name, time and desk.");
            }
        }
        catch (Exception failed) when (failed is CryptographicException or ArgumentException)
        {
            return ["The key of the desk is no key."];
        }
        return faults;
    }
}
