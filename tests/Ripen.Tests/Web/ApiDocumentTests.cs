using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>The document of the API is whole, and a change of it shows in review.</summary>
public sealed class ApiDocumentTests
{
    private const string Approved = "tests/Ripen.Tests/Web/endpoints.txt";

    [Fact]
    public async Task The_document_is_one_of_OpenAPI_3_1()
    {
        var text = await TextAsync();
        Assert.StartsWith("3.1", JsonNode.Parse(text)!["openapi"]!.ToString(), StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var read = await OpenApiDocument.LoadAsync(stream, "json", new OpenApiReaderSettings(), TestContext.Current.CancellationToken);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public async Task Every_endpoint_is_described()
    {
        var paths = JsonNode.Parse(await TextAsync())!["paths"]!.AsObject();
        var described = new List<string>();
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var name = $"{method.ToUpperInvariant()} {path}";
                described.Add(name);
                Assert.True(operation!["summary"]?.ToString().Length > 10 && operation["operationId"] is not null && operation["tags"]!.AsArray().Count > 0, name);
                var responses = operation["responses"]!.AsObject();
                Assert.True(responses.Any(response => response.Key[0] == '2' && response.Value!["description"] is not null), name);
                if (!path.StartsWith("/api/", StringComparison.Ordinal)) continue;
                Assert.All((string[])["400", "401", "403", "421", "500", "503"], status => Assert.True(responses[status]?["content"]?["application/problem+json"] is not null, $"{name} {status}"));
                if (operation["requestBody"]?["content"]?["application/json"] is { } body) Assert.True(body["example"] is not null && body["schema"] is not null, $"{name} has no example");
            }
        }
        var served = Roles.Table.Keys.Where(name => name.Contains(" /api/", StringComparison.Ordinal) || name.Contains(" /health/", StringComparison.Ordinal));
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Paths_methods_and_words_are_as_approved()
    {
        var now = new StringBuilder();
        foreach (var (path, operations) in JsonNode.Parse(await TextAsync())!["paths"]!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var words = operation!["parameters"]?.AsArray().Where(one => one!["in"]!.ToString() == "query").Select(one => one!["name"]!.ToString()) ?? [];
                var answers = operation["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal);
                now.Append(System.Globalization.CultureInfo.InvariantCulture, $"{method.ToUpperInvariant()} {path} {operation["operationId"]}\n");
                if (words.Any()) now.Append(System.Globalization.CultureInfo.InvariantCulture, $"  ? {string.Join(' ', words)}\n");
                now.Append(System.Globalization.CultureInfo.InvariantCulture, $"  = {string.Join(' ', answers)}\n");
            }
        }
        var approved = await File.ReadAllTextAsync(Repository.At(Approved), TestContext.Current.CancellationToken);
        Assert.True(approved == now.ToString(), $"The API has changed. If it should, put this into {Approved}:\n{now}");
    }

    private static async Task<string> TextAsync()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var reply = await server.GetAsync("/openapi/v1.json");
        Assert.Equal(200, reply.Status);
        return reply.Body;
    }
}
