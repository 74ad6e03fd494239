using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Ripen.Tests;
using Ripen.Tests.Databases;

namespace Ripen.Bench;

/// <summary>
/// The benchmarks' PostgreSQL server. Unlike the tests' it is durable (fsync, synchronous_commit), because acknowledged
/// means on disk, and keeps its data from one run to the next, because a desk of a million leads takes long to make.
/// </summary>
internal sealed class BenchPostgres
{
    /// <summary>The environment variable that names a running server instead, by a connection string of Npgsql.</summary>
    public const string ServerVariable = "RIPEN_BENCH_POSTGRES";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly Lazy<string> Server = new(() => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server ? server : new BenchPostgres().address);

    // As root PostgreSQL refuses to run; its packages bring this user.
    private readonly string? user = Environment.IsPrivilegedProcess ? "postgres" : null;
    private readonly string programs = PostgresBinaries.Folder();
    private readonly string data = Path.Combine(BenchFolder.Kept, "postgres", "data");
    private readonly string address;
    private RunningProgram? server;

    private BenchPostgres()
    {
        if (!File.Exists(Path.Combine(data, "PG_VERSION"))) Make();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        address = Start();
    }

    /// <summary>What the figures were taken with, for their note.</summary>
    public static string Terms => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } ? "PostgreSQL as given" : "PostgreSQL with fsync, shared_buffers 1 GB";

    public static string Address(string database) => new NpgsqlConnectionStringBuilder(Server.Value) { Database = database }.ConnectionString;

    public static bool Exists(string database) => Ask(Server.Value, $"select count(*) from pg_database where datname = '{database}'") > 0;

    /// <param name="template">The database that it is to be a copy of.</param>
    public static void Create(string database, string template = "template0") => Execute(Server.Value, $"create database {database} template {template} strategy file_copy");

    public static void Drop(string database)
    {
        using (var pooled = new NpgsqlConnection(Address(database))) NpgsqlConnection.ClearPool(pooled);
        Execute(Server.Value, $"drop database if exists {database} with (force)");
    }

    public static void Execute(string target, string sql)
    {
        using var connection = Open(target);
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private static long Ask(string target, string sql)
    {
        using var connection = Open(target);
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    // Of its own: a pooled connection would stand in the way of whoever copies or drops the database.
    private static NpgsqlConnection Open(string target)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private void Make()
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(data)!).FullName;
        if (user is not null) Finish("chown", [user, folder], null);
        Finish(Path.Combine(programs, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=und"], user);
    }

    private string Start()
    {
        var port = FreePort();
        server = RunningProgram.Start(
            Path.Combine(programs, "postgres"),
            [
                "-D", data, "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "shared_buffers=1GB", "-c", "max_wal_size=4GB", "-c", "jit=off",
            ],
            user,
            orphaned: "QUIT");
        var found = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Include Error Detail=true";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit && !server.HasEnded; Thread.Sleep(20))
        {
            try
            {
                Execute(found, "select 1");
                return found;
            }
            catch (NpgsqlException)
            {
                // Not yet.
            }
        }
        throw new InvalidOperationException($"PostgreSQL does not start: {server.Story}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Finish(string file, IReadOnlyList<string> args, string? asUser)
    {
        using var program = RunningProgram.Start(file, args, asUser);
        if (!program.WaitForEnd(Limit) || program.ExitCode != 0) throw new InvalidOperationException($"PostgreSQL for the benchmarks: {program.Story}");
    }

    private void Stop()
    {
        // An interrupt is PostgreSQL's fast shutdown: it sends everybody away and waits for nobody, but for its disk.
        server?.Interrupt();
        server?.WaitForEnd(Limit);
        server?.Dispose();
    }
}
