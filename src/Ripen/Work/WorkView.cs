using System.Data.Common;
using System.Globalization;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Work;

/// <summary>What the page of the work shows: how much is due, what runs, what failed and where. Nothing that is known of anybody.</summary>
/// <param name="FailedShown">The number of all that failed.</param>
public sealed record WorkView(IReadOnlyList<WorkView.OfKind> Kinds, IReadOnlyList<WorkView.Line> Lines, IReadOnlyList<WorkView.Failure> Failures, string FailedShown)
{
    /// <summary>So many that failed are shown; when these are done the next come.</summary>
    public const int MostFailures = 50;

    /// <param name="Due">1,234 or 10,000+, as the others.</param>
    /// <param name="Waiting">For their time to come.</param>
    public sealed record OfKind(string Name, string Says, string Due, string Running, string Waiting, DateTimeOffset? Next);

    /// <summary>A line of which everybody is judged.</summary>
    public sealed record Line(string Name, DateTimeOffset DueAt, bool HasBegun, bool IsRunning);

    /// <param name="Lead">Its id, where it is about a lead.</param>
    /// <param name="Key">Of the form by which it is tried again.</param>
    /// <param name="Where">In the program.</param>
    public sealed record Failure(string Name, string? Lead, string Key, int Attempts, string Where, DateTimeOffset NextAt);

    internal static WorkView Of(Session session, DateTimeOffset now)
    {
        var failures = FailedWork.All(session, now, MostFailures);
        return new(
            [
                Leads(session, now, DueKind.Judge, "Judge a lead again", "Its verdict no longer stands."),
                Leads(session, now, DueKind.Act, "Do what is due for a lead", "A clock has run out, a date has come, a step is due, or nothing is planned for it yet."),
                Desk(session, now, DeskWorkKind.JudgeGroup, "Judge a buying group", "Something became known of a purchase."),
                Desk(session, now, DeskWorkKind.JudgeOrganisation, "Judge an organisation", "Something became known of a company."),
                Desk(session, now, DeskWorkKind.GiveAway, "Give leads to others", "Somebody has left Sales."),
                Desk(session, now, DeskWorkKind.JudgeLine, "Judge everybody of a line", "Another agreement is in force."),
                Desk(session, now, DeskWorkKind.JudgeLineAnew, "Judge everybody again", "What a kind of touch counts as has changed."),
            ],
            LinesOf(session, now),
            failures,
            PageCount.Of(FailedWork.Count(session, now)).Shown);
    }

    private static OfKind Leads(Session session, DateTimeOffset now, DueKind kind, string name, string says) =>
        Row(session, now, "due_work", string.Create(CultureInfo.InvariantCulture, $"kind = {(int)kind}"), name, says);

    private static OfKind Desk(Session session, DateTimeOffset now, DeskWorkKind kind, string name, string says) =>
        Row(session, now, "desk_work", string.Create(CultureInfo.InvariantCulture, $"kind = {(int)kind}"), name, says);

    // Claimed is what has been due for longest, so what runs is found among the first.
    private static OfKind Row(Session session, DateTimeOffset now, string table, string which, string name, string says)
    {
        var due = Count(session, now, $"select 1 from {table} where {which} and due_at <= @now");
        var running = Count(session, now, $"select claimed_until from {table} where {which} and due_at <= @now order by due_at", "claimed_until >= @now");
        var waiting = Count(session, now, $"select 1 from {table} where {which} and due_at > @now");
        DateTimeOffset? next = null;
        session.Read($"select min(due_at) from {table} where {which} and due_at > @now", row => next = row.GetAtOrNull(0), ("@now", now));
        return new(name, says, PageCount.Of(due).Shown, PageCount.Of(running).Shown, PageCount.Of(waiting).Shown, next);
    }

    private static long Count(Session session, DateTimeOffset now, string rows, string where = "true") =>
        session.Count($"select count(*) from ({rows} limit {PageCount.Most + 1}) found where {where}", ("@now", now));

    private static List<Line> LinesOf(Session session, DateTimeOffset now)
    {
        var lines = new List<Line>();
        session.Read(
            $"select data, due_at, place, claimed_until from desk_work where kind = {(int)DeskWorkKind.JudgeLine} and attempts = 0 order by due_at limit {MostFailures}",
            row => lines.Add(LineOf(row, now)));
        return lines;
    }

    private static Line LineOf(DbDataReader row, DateTimeOffset now) => new(row.GetTextOrNull(0) ?? Desks.Desk.MainLine, row.GetAt(1), row.GetIdOrNull(2) is not null, row.GetAtOrNull(3) >= now);
}
