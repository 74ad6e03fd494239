using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ripen.Bench;

/// <summary>A database of a measurement's own, on SQLite or PostgreSQL, gone afterwards; with the folder it lies in or beside.</summary>
internal sealed class BenchDatabase : IDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);
    private readonly BenchFolder folder = BenchFolder.New();
    private readonly string? name;

    /// <param name="kind">Which of the two.</param>
    /// <param name="copyOf">A folder with an SQLite database, or the name of one of PostgreSQL's; null: an empty one.</param>
    public BenchDatabase(string kind, string? copyOf = null)
    {
        if (kind == Postgres)
        {
            name = $"ripen_bench_{Guid.NewGuid():n}";
            BenchPostgres.Create(name, copyOf ?? "template0");
            Connection = BenchPostgres.Address(name);
        }
        else if (copyOf is not null)
        {
            foreach (var file in Directory.EnumerateFiles(copyOf)) File.Copy(file, folder.PathOf(Path.GetFileName(file)));
        }
    }

    public bool IsPostgres => name is not null;

    /// <summary>The name of PostgreSQL's database.</summary>
    public string Name => name ?? throw new InvalidOperationException("A file has no name.");

    /// <summary>Of PostgreSQL; null for SQLite, whose file lies in the folder.</summary>
    public string? Connection { get; }

    public string Folder => folder.Path;

    public string Terms => IsPostgres ? BenchPostgres.Terms : "SQLite, WAL, synchronous FULL";

    public DbConnection Open() => Open(Folder, Connection);

    /// <summary>For another process than the one whose database it is.</summary>
    public static DbConnection Open(string folder, string? address)
    {
        DbConnection connection = address is not null ? new NpgsqlConnection(address) : new SqliteConnection($"Data Source={Path.Combine(folder, "ripen.db")};Pooling=False");
        connection.Open();
        if (address is null) Run(connection, "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536; pragma mmap_size = 268435456");
        return connection;
    }

    public void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var connection = Open();
        Run(connection, sql, values);
    }

    public long Count(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var connection = Open();
        using var command = CommandOf(connection, sql, values);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>While a program works on it.</summary>
    /// <returns>How long that was.</returns>
    public TimeSpan WaitUntilNothingIsDue()
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            var due = Count("select (select count(*) from due_work where due_at <= @now) + (select count(*) from desk_work where due_at <= @now)", ("@now", DateTimeOffset.UtcNow));
            if (due == 0) return clock.Elapsed;
            if (clock.Elapsed > Patience) throw new InvalidOperationException($"{due} pieces of work stay due: the program has no worker, or it does not keep up.");
        }
    }

    /// <summary>What it takes on disk, its journal included.</summary>
    public long Bytes() => name is null
        ? Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length)
        : Count($"select pg_database_size('{name}')");

    /// <summary>A value as the product keeps it.</summary>
    public object ValueOf(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at when !IsPostgres => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (TimeSpan.TicksPerMillisecond / 1000),
        Guid id when !IsPostgres => id.ToByteArray(bigEndian: true),
        _ => value,
    };

    public static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (name is not null) BenchPostgres.Drop(name);
        folder.Dispose();
    }

    private void Run(DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = CommandOf(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private DbCommand CommandOf(DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (parameterName, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (parameterName, ValueOf(value));
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
