using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>A browser in which somebody is logged in.</summary>
/// <param name="Key">As the desk keeps it; what the browser holds cannot be had from it.</param>
public sealed record UserSession(string Key, Guid User, DateTimeOffset BeganAt, DateTimeOffset SeenAt, string? Address, string? Agent);

/// <summary>The sessions of the desk: rows, so that all nodes share them and ending one ends it everywhere at once.</summary>
internal static class Sessions
{
    /// <summary>Not seen for so long, it ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(7);

    /// <summary>However often it is seen.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    // Being seen is written down this often.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);
    private const int LongestAgent = 300;
    private const string Columns = "session, user_id, began_at, seen_at, address, agent";

    /// <returns>What the browser is to hold.</returns>
    public static string Begin(Write write, Guid user, string? address, string? agent, DateTimeOffset now)
    {
        var secret = Secrets.New();
        write.Execute(
            $"insert into user_sessions ({Columns}) values (@session, @user, @now, @now, @address, @agent)",
            ("@session", Secrets.HashOf(secret)),
            ("@user", user),
            ("@now", now),
            ("@address", address),
            ("@agent", agent is { Length: > LongestAgent } ? agent[..LongestAgent] : agent));
        return secret;
    }

    /// <summary>The session of what a browser holds; null where it has ended.</summary>
    public static UserSession? Find(Session session, string secret, DateTimeOffset now)
    {
        UserSession? found = null;
        session.Read($"select {Columns} from user_sessions where session = @session", row => found = new(row.GetString(0), row.GetId(1), row.GetAt(2), row.GetAt(3), row.GetTextOrNull(4), row.GetTextOrNull(5)), ("@session", Secrets.HashOf(secret)));
        return found is not null && IsOver(found, now) ? null : found;
    }

    /// <summary>The latest seen first.</summary>
    public static List<UserSession> Of(Session session, Guid user, DateTimeOffset now)
    {
        var all = new List<UserSession>();
        session.Read($"select {Columns} from user_sessions where user_id = @user order by seen_at desc, session", row => all.Add(new(row.GetString(0), row.GetId(1), row.GetAt(2), row.GetAt(3), row.GetTextOrNull(4), row.GetTextOrNull(5))), ("@user", user));
        all.RemoveAll(one => IsOver(one, now));
        return all;
    }

    /// <summary>Notes that it was seen, if that is worth a write.</summary>
    public static Task SeenAsync(Desk desk, UserSession seen, string? address) => desk.Now - seen.SeenAt < Apart && seen.Address == address
        ? Task.CompletedTask
        : desk.Writer.DoAsync(write => write.Execute("update user_sessions set seen_at = @now, address = @address where session = @session", ("@now", desk.Now), ("@address", address), ("@session", seen.Key)));

    /// <returns>Whether it was there, and his.</returns>
    public static bool End(Write write, Guid user, string key) => write.Execute("delete from user_sessions where session = @session and user_id = @user", ("@session", key), ("@user", user)) == 1;

    /// <summary>All of a user's, but the one that is named.</summary>
    public static int EndAll(Write write, Guid user, string? but = null) => write.Execute("delete from user_sessions where user_id = @user and session <> @but", ("@user", user), ("@but", but ?? ""));

    /// <summary>Rows of sessions that are over.</summary>
    public static int Forget(Write write, DateTimeOffset now) => write.Execute("delete from user_sessions where seen_at < @idle or began_at < @longest", ("@idle", now - Idle), ("@longest", now - Longest));

    private static bool IsOver(UserSession session, DateTimeOffset now) => now - session.SeenAt >= Idle || now - session.BeganAt >= Longest;
}
