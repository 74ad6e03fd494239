using System.Diagnostics;
using System.Globalization;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Beside a running server the command line hands it its work, with the same words and the same end.</summary>
public sealed class BesideServerTests : IDisposable
{
    private const int Many = 30_000;
    private readonly TempFolder folder = new();
    private readonly TestDatabase database = new(DatabaseKinds.Sqlite);

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_import_says_and_leaves_the_same_as_without_a_server()
    {
        const string Text = "id,email,created_at\n1,ann@a.example.com,2026-01-01\n2,bob@a.example.com,soon\n";
        using var alone = new TestDatabase(DatabaseKinds.Sqlite);
        var wanted = Cli.Run(["import", "leads", folder.Write("alone.csv", Text), .. Cli.At(alone)]);
        using var server = await Server.StartAsync(database.DataFolder);
        var file = folder.Write("leads.csv", Text);
        var done = Cli.Run(["import", "leads", file, .. Cli.At(database)]);
        Assert.Equal((1, 1), (wanted.ExitCode, done.ExitCode));
        Assert.Equal(WithoutTime(wanted.Output), WithoutTime(done.Output));
        Assert.Equal(wanted.Errors.Replace("alone", "leads", StringComparison.Ordinal), done.Errors);
        Assert.Equal(File.ReadAllText(folder.PathOf("alone.rejected.csv")), File.ReadAllText(folder.PathOf("leads.rejected.csv")));
        Assert.Contains("1 of 2 rows", done.Output, StringComparison.Ordinal);

        // Looking changes nothing, there as here; what comes through a pipe does not get there.
        Assert.Equal(3, Cli.Run(["export", "leads", .. Cli.At(database)]).Output.Split('\n').Length);
        var piped = Cli.Run(["import", "leads", "-", .. Cli.At(database)]);
        Assert.Equal(2, piped.ExitCode);
        Assert.Contains("another standard input", piped.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_that_goes_away_leaves_the_desk_whole()
    {
        var file = ManyLeads();
        using var server = await Server.StartAsync(database.DataFolder);
        foreach (var end in (Action<RunningProgram>[])[program => program.Kill(), program => program.Interrupt()])
        {
            using var program = Cli.Start(["import", "leads", file, .. Cli.At(database)]);
            await BegunAsync();
            end(program);
            Assert.True(program.WaitForEnd(TimeSpan.FromSeconds(20)));
        }
        var again = Cli.Run(["import", "leads", file, .. Cli.At(database)]);
        Assert.True(again.ExitCode == 0, again.Errors);
        await EverybodyIsThereOnceAsync();
    }

    [Fact]
    public async Task A_server_that_is_killed_is_told_and_run_again_the_import_is_completed()
    {
        var file = ManyLeads();
        using (var server = await Server.StartAsync(database.DataFolder))
        {
            using var program = Cli.Start(["import", "leads", file, .. Cli.At(database)]);
            await BegunAsync();
            server.Kill();
            Assert.Equal(3, await program.EndAsync(TimeSpan.FromSeconds(20)));
            Assert.Contains("The server stopped before the command was done. Start it and run the same command again", program.Errors, StringComparison.Ordinal);
        }
        var again = Cli.Run(["import", "leads", file, .. Cli.At(database)]);
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("had come before and changed nothing", again.Output, StringComparison.Ordinal);
        await EverybodyIsThereOnceAsync();
    }

    private string ManyLeads() => folder.Write("many.csv", "id,name,created_at\n" + string.Concat(Enumerable.Range(0, Many).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n},Ann {n},2026-01-01\n"))));

    // Until more rows are there than when this began to wait.
    private async Task BegunAsync()
    {
        await using var desk = await TestDesk.OverAsync(database);
        var before = desk.Count("select count(*) from leads");
        for (var watch = Stopwatch.StartNew(); desk.Count("select count(*) from leads") == before; await Task.Delay(5))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "Nothing is imported.");
    }

    private async Task EverybodyIsThereOnceAsync()
    {
        await using var desk = await TestDesk.OverAsync(database);
        Assert.Equal((Many, Many, Many), (desk.Count("select count(*) from leads"), desk.Count("select count(*) from touches"), desk.Count("select count(*) from import_keys")));
    }

    private static string WithoutTime(string words) => string.Join('\n', words.Split('\n').Select(line => line.IndexOf(" in ", StringComparison.Ordinal) is > 0 and var end ? line[..end] : line));
}
