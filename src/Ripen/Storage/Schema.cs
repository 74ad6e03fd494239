using Microsoft.Data.Sqlite;

namespace Ripen.Storage;

/// <param name="Type">As the migrations write it: <c>uuid</c>, <c>timestamptz</c>, <c>int</c>.</param>
/// <param name="IsNumberedByDatabase">A sequence or identity fills it.</param>
internal sealed record SchemaColumn(string Name, string Type, bool IsNullable, bool IsNumberedByDatabase);

/// <param name="Columns">In order; an expression is empty text.</param>
/// <param name="IsValid">The database answers by it.</param>
internal sealed record SchemaIndex(string Name, bool IsUnique, bool IsValid, IReadOnlyList<string> Columns);

internal sealed record SchemaReference(string Table, IReadOnlyList<string> Columns);

/// <summary>A table as the database's own catalogue describes it.</summary>
/// <param name="Indexes">Without the primary key's.</param>
/// <param name="References">Its foreign keys: to which table, by which of its own columns.</param>
internal sealed record SchemaTable(string Name, IReadOnlyList<SchemaColumn> Columns, IReadOnlyList<string> Key, IReadOnlyList<SchemaIndex> Indexes, IReadOnlyList<SchemaReference> References)
{
    /// <summary>For bulk reading and writing: the key's columns first.</summary>
    public Table AsTable()
    {
        var columns = Columns.OrderBy(column => Key.Contains(column.Name) ? Key.ToList().IndexOf(column.Name) : int.MaxValue).Select(column => $"{column.Name} {column.Type}");
        return Table.Of(Name, Key.Count, string.Join(", ", columns));
    }
}

/// <summary>Reads what tables a database has.</summary>
internal static class Schema
{
    /// <summary>By name.</summary>
    public static IReadOnlyList<SchemaTable> Read(Session session)
    {
        var parts = session.IsPostgres ? PostgresSchema.Parts : SqliteSchema.Parts;
        var columns = new List<(string Table, SchemaColumn Column)>();
        session.Read(parts.Columns, row => columns.Add((row.GetString(0), new(row.GetString(1), TypeOf(row.GetString(2)), row.GetInt32(3) == 0, row.GetInt32(4) != 0))));
        var keys = new List<(string Table, string Column)>();
        session.Read(parts.Keys, row => keys.Add((row.GetString(0), row.GetString(1))));
        var indexes = new List<(string Table, string Name, bool IsUnique, bool IsValid, string Column)>();
        session.Read(parts.Indexes, row => indexes.Add((row.GetString(0), row.GetString(1), row.GetInt32(2) != 0, row.GetInt32(3) != 0, row.GetTextOrNull(4) ?? "")));
        var references = new List<(string Table, string Name, string To, string Column)>();
        session.Read(parts.References, row => references.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))));
        return
        [
            .. columns.GroupBy(pair => pair.Table).OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => new SchemaTable(
                table.Key,
                [.. table.Select(pair => pair.Column)],
                [.. keys.Where(key => key.Table == table.Key).Select(key => key.Column)],
                [.. indexes.Where(index => index.Table == table.Key).GroupBy(index => index.Name).OrderBy(index => index.Key, StringComparer.Ordinal)
                    .Select(index => new SchemaIndex(index.Key, index.First().IsUnique, index.First().IsValid, [.. index.Select(part => part.Column)]))],
                [.. references.Where(reference => reference.Table == table.Key).GroupBy(reference => reference.Name).Select(reference => new SchemaReference(reference.First().To, [.. reference.Select(part => part.Column)]))])),
        ];
    }

    /// <summary>What the migrations make, up to a number.</summary>
    public static IReadOnlyList<SchemaTable> Migrated(int upTo)
    {
        // On SQLite in memory, which costs a few milliseconds; names and types are the same on both databases.
        using var session = new Session(new Sqlite(":memory:"), new SqliteConnection("Data Source=:memory:;Pooling=False"));
        session.Open();
        Migrator.Make(session, upTo);
        return Read(session);
    }

    private static string TypeOf(string type) => type switch
    {
        "timestamp with time zone" => "timestamptz",
        "integer" => "int",
        _ => type,
    };
}

/// <summary>The questions to a catalogue; their columns in the order in which <see cref="Schema.Read"/> takes them.</summary>
internal sealed record SchemaParts(string Columns, string Keys, string Indexes, string References);

internal static class SqliteSchema
{
    private const string Tables = "(select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~') t";

    public static readonly SchemaParts Parts = new(
        $"""
        select t.name, c.name, lower(c.type), c."notnull", (select count(*) from sqlite_master m where m.name = t.name and m.sql like '%autoincrement%')
        from {Tables}, pragma_table_info(t.name) c order by t.name, c.cid
        """,
        $"select t.name, c.name from {Tables}, pragma_table_info(t.name) c where c.pk > 0 order by t.name, c.pk",
        $"""
        select t.name, i.name, i."unique", 1, c.name
        from {Tables}, pragma_index_list(t.name) i, pragma_index_info(i.name) c where i.origin <> 'pk' order by t.name, i.name, c.seqno
        """,
        $"""select t.name, cast(f.id as text), f."table", f."from" from {Tables}, pragma_foreign_key_list(t.name) f order by t.name, f.id, f.seq""");
}

internal static class PostgresSchema
{
    private const string Tables = "(select oid, relname::text as name from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace) t";

    public static readonly SchemaParts Parts = new(
        $"""
        select t.name, a.attname::text, format_type(a.atttypid, null), a.attnotnull::int,
               (a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '') like 'nextval(%')::int
        from {Tables} join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum order by t.name, a.attnum
        """,
        $"""
        select t.name, a.attname::text
        from {Tables} join pg_index i on i.indrelid = t.oid and i.indisprimary
        cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum order by t.name, k.place
        """,
        $"""
        select t.name, c.relname::text, i.indisunique::int, (i.indisvalid and i.indisready)::int, a.attname::text
        from {Tables} join pg_index i on i.indrelid = t.oid and not i.indisprimary join pg_class c on c.oid = i.indexrelid
        cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, place)
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum where k.place <= i.indnkeyatts order by t.name, c.relname, k.place
        """,
        $"""
        select t.name, f.conname::text, f.confrelid::regclass::text, a.attname::text
        from {Tables} join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
        cross join lateral unnest(f.conkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum order by t.name, f.conname, k.place
        """);
}
