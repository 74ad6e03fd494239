using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Ripen.Storage;

/// <summary>Brings a database to this program's version, by the numbered files in Migrations/; each in a transaction of its own.</summary>
internal static class Migrator
{
    // "ripe" in ASCII: servers that start at the same time wait for each other.
    private const long PostgresLock = 0x72697065;

    /// <summary>Number and SQL, in order.</summary>
    public static IReadOnlyList<(int Number, string Name, string Sql)> All { get; } = [.. Resources()];

    public static int Newest => All[^1].Number;

    /// <summary>Applies what is missing, and says what that was.</summary>
    /// <exception cref="UnreachableException">The database cannot be reached, or belongs to a newer program.</exception>
    public static IReadOnlyList<string> Migrate(Database database, DateTimeOffset now)
    {
        using var connection = database.Writer();
        try
        {
            if (database.IsPostgres) Execute(connection, null, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({PostgresLock})"));
            return Apply(database, connection, now);
        }
        catch (DbException failure) when (database.Explain(failure) is { } explained)
        {
            throw explained;
        }
        finally
        {
            if (database.IsPostgres && connection.State == System.Data.ConnectionState.Open) Execute(connection, null, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_unlock({PostgresLock})"));
        }
    }

    private static List<string> Apply(Database database, DbConnection connection, DateTimeOffset now)
    {
        Execute(connection, null, "create table if not exists migrations (number int not null primary key, name text not null, applied_at timestamptz not null)");
        var applied = Applied(connection);
        if (applied > Newest)
        {
            throw new UnreachableException(string.Create(CultureInfo.InvariantCulture, $"{database.Name} was written by a newer Ripen (schema {applied}; this one knows {Newest}). Use the newer program."));
        }
        var names = new List<string>();
        foreach (var (number, name, sql) in All.Where(migration => migration.Number > applied))
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, transaction, database.Dialect(sql));
            Execute(connection, transaction, "insert into migrations (number, name, applied_at) values (@number, @name, @at)", ("@number", number), ("@name", name), ("@at", DbValues.ToDatabase(now, database.IsPostgres)));
            transaction.Commit();
            names.Add(name);
        }
        return names;
    }

    private static int Applied(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(number), 0) from migrations";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        command.ExecuteNonQuery();
    }

    private static IEnumerable<(int, string, string)> Resources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[..^4], reader.ReadToEnd());
        }
    }
}
