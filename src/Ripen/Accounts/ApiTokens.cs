using System.Data.Common;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>By which a program acts for a user.</summary>
public sealed record ApiToken(Guid Id, Guid User, string Name, Scope Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt)
{
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;
}

/// <summary>The tokens of the desk. What stands in one is shown once and kept hashed.</summary>
internal static class ApiTokens
{
    /// <summary>How tokens begin, so that scanners of source code know one that was left lying about.</summary>
    public const string Prefix = "ripen_";

    public const int LongestName = 60;
    public const int LongestDays = 730;
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);
    private const string Columns = "token_id, user_id, name, scopes, created_at, expires_at, used_at, revoked_at";

    /// <returns>The token, and what stands in it.</returns>
    public static (ApiToken Token, string Secret) Create(Write write, Desk desk, Guid user, string name, Scope scopes, TimeSpan lasts)
    {
        var now = desk.Now;
        var (token, secret) = (new ApiToken(desk.Ids.Next(now), user, name, scopes, now, DbValues.Kept(now + lasts), null, null), Prefix + Secrets.New());
        write.Execute(
            "insert into api_tokens (token_id, secret, user_id, name, scopes, created_at, expires_at) values (@id, @secret, @user, @name, @scopes, @created, @expires)",
            ("@id", token.Id),
            ("@secret", Secrets.HashOf(secret)),
            ("@user", user),
            ("@name", name),
            ("@scopes", KnownScope.WordsOf(scopes)),
            ("@created", token.CreatedAt),
            ("@expires", token.ExpiresAt));
        return (token, secret);
    }

    /// <summary>Null where there is none, or it is no good any more.</summary>
    public static ApiToken? Find(Session session, string secret, DateTimeOffset now)
    {
        ApiToken? found = null;
        if (secret.StartsWith(Prefix, StringComparison.Ordinal)) session.Read($"select {Columns} from api_tokens where secret = @secret", row => found = Of(row), ("@secret", Secrets.HashOf(secret)));
        return found is not null && found.IsGood(now) ? found : null;
    }

    public static ApiToken? Find(Session session, Guid id) => Read(session, "where token_id = @id", ("@id", id)).FirstOrDefault();

    /// <summary>The latest first, those that are no good any more too.</summary>
    public static List<ApiToken> All(Session session) => Read(session, "order by token_id desc");

    public static List<ApiToken> Of(Session session, Guid user) => Read(session, "where user_id = @user order by token_id desc", ("@user", user));

    public static bool Revoke(Write write, Guid id, DateTimeOffset now) => write.Execute("update api_tokens set revoked_at = @now where token_id = @id and revoked_at is null", ("@now", now), ("@id", id)) == 1;

    /// <summary>Notes that it was used, if that is worth a write.</summary>
    public static Task UsedAsync(Desk desk, ApiToken token) => token.UsedAt is { } last && desk.Now - last < Apart
        ? Task.CompletedTask
        : desk.Writer.DoAsync(write => write.Execute("update api_tokens set used_at = @now where token_id = @id", ("@now", desk.Now), ("@id", token.Id)));

    private static List<ApiToken> Read(Session session, string which, params ReadOnlySpan<(string, object?)> values)
    {
        var all = new List<ApiToken>();
        session.Read($"select {Columns} from api_tokens {which}", row => all.Add(Of(row)), values);
        return all;
    }

    private static ApiToken Of(DbDataReader row) => new(
        row.GetId(0), row.GetId(1), row.GetString(2), row.GetString(3).Split(' ').Aggregate(Scope.None, (scopes, word) => scopes | KnownScope.Of(word)), row.GetAt(4), row.GetAt(5), row.GetAtOrNull(6), row.GetAtOrNull(7));
}
