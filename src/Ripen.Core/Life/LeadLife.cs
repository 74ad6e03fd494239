using System.Diagnostics;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>The life of a lead: what may happen to it, and what comes of that. Everything that its table does not list is refused.</summary>
public static class LeadLife
{
    /// <summary>All that may happen to a lead, by where it is.</summary>
    public static ValueList<LifeRow> Table => LifeTable.Rows;

    /// <summary>Decides on a command. The same arguments always give the same decision.</summary>
    /// <param name="policy">Of the version <see cref="LeadState.Agreement"/>, or where that is null of the one in force.</param>
    /// <param name="now">The instant of the command; in imported history the one at which it happened.</param>
    /// <exception cref="InvalidOperationException">The policy is of another version than the lead is held under.</exception>
    public static Decision Decide(LeadState state, LeadCommand command, Policy policy, Instant now)
    {
        if (!LifeTable.Allows(state.Situation, command)) return new([], Refusals.NotInTable(state, command, policy));
        var steps = new Steps(state, command, policy, now);
        return Handle(steps, command) is { } refusal ? new([], refusal) : steps.Taken();
    }

    private static Refusal? Handle(Steps steps, LeadCommand command) => command switch
    {
        OpenLead open => Ripening.Open(steps, open),
        RecordJudgement judgement => Ripening.Judge(steps, judgement),
        RecordTheirTouch touch => Ripening.Touched(steps, touch),
        Wake => Ripening.Wake(steps),
        PlanNext next => Nurturing.Plan(steps, next),
        TakeStep step => Nurturing.Take(steps, step),
        LeaveProgramme leave => Nurturing.Leave(steps, leave),
        SetTask task => Tasks.Set(steps, task),
        FinishTask task => Tasks.Finish(steps, task),
        MoveTask task => Tasks.Move(steps, task),
        MarkTaskLate => Tasks.MarkLate(steps),
        EndDormancy end => Ripening.EndDormancy(steps, end),
        HandOver handOver => HandingOver.HandOver(steps, handOver),
        MarkLate => HandingOver.MarkLate(steps),
        MarkUnanswered => HandingOver.MarkUnanswered(steps),
        ReassignLate reassign => HandingOver.Reassign(steps, reassign),
        Reassign reassign => HandingOver.Reassign(steps, reassign),
        AcceptHandover accept => HandingOver.Accept(steps, accept),
        RejectHandover reject => HandingOver.Reject(steps, reject),
        NoteWork work => Working.Note(steps, work),
        MarkStalled => Working.MarkStalled(steps),
        RecycleStalled => Working.RecycleStalled(steps),
        OpenOpportunity open => Working.Open(steps, open),
        ChangeOwner change => Working.ChangeOwner(steps, change),
        ChangeOpportunity change => Working.Change(steps, change),
        WinOpportunity win => Working.Win(steps, win),
        LoseOpportunity lose => Working.Lose(steps, lose),
        Disqualify disqualify => Ending.Disqualify(steps, disqualify),
        Reopen reopen => Ending.Reopen(steps, reopen),
        ImportDecision decision => ImportedHistory.Decision(steps, decision),
        ImportOutcome outcome => ImportedHistory.Outcome(steps, outcome),
        _ => throw new UnreachableException($"{command.GetType().Name} is in the table, but nobody handles it."),
    };
}
