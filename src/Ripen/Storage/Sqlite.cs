using System.Data.Common;
using LinqToDB;
using LinqToDB.DataProvider;
using Microsoft.Data.Sqlite;

namespace Ripen.Storage;

/// <summary>
/// A desk in one file. WAL, so that readers never wait for the writer; synchronous FULL, so that what was acknowledged
/// survives a power cut.
/// </summary>
internal sealed class Sqlite : Database
{
    /// <summary>SQLite's code of a file that holds nonsense.</summary>
    public const int Damaged = 11;

    private const int BusyMilliseconds = 10_000;
    private readonly string file;
    private readonly int busyMilliseconds;

    /// <param name="busyMilliseconds">How long to wait for another program's lock.</param>
    public Sqlite(string file, int busyMilliseconds = BusyMilliseconds)
    {
        (this.file, this.busyMilliseconds) = (file, busyMilliseconds);
        Options = new DataOptions().UseMappingSchema(LinqMapping.Sqlite);
        Provider = LinqMapping.SqliteProvider;
    }

    public override bool IsPostgres => false;

    public override string Name => file;

    public override int Writers => 1;

    protected override DataOptions Options { get; }

    protected override IDataProvider Provider { get; }

    public override DbConnection Reader() => Open(SqliteOpenMode.ReadWrite, "query_only = on", "mmap_size = 268435456");

    // Its pages lie in its own cache: mapped as well, they would be in memory twice.
    public override DbConnection Writer() => Open(SqliteOpenMode.ReadWriteCreate, "mmap_size = 0", "journal_mode = wal", "synchronous = full", "wal_autocheckpoint = 16000", "query_only = off");

    public override string Dialect(string sql) => sql.Replace("/*clustered*/", "without rowid", StringComparison.Ordinal);

    public override UnreachableException? Explain(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => new($"{file} is locked by another program. Stop it, or let the running server do the work, and try again.", failure),
        SqliteException { SqliteErrorCode: 13 } => new($"The disk with {file} is full. Nothing of this was written; free some space and try again.", failure),
        SqliteException { SqliteErrorCode: 14 } => new($"{file} cannot be opened. Is the folder there, and may this user write to it?", failure),
        SqliteException { SqliteErrorCode: 8 } => new($"{file} cannot be written to. Is the disk mounted read-only, or does the file belong to another user?", failure),
        SqliteException { SqliteErrorCode: 26 } => new($"{file} is no desk of Ripen: it is not an SQLite database. Name another folder with --data.", failure),
        SqliteException { SqliteErrorCode: Damaged } => new($"{file} is damaged. Restore the last backup with: ripen restore FILE --data NEW_FOLDER", failure),
        SqliteException { SqliteErrorCode: 10 } => new($"{file} cannot be read or written: the disk reports an error.", failure),
        _ => null,
    };

    public override bool IsConflict(Exception failure) => failure is WriteConflictException;

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWrite)));
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWriteCreate)));
        return ValueTask.CompletedTask;
    }

    private string ConnectionString(SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = true, DefaultTimeout = Math.Max(1, busyMilliseconds / 1000) }.ConnectionString;

    private SqliteConnection Open(SqliteOpenMode mode, params ReadOnlySpan<string> settings)
    {
        var connection = new SqliteConnection(ConnectionString(mode));
        try
        {
            connection.Open();
            // First of all, so that the following may wait for a lock too.
            Pragma(connection, $"busy_timeout = {busyMilliseconds}", "cache_size = -65536", "temp_store = memory");
            Pragma(connection, settings);
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Explain(failure) ?? (Exception)failure;
        }
    }

    private static void Pragma(SqliteConnection connection, params ReadOnlySpan<string> settings)
    {
        using var command = connection.CreateCommand();
        foreach (var setting in settings)
        {
            command.CommandText = $"pragma {setting}";
            command.ExecuteNonQuery();
        }
    }
}
