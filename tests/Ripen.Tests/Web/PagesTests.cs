using System.Text.RegularExpressions;
using Ripen.Storage;
using Ripen.Tests.Databases;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Health, the document for people, and what happens when the database goes away.</summary>
public sealed partial class PagesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_desk_is_ready_while_its_database_is_of_this_version(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Equal((200, "live"), ((await server.GetAsync("/health/live")).Status, (await server.GetAsync("/health/live")).Text("status")));
        Assert.Equal((200, "ready"), ((await server.GetAsync("/health/ready")).Status, (await server.GetAsync("/health/ready")).Text("status")));
        await server.Desk.Desk.Writer.DoAsync(write => write.Execute("delete from migrations where number = @newest", ("@newest", Migrator.Newest)), TestContext.Current.CancellationToken);
        await new Scenario("GET /health/ready", null, 503, ["/problems/unavailable", "migrate"]).CheckAsync(server);
    }

    [Fact]
    public async Task A_database_that_goes_away_is_a_problem_to_try_again_and_tells_nothing_else()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Postgres);
        await server.LeadAsync("""{"external_id":"a"}""");
        server.Desk.DropDatabase();
        Scenario[] scenarios =
        [
            new("GET /api/v1/leads?q=secret-name", null, 503, ["/problems/unavailable", "Try again"]) { MustNot = ["ripen_test", "127.0.0.1", "secret"] },
            new("POST /api/v1/leads", """{"external_id":"secret-name"}""", 503, ["/problems/unavailable"]) { MustNot = ["ripen_test", "secret"] },
            new("POST /api/v1/touches", """{"kind":"call","email":"secret-name@example.com"}""", 503, ["/problems/unavailable"]) { ContentType = "application/x-ndjson" },
            new("GET /health/ready", null, 503, ["/problems/unavailable"]),
        ];
        foreach (var scenario in scenarios) await scenario.CheckAsync(server);
        Assert.Equal("5", (await server.GetAsync("/api/v1/leads")).Headers.GetValues("Retry-After").Single());
        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
        Assert.NotEmpty(server.Log);
        Assert.All(server.Log, line => Assert.DoesNotContain("secret-name", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mistake_of_ours_is_told_without_a_trace_and_logged_without_names()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await server.Desk.Desk.Writer.DoAsync(write => write.Execute("drop table person_facts"), TestContext.Current.CancellationToken);
        await new Scenario("POST /api/v1/leads", """{"external_id":"secret-name","facts":{"name":"secret-name"}}""", 500, ["/problems/internal"]) { MustNot = ["person_facts", "secret"] }.CheckAsync(server);
        Assert.All(server.Log, line => Assert.DoesNotContain("secret-name", line, StringComparison.Ordinal));
        Assert.Single(server.Log);
    }

    [Fact]
    public async Task The_document_for_people_needs_nothing_from_elsewhere()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var page = await server.GetAsync("/docs/");
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.DoesNotMatch(Elsewhere(), page.Body);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*unsafe|https?:", policy);
        var scripts = Script().Matches(page.Body).Select(match => match.Groups["path"].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts) Assert.Equal(200, (await server.GetAsync($"/docs/{script}")).Status);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/v1/leads")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_is_fenced_in(string url)
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var headers = (await server.GetAsync(url)).Headers;
        Assert.Equal(("nosniff", "no-referrer"), (headers.GetValues("X-Content-Type-Options").Single(), headers.GetValues("Referrer-Policy").Single()));
        Assert.StartsWith("default-src 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(headers.CacheControl!.NoStore);
        Assert.False(headers.Contains("Server"));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("[::1]", true)]
    [InlineData("127.0.0.2", false)]
    [InlineData("localhost.example", false)]
    [InlineData("", false)]
    public void This_machine_has_three_names(string host, bool isLoopback) => Assert.Equal(isLoopback, Fence.IsLoopback(host));

    [GeneratedRegex("(src|href|url)[=:\"' (]+(https?:)?//", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<script[^>]* src=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Script();
}
