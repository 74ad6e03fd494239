using System.Buffers.Text;
using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>A device that says who somebody is.</summary>
/// <param name="Credential">As authenticators name it, in base64url.</param>
/// <param name="Name">What its owner calls it.</param>
public sealed record Passkey(string Credential, Guid User, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt)
{
    /// <summary>What it is checked by.</summary>
    public required UserPasskeyInfo Info { get; init; }
}

/// <summary>The passkeys of the desk.</summary>
internal static class Passkeys
{
    public const int LongestName = 60;

    /// <summary>Of one user.</summary>
    public const int Most = 20;

    private const string Columns = "credential, user_id, name, added_at, used_at, passkey";

    /// <summary>By what an authenticator knows a user; it says nothing of him.</summary>
    public static string HandleOf(User user) => $"{user.Id:N}";

    /// <summary>As they were added.</summary>
    public static List<Passkey> Of(Session session, Guid user)
    {
        var all = new List<Passkey>();
        session.Read($"select {Columns} from user_passkeys where user_id = @user order by added_at, credential", row => all.Add(Of(row)), ("@user", user));
        return all;
    }

    public static Passkey? Find(Session session, byte[] credential)
    {
        Passkey? found = null;
        session.Read($"select {Columns} from user_passkeys where credential = @credential", row => found = Of(row), ("@credential", Base64Url.EncodeToString(credential)));
        return found;
    }

    /// <exception cref="WriteConflictException">Somebody has it already.</exception>
    public static void Add(Write write, Guid user, string name, UserPasskeyInfo info, DateTimeOffset now)
    {
        var added = write.Execute(
            $"insert into user_passkeys ({Columns}) values (@credential, @user, @name, @now, null, @passkey) on conflict (credential) do nothing",
            ("@credential", Base64Url.EncodeToString(info.CredentialId)),
            ("@user", user),
            ("@name", name),
            ("@now", now),
            ("@passkey", JsonSerializer.Serialize(info)));
        if (added != 1) throw new WriteConflictException("user_passkeys");
    }

    /// <summary>Keeps what has changed with its use, the count of its signatures above all.</summary>
    /// <returns>False where it was removed in between.</returns>
    public static bool Used(Write write, Guid user, UserPasskeyInfo info, DateTimeOffset now) => write.Execute(
        "update user_passkeys set used_at = @now, passkey = @passkey where credential = @credential and user_id = @user",
        ("@now", now),
        ("@passkey", JsonSerializer.Serialize(info)),
        ("@credential", Base64Url.EncodeToString(info.CredentialId)),
        ("@user", user)) == 1;

    /// <returns>Whether it was there, and his.</returns>
    public static bool Remove(Write write, Guid user, string credential) => write.Execute("delete from user_passkeys where credential = @credential and user_id = @user", ("@credential", credential), ("@user", user)) == 1;

    private static Passkey Of(DbDataReader row) => new(row.GetString(0), row.GetId(1), row.GetString(2), row.GetAt(3), row.GetAtOrNull(4)) { Info = JsonSerializer.Deserialize<UserPasskeyInfo>(row.GetString(5))! };
}
