using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>A signature made on this desk.</summary>
/// <param name="IsLocal">By whoever sat at this machine, without an account or a password.</param>
public sealed record DeskSignature(Side Side, string Name, DateTimeOffset At, bool IsLocal);

/// <summary>Who signed a version, for which side; one a side. A signature is for one text: it falls with any change, because a changed text is another version.</summary>
internal static class Signatures
{
    public static List<DeskSignature> Of(Session session, string line, int version)
    {
        var signatures = new List<DeskSignature>();
        session.Read(
            "select side, name, signed_at, is_local from agreement_signatures where line = @line and version = @version order by side desc",
            row => signatures.Add(new(row.GetString(0) == "sales" ? Side.Sales : Side.Marketing, row.GetString(1), row.GetAt(2), row.GetYes(3))),
            ("@line", line),
            ("@version", version));
        return signatures;
    }

    /// <returns>False where the side has signed it already.</returns>
    public static bool Sign(Write write, KeptAgreement kept, DeskSignature signature, string by) => write.Execute(
        """
        insert into agreement_signatures (line, version, side, name, hash, signed_at, signed_by, is_local) values (@line, @version, @side, @name, @hash, @at, @by, @local)
        on conflict (line, version, side) do nothing
        """,
        ("@line", kept.Line),
        ("@version", kept.Version),
        ("@side", signature.Side == Side.Sales ? "sales" : "marketing"),
        ("@name", signature.Name),
        ("@hash", kept.Hash),
        ("@at", signature.At),
        ("@by", by),
        ("@local", signature.IsLocal)) > 0;
}
