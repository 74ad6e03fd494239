using System.Text;
using System.Text.Json;
using Ripen.Storage;

namespace Ripen.Web;

/// <summary>An answer as it is kept for its request's key.</summary>
/// <param name="Hash">Of the request.</param>
internal sealed record KeptAnswer(string Hash, int Status, byte[] Json, string? Location, string? ETag);

/// <summary>What was answered to requests with an Idempotency-Key, for a day.</summary>
internal static class RequestKeys
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private sealed record Head(string? Location, string? ETag);

    public static KeptAnswer? Find(Session session, string scope, string key, DateTimeOffset now)
    {
        KeptAnswer? found = null;
        session.Read(
            "select request_hash, status, answer from request_keys where scope = @scope and request_key = @key and answered_at > @oldest",
            row => found = Read(row.GetString(0), row.GetInt32(1), row.GetString(2)),
            ("@scope", scope),
            ("@key", key),
            ("@oldest", now - KeptFor));
        return found;
    }

    /// <exception cref="WriteConflictException">Somebody else has answered it in between.</exception>
    public static void Keep(Write write, string scope, string key, KeptAnswer answer, DateTimeOffset now)
    {
        var head = JsonSerializer.Serialize(new Head(answer.Location, answer.ETag), ApiJson.Options);
        var kept = write.Execute(
            """
            insert into request_keys (scope, request_key, request_hash, status, answer, answered_at) values (@scope, @key, @hash, @status, @answer, @now)
            on conflict (scope, request_key) do update set request_hash = excluded.request_hash, status = excluded.status, answer = excluded.answer, answered_at = excluded.answered_at
            where request_keys.answered_at <= @oldest
            """,
            ("@scope", scope),
            ("@key", key),
            ("@hash", answer.Hash),
            ("@status", answer.Status),
            ("@answer", $"{head}\n{Encoding.UTF8.GetString(answer.Json)}"),
            ("@now", now),
            ("@oldest", now - KeptFor));
        if (kept != 1) throw new WriteConflictException("request_keys");
    }

    private static KeptAnswer Read(string hash, int status, string answer)
    {
        var end = answer.IndexOf('\n', StringComparison.Ordinal);
        var head = JsonSerializer.Deserialize<Head>(answer.AsSpan(0, end), ApiJson.Options)!;
        return new(hash, status, Encoding.UTF8.GetBytes(answer[(end + 1)..]), head.Location, head.ETag);
    }
}
