using Ripen.Values;

namespace Ripen.Life;

/// <summary>Everything that a decision on a lead rests on; the fold of its events.</summary>
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

    /// <summary>How many handovers began, in all passes.</summary>
    public int Handovers { get; init; }

    /// <summary>When a request of the prospect has to be answered; null where there is none or nothing is agreed.</summary>
    public Instant? RespondBy { get; init; }

    /// <summary>When it was found that nobody had answered in time.</summary>
    public Instant? ResponseLateAt { get; init; }

    /// <summary>Who has accepted it or opened its opportunity.</summary>
    public string? Owner { get; init; }

    /// <summary>The first work on it in this pass, or since its prospect last asked for something.</summary>
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

    /// <summary>What is hoped of the opportunity.</summary>
    public Deal Deal { get; init; }

    /// <summary>Null too where it was won and nobody said for how much.</summary>
    public Amount? Won { get; init; }

    /// <summary>The run through a programme that it is in.</summary>
    public Enrolment? Enrolment { get; init; }

    /// <summary>How many runs began, in all passes.</summary>
    public int Runs { get; init; }

    /// <summary>The programmes that it has been through to the end, in this pass and since it last was dormant.</summary>
    public ValueList<string> Exhausted { get; init; } = [];

    /// <summary>By number.</summary>
    public ValueList<OpenTask> Tasks { get; init; } = [];

    /// <summary>How many tasks were set, in all passes.</summary>
    public int TasksSet { get; init; }

    /// <summary>The person who named this one.</summary>
    public Guid? ReferredBy { get; init; }

    public bool IsOpen => Version > 0 && End is null;

    /// <summary>It is to be handed over: <c>handover.when</c> holds, and it is awake and not with Sales yet.</summary>
    public bool IsRipe => IsOpen && !IsResting && Stage < Stage.HandedOver && Findings is { IsHandover: true };

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
