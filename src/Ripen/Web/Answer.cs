using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ripen.Web;

/// <summary>What a request is answered with: a value as JSON, or a problem. Tells the document of the API what it is.</summary>
internal sealed class Answer<T> : IResult, IEndpointMetadataProvider
{
    private byte[]? json;

    private Answer(T? value, HttpProblem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public HttpProblem? Problem { get; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public string? Location { get; init; }

    public string? ETag { get; init; }

    /// <summary>It is an earlier answer, given again.</summary>
    public bool IsReplay { get; init; }

    /// <summary>The body.</summary>
    public byte[] Json => json ??= JsonSerializer.SerializeToUtf8Bytes(Value, ApiJson.Options);

    public static implicit operator Answer<T>(T value) => new(value, problem: null);

    public static implicit operator Answer<T>(HttpProblem problem) => new(default, problem);

    public static Answer<T> Created(T value, string location, string? etag = null) => new(value, problem: null) { Status = StatusCodes.Status201Created, Location = location, ETag = etag };

    public static Answer<T> Of(T value, string? etag) => new(value, problem: null) { ETag = etag };

    /// <summary>An answer that was given before.</summary>
    public static Answer<T> Replayed(int status, byte[] json, string? location, string? etag) => new(default, problem: null) { json = json, Status = status, Location = location, ETag = etag, IsReplay = true };

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [ApiJson.MediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (Problem is not null)
        {
            await Problem.ExecuteAsync(httpContext);
            return;
        }
        var response = httpContext.Response;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (ETag is not null && HttpMethods.IsGet(httpContext.Request.Method) && httpContext.Request.Headers.IfNoneMatch == ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (Location is not null) response.Headers.Location = Location;
        if (IsReplay) response.Headers["Idempotent-Replayed"] = "true";
        (response.StatusCode, response.ContentType, response.ContentLength) = (Status, $"{ApiJson.MediaType}; charset=utf-8", Json.Length);
        await response.Body.WriteAsync(Json, httpContext.RequestAborted);
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Next">Send it as cursor to get the next page; null on the last one.</param>
/// <param name="Count">How many there are on all pages; only where asked for.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, PageCount? Count = null);

/// <summary>Exact up to 10,000; of more only that there are more.</summary>
/// <param name="Shown">For people: 9,312 or 10,000+.</param>
public sealed record PageCount(int AtLeast, bool IsExact, string Shown)
{
    public const int Most = 10_000;

    public static PageCount Of(long counted) => counted > Most ? new(Most, false, "10,000+") : new((int)counted, true, counted.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture));
}
