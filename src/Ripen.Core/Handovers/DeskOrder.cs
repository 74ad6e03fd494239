using Ripen.Life;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>Why something stands on a salesperson's desk; in the order in which it is wanted.</summary>
public enum DeskPart : byte
{
    /// <summary>The prospect has asked for something and waits for an answer.</summary>
    Answer,

    /// <summary>A hot or warm lead was handed over, and is to be accepted or given back.</summary>
    Decide,

    /// <summary>Another lead was handed over.</summary>
    DecideCold,

    /// <summary>It was accepted, and its clock runs out today, or has.</summary>
    Work,

    /// <summary>It woke.</summary>
    Woken,

    /// <summary>The prospect has answered.</summary>
    Reply,

    /// <summary>A task is due today, or overdue.</summary>
    Task,

    /// <summary>Nothing of it is due today.</summary>
    Later,
}

/// <summary>What one lead asks of one salesperson now.</summary>
/// <param name="Due">The clock or date that counts; null where none runs.</param>
/// <param name="Task">The task that it is about; null where it is about the lead itself.</param>
public readonly record struct DeskItem(DeskPart Part, Instant? Due, int? Task = null)
{
    /// <summary>By part, then by what is left.</summary>
    public static int Compare(DeskItem a, DeskItem b) => a.Part != b.Part ? a.Part.CompareTo(b.Part) : (a.Due ?? Instant.Max).Seconds.CompareTo((b.Due ?? Instant.Max).Seconds);
}

/// <summary>
/// What a salesperson does first: who waits for an answer, then what is to be decided (hot and warm before cold), then what would
/// stall today, then who woke, then who answered, then the tasks of the day; in each part what runs out first. Everything else is later.
/// </summary>
public static class DeskOrder
{
    /// <summary>What a lead asks of somebody.</summary>
    /// <param name="isMine">Whether a name is his.</param>
    /// <param name="isCold">Whether it was found to be of the last band.</param>
    /// <param name="until">The end of his day: what is due before is due today.</param>
    /// <returns>Null where it asks nothing of him.</returns>
    public static DeskItem? Of(LeadState state, Func<string?, bool> isMine, bool isCold, Instant until)
    {
        if (!state.IsOpen) return null;
        var mine = isMine(state.Handover?.To ?? state.Owner);
        DeskItem? first = null;
        if (mine && state.RespondBy is { } answer) Take(new(DeskPart.Answer, answer));
        if (mine && state.Handover is { } handover) Take(new(isCold ? DeskPart.DecideCold : DeskPart.Decide, handover.LateAt is null ? handover.AcceptBy : handover.ReassignAt ?? handover.AcceptBy));
        if (mine && state.Stage == Stage.Accepted && (state.RecycleAt ?? state.WorkBy) is { } work) Take(new(work < until || state.StalledAt is not null ? DeskPart.Work : DeskPart.Later, work));
        foreach (var task in state.Tasks)
        {
            if (isMine(task.For)) Take(new(task.Due >= until ? DeskPart.Later : PartOf(task.Kind), task.Due, task.Number));
        }
        if (mine && first is null) Take(new(DeskPart.Later, state.Deal.ExpectedOn is null ? null : NextThing.Of(state).At));
        return first;

        void Take(DeskItem item)
        {
            if (first is not { } other || DeskItem.Compare(item, other) < 0) first = item;
        }
    }

    private static DeskPart PartOf(TaskKind kind) => kind switch
    {
        TaskKind.OnWaking => DeskPart.Woken,
        TaskKind.Reply => DeskPart.Reply,
        _ => DeskPart.Task,
    };
}
