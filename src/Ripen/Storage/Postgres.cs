using System.Data.Common;
using LinqToDB;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.PostgreSQL;
using Npgsql;
using Ripen.Reading;

namespace Ripen.Storage;

/// <summary>A desk on PostgreSQL, for any number of servers.</summary>
internal sealed class Postgres : Database
{
    private const int MostPrepared = 200;
    private readonly NpgsqlDataSource source;

    public Postgres(string connectionString)
    {
        source = NpgsqlDataSource.Create(connectionString);
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        Name = $"PostgreSQL database {builder.Database} on {builder.Host}:{builder.Port}";
        Options = new DataOptions().UseMappingSchema(LinqMapping.Postgres);
        Provider = PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15);
    }

    public override bool IsPostgres => true;

    public override string Name { get; }

    public override int Writers => 4;

    protected override DataOptions Options { get; }

    protected override IDataProvider Provider { get; }

    /// <summary>A connection string as Npgsql reads it, or a postgresql:// address turned into one.</summary>
    /// <exception cref="InputRefusedException">It is neither.</exception>
    public static string Normalised(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text.Contains("://", StringComparison.Ordinal) ? OfAddress(text) : text);
            if (string.IsNullOrEmpty(builder.Host)) throw new InputRefusedException("The connection string names no host. Write: Host=127.0.0.1;Database=ripen;Username=ripen;Password=…");
            builder.Database ??= "ripen";
            builder.ApplicationName ??= "ripen";
            // The same statements again and again: planned once. A pooler in between may want Max Auto Prepare=0.
            if (!builder.ContainsKey("Max Auto Prepare")) builder.MaxAutoPrepare = MostPrepared;
            builder.Timeout = Math.Min(builder.Timeout, 10);
            return builder.ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or UriFormatException)
        {
            throw new InputRefusedException($"The connection string cannot be read ({InputFile.Sentence(wrong)}). Write: Host=127.0.0.1;Database=ripen;Username=ripen;Password=…", wrong);
        }
    }

    public override DbConnection Reader() => Open();

    public override DbConnection Writer() => Open();

    public override string Dialect(string sql) => sql.Replace("/*clustered*/", "", StringComparison.Ordinal).Replace("/*bytewise*/", "collate \"C\"", StringComparison.Ordinal);

    public override UnreachableException? Explain(Exception failure) => failure switch
    {
        PostgresException { SqlState: "28P01" or "28000" } => new($"{Name} refuses the user or password of the connection string.", failure),
        PostgresException { SqlState: "3D000" } => new($"There is no such database: {Name}. Create it first: createdb NAME", failure),
        PostgresException { SqlState: "42501" } => new($"{Name}: this user lacks a right ({((PostgresException)failure).MessageText}).", failure),
        PostgresException { SqlState: "53100" } => new($"The disk of {Name} is full. Nothing of this was written; free some space and try again.", failure),
        PostgresException { SqlState: "53300" } => new($"{Name} takes no more connections. Raise max_connections, or stop another program.", failure),
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" } => new($"{Name} is starting or shutting down. Try again in a moment.", failure),
        PostgresException => null,
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException => new($"{Name} cannot be reached ({InputFile.Sentence(failure)}). Is it running, and does the connection string name the right host and port?", failure),
        _ => null,
    };

    // Serialization failures, deadlocks, and a unique key that somebody took in between.
    public override bool IsConflict(Exception failure) => failure is WriteConflictException or PostgresException { SqlState: "40001" or "40P01" or "23505" };

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private NpgsqlConnection Open()
    {
        try
        {
            return source.OpenConnection();
        }
        catch (Exception failure) when (Explain(failure) is { } explained)
        {
            throw explained;
        }
    }

    private static string OfAddress(string text)
    {
        var address = new Uri(text);
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port < 0 ? 5432 : address.Port, Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) };
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        return builder.ConnectionString;
    }
}
