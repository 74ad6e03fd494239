using Ripen.Storage;
using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Storage;

/// <summary>The rules that let one schema run on a file, on PostgreSQL and on a cluster, held against the catalogue of both databases.</summary>
public class CatalogueTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Every_table_is_catalogue_look_up_or_per_person(string kind)
    {
        var tables = await TablesAsync(kind);
        Assert.Equal(TableClasses.All.Select(table => table.Name).Order(StringComparer.Ordinal), tables.Select(table => table.Name));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_unique_in_a_table_of_persons_begins_with_the_person(string kind)
    {
        var wrong =
            from table in await TablesAsync(kind)
            where TableClasses.Find(table.Name)!.Class == TableClass.PerPerson
            from unique in table.Indexes.Where(index => index.IsUnique).Select(index => (index.Name, index.Columns)).Append(("its key", table.Key))
            where unique.Item2 is not [TableClasses.Person, ..]
            select $"{table.Name}: {unique.Item1}";
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_foreign_key_between_tables_that_are_spread_begins_with_the_person(string kind)
    {
        var wrong =
            from table in await TablesAsync(kind)
            from reference in table.References
            let isFromPerson = TableClasses.Find(table.Name)!.Class == TableClass.PerPerson && reference.Columns[0] == TableClasses.Person
            where TableClasses.Find(reference.Table)!.Class != TableClass.Catalogue && !isFromPerson
            select $"{table.Name} to {reference.Table}";
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_unique_in_a_look_up_holds_the_column_it_is_spread_by(string kind)
    {
        var wrong =
            from table in await TablesAsync(kind)
            let classed = TableClasses.Find(table.Name)!
            where classed.Class == TableClass.LookUp
            from unique in table.Indexes.Where(index => index.IsUnique).Select(index => index.Columns).Append(table.Key)
            where !unique.Contains(classed.SpreadBy)
            select $"{table.Name}: {string.Join(", ", unique)}";
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Every_table_has_a_key_and_nothing_is_numbered_by_the_database(string kind)
    {
        var tables = await TablesAsync(kind);
        Assert.Empty(tables.Where(table => table.Key.Count == 0).Select(table => table.Name));
        Assert.Empty(tables.SelectMany(table => table.Columns.Where(column => column.IsNumberedByDatabase).Select(column => $"{table.Name}.{column.Name}")));
        if (kind != DatabaseKinds.Postgres) return;
        await using var desk = await TestDesk.OpenAsync(kind);
        Assert.Equal(0, desk.Count("select count(*) from pg_class where relkind = 'S'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_called_an_id_is_a_uuid(string kind)
    {
        string[] ids = ["key", "owner", "merged_into", "claimed_by"];
        // A sender's own id is whatever he makes it; an owner of a lead is a name.
        var wrong =
            from table in await TablesAsync(kind)
            from column in table.Columns
            let isId = (column.Name.EndsWith("_id", StringComparison.Ordinal) && column.Name is not ("client_id" or "external_id")) || ids.Contains(column.Name)
            where isId && column.Type != "uuid" && (table.Name, column.Name) is not ("leads" or "passes", "owner")
            select $"{table.Name}.{column.Name} is {column.Type}";
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_tables_that_are_written_in_bulk_are_as_the_catalogue_has_them(string kind)
    {
        var tables = (await TablesAsync(kind)).ToDictionary(table => table.Name);
        foreach (var table in Tables.All)
        {
            var there = tables[table.Name];
            Assert.Equal(there.Columns.Select(column => $"{column.Name} {column.Type}").Order(StringComparer.Ordinal), table.Columns.Select(column => $"{column.Name} {Table.SqlName(column.Type)}").Order(StringComparer.Ordinal));
            Assert.Equal(there.Key, table.Columns.Take(table.Keys).Select(column => column.Name));
        }
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Both_databases_have_what_the_migrations_make(string kind)
    {
        static string Told(SchemaTable table) => $"{table.Name} ({string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Type}{(column.IsNullable ? "" : " not null")}"))}) key ({string.Join(", ", table.Key)}) {string.Join("; ", table.Indexes.Select(index => $"{index.Name}{(index.IsUnique ? " unique" : "")} ({string.Join(", ", index.Columns)})"))}";
        Assert.Equal(Schema.Migrated(Migrator.Newest).Select(Told), (await TablesAsync(kind)).Select(Told));
    }

    private static async Task<IReadOnlyList<SchemaTable>> TablesAsync(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        using var session = desk.Desk.Database.Read();
        return Schema.Read(session);
    }
}
