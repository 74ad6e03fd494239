using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Ripen.Tests.Databases;

/// <summary>
/// A PostgreSQL server of the tests' own, started by the first test that asks and stopped when the tests' process ends.
/// It keeps nothing and is reached from this machine only.
/// </summary>
internal sealed class PostgresCluster
{
    /// <summary>The environment variable that names a running server instead, by a connection string of Npgsql.</summary>
    public const string ServerVariable = "RIPEN_TEST_POSTGRES";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string> Server = new(() => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server ? server : new PostgresCluster().address);

    // As root PostgreSQL refuses to run; its packages bring this user.
    private readonly string? user = Environment.IsPrivilegedProcess ? "postgres" : null;
    private readonly string programs = PostgresBinaries.Folder();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ripen-test-postgres-");
    private readonly string address;
    private RunningProgram? server;

    private PostgresCluster()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        if (user is not null) Finish("chown", [user, folder.FullName]);
        // A collation of dictionaries, as most servers have, because it sorts otherwise than .NET and SQLite do.
        Finish(Path.Combine(programs, "initdb"), ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=und", "--no-sync"], user);
        address = Start();
    }

    private string Data => Path.Combine(folder.FullName, "data");

    /// <summary>A new, empty database; its connection string.</summary>
    public static string CreateDatabase()
    {
        var name = $"ripen_test_{Guid.NewGuid():n}";
        Execute(Server.Value, $"create database {name} template template0");
        return new NpgsqlConnectionStringBuilder(Server.Value) { Database = name }.ConnectionString;
    }

    /// <summary>Drops what <see cref="CreateDatabase"/> has created, whoever is still connected.</summary>
    public static void Drop(string database)
    {
        using (var pooled = new NpgsqlConnection(database)) NpgsqlConnection.ClearPool(pooled);
        Execute(Server.Value, $"drop database if exists {new NpgsqlConnectionStringBuilder(database).Database} with (force)");
    }

    private string Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            server = RunningProgram.Start(Path.Combine(programs, "postgres"), ["-D", Data, .. Settings(port)], user, orphaned: "QUIT");
            var candidate = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Include Error Detail=true";
            if (Answers(candidate)) return candidate;
            // Between looking for the port and taking it, another program may have taken it.
            if (attempt == 3) throw new InvalidOperationException($"PostgreSQL does not start: {server.Story}");
            server.Dispose();
        }
    }

    private static string[] Settings(int port) =>
    [
        "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
        "-c", "fsync=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "jit=off",
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Answers(string candidate)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit && !server!.HasEnded; Thread.Sleep(20))
        {
            try
            {
                Execute(candidate, "select 1");
                return true;
            }
            catch (NpgsqlException)
            {
                // Not yet.
            }
        }
        return false;
    }

    private static void Execute(string target, string sql)
    {
        // A connection of its own: a pooled one to a server that is gone would be left for the next.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static void Finish(string file, IReadOnlyList<string> args, string? asUser = null)
    {
        using var program = RunningProgram.Start(file, args, asUser);
        if (!program.WaitForEnd(Limit) || program.ExitCode != 0) throw new InvalidOperationException($"PostgreSQL for the tests: {program.Story}");
    }

    private void Stop()
    {
        // An interrupt is PostgreSQL's fast shutdown: it sends everybody away and waits for nobody.
        server?.Interrupt();
        server?.WaitForEnd(TimeSpan.FromSeconds(10));
        server?.Dispose();
        folder.Delete(recursive: true);
    }
}
