using System.Data.Common;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>What something that is good once is good for.</summary>
internal enum OneTime : short
{
    /// <summary>To make the first account of a desk.</summary>
    First = 1,

    /// <summary>To choose a password: an invitation, or a forgotten one.</summary>
    Password = 2,

    /// <summary>The password was right; the code of the app is asked for.</summary>
    Code = 3,

    /// <summary>A passkey is being added.</summary>
    NewPasskey = 4,

    /// <summary>A passkey is asked for.</summary>
    Passkey = 5,
}

/// <param name="Key">As the desk keeps it.</param>
internal sealed record OneTimeLink(string Key, OneTime Kind, Guid? User, DateTimeOffset ExpiresAt, string MadeBy, int Tries, string? Data);

/// <summary>Links and steps that are good once, and not for long.</summary>
internal static class OneTimeLinks
{
    public static readonly TimeSpan FirstFor = TimeSpan.FromDays(1);
    public static readonly TimeSpan PasswordFor = TimeSpan.FromDays(3);
    public static readonly TimeSpan StepFor = TimeSpan.FromMinutes(5);

    /// <summary>Of a code.</summary>
    public const int MostTries = 5;

    private const string Columns = "link, kind, user_id, expires_at, made_by, tries, data";

    /// <summary>Makes one; of links to choose a password or to begin, the ones before it are no good any more.</summary>
    /// <returns>What stands in it.</returns>
    public static string Make(Write write, OneTime kind, Guid? user, string by, DateTimeOffset expires, string? data = null)
    {
        if (kind is OneTime.First or OneTime.Password) EndAll(write, kind, user);
        var secret = Secrets.New();
        write.Execute(
            $"insert into user_links ({Columns}) values (@link, @kind, @user, @expires, @by, 0, @data)",
            ("@link", Secrets.HashOf(secret)),
            ("@kind", kind),
            ("@user", user),
            ("@expires", expires),
            ("@by", by),
            ("@data", data));
        return secret;
    }

    /// <summary>Null where there is none, or it is used or too old.</summary>
    public static OneTimeLink? Find(Session session, OneTime kind, string secret, DateTimeOffset now)
    {
        OneTimeLink? found = null;
        session.Read($"select {Columns} from user_links where link = @link and kind = @kind and expires_at > @now and tries < @most", row => found = Of(row), ("@link", Secrets.HashOf(secret)), ("@kind", kind), ("@now", now), ("@most", MostTries));
        return found;
    }

    /// <summary>Uses it up.</summary>
    /// <exception cref="WriteConflictException">Somebody else just has.</exception>
    public static void Use(Write write, OneTimeLink link)
    {
        if (write.Execute("delete from user_links where link = @link", ("@link", link.Key)) != 1) throw new WriteConflictException("user_links");
    }

    /// <summary>Counts a wrong try.</summary>
    public static void Miss(Write write, OneTimeLink link) => write.Execute("update user_links set tries = tries + 1 where link = @link", ("@link", link.Key));

    public static void EndAll(Write write, OneTime kind, Guid? user) => write.Execute("delete from user_links where kind = @kind and user_id is not distinct from @user", ("@kind", kind), ("@user", user));

    public static void EndAll(Write write, Guid user) => write.Execute("delete from user_links where user_id = @user", ("@user", user));

    public static int Forget(Write write, DateTimeOffset now) => write.Execute("delete from user_links where expires_at <= @now", ("@now", now));

    private static OneTimeLink Of(DbDataReader row) => new(row.GetString(0), (OneTime)row.GetInt16(1), row.GetIdOrNull(2), row.GetAt(3), row.GetString(4), row.GetInt32(5), row.GetTextOrNull(6));
}
