using Ripen.Values;

namespace Ripen.Life;

/// <summary>Everything that a decision on a lead rests on; the fold of its events. Each value, those of the parts too, is one plain column.</summary>
public sealed record LeadState
{
    /// <summary>Before its first event.</summary>
    public static readonly LeadState Nothing = new();

    /// <summary>How many events it is the fold of.</summary>
    public int Version { get; init; }
    public string? Line { get; init; }

    /// <summary>What was last found; null until it is first judged. Outlives its pass.</summary>
    public Findings? Findings { get; init; }

    /// <summary>Who last accepted or rejected it or opened its opportunity. Outlives its pass.</summary>
    public string? LastOwner { get; init; }

    /// <summary>The reason for which it was last rejected. Outlives its pass.</summary>
    public string? LastRejection { get; init; }

    /// <summary>From 1.</summary>
    public int Pass { get; init; }
    public Instant PassBegan { get; init; }
    public Stage Stage { get; init; }
    public Instant StageSince { get; init; }

    /// <summary>How the pass ended, and with it the lead; null while it is open. A pass that is followed by another does not show here.</summary>
    public PassEnd? End { get; init; }
    public string? EndReason { get; init; }
    public Instant? EndedAt { get; init; }
    public bool IsDisqualified { get; init; }

    /// <summary>To whom it was referred; null too where it was, but nobody said to whom.</summary>
    public Guid? ReferredTo { get; init; }

    /// <summary>The pass has not woken yet.</summary>
    public bool IsResting { get; init; }

    /// <summary>The wake date; null where it is not resting, or rests without a date.</summary>
    public Instant? RestsUntil { get; init; }

    /// <summary>The review date of a dormant lead.</summary>
    public Instant? DormantUntil { get; init; }

    /// <summary>The version under which it was handed over or its opportunity opened, whose clocks and reasons hold until the pass ends; null: those in force do.</summary>
    public int? Agreement { get; init; }

    public RunningHandover? Handover { get; init; }

    /// <summary>Who has accepted it or opened its opportunity.</summary>
    public string? Owner { get; init; }

    /// <summary>The first work on it in this pass.</summary>
    public Instant? RespondedAt { get; init; }

    /// <summary>Tries to reach the prospect in this pass.</summary>
    public int Attempts { get; init; }

    public Instant? AcceptedAt { get; init; }

    /// <summary>When it stalls unless something happens.</summary>
    public Instant? WorkBy { get; init; }
    public Instant? StalledAt { get; init; }

    /// <summary>When it is recycled because it has stalled.</summary>
    public Instant? RecycleAt { get; init; }

    public Instant? OpportunityAt { get; init; }
    public SourceSide? OpportunitySide { get; init; }

    /// <summary>Null too where it was won and nobody said for how much.</summary>
    public Amount? Won { get; init; }

    public bool IsOpen => Version > 0 && End is null;

    public Situation Situation => this switch
    {
        { Version: 0 } => Situation.Nothing,
        { End: PassEnd.Won } => Situation.Won,
        { IsDisqualified: true } => Situation.Disqualified,
        { End: not null } => Situation.Referred,
        { IsResting: true } => Situation.Resting,
        { Stage: Stage.Inquiry } => Situation.Inquiry,
        { Stage: Stage.Qualified } => Situation.Qualified,
        { Stage: Stage.HandedOver } => Situation.HandedOver,
        { Stage: Stage.Opportunity } => Situation.Opportunity,
        { StalledAt: not null } => Situation.Stalled,
        _ => Situation.Accepted,
    };

    /// <summary>The state after one more event.</summary>
    public static LeadState Evolve(LeadState state, LeadEvent happened) => Evolving.After(state, happened);

    /// <summary>The state after these events, in their order.</summary>
    public static LeadState Fold(IEnumerable<LeadEvent> events, LeadState? from = null) => events.Aggregate(from ?? Nothing, Evolve);
}
