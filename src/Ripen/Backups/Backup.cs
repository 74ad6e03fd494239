using System.Text.Json.Serialization;
using Ripen.Storage;

namespace Ripen.Backups;

/// <summary>The first line of a backup.</summary>
/// <param name="Ripen">Always <c>backup</c>.</param>
/// <param name="Format">Of the file; 1.</param>
/// <param name="Schema">The last migration of the desk it is of.</param>
internal sealed record BackupHead(string Ripen, int Format, int Schema, DateTimeOffset MadeAt, string MadeBy);

/// <summary>The line before a table's rows.</summary>
/// <param name="Columns">Such as <c>person_id uuid</c>, in the order of the values.</param>
internal sealed record BackupTable(string Table, string[] Columns);

/// <summary>The line behind a table's rows.</summary>
internal sealed record BackupRows(long Rows);

/// <summary>The last line.</summary>
/// <param name="Sha256">Of all lines before this one, lower-case hex.</param>
internal sealed record BackupEnd(int Tables, long AllRows, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupHead))]
[JsonSerializable(typeof(BackupTable))]
[JsonSerializable(typeof(BackupRows))]
[JsonSerializable(typeof(BackupEnd))]
internal sealed partial class BackupJson : JsonSerializerContext;

/// <param name="Bytes">Of the file.</param>
internal sealed record BackedUp(int Tables, long Rows, long Bytes);

/// <summary>
/// Writes a whole desk to one file, as it is at one moment, while others go on working. Gzip over lines of JSON, the same
/// from SQLite and PostgreSQL: a desk can move from one to the other, and what is in a backup can be looked at by any tool.
/// A copy of the SQLite file would be faster to make and to restore, and would be a second way that nobody tests.
/// </summary>
internal static class Backup
{
    public const int Format = 1;

    // Made by the migrations when it is restored; and what would let somebody in who has the file or was shut out since.
    private static readonly string[] NotKept = ["migrations", "user_sessions", "user_links", "login_failures"];

    /// <summary>The tables that a backup of a schema has, in order.</summary>
    public static List<Table> TablesOf(IEnumerable<SchemaTable> schema)
    {
        var there = schema.ToDictionary(table => table.Name);
        return [.. TableClasses.All.Where(table => !NotKept.Contains(table.Name) && there.ContainsKey(table.Name)).Select(table => there[table.Name].AsTable())];
    }

    public static string[] ColumnsOf(Table table) => [.. table.Columns.Select(column => $"{column.Name} {Table.SqlName(column.Type)}")];

    public static long RowsOf(Session session) => TablesOf(Schema.Read(session)).Sum(table => session.Count($"select count(*) from {table.Name}"));

    /// <exception cref="UnreachableException">A value cannot be read.</exception>
    public static BackedUp Write(Database database, Stream to, DateTimeOffset now, Action<long> progress, CancellationToken stop)
    {
        using var session = database.Still();
        var tables = TablesOf(Schema.Read(session));
        var rows = 0L;
        using (var lines = new BackupLines(to))
        {
            var version = typeof(Backup).Assembly.GetName().Version!.ToString(3);
            lines.Add(new BackupHead("backup", Format, (int)session.Count("select max(number) from migrations"), now, version), BackupJson.Default.BackupHead);
            foreach (var table in tables) rows += Write(session, table, lines, count => Report(rows + count));
            lines.Add(new BackupEnd(tables.Count, rows, lines.Hash()), BackupJson.Default.BackupEnd);
        }
        return new(tables.Count, rows, to.Position);

        void Report(long count)
        {
            stop.ThrowIfCancellationRequested();
            progress(count);
        }
    }

    private static long Write(Session session, Table table, BackupLines lines, Action<long> progress)
    {
        lines.Add(new BackupTable(table.Name, ColumnsOf(table)), BackupJson.Default.BackupTable);
        var rows = 0L;
        var columns = string.Join(", ", table.Columns.Select(column => column.Name));
        // PostgreSQL sorts text by dictionaries; by its bytes, as SQLite does, the same desk gives the same backup.
        var order = table.Columns.Take(table.Keys).Select(column => session.IsPostgres && column.Type == ColumnType.Text ? $"{column.Name} collate \"C\"" : column.Name);
        try
        {
            session.Read($"select {columns} from {table.Name} order by {string.Join(", ", order)}", row =>
            {
                lines.Add(json => BackupRow.Write(json, table, row));
                if (++rows % 1_000 == 0) progress(rows);
            });
        }
        catch (Exception failure) when (failure is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new UnreachableException($"Row {rows + 1} of {table.Name} holds a value that does not belong there, and nothing was backed up. See what else is wrong with: ripen verify", failure);
        }
        lines.Add(new BackupRows(rows), BackupJson.Default.BackupRows);
        return rows;
    }
}
