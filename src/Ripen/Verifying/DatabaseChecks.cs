using Ripen.Storage;

namespace Ripen.Verifying;

/// <summary>Whether the database is whole, and has the tables that the migrations made.</summary>
internal static class DatabaseChecks
{
    /// <param name="isThorough">Hold every index of an SQLite file against its table; takes about as long as reading everything twice.</param>
    public static void Whole(Session session, bool isThorough, FaultList faults)
    {
        if (session.IsPostgres) return;
        session.Read(isThorough ? "pragma integrity_check" : "pragma quick_check", row =>
        {
            if (row.GetString(0) != "ok") faults.Add(Checks.DatabaseIsWhole, session.Database.Name, row.GetString(0));
        });
    }

    public static void AsMigrated(Session session, FaultList faults)
    {
        var kept = Schema.Read(session).ToDictionary(table => table.Name);
        foreach (var wanted in Schema.Migrated(Migrator.Newest))
        {
            if (!kept.TryGetValue(wanted.Name, out var table)) faults.Add(Checks.SchemaIsAsMigrated, $"table {wanted.Name}", "It is not there.");
            else Compare(table, wanted, faults);
        }
    }

    private static void Compare(SchemaTable table, SchemaTable wanted, FaultList faults)
    {
        foreach (var column in wanted.Columns)
        {
            var there = table.Columns.FirstOrDefault(other => other.Name == column.Name);
            if (there is null) Wrong($"Column {column.Name} is not there.");
            else if (there.Type != column.Type) Wrong($"Column {column.Name} is {there.Type} instead of {column.Type}.");
        }
        foreach (var column in table.Columns.Where(column => wanted.Columns.All(other => other.Name != column.Name))) Wrong($"Column {column.Name} is nothing of Ripen's.");
        if (!table.Key.SequenceEqual(wanted.Key)) Wrong($"Its primary key is ({string.Join(", ", table.Key)}) instead of ({string.Join(", ", wanted.Key)}).");
        foreach (var index in wanted.Indexes)
        {
            var there = table.Indexes.FirstOrDefault(other => other.Name == index.Name);
            if (there is null) Wrong($"Index {index.Name} is not there.");
            else if (!there.IsValid) Wrong($"Index {index.Name} is invalid; build it anew: reindex index {index.Name}");
            else if (there.IsUnique != index.IsUnique || !there.Columns.SequenceEqual(index.Columns)) Wrong($"Index {index.Name} is over ({string.Join(", ", there.Columns)}){(there.IsUnique ? ", unique" : "")}.");
        }
        // Indexes that somebody added harm nobody, unless they forbid what Ripen writes.
        foreach (var index in table.Indexes.Where(index => index.IsUnique && wanted.Indexes.All(other => other.Name != index.Name))) Wrong($"Unique index {index.Name} is nothing of Ripen's.");

        void Wrong(string what) => faults.Add(Checks.SchemaIsAsMigrated, $"table {table.Name}", what);
    }
}
