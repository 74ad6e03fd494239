using Ripen.Values;

namespace Ripen.Life;

public enum NextKind : byte { None, RespondClock, AcceptClock, ReassignClock, WorkClock, RecycleClock, WakeDate, DormantReview }

/// <summary>What a lead's own state says comes next for it; steps of programmes and tasks stand elsewhere.</summary>
/// <param name="At">Past where it is overdue; null for <see cref="NextKind.None"/> alone.</param>
public readonly record struct NextThing(NextKind Kind, Instant? At)
{
    /// <summary>The earliest of what is due.</summary>
    public static NextThing Of(LeadState state)
    {
        var next = default(NextThing);
        if (state.Handover is { } handover)
        {
            if (state.RespondedAt is null) next = next.Or(NextKind.RespondClock, handover.RespondBy);
            next = handover is { LateAt: not null, ReassignAt: { } at } ? next.Or(NextKind.ReassignClock, at) : next.Or(NextKind.AcceptClock, handover.AcceptBy);
        }

        return next
            .Or(NextKind.WorkClock, state.WorkBy)
            .Or(NextKind.RecycleClock, state.RecycleAt)
            .Or(NextKind.WakeDate, state.RestsUntil)
            .Or(NextKind.DormantReview, state.DormantUntil);
    }

    private NextThing Or(NextKind kind, Instant? at) => at is { } due && (At is not { } earlier || due < earlier) ? new(kind, due) : this;
}
