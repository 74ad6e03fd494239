using System.Globalization;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>Every refusal there is. The codes are promises to programs.</summary>
internal static class Refusals
{
    public static readonly Refusal NoSuchLead = new("no_such_lead", "There is no such lead.");
    public static readonly Refusal LeadExists = new("lead_exists", "This lead is there already.");
    public static readonly Refusal LineWanted = new("line_wanted", "Say in which line the lead is considered.");
    public static readonly Refusal Referred = new("referred", "This lead ended with a referral to somebody else. A new inquiry of this person is a new lead.");
    public static readonly Refusal Disqualified = new("disqualified", "This lead is disqualified. Reopen it first.");
    public static readonly Refusal NotDisqualified = new("not_disqualified", "Only a disqualified lead is reopened.");
    public static readonly Refusal NotRipe = new("not_ripe", "By the agreement this lead is not to be handed over yet.");
    public static readonly Refusal SalespersonWanted = new("salesperson_wanted", "Say to whom the lead goes.");
    public static readonly Refusal NotHandedOver = new("not_handed_over", "This lead is with nobody in Sales.");
    public static readonly Refusal NotResting = new("not_resting", "This lead is awake.");
    public static readonly Refusal NotEnrolled = new("not_enrolled", "This lead is in no programme.");
    public static readonly Refusal NoTaskLate = new("not_late", "No task of this lead is overdue.");
    public static readonly Refusal TaskWanted = new("task_wanted", "Say what is to be done.");
    public static readonly Refusal NotDormant = new("not_dormant", "This lead is not dormant.");
    public static readonly Refusal NoOpportunity = new("no_opportunity", "This lead has no opportunity yet.");
    public static readonly Refusal SideIsSales = new("side_is_sales", "An opportunity without an accepted handover is of Sales' own making: its side is sales.");
    public static readonly Refusal ReasonWanted = new("reason_wanted", "Give a reason.");
    public static readonly Refusal AmountNegative = new("amount_negative", "The amount won cannot be less than nothing.");

    /// <summary>Why a command that the table does not list here is refused: it says where the lead is instead.</summary>
    public static Refusal NotInTable(LeadState state, LeadCommand command, Policy policy) => (state.Situation, command) switch
    {
        (Situation.Nothing, _) => NoSuchLead,
        (_, OpenLead) => LeadExists,
        (Situation.Won, _) => new("already_won", $"This lead was won on {policy.Said(state.EndedAt!.Value)}. A new inquiry of this person is a new lead."),
        (Situation.Referred, _) => Referred,
        (Situation.Disqualified, _) => Disqualified,
        (_, Reopen) => NotDisqualified,
        (_, Wake) => NotResting,
        (_, WinOpportunity or LoseOpportunity or ChangeOpportunity) => NoOpportunity,
        (Situation.HandedOver, ChangeOwner) => new("not_accepted", $"{Who(state.Handover!.To)} has not accepted this lead yet."),
        (Situation.Resting, HandOver) => Resting(state, policy),
        (Situation.HandedOver, HandOver) => new("already_handed_over", $"This lead was handed over to {Who(state.Handover!.To)} on {policy.Said(state.Handover.Since)}."),
        (Situation.HandedOver, MarkStalled or RecycleStalled or OpenOpportunity) => new("not_accepted", $"{Who(state.Handover!.To)} has not accepted this lead yet."),
        (_, TakeStep or LeaveProgramme or EndDormancy or Disqualify) when state.Stage >= Stage.HandedOver => new("with_sales", $"This lead is with {Who(state.Handover?.To ?? state.Owner)}."),
        (Situation.Opportunity, OpenOpportunity or MarkStalled or RecycleStalled) => new("opportunity_open", $"The opportunity of this lead has been open since {policy.Said(state.OpportunityAt!.Value)}."),
        (Situation.Accepted, RecycleStalled) => NotStalled(state.WorkBy, policy),
        (Situation.Stalled, MarkStalled) => new("already_stalled", $"This lead has been stalled since {policy.Said(state.StalledAt!.Value)}."),
        (Situation.Accepted or Situation.Stalled or Situation.Opportunity, _) => AlreadyAccepted(state, policy),
        _ => NotHandedOver,
    };

    public static Refusal Resting(LeadState state, Policy policy) =>
        new("resting", state.RestsUntil is { } date ? $"This lead rests until {policy.Said(date)}." : "This lead rests without a date until its prospect does something.");

    public static Refusal AlreadyDormant(Instant until, Policy policy) => new("dormant", $"This lead is dormant and is looked at again on {policy.Said(until)}.");

