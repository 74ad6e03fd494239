using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Ripen.Storage;

/// <summary>Brings a database to this program's version, by the numbered files in Migrations/; each in a transaction of its own.</summary>
internal static class Migrator
{
    // "ripe" in ASCII: servers that start at the same time wait for each other.
    private const long PostgresLock = 0x72697065;
    private const string Own = "create table if not exists migrations (number int not null primary key, name text not null, applied_at timestamptz not null)";

    private const string Sqlite = ".sqlite";
    private const string Postgres = ".postgres";
    private static readonly (int Number, string Name, string Sql)[] Everything = [.. Resources()];

    public static int Newest => Everything[^1].Number;

    /// <summary>Number and SQL, in order; where the two databases need their own, one of a pair.</summary>
    public static IEnumerable<(int Number, string Name, string Sql)> For(bool isPostgres) =>
        from migration in Everything
        where !migration.Name.EndsWith(isPostgres ? Sqlite : Postgres, StringComparison.Ordinal)
        select migration with { Name = migration.Name.Replace(isPostgres ? Postgres : Sqlite, "", StringComparison.Ordinal) };

    /// <summary>Applies what is missing, and says what that was.</summary>
    /// <exception cref="UnreachableException">The database cannot be reached, belongs to a newer program, or to quite another one.</exception>
    public static IReadOnlyList<string> Migrate(Database database, DateTimeOffset now)
    {
        try
        {
            using var session = new Session(database, database.Writer());
            if (!database.IsPostgres) return Apply(session, now);
            session.Execute("select pg_advisory_lock(@key)", ("@key", PostgresLock));
            try
            {
                return Apply(session, now);
            }
            finally
            {
                if (session.IsOpen) session.Execute("select pg_advisory_unlock(@key)", ("@key", PostgresLock));
            }
        }
        catch (DbException failure) when (database.Explain(failure) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Makes the tables of a desk in an empty place, in the transaction that is open.</summary>
    /// <param name="upTo">The last migration to apply.</param>
    /// <param name="after">The last one that was applied.</param>
    public static void Make(Session session, int upTo, DateTimeOffset now = default, int after = 0)
    {
        if (after == 0) session.Execute(Own);
        foreach (var migration in For(session.IsPostgres).Where(migration => migration.Number > after && migration.Number <= upTo)) Apply(session, migration, now);
    }

    private static List<string> Apply(Session session, DateTimeOffset now)
    {
        var applied = Applied(session);
        if (applied > Newest)
        {
            throw new UnreachableException(string.Create(CultureInfo.InvariantCulture, $"{session.Database.Name} was written by a newer Ripen (schema {applied}; this one knows {Newest}). Use the newer program."));
        }
        if (applied == 0) session.Execute(Own);
        var names = new List<string>();
        foreach (var migration in For(session.IsPostgres).Where(migration => migration.Number > applied))
        {
            session.Execute("begin");
            try
            {
                Apply(session, migration, now);
                session.Execute("commit");
            }
            catch
            {
                if (session.IsOpen) session.Execute("rollback");
                throw;
            }
            names.Add(migration.Name);
        }
        return names;
    }

    private static void Apply(Session session, (int Number, string Name, string Sql) migration, DateTimeOffset now)
    {
        session.Execute(session.Database.Dialect(migration.Sql));
        session.Execute("insert into migrations (number, name, applied_at) values (@number, @name, @at)", ("@number", migration.Number), ("@name", migration.Name), ("@at", now));
    }

    /// <summary>The number of the last migration; 0 for an empty place.</summary>
    /// <exception cref="UnreachableException">It is another program's.</exception>
    private static int Applied(Session session)
    {
        var tables = Schema.Read(session);
        var own = tables.FirstOrDefault(table => table.Name == "migrations");
        if (own is not null && own.Columns.Select(column => column.Name).Order(StringComparer.Ordinal).SequenceEqual(["applied_at", "name", "number"]))
            return (int)session.Count("select coalesce(max(number), 0) from migrations");
        // A PostgreSQL database may be shared as long as no name is taken; a file is somebody's.
        var others = tables.Where(table => !session.IsPostgres || TableClasses.Find(table.Name) is not null).Select(table => table.Name).ToList();
        if (others.Count == 0) return 0;
        throw new UnreachableException(
            $"{session.Database.Name} is no desk of Ripen: it holds tables of another program ({string.Join(", ", others.Take(3))}{(others.Count > 3 ? ", …" : "")}). Name another {(session.IsPostgres ? "database with --database" : "folder with --data")}.");
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
