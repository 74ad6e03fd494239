using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Tests.Imports;

/// <summary>All that a desk holds, as lines of text that can be compared.</summary>
internal static class DeskContents
{
    // What a desk learns by the way, and what is told of imports and work themselves.
    private static readonly string[] NotOfRows = ["migrations", "settings", "versions", "agreements", "kinds", "sources", "campaigns", "offers", "imports", "desk_work", "pass_changes", "request_keys"];
    private static readonly string[] NotOfRowsColumns = ["import", "moved_by", "seq", "row_version", "judged_at", "cost_id", "review_id"];

    /// <summary>Every row of every table, to see that nothing has changed at all; <c>imports</c> too where it is wanted.</summary>
    public static string[] Exactly(Desk desk, bool withImports = false)
    {
        using var session = desk.Database.Read();
        return [.. TablesOf(session).Where(table => withImports || table != "imports").SelectMany(table => Rows(session, table, [], id => id.ToString())).Order(StringComparer.Ordinal)];
    }

    /// <summary>What was brought, without ids and numbers: persons, organisations and groups by what they are known by.</summary>
    public static string[] WithoutIds(Desk desk)
    {
        using var session = desk.Database.Read();
        var names = Names(session);
        return [.. TablesOf(session).Except(NotOfRows).SelectMany(table => Rows(session, table, NotOfRowsColumns, id => names.GetValueOrDefault(id, id.ToString()))).Where(row => !IsOfTheWay(row)).Order(StringComparer.Ordinal)];
    }

    // When Ripen next does something about a lead depends on when an import ended.
    private static bool IsOfTheWay(string row) => row.StartsWith("due_work:", StringComparison.Ordinal) && row.Contains(" kind=2 ", StringComparison.Ordinal);

    private static List<string> TablesOf(Session session)
    {
        var tables = new List<string>();
        session.Read(session.IsPostgres ? "select tablename from pg_tables where schemaname = 'public'" : "select name from sqlite_master where type = 'table'", row => tables.Add(row.GetString(0)));
        return [.. tables.Order(StringComparer.Ordinal)];
    }

    private static Dictionary<Guid, string> Names(Session session)
    {
        var names = new Dictionary<Guid, string>();
        Name("select organisation_id, name from organisations where name is not null order by name");
        Name("select organisation_id, kind || value from organisation_keys order by kind, value");
        Name("select person_id, facts from person_facts order by facts");
        Name("select person_id, kind || value from contact_keys order by kind, value");
        var groups = new List<(Guid Id, string Name)>();
        session.Read("select group_id, organisation_id, line || coalesce(name, '') from buying_groups", row => groups.Add((row.GetId(0), $"{names.GetValueOrDefault(row.GetId(1))} {row.GetString(2)}")));
        foreach (var (id, name) in groups) names[id] = $"group {name}";
        return names;

        void Name(string sql) => session.Read(sql, row => names[row.GetId(0)] = $"{names.GetValueOrDefault(row.GetId(0))}|{row.GetString(1)}");
    }

    private static List<string> Rows(Session session, string table, string[] without, Func<Guid, string> nameOf)
    {
        var rows = new List<string>();
        session.Read($"select * from {table}", row =>
        {
            var cells = Enumerable.Range(0, row.FieldCount).Where(i => !without.Contains(row.GetName(i))).Select(i => $"{row.GetName(i)}={Text(row.GetValue(i), nameOf)}");
            rows.Add($"{table}: {string.Join(' ', cells)}");
        });
        return rows;
    }

    private static string Text(object value, Func<Guid, string> nameOf) => value switch
    {
        DBNull => "-",
        byte[] { Length: 16 } bytes => nameOf(DbValues.Id(bytes)),
        Guid id => nameOf(id),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
