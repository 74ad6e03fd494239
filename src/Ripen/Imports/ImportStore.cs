using System.Data.Common;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What became of the rows of an import.</summary>
/// <param name="Read">All of them.</param>
/// <param name="Seen">Had come before, and changed nothing.</param>
/// <param name="Review">Somebody has to look at them.</param>
internal sealed record ImportCounts(long Read = 0, long Taken = 0, long Seen = 0, long Refused = 0, long Review = 0);

/// <summary>An import as it is kept.</summary>
/// <param name="EndedAt">Null while it runs, or where it was broken off; what was taken until then stays.</param>
/// <param name="Report">What was found, in lines.</param>
internal sealed record KeptImport(int Import, string What, string File, string Line, DateTimeOffset BeganAt, string BeganBy, DateTimeOffset? EndedAt, DateTimeOffset? UndoneAt, ImportCounts Counts, string Report);

/// <summary>The imports of the desk.</summary>
internal static class ImportStore
{
    private const string Columns = "import, what, file, line, began_at, began_by, ended_at, undone_at, rows_read, rows_taken, rows_seen, rows_refused, rows_review, report";

    /// <summary>Numbers a new one.</summary>
    public static int Begin(Write write, ImportKind what, string file, string line, string by, DateTimeOffset now)
    {
        var number = (int)write.Count("select coalesce(max(import), 0) + 1 from imports");
        write.Execute(
            """
            insert into imports (import, what, file, line, began_at, began_by, rows_read, rows_taken, rows_seen, rows_refused, rows_review, report)
            values (@import, @what, @file, @line, @at, @by, 0, 0, 0, 0, 0, '')
            """,
            ("@import", number),
            ("@what", WordOf(what)),
            ("@file", file),
            ("@line", line),
            ("@at", now),
            ("@by", by));
        return number;
    }

    public static void Count(Write write, int import, ImportCounts counts) => write.Execute(
        "update imports set rows_read = @read, rows_taken = @taken, rows_seen = @seen, rows_refused = @refused, rows_review = @review where import = @import",
        ("@read", counts.Read),
        ("@taken", counts.Taken),
        ("@seen", counts.Seen),
        ("@refused", counts.Refused),
        ("@review", counts.Review),
        ("@import", import));

    public static void End(Write write, int import, ImportCounts counts, string report, DateTimeOffset now)
    {
        Count(write, import, counts);
        write.Execute("update imports set ended_at = @at, report = @report where import = @import", ("@at", now), ("@report", report), ("@import", import));
    }

    /// <summary>The latest first.</summary>
    public static List<KeptImport> All(Session session)
    {
        var all = new List<KeptImport>();
        session.Read($"select {Columns} from imports order by import desc", row => all.Add(Of(row)));
        return all;
    }

    /// <summary>Those before a number, the latest first.</summary>
    public static List<KeptImport> Before(Session session, int number, int most)
    {
        var found = new List<KeptImport>();
        session.Read($"select {Columns} from imports where import < @number order by import desc limit @most", row => found.Add(Of(row)), ("@number", number), ("@most", most));
        return found;
    }

    public static KeptImport? Find(Session session, int import)
    {
        KeptImport? found = null;
        session.Read($"select {Columns} from imports where import = @import", row => found = Of(row), ("@import", import));
        return found;
    }

    public static string WordOf(ImportKind kind) => kind.ToString().ToLowerInvariant();

    private static KeptImport Of(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetAt(4), row.GetString(5), row.GetAtOrNull(6), row.GetAtOrNull(7),
        new(row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12)), row.GetString(13));
}
