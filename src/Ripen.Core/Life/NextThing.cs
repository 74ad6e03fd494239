using Ripen.Values;

namespace Ripen.Life;

/// <summary>Numbers are stored.</summary>
public enum NextKind : byte { None, RespondClock, AcceptClock, ReassignClock, WorkClock, RecycleClock, WakeDate, DormantReview, HandOver, Step, Task }

/// <summary>What comes next for a lead.</summary>
/// <param name="At">Past where it is overdue; null for <see cref="NextKind.None"/> alone.</param>
public readonly record struct NextThing(NextKind Kind, Instant? At)
{
    /// <summary>The earliest of what is due.</summary>
    public static NextThing Of(LeadState state)
    {
        var next = OwnOf(state);
        foreach (var task in state.Tasks) next = next.Or(NextKind.Task, task.Due);
        return next;
    }

    /// <summary>
    /// What Ripen itself does next about a lead, and when; of tasks it tells once that they are overdue. An open lead of which
    /// nothing comes next is planned for at once: <see cref="NextKind.None"/> with an instant.
    /// </summary>
    public static NextThing AlarmOf(LeadState state)
    {
        if (!state.IsOpen) return default;
        var next = OwnOf(state);
        foreach (var task in state.Tasks)
        {
            if (task.LateAt is null) next = next.Or(NextKind.Task, task.Due);
        }
        return Of(state).Kind == NextKind.None ? new(NextKind.None, state.StageSince) : next;
    }

    // A clock that has run out and was found to is on record, and nothing comes of it any more.
    private static NextThing OwnOf(LeadState state)
    {
        var next = default(NextThing).Or(NextKind.RespondClock, state.ResponseLateAt is null ? state.RespondBy : null);
        if (state.Handover is { } handover) next = handover is { LateAt: not null, ReassignAt: { } at } ? next.Or(NextKind.ReassignClock, at) : next.Or(NextKind.AcceptClock, handover.LateAt is null ? handover.AcceptBy : null);
        return next
            .Or(NextKind.WorkClock, state.WorkBy)
            .Or(NextKind.RecycleClock, state.RecycleAt)
            .Or(NextKind.WakeDate, state.RestsUntil)
            .Or(NextKind.DormantReview, state.DormantUntil)
            .Or(NextKind.HandOver, state.IsRipe ? state.StageSince : null)
            .Or(NextKind.Step, state.Enrolment?.DueAt);
    }

    private NextThing Or(NextKind kind, Instant? at) => at is { } due && (At is not { } earlier || due < earlier) ? new(kind, due) : this;
}
