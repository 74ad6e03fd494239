using System.Text.Json.Serialization;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>Something that happened to a lead. Stored for years: a name written to JSON is never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LeadOpened), "lead_opened")]
[JsonDerivedType(typeof(Judged), "judged")]
[JsonDerivedType(typeof(Qualified), "qualified")]
[JsonDerivedType(typeof(HandedOver), "handed_over")]
[JsonDerivedType(typeof(HandoverLate), "handover_late")]
[JsonDerivedType(typeof(HandoverExpired), "handover_expired")]
[JsonDerivedType(typeof(HandoverReassigned), "handover_reassigned")]
[JsonDerivedType(typeof(HandoverAccepted), "handover_accepted")]
[JsonDerivedType(typeof(HandoverRejected), "handover_rejected")]
[JsonDerivedType(typeof(WorkNoted), "work_noted")]
[JsonDerivedType(typeof(Stalled), "stalled")]
[JsonDerivedType(typeof(OpportunityOpened), "opportunity_opened")]
[JsonDerivedType(typeof(OpportunityWon), "opportunity_won")]
[JsonDerivedType(typeof(OpportunityLost), "opportunity_lost")]
[JsonDerivedType(typeof(AnswerAsked), "answer_asked")]
[JsonDerivedType(typeof(ResponseLate), "response_late")]
[JsonDerivedType(typeof(OwnerChanged), "owner_changed")]
[JsonDerivedType(typeof(OpportunityChanged), "opportunity_changed")]
[JsonDerivedType(typeof(Enrolled), "enrolled")]
[JsonDerivedType(typeof(StepTaken), "step_taken")]
[JsonDerivedType(typeof(EnrolmentEnded), "enrolment_ended")]
[JsonDerivedType(typeof(TaskSet), "task_set")]
[JsonDerivedType(typeof(TaskMoved), "task_moved")]
[JsonDerivedType(typeof(TaskLate), "task_late")]
[JsonDerivedType(typeof(TaskDone), "task_done")]
[JsonDerivedType(typeof(TaskDropped), "task_dropped")]
[JsonDerivedType(typeof(PassEnded), "pass_ended")]
[JsonDerivedType(typeof(PassBegan), "pass_began")]
[JsonDerivedType(typeof(Referred), "referred")]
[JsonDerivedType(typeof(Disqualified), "disqualified")]
[JsonDerivedType(typeof(Reopened), "reopened")]
[JsonDerivedType(typeof(Woken), "woken")]
[JsonDerivedType(typeof(FellDormant), "fell_dormant")]
[JsonDerivedType(typeof(DormancyEnded), "dormancy_ended")]
public abstract record LeadEvent
{
    [JsonPropertyOrder(-2)]
    public Instant At { get; init; }

    /// <summary>Nobody stated it: it follows from imported history.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Assumed { get; init; }
}

/// <summary>The lead is there, in pass 1.</summary>
/// <param name="ReferredBy">The person who named this one.</param>
public sealed record LeadOpened(string Line, OpenedBy How, Guid? ReferredBy = null) : LeadEvent;

/// <summary>A judgement found something other than the last one.</summary>
public sealed record Judged(Findings Findings) : LeadEvent;

public sealed record Qualified : LeadEvent;

