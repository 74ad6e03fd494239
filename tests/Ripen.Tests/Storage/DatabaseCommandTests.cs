using Ripen.Storage;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Storage;

public class DatabaseCommandTests
{
    [Fact]
    public void Distribute_would_run_what_was_approved()
    {
        var printed = Cli.Run("database", "distribute", "--dry-run", "--database", "Host=127.0.0.1;Database=none");
        Assert.Equal((0, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Storage", "distribute.sql"))), (printed.ExitCode, printed.Output));
    }

    [Fact]
    public void A_file_is_not_distributed()
    {
        using var folder = new TempFolder();
        var refused = Cli.Run("database", "distribute", "--data", folder.PathOf("data"));
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("A desk in one SQLite file cannot be spread over several machines.", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_citus_it_is_said_what_to_install()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Postgres);
        using var session = desk.Desk.Database.Read();
        Assert.SkipWhen(session.Count("select count(*) from pg_available_extensions where name = 'citus'") > 0, "This PostgreSQL has Citus.");
        var away = Assert.Throws<UnreachableException>(() => Distribution.Run(session, _ => { }));
        Assert.Contains("create extension citus", away.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Migrate_says_what_was_applied_or_that_nothing_was(string kind)
    {
        using var database = new TestDatabase(kind);
        string[] desk = ["--data", database.DataFolder, .. database.ConnectionString is { } connection ? ["--database", connection] : (string[])[]];
        Assert.Equal([.. Migrator.For(kind == DatabaseKinds.Postgres).Select(migration => $"Applied {migration.Name}.")], Cli.Run(["database", "migrate", .. desk]).Lines);
        Assert.StartsWith("Nothing to do", Cli.Run(["database", "migrate", .. desk]).Output, StringComparison.Ordinal);
        if (kind == DatabaseKinds.Postgres) return;
        using var server = await Server.StartAsync(database.DataFolder);
        var held = Cli.Run(["database", "migrate", .. desk]);
        Assert.Equal(3, held.ExitCode);
        Assert.Contains("Stop the server", held.Errors, StringComparison.Ordinal);
    }
}
