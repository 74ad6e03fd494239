using Ripen.Nurture;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>Something that a lead is asked to do, by a person or by the desk itself.</summary>
public abstract record LeadCommand
{
    /// <summary>Its instant is not stated but supposed, as in imported history; so are the events that come of it.</summary>
    public bool Assumed { get; init; }
}

/// <param name="Line">The product line that it is considered in.</param>
/// <param name="ReferredBy">The person who named this one.</param>
public sealed record OpenLead(string Line, OpenedBy How, Guid? ReferredBy = null) : LeadCommand;

/// <param name="IsByProspect">
/// <c>handover.when</c> holds and would not without a touch of theirs or a fact that became known after the pass began.
/// </param>
public sealed record RecordJudgement(Findings Findings, bool IsByProspect = false) : LeadCommand;

/// <summary>Something its prospect did.</summary>
/// <param name="IsRequest">He asked for information or a demo, and waits for an answer: with Sales a clock runs for it.</param>
public sealed record RecordTheirTouch(bool IsRequest = false) : LeadCommand
{
    /// <summary>What he did, by the kinds of his touches.</summary>
    public ValueList<string> Kinds { get; init; } = [];

    public ProgrammeBook Programmes { get; init; } = ProgrammeBook.Empty;
}

/// <summary>Sees to it that the lead has something next: a programme, a review, a task. Changes nothing where it has.</summary>
/// <param name="Programme">What the agreement in force names for it; null: none.</param>
public sealed record PlanNext(string? Programme, ProgrammeBook Programmes) : LeadCommand;

/// <summary>The step of its programme is due.</summary>
/// <param name="Mail">What came of the mail, where the step is one.</param>
/// <param name="TaskFor">Whose task it is, where the step is one; null: nobody's yet.</param>
public sealed record TakeStep(ProgrammeBook Programmes, MailOutcome? Mail = null, string? TaskFor = null) : LeadCommand;

/// <summary>Takes it out of its programme.</summary>
public sealed record LeaveProgramme(string By) : LeadCommand;

/// <param name="Says">What is to be done, at most <see cref="Tasks.LongestSays"/> characters.</param>
/// <param name="For">Whose it is; null: nobody's yet.</param>
public sealed record SetTask(string By, string Says, string? For, Instant Due) : LeadCommand;

/// <param name="Outcome">What came of it; may be empty.</param>
public sealed record FinishTask(string By, int Number, string? Outcome = null) : LeadCommand;

/// <summary>Gives a task another date or another person.</summary>
public sealed record MoveTask(string By, int Number, string? For, Instant Due) : LeadCommand;

/// <summary>A task should be done by now.</summary>
public sealed record MarkTaskLate : LeadCommand;

/// <param name="To">The salesperson that routing has found.</param>
/// <param name="IsRequest">The prospect asked for information or a demo, and waits for an answer.</param>
/// <param name="Because">Why it goes to this salesperson, in a sentence.</param>
public sealed record HandOver(string To, bool IsRequest = false, string? Because = null) : LeadCommand;

/// <summary>The accept clock has run out.</summary>
public sealed record MarkLate : LeadCommand;

/// <summary>The clock for an answer has run out.</summary>
public sealed record MarkUnanswered : LeadCommand;

/// <summary>The handover was late for as long as agreed.</summary>
/// <param name="To">The next salesperson, or the manager where <see cref="RunningHandover.NextIsManager"/>.</param>
public sealed record ReassignLate(string To, string? Because = null) : LeadCommand;

/// <summary>Gives a running handover to another salesperson before it expires: one is away, or has too many.</summary>
public sealed record Reassign(string To, string By, string? Because = null) : LeadCommand;

/// <summary>Gives an accepted lead or its opportunity to another salesperson.</summary>
public sealed record ChangeOwner(string To, string By) : LeadCommand;

public sealed record AcceptHandover(string By) : LeadCommand;

/// <param name="Reason">An id of the agreement's reasons.</param>
/// <param name="Wake">When to try again; only where the reason leaves it to Sales.</param>
/// <param name="ReferredTo">The person named instead; only where the reason asks for one.</param>
/// <param name="IsSure">Yes, in spite of fewer tries to reach the prospect than agreed.</param>
public sealed record RejectHandover(string By, string Reason, Instant? Wake = null, Guid? ReferredTo = null, bool IsSure = false) : LeadCommand;

/// <summary>Sales did something about the lead.</summary>
/// <param name="IsAttempt">It was a try to reach the prospect, without success.</param>
/// <param name="Kind">What it was: a kind of touch of ours.</param>
/// <param name="Note">What was said, at most <see cref="Tasks.LongestOutcome"/> characters.</param>
public sealed record NoteWork(string By, bool IsAttempt = false, string? Kind = null, string? Note = null) : LeadCommand;

/// <summary>The work clock has run out.</summary>
public sealed record MarkStalled : LeadCommand;

/// <summary>Stalled for as long again.</summary>
public sealed record RecycleStalled : LeadCommand;

public sealed record OpenOpportunity(string By, SourceSide Side, Deal Deal = default) : LeadCommand;

/// <param name="Deal">All of it as it is from now on.</param>
public sealed record ChangeOpportunity(string By, Deal Deal) : LeadCommand;

public sealed record WinOpportunity(string By, Amount? Amount = null) : LeadCommand;

/// <inheritdoc cref="RejectHandover"/>
public sealed record LoseOpportunity(string By, string Reason, Instant? Wake = null, Guid? ReferredTo = null) : LeadCommand;

/// <summary>The wake date has come.</summary>
public sealed record Wake : LeadCommand;

/// <param name="By">Who reviewed it; null: the review date has come.</param>
public sealed record EndDormancy(string? By = null) : LeadCommand;

public sealed record Disqualify(string By, string Reason) : LeadCommand;

public sealed record Reopen(string By, string Reason) : LeadCommand;

/// <summary>What Sales decided of a lead before Ripen was there to hand it over.</summary>
/// <param name="Reason">An id of today's reasons, or any text, or none.</param>
public sealed record ImportDecision(bool IsAccepted, string? By = null, string? Reason = null, Instant? Wake = null) : LeadCommand;

/// <summary>How a lead's deal ended outside Ripen.</summary>
/// <inheritdoc cref="ImportDecision"/>
public sealed record ImportOutcome(bool IsWon, string? By = null, Amount? Amount = null, string? Reason = null, Instant? Wake = null) : LeadCommand;
