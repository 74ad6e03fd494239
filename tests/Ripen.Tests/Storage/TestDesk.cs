using Microsoft.Extensions.Time.Testing;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Tests.Databases;

namespace Ripen.Tests.Storage;

/// <summary>A desk of its own for a test, on either database, with a clock that the test moves.</summary>
internal sealed class TestDesk : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase? database;

    private TestDesk(TestDatabase? database, Desk desk, FakeTimeProvider clock) => (this.database, Desk, Clock) = (database, desk, clock);

    public Desk Desk { get; }

    public FakeTimeProvider Clock { get; }

    /// <param name="start">What its clock shows at first; else <see cref="Start"/>.</param>
    public static async Task<TestDesk> OpenAsync(string kind, string? agreement = null, DateTimeOffset? start = null)
    {
        var (database, clock) = (new TestDatabase(kind), new FakeTimeProvider(start ?? Start));
        var desk = new TestDesk(database, await Desk.OpenAsync(new(database.DataFolder, database.ConnectionString), clock), clock);
        if (agreement is not null) await desk.AgreeAsync(agreement);
        return desk;
    }

    /// <summary>The desk in a database that somebody else ends.</summary>
    public static async Task<TestDesk> OverAsync(TestDatabase database, DateTimeOffset? start = null)
    {
        // What a program did, it did now.
        var clock = new FakeTimeProvider(start ?? TimeProvider.System.GetUtcNow());
        return new(null, await Desk.OpenAsync(new(database.DataFolder, database.ConnectionString), clock), clock);
    }

    /// <summary>Puts an agreement in force now.</summary>
    public Task<int> AgreeAsync(string text, string line = Desk.MainLine) => Desk.Writer.DoAsync(write =>
    {
        var kept = AgreementStore.Propose(write, line, AgreementReader.Read(text), text, "test", Desk.Now);
        AgreementStore.Activate(write, kept.Line, kept.Version, "test", Desk.Now);
        return kept.Version;
    });

    public long Count(string sql)
    {
        using var session = Desk.Database.Read();
        return session.Count(sql);
    }

    /// <summary>The first column of all rows.</summary>
    public IReadOnlyList<string> Texts(string sql)
    {
        var all = new List<string>();
        using var session = Desk.Database.Read();
        session.Read(sql, row => all.Add(row.GetString(0)));
        return all;
    }

    /// <summary>PostgreSQL only: takes the database away from under the desk.</summary>
    public void DropDatabase() => PostgresCluster.Drop(database!.ConnectionString!);

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        database?.Dispose();
    }
}
