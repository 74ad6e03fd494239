using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>The API of the real process.</summary>
public sealed class ServeTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://127.0.0.1:0;http://192.168.0.7:5080")]
    [InlineData("http://desk.example:5080")]
    public void It_listens_on_this_machine_only_where_nothing_else_is_said(string urls)
    {
        using var folder = new TempFolder();
        var result = Cli.Run("serve", "--data", folder.PathOf("data"), "--urls", urls);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("passwords would travel in the clear", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("data")));
    }

    [Theory]
    [InlineData("--urls", "here", "is no address")]
    [InlineData("--public-url", "http://desk.example", "an address of https")]
    [InlineData("--public-url", "https://desk.example/path", "without a path")]
    [InlineData("--proxies", "the proxy", "neither an address nor a network")]
    public void What_cannot_be_is_refused_with_what_can(string option, string value, string says)
    {
        using var folder = new TempFolder();
        var result = Cli.Run("serve", "--data", folder.PathOf("data"), option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_was_acknowledged_is_there_after_a_kill(string kind)
    {
        using var database = new TestDatabase(kind);
        string[] args = database.ConnectionString is { } connection ? ["--database", connection] : [];
        using (var server = await Server.StartAsync(database.DataFolder, args))
        {
            using var content = new StringContent("""{"id":"1","kind":"form_sent","email":"ann@example.com"}""", Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.OK, (await server.Client.PostAsync(new Uri("/api/v1/touches", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode);
            server.Kill();
        }
        using var again = await Server.StartAsync(database.DataFolder, args);
        var person = await again.Client.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>("/api/v1/persons?email=ann@example.com", TestContext.Current.CancellationToken);
        Assert.NotEmpty(person!["items"]!.AsArray());
    }

    [Fact]
    public async Task Beside_a_running_server_it_says_that_the_desk_is_served_and_where()
    {
        using var folder = new TempFolder();
        var data = folder.PathOf("data");
        string address;
        using (var server = await Server.StartAsync(data))
        {
            address = server.BaseAddress.ToString().TrimEnd('/');
            var second = Cli.Run("serve", "--data", data, "--urls", "http://127.0.0.1:0");
            Assert.Equal(3, second.ExitCode);
            Assert.Contains($"is served already, at {address} by process {server.Id}", second.Errors, StringComparison.Ordinal);
            Assert.Contains("stop it first", second.Errors, StringComparison.Ordinal);
            var elsewhere = Cli.Run("serve", "--data", folder.PathOf("other"), "--urls", address);
            Assert.Equal(3, elsewhere.ExitCode);
            Assert.Contains($"cannot listen at {address}", elsewhere.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", elsewhere.Errors, StringComparison.Ordinal);
            server.Kill();
        }
        // One that was killed serves nobody.
        Assert.Equal(0, Cli.Run("verify", "--data", data).ExitCode);
        using var again = await Server.StartAsync(data);
        Assert.Equal(0, await again.StopAsync());
    }

    [Fact]
    public async Task Requests_that_are_none_are_answered_and_harm_nobody()
    {
        using var folder = new TempFolder();
        using var server = await Server.StartAsync(folder.PathOf("data"));
        string[] requests =
        [
            "GET /api/v1/leads HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n", $"GET /api/v1/leads HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('x', 20_000)}\r\n\r\n", $"GET /{new string('x', 10_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "POST /api/v1/leads HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n",
        ];
        foreach (var request in requests)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.BaseAddress.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(client.GetStream());
            Assert.StartsWith("HTTP/1.1 4", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Agreements_are_proposed_and_activated_beside_a_running_server_as_without_one()
    {
        using var folder = new TempFolder();
        var data = folder.PathOf("data");
        var file = folder.Write("stricter.yaml", (await File.ReadAllTextAsync(Repository.At("agreements/bant.yaml"), TestContext.Current.CancellationToken)).Replace("20000 EUR", "30000 EUR", StringComparison.Ordinal));
        Assert.Contains("in_force", Cli.Run("agreement", "list", "--data", data).Output, StringComparison.Ordinal);
        using (await Server.StartAsync(data))
        {
            var proposed = Cli.Run("agreement", "propose", file, "--data", data, "--format", "json");
            Assert.Equal((0, 2), (proposed.ExitCode, System.Text.Json.Nodes.JsonNode.Parse(proposed.Output)![0]!["version"]!.GetValue<int>()));
            Assert.Equal(0, Cli.Run("agreement", "activate", "2", "--data", data).ExitCode);
        }
        Assert.Equal(1, Cli.Run("agreement", "activate", "2", "--data", data).ExitCode);
        Assert.Equal(2, Cli.Run("agreement", "activate", "9", "--data", data).ExitCode);
        Assert.Contains("30000 EUR", Cli.Run("agreement", "show", "--data", data).Output, StringComparison.Ordinal);
        Assert.Contains("30,000 EUR", Cli.Run("agreement", "show", "2", "--words", "--data", data).Output, StringComparison.Ordinal);
        Assert.StartsWith("line,version,standing", Cli.Run("agreement", "list", "--data", data, "--format", "csv").Output, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run("agreement", "list", "--data", data, "--format", "ndjson").Lines.Count);
    }
}
