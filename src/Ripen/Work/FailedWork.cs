using System.Globalization;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Work;

/// <summary>Work that nobody could do so far. It is tried again by itself after a while, or at once where somebody says so.</summary>
internal static class FailedWork
{
    private const int Piece = 1_000;

    // What failed waits at most so long, so that it is found by its time among very many that wait longer.
    private const string Failed = "attempts > 0 and due_at <= @latest";

    public static long Count(Session session, DateTimeOffset now) => Tables().Sum(table =>
        session.Count($"select count(*) from (select 1 from {table} where {Failed} limit 10001) found", Latest(now)));

    /// <summary>Those that are tried next, first.</summary>
    public static List<WorkView.Failure> All(Session session, DateTimeOffset now, int most)
    {
        var all = new List<WorkView.Failure>();
        session.Read(
            $"select person_id, lead, attempts, error, due_at, kind from due_work where {Failed} order by due_at limit @most",
            row => all.Add(new(NameOf((DueKind)row.GetInt16(5)), $"{new LeadId(row.GetId(0), row.GetInt16(1))}", $"lead {new LeadId(row.GetId(0), row.GetInt16(1))}", row.GetInt32(2), row.GetTextOrNull(3) ?? "", row.GetAt(4))),
            Latest(now),
            ("@most", most));
        session.Read(
            $"select kind, owner, attempts, error, due_at, data from desk_work where {Failed} order by due_at limit @most",
            row => all.Add(new(NameOf((DeskWorkKind)row.GetInt16(0), row.GetTextOrNull(5)), null, string.Create(CultureInfo.InvariantCulture, $"desk {row.GetInt16(0)} {row.GetId(1)}"), row.GetInt32(2), row.GetTextOrNull(3) ?? "", row.GetAt(4))),
            Latest(now),
            ("@most", most));
        return [.. all.OrderBy(failure => failure.NextAt).Take(most)];
    }

    /// <summary>Makes one due at once, by its <see cref="WorkView.Failure.Key"/>; false where there is no such work that failed.</summary>
    public static bool Retry(Write write, string key, DateTimeOffset now) => key.Split(' ') switch
    {
        ["lead", var id] when LeadId.TryParse(id, out var lead) => write.Execute(
            "update due_work set due_at = @now, claimed_by = null, claimed_until = null where person_id = @person and lead = @lead and attempts > 0", ("@now", now), ("@person", lead.Person), ("@lead", lead.Number)) > 0,
        ["desk", var kind, var owner] when short.TryParse(kind, CultureInfo.InvariantCulture, out var number) && Guid.TryParse(owner, out var whose) => write.Execute(
            "update desk_work set due_at = @now, claimed_by = null, claimed_until = null where kind = @kind and owner = @owner and attempts > 0", ("@now", now), ("@kind", number), ("@owner", whose)) > 0,
        _ => false,
    };

    /// <summary>Makes all of it due at once, a thousand at most: those that wait longest.</summary>
    public static int RetryAll(Write write, DateTimeOffset now)
    {
        var keys = All(write, now, Piece).ConvertAll(failure => failure.Key);
        return keys.Count(key => Retry(write, key, now));
    }

    private static string[] Tables() => ["due_work", "desk_work"];

    private static (string, object?) Latest(DateTimeOffset now) => ("@latest", now + DueWork.PushedAhead);

    private static string NameOf(DueKind kind) => kind == DueKind.Judge ? "Judge a lead again" : "Do what is due for a lead";

    private static string NameOf(DeskWorkKind kind, string? line) => kind switch
    {
        DeskWorkKind.JudgeGroup => "Judge a buying group",
        DeskWorkKind.JudgeOrganisation => "Judge an organisation",
        DeskWorkKind.GiveAway => "Give the leads of somebody who has left to others",
        _ => $"Judge everybody of line {line}",
    };
}
