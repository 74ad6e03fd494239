using System.Net.Http.Headers;

namespace Ripen.Tests.Web;

/// <summary>Forms as a browser sends them from pages of this desk; a redirect is followed.</summary>
internal static class DeskForms
{
    public static readonly (string Name, string Value) Reader = ("Accept", "text/html");

    public static async Task<Reply> PageAsync(this ApiServer server, string url)
    {
        var reply = await server.SendAsync("GET", url, null, Reader);
        return reply.Headers.Location is { } next ? await server.SendAsync("GET", next.ToString(), null, Reader) : reply;
    }

    public static async Task<Reply> FormAsync(this ApiServer server, string url, params (string Name, string Value)[] fields)
    {
        var reply = await server.SendAsync("POST", url, string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")), ("Content-Type", "application/x-www-form-urlencoded"), Reader, ("Origin", Origin(server)));
        return reply.Status == 303 ? await server.PageAsync(reply.Headers.Location!.ToString()) : reply;
    }

    /// <param name="origin">Null: none is said.</param>
    public static async Task<(Reply Page, string Path)> UploadAsync(this ApiServer server, string name, byte[] bytes, string? origin = "")
    {
        var file = new ByteArrayContent(bytes) { Headers = { ContentType = new("text/csv") } };
        using var form = new MultipartFormDataContent { { file, "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports") { Content = form };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        if (origin is not null) request.Headers.Add("Origin", origin.Length == 0 ? Origin(server) : origin);
        using var response = await server.Client.SendAsync(request);
        if (response.Headers.Location is { } next) return (await server.PageAsync(next.ToString()), next.ToString());
        return (new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(), response.Headers), request.RequestUri!.ToString());
    }

    private static string Origin(ApiServer server) => server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
