using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Work;

/// <summary><c>ripen judge</c>, by itself and beside a server.</summary>
public class JudgeCommandTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Judging_everybody_says_what_they_were_and_what_they_are(string kind)
    {
        using var database = new TestDatabase(kind);
        await FillAsync(database);
        var done = Cli.Run(["judge", .. Place(database)]);
        Assert.Equal((0, ""), (done.ExitCode, done.Errors));
        Assert.Matches("^120 leads judged under Torfeld lead agreement, version 1", done.Output);
        Assert.Matches(@"hot +120 +0\n", done.Output);
        Assert.Matches(@"warm +0 +120\n", done.Output);
        Assert.Contains("of 120 something else was found than before", done.Output, StringComparison.Ordinal);
        Assert.Contains("of 0 something else was found", Cli.Run(["judge", .. Place(database)]).Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Beside_a_server_everybody_is_judged_too(string kind)
    {
        using var database = new TestDatabase(kind);
        await FillAsync(database);
        using var server = await Server.StartAsync(database.DataFolder, Place(database)[2..]);
        var done = Cli.Run(["judge", "--line", "main", .. Place(database)]);
        Assert.Equal((0, ""), (done.ExitCode, done.Errors));
        Assert.Matches(@"warm +\d+ +120\n", done.Output);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public void A_line_without_an_agreement_is_refused_by_name()
    {
        using var database = new TestDatabase(DatabaseKinds.Sqlite);
        var done = Cli.Run(["judge", "--line", "hardware", .. Place(database)]);
        Assert.Equal((2, "No agreement is in force in line hardware. In force: main.\n"), (done.ExitCode, done.Errors));
    }

    private static string[] Place(TestDatabase database) => ["--data", database.DataFolder, .. database.ConnectionString is { } connection ? new[] { "--database", connection } : []];

    /// <summary>A desk with hot leads, whose budgets and dates were named too long ago to count.</summary>
    private static async Task FillAsync(TestDatabase database)
    {
        await using var desk = await TestDesk.OverAsync(database, TimeProvider.System.GetUtcNow());
        await desk.HotLeadsAsync(120);
        foreach (var table in new[] { "person_facts", "organisation_facts", "group_facts", "touches" }) await desk.Desk.Writer.DoAsync(write => write.Execute($"update {table} set at = @then", ("@then", desk.Desk.Now.AddDays(-200))), TestContext.Current.CancellationToken);
    }
}
