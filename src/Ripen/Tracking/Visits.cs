using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>What the tracker tells of. Numbers are stored.</summary>
internal enum VisitEvent : byte
{
    Unknown = 0,
    Viewed = 1,
    Left = 2,
    Fetched = 3,
    Touched = 4,
}

/// <summary>What a visit was found to be. Numbers are stored.</summary>
internal enum VisitState : byte
{
    Fresh = 0,
    Unknowns = 1,
    Touch = 2,
    Machines = 3,
    Nobodys = 4,
}

/// <summary>One thing that the tracker tells of, as it came.</summary>
/// <param name="Id">The sender's own.</param>
/// <param name="At">When it happened, by our clock.</param>
internal sealed record SentVisit(Guid Visitor, Guid Id, VisitEvent What, DateTimeOffset At)
{
    public string? Page { get; init; }
    public string? Source { get; init; }
    public string? Campaign { get; init; }
    public string? Kind { get; init; }
    public string? Offer { get; init; }
    public int? Seconds { get; init; }

    /// <summary>Whom a signed link in the address named.</summary>
    public Guid? Person { get; init; }
}

/// <summary>A visit as it lies in the table.</summary>
internal sealed record KeptVisit(SentVisit Sent, long Seq, VisitState State);

/// <summary>The rows of visits.</summary>
internal static class Visits
{
    public const string Columns = "visitor, view_id, what, at, page, source, campaign, kind, offer, seconds, person_id, seq, state";

    // A scanner that opens every link of a mail is known by that: what a link brought waits until the others had time to come.
    private static readonly TimeSpan LinksWait = Machines.LinksWithin;

    public static void Add(Write write, Desk desk, IReadOnlyList<SentVisit> visits)
    {
        var now = desk.Now;
        write.Insert(Tables.Visits, [.. visits.Select(visit => Row(visit, desk.Recorded.Next(now), visit.Person is null ? now : now + LinksWait))]);
    }

    public static KeptVisit Of(System.Data.Common.DbDataReader row) => new(
        new(row.GetId(0), row.GetId(1), (VisitEvent)row.GetInt16(2), row.GetAt(3))
        {
            Page = row.GetTextOrNull(4),
            Source = row.GetTextOrNull(5),
            Campaign = row.GetTextOrNull(6),
            Kind = row.GetTextOrNull(7),
            Offer = row.GetTextOrNull(8),
            Seconds = row.GetIntOrNull(9),
            Person = row.GetIdOrNull(10),
        },
        row.GetInt64(11),
        (VisitState)row.GetInt16(12));

    public static void Mark(Write write, KeptVisit visit, VisitState state) => write.Execute(
        "update visits set state = @state where visitor = @visitor and at = @at and seq = @seq",
        ("@state", state),
        ("@visitor", visit.Sent.Visitor),
        ("@at", visit.Sent.At),
        ("@seq", visit.Seq));

    public static void Delete(Write write, KeptVisit visit) => write.Execute(
        "delete from visits where visitor = @visitor and at = @at and seq = @seq",
        ("@visitor", visit.Sent.Visitor),
        ("@at", visit.Sent.At),
        ("@seq", visit.Seq));

    private static object?[] Row(SentVisit visit, long seq, DateTimeOffset due) =>
        [visit.Visitor, visit.At, seq, due, (int)VisitState.Fresh, (int)visit.What, visit.Id, visit.Page, visit.Source, visit.Campaign, visit.Kind, visit.Offer, visit.Seconds, visit.Person];
}
