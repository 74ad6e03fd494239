using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ripen.Web;

/// <summary>The body of a request, read whole, because what a repeated request is compared by is its bytes.</summary>
internal static class RequestBytes
{
    /// <summary>Reads at most so many bytes, and remembers their hash for the request's key.</summary>
    public static async Task<(byte[]? Bytes, HttpProblem? Problem)> ReadAsync(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return (null, TooLarge(most));
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (read.Length + length > most) return (null, TooLarge(most));
            read.Write(buffer, 0, length);
        }
        var bytes = read.ToArray();
        http.Items[typeof(RequestBytes)] = SHA256.HashData(bytes);
        return (bytes, null);
    }

    /// <summary>SHA-256 of the body; of none where none was read.</summary>
    public static byte[] HashOf(HttpContext http) => http.Items[typeof(RequestBytes)] as byte[] ?? SHA256.HashData([]);

    public static bool IsOf(HttpRequest request, params ReadOnlySpan<string> types)
    {
        if (!Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var given)) return false;
        var isUtf8 = given.Charset.Length == 0 || given.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || given.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        foreach (var type in types)
        {
            if (isUtf8 && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    public static HttpProblem TooLarge(int most) => HttpProblem.TooLarge(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The body may have at most {most:#,##0} bytes here. Send it in pieces."));
}

/// <summary>A body of JSON, or what is wrong with it.</summary>
internal sealed class Body<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private const int Most = 1_000_000;

    private Body(T? value, HttpProblem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public HttpProblem? Problem { get; }

    public static async ValueTask<Body<T>> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (!RequestBytes.IsOf(http.Request, ApiJson.MediaType)) return new(null, HttpProblem.WrongMediaType(ApiJson.MediaType));
        var (bytes, problem) = await RequestBytes.ReadAsync(http, Most);
        if (problem is not null) return new(null, problem);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, ApiJson.Options) is { } value ? new(value, null) : new(null, HttpProblem.Field("body", "It should be an object, not null."));
        }
        catch (JsonException failure)
        {
            return new(null, JsonFaults.Of(failure, typeof(T)));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata([ApiJson.MediaType], typeof(T)));
}

/// <summary>A body of text, such as an agreement.</summary>
internal sealed class TextBody : IEndpointParameterMetadataProvider
{
    private const int Most = 1_000_000;
    private static readonly string[] Types = ["application/yaml", "text/yaml", "application/x-yaml", "text/plain"];

    private TextBody(string text, HttpProblem? problem) => (Text, Problem) = (text, problem);

    public string Text { get; }

    public HttpProblem? Problem { get; }

    public static async ValueTask<TextBody> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (!RequestBytes.IsOf(http.Request, Types)) return new("", HttpProblem.WrongMediaType("application/yaml"));
        var (bytes, problem) = await RequestBytes.ReadAsync(http, Most);
        if (problem is not null) return new("", problem);
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) return new("", HttpProblem.Malformed("The body is no UTF-8."));
        return new(System.Text.Encoding.UTF8.GetString(bytes!).TrimStart('\uFEFF'), null);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(Types, typeof(string)));
}
