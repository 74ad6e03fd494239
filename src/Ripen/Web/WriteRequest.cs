using System.Reflection;
using System.Text;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Web;

/// <summary>
/// A request that writes. With an Idempotency-Key its answer is kept in the very transaction that does the work, so that of
/// several requests with one key, at the same time or after a crash, exactly one does it and all get its answer.
/// </summary>
internal sealed class WriteRequest
{
    public const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 255;
    private readonly HttpContext http;

    private WriteRequest(HttpContext http, Desk desk, string? key) => (this.http, Desk, Caller, Key) = (http, desk, http.Caller(), key);

    public Desk Desk { get; }

    /// <summary>By which the sender recognises the request; null where he gave none.</summary>
    public string? Key { get; }

    public Caller Caller { get; }

    /// <summary>Within which keys and ids of senders are unique: the token's.</summary>
    public string Scope => Caller.Own;

    /// <summary>Who does this.</summary>
    public string By => Caller.By;

    public static ValueTask<WriteRequest?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var key = http.Request.Headers[KeyHeader].ToString();
        return ValueTask.FromResult<WriteRequest?>(new(http, http.RequestServices.GetRequiredService<Desk>(), key.Length == 0 ? null : key));
    }

    /// <summary>Does the work in a transaction, or answers as before.</summary>
    /// <param name="work">Writes nothing where it answers with a problem. May be called several times.</param>
    public async Task<Answer<T>> DoAsync<T>(Func<Write, Answer<T>> work)
    {
        if (Key is not { } key) return await Desk.Writer.DoAsync(work, http.RequestAborted);
        if (WrongKey(key) is { } problem) return problem;
        var hash = HashOfRequest();
        return await Desk.Writer.DoAsync(write => Once(write, key, hash, work), http.RequestAborted);
    }

    /// <summary>The same for work that records what came in.</summary>
    public Task<Answer<T>> TakeAsync<T>(Func<Write, IntakeBatch, Answer<T>> work) =>
        DoAsync(write => work(write, new IntakeBatch(Desk, write, write.Own(() => new JudgingByLine(Desk.Agreements)))));

    /// <summary>What is wrong with a key: one that is cut or changed on its way would let work be done twice.</summary>
    public static HttpProblem? WrongKey(string? key) =>
        key is null || key.Length <= LongestKey && key.All(c => c is > ' ' and < '\x7F') ? null : HttpProblem.Field(KeyHeader, $"It may have 1 to {LongestKey} printable ASCII characters.");

    private Answer<T> Once<T>(Write write, string key, string hash, Func<Write, Answer<T>> work)
    {
        if (RequestKeys.Find(write, Scope, key, Desk.Now) is { } before)
        {
            return before.Hash == hash ? Answer<T>.Replayed(before.Status, before.Json, before.Location, before.ETag) : HttpProblem.KeyReused;
        }
        var answer = work(write);
        // A problem changed nothing, and is found again by whoever asks again.
        if (answer.Problem is null) RequestKeys.Keep(write, Scope, key, new(hash, answer.Status, answer.Json, answer.Location, answer.ETag), Desk.Now);
        return answer;
    }

    private string HashOfRequest()
    {
        var request = http.Request;
        var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n");
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. head, .. RequestBytes.HashOf(http)]));
    }
}
