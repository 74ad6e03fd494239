using Xunit;

namespace Ripen.Tests.Web;

/// <summary>One request of a table of them, and what the answer must and must not be.</summary>
internal sealed record Scenario(string Request, string? Body, int Status, string[] Must)
{
    /// <summary>What no answer may ever hold: traces, types and queries of ours.</summary>
    private static readonly string[] Never = ["   at ", "System.", "Ripen.", "Exception", "select ", "Npgsql", "SQLite"];

    public string? ContentType { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    public string[] MustNot { get; init; } = [];

    public async Task CheckAsync(ApiServer server)
    {
        var space = Request.IndexOf(' ', StringComparison.Ordinal);
        var (method, url) = (Request[..space], Request[(space + 1)..]);
        (string, string)[] headers = ContentType is null ? Headers : [("Content-Type", ContentType), .. Headers];
        var reply = await server.SendAsync(method, url, Body, headers);
        var story = $"{Request} {Shown(Body)}\n{reply.Status} {reply.ContentType} {reply.Body}";
        Assert.True(Status == reply.Status, $"{Status} was to be expected: {story}");
        Assert.All(Must, part => Assert.True(reply.Body.Contains(part, StringComparison.Ordinal), $"'{part}' is missing: {story}"));
        if (Status < 400) return;
        Assert.True(reply.ContentType == "application/problem+json", $"It is no problem: {story}");
        Assert.All(MustNot.Concat(Never), part => Assert.False(reply.Body.Contains(part, StringComparison.Ordinal), $"'{part}' is there: {story}"));
        Assert.True(reply.Text("type").StartsWith("/problems/", StringComparison.Ordinal) && reply.Json["status"]!.GetValue<int>() == Status && reply.Text("title").Length > 0 && reply.Text("detail").Length > 0, story);
        Assert.True(reply.Headers.CacheControl is { NoStore: true }, $"It may be cached: {story}");
    }

    private static string Shown(string? body) => body is null ? "" : body.Length < 300 ? body : $"{body[..300]}… ({body.Length} characters)";
}
