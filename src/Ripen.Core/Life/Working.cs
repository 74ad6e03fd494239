using Ripen.Values;

namespace Ripen.Life;

/// <summary>What Sales makes of an accepted lead, up to the end of its opportunity.</summary>
internal static class Working
{
    /// <summary>Why the pass of a stalled lead ends; no reason of an agreement, because nobody gave one.</summary>
    internal const string StalledReason = "stalled";

    public static Refusal? Note(Steps steps, NoteWork command)
    {
        var workBy = steps.State.Stage == Stage.Accepted ? steps.After(steps.Terms.WorkWithin) : (Instant?)null;
        steps.Add(new WorkNoted(command.By, workBy) { IsAttempt = command.IsAttempt, Kind = command.Kind, Note = string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim() });
        // Whoever has talked with the person has asked again, and has answered.
        foreach (var task in steps.State.Tasks.Where(task => !command.IsAttempt && task.Kind is TaskKind.OnWaking or TaskKind.Reply).ToList()) steps.Add(new TaskDone(task.Number, command.By));
        return null;
    }

    public static Refusal? MarkStalled(Steps steps)
    {
        if (steps.State.WorkBy is not { } by || steps.Now < by) return Refusals.NotStalled(steps.State.WorkBy, steps.Terms);
        steps.Add(new Stalled(steps.After(steps.Terms.WorkWithin)));
        return null;
    }

    public static Refusal? RecycleStalled(Steps steps)
    {
        if (steps.State.RecycleAt is not { } at || steps.Now < at) return Refusals.NotStalled(steps.State.RecycleAt, steps.Terms);
        Ending.EndPass(steps, new(StalledReason), by: null);
        return null;
    }

    public static Refusal? Open(Steps steps, OpenOpportunity command)
    {
        if (steps.State.Stage != Stage.Accepted && command.Side != SourceSide.Sales) return Refusals.SideIsSales;
        if (Refusals.OfDeal(command.Deal) is { } wrong) return wrong;
        if (steps.State.IsResting) steps.Add(new Woken(WokenBy.Sales));
        steps.Add(new OpportunityOpened(command.By, command.Side, steps.Terms.Version) { Deal = command.Deal });
        return null;
    }

    public static Refusal? Change(Steps steps, ChangeOpportunity command)
    {
        if (Refusals.OfDeal(command.Deal) is { } wrong) return wrong;
        if (steps.State.Deal != command.Deal) steps.Add(new OpportunityChanged(command.By, command.Deal));
        return null;
    }

    public static Refusal? ChangeOwner(Steps steps, ChangeOwner command)
    {
        if (string.IsNullOrWhiteSpace(command.To)) return Refusals.SalespersonWanted;
        var from = steps.State.Owner;
        if (from == command.To) return null;
        steps.Add(new OwnerChanged(from, command.To, command.By));
        foreach (var task in steps.State.Tasks)
        {
            if (task.For == from) steps.Add(new TaskMoved(task.Number, command.To, task.Due, command.By));
        }
        return null;
    }

    public static Refusal? Win(Steps steps, WinOpportunity command)
    {
        if (Refusals.OfAmount(command.Amount) is { } refusal) return refusal;
        steps.Add(new OpportunityWon(command.By, command.Amount));
        steps.Add(new PassEnded(PassEnd.Won));
        return null;
    }

    public static Refusal? Lose(Steps steps, LoseOpportunity command)
    {
        if (Ending.Of(steps, command.Reason, command.Wake, command.ReferredTo, out var ending) is { } refusal) return refusal;
        steps.Add(new OpportunityLost(command.By, ending.Reason));
        Ending.EndPass(steps, ending with { IsLost = true }, command.By);
        return null;
    }
}
