using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Storage;

/// <summary>The same through the real program: a sentence that says what to do, exit code 3, and nothing half done.</summary>
public sealed class OutageProgramTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_desk_that_another_program_locks()
    {
        var data = folder.PathOf("data");
        Assert.Equal(0, Cli.Run("verify", "--data", data).ExitCode);
        using var other = new SqliteConnection($"Data Source={Path.Combine(data, "ripen.db")};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "pragma locking_mode = exclusive; begin exclusive";
        command.ExecuteNonQuery();
        Refused(Cli.Run("verify", "--data", data), "is locked by another program. Stop it");
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_desk_of_a_newer_version(string kind)
    {
        using var database = new TestDatabase(kind);
        await using (var desk = await TestDesk.OverAsync(database))
            await desk.Desk.Writer.DoAsync(write => write.Execute("insert into migrations (number, name, applied_at) values (999, 'later', @now)", ("@now", desk.Desk.Now)), TestContext.Current.CancellationToken);
        foreach (var words in (string[][])[["verify"], ["serve", "--urls", "http://127.0.0.1:0"], ["import", "leads", folder.Write("leads.csv", "id\n1\n")]])
            Refused(Cli.Run([.. words, .. Cli.At(database)]), "was written by a newer Ripen (schema 999");
    }

    [Fact]
    public void A_server_whose_database_cannot_be_reached() => Refused(
        Cli.Run("serve", "--data", folder.PathOf("data"), "--urls", "http://127.0.0.1:0", "--database", "Host=127.0.0.1;Port=1;Database=ripen;Username=ripen;Password=secret"), "cannot be reached");

    [Fact]
    public void A_disk_that_is_full_until_something_is_tidied_away()
    {
        // A disk of its own, seen by nobody else and gone with its programs.
        var (disk, leads) = (folder.PathOf("disk"), folder.Write("leads.csv", "id,problem\n" + string.Concat(Enumerable.Range(0, 3_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n},{new string('x', 1_500)}\n")))));
        Directory.CreateDirectory(disk);
        const string Script = """
            mount -t tmpfs -o size=80m tmpfs "$1" || exit 77
            head -c 75000000 /dev/zero > "$1/other"
            dotnet "$2" import leads "$3" --data "$1/data"; echo "exit $?"
            rm "$1/other"
            dotnet "$2" import leads "$3" --data "$1/data"; echo "exit $?"
            dotnet "$2" verify --all --data "$1/data"; echo "exit $?"
            """;
        using var program = RunningProgram.Start("unshare", ["--mount", "sh", "-c", Script, "sh", disk, Path.Combine(AppContext.BaseDirectory, "ripen.dll"), leads]);
        Assert.True(program.WaitForEnd(TimeSpan.FromMinutes(2)), program.Story);
        if (program.ExitCode is 1 or 77) Assert.Skip("No disk of its own can be had here: that takes root.");
        Assert.Contains("is full. Nothing of this was written; free some space and try again.", program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Errors, StringComparison.Ordinal);
        Assert.Equal(["exit 3", "exit 0", "exit 0"], program.Output.Split('\n').Where(line => line.StartsWith("exit ", StringComparison.Ordinal)));
        Assert.Contains("3,000 rows", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_batch_one_too_large_and_a_malformed_one()
    {
        using var server = await Server.StartAsync(folder.PathOf("data"));
        var large = await PostAsync(server, string.Concat(Enumerable.Range(0, 5_001).Select(i => Touch(i))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        Assert.Contains("Nothing was recorded", large.Body, StringComparison.Ordinal);
        var single = await PostAsync(server, "{\"kind\":\"call\",\n\"email\" oops}", "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, single.Status);
        Assert.Contains("line 2, byte", single.Body, StringComparison.Ordinal);
        // A sender that goes away in the middle has sent nothing.
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, server.BaseAddress.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/touches HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n{Touch(1)}{Touch(2)}"), TestContext.Current.CancellationToken);
        }
        var lines = await PostAsync(server, $"{Touch(7)}oops\n{Touch(8)[..20]}");
        Assert.Equal(HttpStatusCode.OK, lines.Status);
        Assert.Equal(["taken", "refused", "refused"], lines.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["status"]!.ToString()));
        var leads = System.Text.Json.Nodes.JsonNode.Parse(await server.Client.GetStringAsync(new Uri("/api/v1/leads", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal("p7@example.com", Assert.Single(leads["items"]!.AsArray())!["email"]!.ToString());
        Assert.DoesNotContain("   at ", server.Story, StringComparison.Ordinal);
    }

    private static string Touch(int number) => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{number}\",\"kind\":\"page_viewed\",\"email\":\"p{number}@example.com\"}}\n");

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(Server server, string body, string type = "application/x-ndjson")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new(type) } };
        using var response = await server.Client.PostAsync(new Uri("/api/v1/touches", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Refused(CliResult said, string words)
    {
        Assert.True(said.ExitCode == 3, $"{said.ExitCode}: {said.Errors}");
        Assert.Contains(words, said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said.Errors, StringComparison.Ordinal);
    }
}
