using System.Globalization;
using System.Text.Json;

namespace Ripen.Web;

/// <summary>Why a request was not done, as RFC 9457 writes it: what is wrong, where, and what to do.</summary>
/// <param name="Type">Stable, for programs: <c>/problems/validation</c>.</param>
/// <param name="Title">The same for every problem of the type.</param>
/// <param name="Detail">This one, for a person.</param>
[Sparse]
internal sealed record HttpProblem(string Type, string Title, int Status, string Detail) : IResult
{
    public const string MediaType = "application/problem+json";

    /// <summary>By field, as a path: <c>facts.budget</c>.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The code of a refusal of a lead.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with an agreement or a programme, by line and column.</summary>
    public IReadOnlyList<Agreements.ShownRemark>? Remarks { get; init; }

    public static HttpProblem Validation(string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new("/problems/validation", "Something in the request is wrong", 400, detail) { Errors = errors };

    /// <summary>One field is wrong.</summary>
    public static HttpProblem Field(string field, string sentence) => Validation($"{field}: {sentence}", new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] });

    public static HttpProblem Malformed(string detail) => new("/problems/malformed", "The request cannot be read", 400, detail);

    public static HttpProblem NotFound(string what) => new("/problems/not-found", "There is no such thing", 404, $"There is no such {what}. Its id may be mistyped, or of another desk.");

    public static HttpProblem NoRoute(string path) => new("/problems/no-such-route", "There is nothing at this address", 404, $"There is nothing at {Shown(path)}. The addresses of the API stand in /openapi/v1.json, for people at /docs.");

    public static HttpProblem Method(string method) => new("/problems/method", "This address does not take that method", 405, $"{Shown(method)} is not one of its methods; the header Allow names them.");

    public static HttpProblem Refused(string code, string sentence) => new("/problems/refused", "This cannot be done as things stand", 409, sentence) { Code = code };

    public static HttpProblem TwoPersons { get; } = new("/problems/two-persons", "The external id is one person's, the e-mail address another's", 409, "Nothing was recorded. Find out which of the two is right (GET /api/v1/persons with either), and send that one alone.");

    public static HttpProblem Changed { get; } = new("/problems/changed", "It has changed since you read it", 412, "If-Match names another version than the one that is there. Read it again, look whether your change still makes sense, and send it with the new ETag.");

    public static HttpProblem IfMatchWanted { get; } = new("/problems/if-match-wanted", "Say which version you change", 428, "Send the header If-Match with the ETag that came with the answer you have read.");

    public static HttpProblem TooLarge(string detail) => new("/problems/too-large", "That is too much at once", 413, detail);

    public static HttpProblem WrongMediaType(string wanted) => new("/problems/media-type", "The body is of a type that is not taken here", 415, $"Send the header Content-Type: {wanted}.");

    public static HttpProblem KeyReused { get; } = new("/problems/key-reused", "This Idempotency-Key stands for another request", 422, "A key names one request for 24 hours. Send another key, or the very same request.");

    public static HttpProblem WrongHost { get; } = new("/problems/host", "This desk goes by another name", 421, "The desk is reached as 127.0.0.1, localhost or [::1], or by its --public-url, and by no other name.");

    public static HttpProblem WrongOrigin { get; } = new("/problems/origin", "Another website may not use this desk", 403, "The header Origin names another site than this desk's own address.");

    public static HttpProblem WrongRole { get; } = new("/problems/role", "Your role may not do this", 403, "Ask an administrator of the desk.");

    public static HttpProblem NotLoggedIn { get; } = new("/problems/not-logged-in", "Say who you are", 401, "Send the header Authorization: Bearer with a token of this desk that is still good. Tokens are made at /tokens, or with: ripen token create");

    public static HttpProblem WrongScope(Accounts.Scope has, Accounts.Scope wanted) => new("/problems/scope", "The token is not for this", 403, wanted == Accounts.Scope.None
        ? "This is done by people, logged in, and by no token."
        : $"It is for {Accounts.KnownScope.WordsOf(has)}; this takes {Accounts.KnownScope.WordsOf(wanted)}. Make another token with that scope.");

    public static HttpProblem TooOften { get; } = new("/problems/too-often", "That is too often", 429, "This was asked for very often from your address. Try again in an hour, or log in with your password.");

    public static HttpProblem Busy { get; } = new("/problems/busy", "Too many wait already", 429, "Nothing of it was kept. Send it again when the header Retry-After says.");

    public static HttpProblem WrongSite { get; } = new("/problems/site", "This website is not one of the desk's", 403, "Its origin has to stand in the setting sites, which people change at /settings, or with: ripen settings set sites");

    public static HttpProblem Bug { get; } = new("/problems/internal", "Ripen made a mistake", 500, "Nothing is known to have been changed. What happened stands in the server's log; trying again with the same Idempotency-Key does no harm.");

    public static HttpProblem Unavailable { get; } = new("/problems/unavailable", "The desk's database cannot be reached", 503, "Try again in a few seconds, with the same Idempotency-Key where there was one. Why it is away stands in the server's log.");

    /// <summary>Of an answer that has a status and nothing else.</summary>
    public static HttpProblem OfStatus(int status, HttpRequest request) => status switch
    {
        404 => NoRoute(request.Path),
        405 => Method(request.Method),
        413 => TooLarge("The body is larger than this address takes."),
        415 => WrongMediaType(TakenTypes.Of(request)),
        431 => new("/problems/headers", "The headers are too large", 431, "Send fewer or shorter headers."),
        >= 500 => Bug with { Status = status },
        _ => Malformed("The request is not one of HTTP as it should be.") with { Status = status },
    };

    /// <summary>Harmless and short enough to be said back.</summary>
    public static string Shown(string text) => Reading.Reports.Harmless(text, 120);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Options);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Status == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = 5.ToString(CultureInfo.InvariantCulture);
        if (PageRequest.IsReader(httpContext.Request))
        {
            await PageRequest.SayAsync(this, httpContext);
            return;
        }
        (response.StatusCode, response.ContentType) = (Status, MediaType);
        var json = ToJson();
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(json, httpContext.RequestAborted);
    }
}

/// <summary>Collects what is wrong with a request, field by field, so that all is said at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);

    /// <summary>Of a form that nobody has sent yet.</summary>
    public static IReadOnlyDictionary<string, string[]> None { get; } = System.Collections.Frozen.FrozenDictionary<string, string[]>.Empty;

    public bool Any => errors.Count > 0;

    /// <summary>Sentences by field, for a form that comes back.</summary>
    public IReadOnlyDictionary<string, string[]> BySentence => errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

    public void Add(string field, string sentence)
    {
        if (!errors.TryGetValue(field, out var sentences)) errors[field] = sentences = [];
        sentences.Add(sentence);
    }

    public HttpProblem ToProblem()
    {
        var (field, sentences) = errors.First();
        var others = errors.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" And {errors.Count - 1} more, see errors.");
        return HttpProblem.Validation($"{field}: {sentences[0]}{others}", errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal));
    }
}
