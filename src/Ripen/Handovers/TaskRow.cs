using System.Data.Common;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>How a task ended. Numbers are stored.</summary>
internal enum TaskEnd { Done = 1, Dropped = 2 }

/// <summary>One task of a lead, as lists read it: what its events tell.</summary>
internal sealed record TaskRow(LeadId Lead, int Number, string Line, TaskKind Kind, string Says, Instant Due, Instant SetAt)
{
    public const string Columns = "person_id, lead, task, line, kind, says, seller, due_at, late_at, set_at, set_by, ended_at, ended, done_by, outcome";

    /// <summary>Whose it is; null: nobody's yet.</summary>
    public string? Seller { get; init; }
    public Instant? LateAt { get; init; }
    public string? SetBy { get; init; }
    public Instant? EndedAt { get; init; }
    public TaskEnd? Ended { get; init; }
    public string? DoneBy { get; init; }
    public string? Outcome { get; init; }

    /// <summary>The tasks after these events; those given that did not change are not among them.</summary>
    /// <param name="open">Those that were open before.</param>
    public static List<TaskRow> After(LeadId lead, string line, IEnumerable<TaskRow> open, IEnumerable<LeadEvent> events)
    {
        var before = open.ToDictionary(task => task.Number);
        var now = new SortedDictionary<int, TaskRow>(before);
        foreach (var happened in events)
        {
            if (happened is TaskSet set) now[set.Number] = new(lead, set.Number, line, set.Kind, set.Says, set.Due, set.At) { Seller = set.For, SetBy = set.By };
            else if (NumberOf(happened) is { } number && now.TryGetValue(number, out var task)) now[number] = task.After(happened);
        }
        return [.. now.Values.Where(task => before.GetValueOrDefault(task.Number) != task)];
    }

    public object?[] ToRow() =>
    [
        Lead.Person, Lead.Number, Number, Line, (int)Kind, Says, Seller, Due, LateAt, SetAt, SetBy, EndedAt, Ended is { } end ? (int)end : null, DoneBy, Outcome,
    ];

    public static TaskRow Of(DbDataReader row) => new(new(row.GetId(0), row.GetInt16(1)), row.GetInt32(2), row.GetString(3), (TaskKind)row.GetInt16(4), row.GetString(5), row.GetInstant(7), row.GetInstant(9))
    {
        Seller = row.GetTextOrNull(6),
        LateAt = row.GetInstantOrNull(8),
        SetBy = row.GetTextOrNull(10),
        EndedAt = row.GetInstantOrNull(11),
        Ended = (TaskEnd?)row.GetIntOrNull(12),
        DoneBy = row.GetTextOrNull(13),
        Outcome = row.GetTextOrNull(14),
    };

    private static int? NumberOf(LeadEvent happened) => happened switch
    {
        TaskMoved moved => moved.Number,
        TaskLate late => late.Number,
        TaskDone done => done.Number,
        TaskDropped dropped => dropped.Number,
        _ => null,
    };

    private TaskRow After(LeadEvent happened) => happened switch
    {
        TaskMoved moved => this with { Seller = moved.For, Due = moved.Due, LateAt = moved.Due == Due ? LateAt : null },
        TaskLate => this with { LateAt = happened.At },
        TaskDone done => this with { EndedAt = happened.At, Ended = TaskEnd.Done, DoneBy = done.By, Outcome = done.Outcome },
        _ => this with { EndedAt = happened.At, Ended = TaskEnd.Dropped },
    };
}
