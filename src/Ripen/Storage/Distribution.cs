using System.Data.Common;
using Ripen.Reading;

namespace Ripen.Storage;

/// <summary>
/// Spreads the tables of a desk over the nodes of a Citus cluster, once one PostgreSQL is outgrown: the catalogue onto every
/// node, persons with all that is theirs by person, look-ups by their key. Follows from <see cref="TableClasses"/>; nothing
/// else changes, and what was spread already stays as it is.
/// </summary>
internal static class Distribution
{
    private const string FirstOfPersons = "persons";

    /// <summary>What is to be run, in order, by table.</summary>
    public static IReadOnlyList<(string Table, string Sql)> Steps { get; } = [.. TableClasses.All.Select(table => (table.Name, SqlOf(table)))];

    /// <summary>Runs what is missing.</summary>
    /// <exception cref="UnreachableException">Citus is not there.</exception>
    public static int Run(Session session, Action<string> say)
    {
        Require(session);
        var spread = new HashSet<string>(StringComparer.Ordinal);
        session.Read("select p.logicalrelid::regclass::text from pg_dist_partition p", row => spread.Add(row.GetString(0)));
        var missing = Steps.Where(step => !spread.Contains(step.Table)).ToList();
        foreach (var (_, sql) in missing)
        {
            say(sql);
            try
            {
                session.Single(sql);
            }
            catch (DbException refused) when (session.Database.Explain(refused) is null)
            {
                throw new UnreachableException($"Citus refuses this: {refused.Message} What was spread before it stays so; run this again when its cause is gone.", refused);
            }
        }
        return missing.Count;
    }

    /// <exception cref="InputRefusedException">The desk is in one file.</exception>
    public static void RequirePostgres(DeskPlace place)
    {
        if (!place.IsPostgres)
            throw new InputRefusedException("A desk in one SQLite file cannot be spread over several machines. Back it up, restore it into PostgreSQL with Citus, then try again: ripen backup FILE; ripen restore FILE --database CONNECTION");
    }

    private static void Require(Session session)
    {
        if (session.Count("select count(*) from pg_extension where extname = 'citus'") > 0) return;
        var isInstalled = session.Count("select count(*) from pg_available_extensions where name = 'citus'") > 0;
        throw new UnreachableException(isInstalled
            ? $"{session.Database.Name} has Citus installed, but not in this database. Run in it, on every node: create extension citus"
            : $"{session.Database.Name} has no Citus. Install it on every node (13 or later, see citusdata.com), set shared_preload_libraries = 'citus', restart PostgreSQL, and run in the database: create extension citus");
    }

    private static string SqlOf(ClassedTable table) => table switch
    {
        { Class: TableClass.Catalogue } => $"select create_reference_table('{table.Name}')",
        { Class: TableClass.LookUp } or { Name: FirstOfPersons } => $"select create_distributed_table('{table.Name}', '{table.SpreadBy}', colocate_with => 'none')",
        // With the persons: what one command touches lies on one node.
        _ => $"select create_distributed_table('{table.Name}', '{table.SpreadBy}', colocate_with => '{FirstOfPersons}')",
    };
}
