using System.Diagnostics;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>What each event makes of a lead. Decides nothing: an event has happened.</summary>
internal static class Evolving
{
    public static LeadState After(LeadState state, LeadEvent happened) => Changed(state, happened) with { Version = state.Version + 1 };

    private static LeadState Changed(LeadState state, LeadEvent happened) => happened switch
    {
        LeadOpened opened => InPass(state, 1, opened) with { Line = opened.Line, ReferredBy = opened.ReferredBy },
        Judged judged => state with { Findings = judged.Findings },
        Qualified => Reached(state, Stage.Qualified, happened),
        HandedOver handed => After(state, handed),
        HandoverLate => state with { Handover = state.Handover! with { LateAt = happened.At } },
        HandoverExpired or HandoverReassigned => state with { Handover = null },
        HandoverAccepted accepted => After(state, accepted),
        HandoverRejected rejected => state with { Handover = null, LastOwner = rejected.By ?? state.Handover?.To ?? state.LastOwner, LastRejection = rejected.Reason },
        WorkNoted noted => state with
        {
            // Who could not be reached still waits.
            RespondedAt = state.RespondedAt ?? (noted.IsAttempt || state.Stage < Stage.HandedOver ? null : happened.At),
            RespondBy = noted.IsAttempt ? state.RespondBy : null,
            ResponseLateAt = noted.IsAttempt ? state.ResponseLateAt : null,
            Attempts = state.Attempts + (noted.IsAttempt ? 1 : 0),
            WorkBy = noted.WorkBy,
            StalledAt = null,
            RecycleAt = null,
        },
        Stalled stalled => state with { StalledAt = happened.At, WorkBy = null, RecycleAt = stalled.RecycleAt },
        OpportunityOpened opened => After(state, opened),
        OpportunityChanged changed => state with { Deal = changed.Deal },
        AnswerAsked asked => state with { RespondBy = asked.RespondBy, RespondedAt = null, ResponseLateAt = null },
        ResponseLate => state with { ResponseLateAt = happened.At },
        OwnerChanged changed => state with { Owner = changed.To, LastOwner = changed.To },
        OpportunityWon won => state with { Won = won.Amount },
        OpportunityLost => state,
        PassEnded ended => WithoutClocks(state) with { End = ended.End, EndReason = ended.Reason, EndedAt = happened.At },
        PassBegan began => InPass(state, began.Pass, happened) with { IsResting = began.IsResting, RestsUntil = began.RestsUntil },
        Referred referred => state with { ReferredTo = referred.To },
        Disqualified => state with { IsDisqualified = true },
        Reopened => state,
        Woken => state with { IsResting = false, RestsUntil = null, DormantUntil = null },
        FellDormant fell => state with { DormantUntil = fell.ReviewAt },
        DormancyEnded => state with { DormantUntil = null, Exhausted = [] },
        Enrolled entered => state with { Runs = entered.Run, DormantUntil = null, Enrolment = new(entered.Programme, entered.Version, 0, entered.At, entered.DueAt) },
        StepTaken taken => state with { Enrolment = state.Enrolment! with { Step = taken.Next, Since = taken.At, DueAt = taken.DueAt } },
        EnrolmentEnded ended => state with { Enrolment = null, Exhausted = ended.Because == EnrolmentEnd.Exhausted ? [.. state.Exhausted, ended.Programme] : state.Exhausted },
        TaskSet task => state with { TasksSet = task.Number, Tasks = [.. state.Tasks, new(task.Number, task.Kind, task.Says, task.For, task.Due)] },
        TaskMoved moved => state with { Tasks = Changed(state.Tasks, moved.Number, task => task with { For = moved.For, Due = moved.Due, LateAt = moved.Due == task.Due ? task.LateAt : null }) },
        TaskLate late => state with { Tasks = Changed(state.Tasks, late.Number, task => task with { LateAt = late.At }) },
        TaskDone done => state with { Tasks = [.. state.Tasks.Where(task => task.Number != done.Number)] },
        TaskDropped dropped => state with { Tasks = [.. state.Tasks.Where(task => task.Number != dropped.Number)] },
        _ => throw new UnreachableException($"{happened.GetType().Name} is no event of a lead."),
    };

    // What a lead keeps from pass to pass is listed here; all else begins anew.
    private static LeadState InPass(LeadState state, int pass, LeadEvent began) => new()
    {
        Line = state.Line,
        Findings = state.Findings,
        LastOwner = state.LastOwner,
        LastRejection = state.LastRejection,
        Pass = pass,
        PassBegan = began.At,
        StageSince = began.At,
        Handovers = state.Handovers,
        Runs = state.Runs,
        TasksSet = state.TasksSet,
        ReferredBy = state.ReferredBy,
    };

    private static ValueList<OpenTask> Changed(ValueList<OpenTask> tasks, int number, Func<OpenTask, OpenTask> change) =>
        [.. tasks.Select(task => task.Number == number ? change(task) : task)];

    private static LeadState Reached(LeadState state, Stage stage, LeadEvent happened) =>
        state with { Stage = stage, StageSince = state.Stage == stage ? state.StageSince : happened.At };

    private static LeadState After(LeadState state, HandedOver handed) => Reached(state, Stage.HandedOver, handed) with
    {
        DormantUntil = null,
        Agreement = handed.Agreement,
        Handovers = state.Handovers + 1,
        RespondBy = handed.RespondBy,
        Handover = new()
        {
            Number = state.Handovers + 1,
            Because = handed.Because,
            To = handed.To,
            Since = handed.At,
            Try = handed.Try,
            IsWithManager = handed.IsWithManager,
            AcceptBy = handed.AcceptBy,
            ReassignAt = handed.ReassignAt,
        },
    };

    // Where history does not say who accepted it, it was the one whose it was.
    private static LeadState After(LeadState state, HandoverAccepted accepted)
    {
        var owner = accepted.By ?? state.Handover?.To;
        return Reached(state, Stage.Accepted, accepted) with
        {
            Handover = null,
            AcceptedAt = accepted.At,
            WorkBy = accepted.WorkBy,
            Owner = owner,
            LastOwner = owner ?? state.LastOwner,
        };
    }

    private static LeadState After(LeadState state, OpportunityOpened opened) => Reached(WithoutClocks(state), Stage.Opportunity, opened) with
    {
        Agreement = opened.Agreement,
        OpportunityAt = opened.At,
        Deal = opened.Deal,
        OpportunitySide = opened.Side,
        Owner = opened.By ?? state.Owner,
        LastOwner = opened.By ?? state.LastOwner,
    };

    private static LeadState WithoutClocks(LeadState state) =>
        state with { Handover = null, RespondBy = null, ResponseLateAt = null, WorkBy = null, StalledAt = null, RecycleAt = null, DormantUntil = null, IsResting = false, RestsUntil = null };
}
