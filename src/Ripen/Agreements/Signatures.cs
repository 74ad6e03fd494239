using System.Data.Common;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>A signature made on this desk.</summary>
/// <param name="Hash">Of what was signed, see <see cref="SignedText"/>.</param>
/// <param name="By">The address of whoever signed.</param>
/// <param name="IsLocal">By whoever sat at this machine, before there were accounts.</param>
/// <param name="Seal">The desk's, see <see cref="DeskSeal"/>.</param>
public sealed record DeskSignature(Side Side, string Name, DateTimeOffset At, string Hash, string By, bool IsLocal, string? Seal)
{
    /// <summary>Whether it is for this text: one changed character voids it.</summary>
    internal bool IsOf(KeptAgreement kept) => Hash == SignedText.HashOf(kept.Text);
}

/// <summary>Who signed a version, for which side; one a side (AGREEMENT.md section 6).</summary>
internal static class Signatures
{
    private const string Columns = "side, name, signed_at, hash, signed_by, is_local, seal";

    public static List<DeskSignature> Of(Session session, string line, int version)
    {
        var signatures = new List<DeskSignature>();
        session.Read($"select {Columns} from agreement_signatures where line = @line and version = @version order by side desc", row => signatures.Add(Of(row)), ("@line", line), ("@version", version));
        return signatures;
    }

    /// <summary>The sides that have not signed it as it stands.</summary>
    public static IReadOnlyList<Side> MissingOf(Session session, KeptAgreement kept)
    {
        var signed = Of(session, kept.Line, kept.Version);
        return [.. new[] { Side.Sales, Side.Marketing }.Where(side => !signed.Exists(signature => signature.Side == side && signature.IsOf(kept)))];
    }

    /// <summary>Signs for a side; the second signature puts the version in force.</summary>
    /// <returns>False where the side has signed it already.</returns>
    public static bool Sign(Desk desk, Write write, KeptAgreement kept, Side side, Caller by)
    {
        var signer = by.User ?? throw new ArgumentException("Only a user signs.", nameof(by));
        var signature = new DeskSignature(side, signer.Name, desk.Now, SignedText.HashOf(kept.Text), signer.Email, IsLocal: false, null);
        // One that a changed text has voided gives way.
        write.Execute("delete from agreement_signatures where line = @line and version = @version and side = @side and hash <> @hash", ("@line", kept.Line), ("@version", kept.Version), ("@side", WordOf(side)), ("@hash", signature.Hash));
        var isNew = write.Execute(
            $"insert into agreement_signatures (line, version, {Columns}) values (@line, @version, @side, @name, @at, @hash, @by, @local, @seal) on conflict (line, version, side) do nothing",
            ("@line", kept.Line),
            ("@version", kept.Version),
            ("@side", WordOf(side)),
            ("@name", signature.Name),
            ("@at", signature.At),
            ("@hash", signature.Hash),
            ("@by", signature.By),
            ("@local", false),
            ("@seal", DeskSeal.Seal(desk, write, DeskSeal.Sentence(kept.Line, kept.Version, signature)))) == 1;
        if (!isNew) return false;
        Audit.Note(write, desk, by, Actions.AgreementSigned, Proposing.NameOf(kept), $"for {side}, {signature.Hash}");
        if (kept.InForceAt is null && MissingOf(write, kept).Count == 0) Proposing.Activate(desk, write, kept, by);
        return true;
    }

    public static string WordOf(Side side) => side == Side.Sales ? "sales" : "marketing";

    public static Side? SideOf(string? word) => word switch { "sales" => Side.Sales, "marketing" => Side.Marketing, _ => null };

    private static DeskSignature Of(DbDataReader row) => new(SideOf(row.GetString(0)) ?? Side.Marketing, row.GetString(1), row.GetAt(2), row.GetString(3), row.GetString(4), row.GetYes(5), row.GetTextOrNull(6));
}