/// <summary>A handover began.</summary>
/// <param name="Agreement">The version whose clocks and reasons hold; null in imported history.</param>
public sealed record HandedOver(string? To, int Try, int? Agreement = null, Instant? RespondBy = null, Instant? AcceptBy = null, Instant? ReassignAt = null) : LeadEvent
{
    [JsonPropertyName("with_manager")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWithManager { get; init; }

    /// <summary>Why it went to this salesperson, in a sentence.</summary>
    public string? Because { get; init; }
}

/// <summary>Its accept clock has run out.</summary>
public sealed record HandoverLate : LeadEvent;

/// <summary>The handover ended because it was late; the next one begins with it.</summary>
public sealed record HandoverExpired(string? From) : LeadEvent;

/// <summary>The handover was taken from one salesperson to be given to another; the next one begins with it.</summary>
public sealed record HandoverReassigned(string? From, string By) : LeadEvent;

public sealed record HandoverAccepted(string? By, Instant? WorkBy = null) : LeadEvent;

/// <param name="Reason">The agreement's id of it; in imported history any text or none.</param>
public sealed record HandoverRejected(string? By, string? Reason) : LeadEvent;

/// <summary>Sales did something about the lead.</summary>
public sealed record WorkNoted(string By, Instant? WorkBy = null) : LeadEvent
{
    /// <summary>It was a try to reach the prospect, without success.</summary>
    [JsonPropertyName("attempt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAttempt { get; init; }

    /// <summary>What it was, as touches are called; null: it was only said that something was done.</summary>
    public string? Kind { get; init; }

    /// <summary>What was said.</summary>
    public string? Note { get; init; }
}

/// <summary>Accepted, then nothing happened for as long as agreed.</summary>
public sealed record Stalled(Instant RecycleAt) : LeadEvent;

/// <param name="Agreement">The version whose reasons hold if it is lost; null in imported history.</param>
public sealed record OpportunityOpened(string? By, SourceSide Side, int? Agreement = null) : LeadEvent
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Deal Deal { get; init; }
}

/// <param name="Deal">All of it as it is from now on.</param>
public sealed record OpportunityChanged(string By, Deal Deal) : LeadEvent;

/// <summary>Its prospect waits for an answer.</summary>
public sealed record AnswerAsked(Instant RespondBy) : LeadEvent;

/// <summary>Nobody had answered in time.</summary>
public sealed record ResponseLate : LeadEvent;

/// <summary>An accepted lead or its opportunity is somebody else's from now on.</summary>
public sealed record OwnerChanged(string? From, string To, string By) : LeadEvent;

/// <summary>A run through a programme began.</summary>
/// <param name="Version">Of the programme; the run keeps it.</param>
/// <param name="Run">From 1, counts the runs of the lead.</param>
/// <param name="DueAt">When the first step is.</param>
public sealed record Enrolled(string Programme, int Version, int Run, Instant DueAt) : LeadEvent;

/// <summary>A step of the programme is done, and the next one waits.</summary>
/// <param name="Step">Its name in the programme.</param>
/// <param name="Next">Place of the next, from 0.</param>
public sealed record StepTaken(string Step, StepOutcome Outcome, int Next, Instant DueAt) : LeadEvent
{
    /// <summary>Of a mail that was not sent: why.</summary>
    public string? Why { get; init; }
}

/// <param name="Kind">What they did, where that ended it.</param>
public sealed record EnrolmentEnded(string Programme, EnrolmentEnd Because, string? Kind = null, string? By = null) : LeadEvent;

/// <param name="Number">From 1, counts the tasks of the lead.</param>
/// <param name="For">Whose it is; null: nobody's yet.</param>
/// <param name="By">Who set it; null: Ripen itself.</param>
public sealed record TaskSet(int Number, TaskKind Kind, string Says, string? For, Instant Due, string? By = null) : LeadEvent;

public sealed record TaskMoved(int Number, string? For, Instant Due, string By) : LeadEvent;

public sealed record TaskLate(int Number) : LeadEvent;

public sealed record TaskDone(int Number, string By, string? Outcome = null) : LeadEvent;

/// <summary>What it was for is over.</summary>
public sealed record TaskDropped(int Number) : LeadEvent;

public sealed record OpportunityWon(string? By, Amount? Amount = null) : LeadEvent;

/// <param name="Reason">The agreement's id of it; in imported history any text or none.</param>
public sealed record OpportunityLost(string? By, string? Reason) : LeadEvent;

public sealed record PassEnded(PassEnd End, string? Reason = null) : LeadEvent;

/// <summary>The next pass of the lead.</summary>
public sealed record PassBegan(int Pass, Instant? RestsUntil = null) : LeadEvent
{
    [JsonPropertyName("resting")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsResting { get; init; }
}

/// <summary>Somebody else was named, and the lead is closed.</summary>
/// <param name="To">The person named; null where imported history does not say.</param>
public sealed record Referred(Guid? To) : LeadEvent;

public sealed record Disqualified(string? By, string? Reason) : LeadEvent;

public sealed record Reopened(string? By, string? Reason) : LeadEvent;

public sealed record Woken(WokenBy Because) : LeadEvent;

/// <summary>Nurturing came to its end.</summary>
public sealed record FellDormant(Instant ReviewAt) : LeadEvent;

/// <param name="By">Who reviewed it; null: its prospect did something, or its review date came.</param>
public sealed record DormancyEnded(string? By = null) : LeadEvent;
