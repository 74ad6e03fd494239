namespace Ripen.Life;

/// <summary>
/// What was decided before Ripen was there: the steps that history does not tell are made up in the table's order and
/// marked as assumed. Nobody promised anything on a lead whose handover is assumed, so it runs no clocks.
/// </summary>
internal static class ImportedHistory
{
    public static Refusal? Decision(Steps steps, ImportDecision command)
    {
        if (command.IsAccepted)
        {
            MakeUpHandover(steps, command.By);
            steps.Add(Accepted(steps, command.By));
            return null;
        }

        if (Ending.OfHistory(steps, command.Reason, command.Wake, out var ending) is { } refusal) return refusal;
        MakeUpHandover(steps, command.By);
        steps.Add(new HandoverRejected(command.By, ending.Reason));
        Ending.EndPass(steps, ending, command.By);
        return null;
    }

    public static Refusal? Outcome(Steps steps, ImportOutcome command)
    {
        if (command.IsWon)
        {
            if (Refusals.OfAmount(command.Amount) is { } wrong) return wrong;
            MakeUpOpportunity(steps, command.By);
            steps.Add(new OpportunityWon(command.By, command.Amount));
            steps.Add(new PassEnded(PassEnd.Won));
            return null;
        }

        if (Ending.OfHistory(steps, command.Reason, command.Wake, out var ending) is { } refusal) return refusal;
        MakeUpOpportunity(steps, command.By);
        steps.Add(new OpportunityLost(command.By, ending.Reason));
        Ending.EndPass(steps, ending with { IsLost = true }, command.By);
        return null;
    }

    private static void MakeUpOpportunity(Steps steps, string? by)
    {
        if (steps.State.Stage == Stage.Opportunity && steps.State.IsOpen) return;
        MakeUpHandover(steps, by);
        if (steps.State.Stage == Stage.HandedOver) steps.Assume(Accepted(steps, by));
        steps.Assume(new OpportunityOpened(by ?? steps.State.Owner, SourceSide.Sales, steps.State.Agreement));
    }

    private static void MakeUpHandover(Steps steps, string? by)
    {
        if (steps.State.IsDisqualified)
        {
            steps.Assume(new Reopened(by, null));
            steps.Assume(new PassBegan(steps.State.Pass + 1));
        }

        if (steps.State.IsResting) steps.Assume(new Woken(WokenBy.Sales));
        if (steps.State.Stage < Stage.HandedOver) steps.Assume(new HandedOver(by, 1));
    }

    // A handover of Ripen's own keeps its clocks, whoever reports that it was accepted.
    private static HandoverAccepted Accepted(Steps steps, string? by) =>
        new(by, steps.State.Agreement is null ? null : steps.After(steps.Terms.WorkWithin));
}
