using System.Text;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Storage;

namespace Ripen.Privacy;

public enum SuppressionReason : byte
{
    Unsubscribed = 1,
    Objected = 2,
    Complained = 3,
    Bounced = 4,
    ByHand = 5,
}

/// <summary>Why and since when nothing is sent to an address.</summary>
/// <param name="By">Who recorded it; null: the person himself, or the desk.</param>
public sealed record Suppression(SuppressionReason Reason, DateTimeOffset At, string? By);

/// <summary>
/// Addresses to which nothing is sent, whoever has them and however often they come back. Only a keyed hash is kept of each:
/// who reads the table learns none, and who was erased stays suppressed.
/// </summary>
internal static class Suppressions
{
    private const string Purpose = "suppression";
    private const string KeyName = "suppression_key";

    /// <summary>Whether nothing may be sent to an address.</summary>
    /// <exception cref="UnreachableException">The addresses were hashed with another key than this desk has.</exception>
    public static bool Holds(Session session, Desk desk, string email) => Find(session, desk, email) is not null;

    /// <exception cref="UnreachableException">The addresses were hashed with another key than this desk has.</exception>
    public static Suppression? Find(Session session, Desk desk, string email)
    {
        if (!HasKey(session, desk)) throw new UnreachableException(WrongKey(desk));
        Suppression? found = null;
        session.Read("select reason, at, by from suppressions where hash = @hash", row => found = new((SuppressionReason)row.GetInt16(0), row.GetAt(1), row.GetTextOrNull(2)), ("@hash", HashOf(desk, email)));
        return found;
    }

    /// <summary>From now on nothing is sent to it, and what is written and not sent is withheld. Where it is suppressed already, that stays.</summary>
    /// <param name="by">Who wants it; null: the person himself, or the desk.</param>
    /// <returns>Whether it was not yet. With another key than the others were hashed with it is not added: nobody is written to then.</returns>
    public static bool Add(Write write, Desk desk, string email, SuppressionReason reason, string? by, int? import = null)
    {
        write.Execute("insert into desk_secrets (name, sealed, changed_at) values (@name, @sealed, @now) on conflict do nothing", ("@name", KeyName), ("@sealed", HashOf(desk, "")), ("@now", desk.Now));
        if (!HasKey(write, desk)) return false;
        var hash = HashOf(desk, email);
        var isNew = write.Execute(
            "insert into suppressions (hash, reason, at, by, import) values (@hash, @reason, @at, @by, @import) on conflict do nothing",
            ("@hash", hash), ("@reason", reason), ("@at", desk.Now), ("@by", by), ("@import", import)) == 1;
        // What holds besides an import stays when that is taken back.
        if (!isNew && import is null) write.Execute("update suppressions set import = null where hash = @hash and import is not null", ("@hash", hash));
        WithheldMails.Withhold(write, email, WordsOf(reason), desk.Now);
        return isNew;
    }

    /// <summary>Mail may be sent to it again, as far as nothing else is against it.</summary>
    public static bool Remove(Write write, Desk desk, string email) => write.Execute("delete from suppressions where hash = @hash", ("@hash", HashOf(desk, email))) == 1;

    public static long Count(Session session) => session.Count("select count(*) from suppressions");

    /// <summary>Whether the desk still has the key by which addresses were hashed: with another it recognises none.</summary>
    public static bool HasKey(Session session, Desk desk) => session.Single("select sealed from desk_secrets where name = @name", ("@name", KeyName)) is not string kept || kept == HashOf(desk, "");

    /// <summary>As it is kept.</summary>
    public static string HashOf(Desk desk, string email)
    {
        var address = EmailAddress.TryRead(email)?.Text ?? email.Trim().ToLowerInvariant();
        return Convert.ToHexStringLower(desk.Secrets.HashOf(Purpose, Encoding.UTF8.GetBytes(address)));
    }

    /// <summary>Behind “because”: “they unsubscribed”.</summary>
    public static string WordsOf(SuppressionReason reason) => reason switch
    {
        SuppressionReason.Unsubscribed => "they unsubscribed",
        SuppressionReason.Objected => "they objected",
        SuppressionReason.Complained => "they complained about a mail",
        SuppressionReason.Bounced => "mail to this address came back for good",
        _ => "somebody of this desk suppressed the address",
    };

    /// <summary>For programs.</summary>
    public static string WordOf(SuppressionReason reason) => reason == SuppressionReason.ByHand ? "by_hand" : reason.ToString().ToLowerInvariant();

    public static string WrongKey(Desk desk) => $"The suppressed addresses were hashed with another key than this desk has, so that none of them would be recognised, and nothing is written to prospects. Put back secret.key into {desk.Place.Folder} from where the desk was, or set {Accounts.SecretBox.Variable}.";
}
