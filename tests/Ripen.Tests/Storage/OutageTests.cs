using Microsoft.Data.Sqlite;
using Npgsql;
using Ripen.Storage;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Storage;

/// <summary>Whatever a desk needs and cannot have is a sentence that says what to do; on the command line exit code 3.</summary>
public class OutageTests
{
    [Fact]
    public void A_file_that_another_program_locks()
    {
        using var folder = new TempFolder();
        var file = folder.PathOf("ripen.db");
        using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "begin exclusive";
        command.ExecuteNonQuery();
        Assert.Contains("is locked by another program", Said(new Sqlite(file, busyMilliseconds: 50)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database()
    {
        using var folder = new TempFolder();
        folder.Write("ripen.db", new string('x', 10_000));
        var said = Cli.Run("verify", "--data", folder.PathOf(""));
        Assert.Equal(3, said.ExitCode);
        Assert.Contains("is no desk of Ripen", said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Errors, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public void A_database_that_another_program_has_filled(string kind)
    {
        using var place = new TestDatabase(kind);
        var database = Database.At(new(place.DataFolder, place.ConnectionString));
        using (var session = new Session(database, database.Writer())) session.Execute("create table settings (id int)");
        Assert.Contains("tables of another program (settings)", Said(database), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_desk_of_a_newer_version(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.Desk.Writer.DoAsync(write => write.Execute("insert into migrations (number, name, applied_at) values (999, 'later', @now)", ("@now", desk.Desk.Now)), TestContext.Current.CancellationToken);
        var away = Assert.Throws<UnreachableException>(() => Migrator.Migrate(desk.Desk.Database, desk.Desk.Now));
        Assert.Contains("was written by a newer Ripen (schema 999", away.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_damaged_row_of_the_file_is_found_and_not_thrown(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        // What is asked for is gone: the other checks still answer.
        await desk.Desk.Writer.DoAsync(write => write.Execute("drop table touch_keys"), TestContext.Current.CancellationToken);
        var verified = new Ripen.Verifying.Verification(desk.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken);
        Assert.Equal([Ripen.Verifying.Checks.DatabaseIsWhole, Ripen.Verifying.Checks.SchemaIsAsMigrated], verified.Faults.Groups.Select(group => group.Check));
    }

    [Fact]
    public void A_postgresql_that_is_not_there()
    {
        using var folder = new TempFolder();
        var said = Cli.Run("verify", "--data", folder.PathOf("data"), "--database", "Host=127.0.0.1;Port=1;Database=ripen;Username=ripen;Password=secret");
        Assert.Equal(3, said.ExitCode);
        Assert.Contains("PostgreSQL database ripen on 127.0.0.1:1 cannot be reached", said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_not_there()
    {
        using var place = new TestDatabase(DatabaseKinds.Postgres);
        Assert.Contains("There is no such database", Said(place, builder => builder.Database = "nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_whom_postgresql_does_not_know()
    {
        using var place = new TestDatabase(DatabaseKinds.Postgres);
        Assert.Contains("refuses the user or password", Said(place, builder => builder.Username = "nobody_of_this_name"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28P01", "refuses the user or password")]
    [InlineData("53100", "The disk of PostgreSQL database ripen on h:5432 is full")]
    [InlineData("53300", "takes no more connections")]
    [InlineData("42501", "lacks a right")]
    [InlineData("57P03", "Try again in a moment")]
    public void What_postgresql_answers(string state, string says)
    {
        var database = new Postgres("Host=h;Database=ripen");
        Assert.Contains(says, database.Explain(new PostgresException("no", "FATAL", "FATAL", state))!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, "is full")]
    [InlineData(8, "cannot be written to")]
    [InlineData(14, "cannot be opened")]
    [InlineData(11, "is damaged")]
    [InlineData(10, "the disk reports an error")]
    public void What_sqlite_answers(int code, string says) => Assert.Contains(says, new Sqlite("ripen.db").Explain(new SqliteException("no", code))!.Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_disk_that_is_full_takes_nothing_of_what_did_not_fit()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        using var write = new Write(desk.Desk.Database, desk.Desk.Database.Writer());
        write.Begin();
        // SQLite answers as on a full disk.
        write.Execute($"pragma max_page_count = {write.Count("pragma page_count")}");
        var full = Assert.Throws<SqliteException>(() => write.Execute("insert into settings (name, value, version, changed_at) values ('x', @text, 1, 0)", ("@text", new string('x', 1_000_000))));
        write.Rollback();
        write.Begin();
        write.Execute("pragma max_page_count = 1073741823");
        write.Rollback();
        Assert.Contains("is full", desk.Desk.Database.Explain(full)!.Message, StringComparison.Ordinal);
        Assert.Equal(0, desk.Count("select count(*) from settings"));
    }

    private static string Said(TestDatabase place, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(place.ConnectionString) { Pooling = false };
        change(builder);
        return Said(new Postgres(builder.ConnectionString));
    }

    private static string Said(Database database) => Assert.Throws<UnreachableException>(() => Migrator.Migrate(database, TestDesk.Start)).Message;
}