    public static Refusal NotLate(RunningHandover handover, Policy policy) => handover switch
    {
        { LateAt: { } at } => new("already_late", $"This handover has been late since {policy.Said(at)}."),
        { AcceptBy: { } by } => new("not_late", $"{Who(handover.To)} has until {policy.Said(by)} to accept or reject this lead."),
        _ => new("not_late", "No clock runs on this handover."),
    };

    public static Refusal NotExpired(RunningHandover handover, Policy policy) => handover.ReassignAt is { } at
        ? new("not_expired", $"This handover expires on {policy.Said(at)}.")
        : new("not_expired", "The agreement lets no handover expire by itself.");

    public static Refusal WithManager(RunningHandover handover) => new("with_manager", $"This lead has expired with Sales twice and is with {Who(handover.To)} now, who decides where it goes.");

    public static Refusal NotStalled(Instant? due, Policy policy) =>
        new("not_stalled", due is { } at ? $"This lead is left to its salesperson until {policy.Said(at)}." : "No clock runs on this lead.");

    public static Refusal UnknownReason(string id, Policy policy) => new("unknown_reason", policy.Reasons.Count == 0
        ? "The agreement has no reasons to give."
        : $"'{id}' is no reason of the agreement. Its reasons are {string.Join(", ", policy.Reasons.Select(reason => reason.Id))}.");

    public static Refusal WakeDateWanted(RejectReason reason) => new("wake_date_wanted", $"'{reason.Says}' needs the date on which to try again.");

    public static Refusal WakeDateNotAsked(RejectReason reason) => new("wake_date_not_asked", reason.WakeAfter is { } after
        ? $"With '{reason.Says}' a lead rests for {after}, as agreed. Leave the date out."
        : $"With '{reason.Says}' a lead does not wake. Leave the date out.");

    public static Refusal WakeDatePast(Instant wake, Policy policy) => new("wake_date_past", $"{policy.Said(wake)} is past. A lead wakes on a date to come.");

    public static Refusal ReferralWanted(RejectReason reason) => new("referral_wanted", $"'{reason.Says}' needs the person to turn to instead.");

    public static Refusal ReferralNotAsked(RejectReason reason) => new("referral_not_asked", $"'{reason.Says}' refers to nobody else. Leave the person out.");

    public static Refusal TooFewAttempts(LeadState state, Policy policy) =>
        new("too_few_attempts", string.Create(CultureInfo.InvariantCulture, $"{state.Attempts} of the {policy.Attempts} tries agreed are on record. Reject it all the same?"));

    public static Refusal NotUnanswered(LeadState state, Policy policy) => state switch
    {
        { ResponseLateAt: { } at } => new("already_late", $"Nobody had answered by {policy.Said(at)}; that is on record."),
        { RespondBy: { } by } => new("not_late", $"There is time to answer until {policy.Said(by)}."),
        _ => new("not_late", "Nobody waits for an answer."),
    };

    public static Refusal StepNotDue(Enrolment enrolment, Policy policy) => new("step_not_due", $"The next step of {enrolment.Programme} is on {policy.Said(enrolment.DueAt)}.");

    public static Refusal NoTask(int number) => new("no_such_task", string.Create(CultureInfo.InvariantCulture, $"This lead has no open task {number}. Somebody may have finished it."));

    public static Refusal TooManyTasks(int most) => new("too_many_tasks", string.Create(CultureInfo.InvariantCulture, $"This lead has {most} open tasks. Finish one first."));

    public static Refusal? OfDeal(Deal deal) => deal switch
    {
        { Amount.MinorUnits: < 0 } => new("amount_negative", "What is hoped for cannot be less than nothing."),
        { Amount: { IsKnownCurrency: false } amount } => new("unknown_currency", $"'{amount.Currency}' is no currency of ISO 4217."),
        _ => null,
    };

    public static Refusal? OfAmount(Amount? amount) => amount switch
    {
        { MinorUnits: < 0 } => AmountNegative,
        { IsKnownCurrency: false } => new("unknown_currency", $"'{amount.Value.Currency}' is no currency of ISO 4217."),
        _ => null,
    };

    private static Refusal AlreadyAccepted(LeadState state, Policy policy) => state.AcceptedAt is { } at
        ? new("already_accepted", $"{Who(state.Owner)} accepted this lead on {policy.Said(at)}.")
        : new("opportunity_open", $"The opportunity of this lead has been open since {policy.Said(state.OpportunityAt!.Value)}.");

    private static string Who(string? user) => user ?? "Sales";
}
