using Ripen.Values;

namespace Ripen.Life;

/// <summary>From the first touch until a lead is ripe, at rest and asleep.</summary>
internal static class Ripening
{
    public static Refusal? Open(Steps steps, OpenLead command)
    {
        if (string.IsNullOrWhiteSpace(command.Line)) return Refusals.LineWanted;
        steps.Add(new LeadOpened(command.Line, command.How));
        return null;
    }

    // At rest nothing is reached: the fresh verdict on waking finds what still holds.
    public static Refusal? Judge(Steps steps, RecordJudgement command)
    {
        var findings = command.Findings;
        if (steps.State.Findings != findings) steps.Add(new Judged(findings));
        if (steps.State.IsResting && findings.IsHandover && command.IsByProspect) steps.Add(new Woken(WokenBy.Prospect));
        if (!steps.State.IsResting && steps.State.Stage == Stage.Inquiry && findings.Qualified == Truth.True) steps.Add(new Qualified());
        return null;
    }

    public static Refusal? Touched(Steps steps)
    {
        if (steps.State.DormantUntil is not null) steps.Add(new DormancyEnded());
        return null;
    }

    public static Refusal? Wake(Steps steps)
    {
        if (steps.State.RestsUntil is not { } date || steps.Now < date) return Refusals.Resting(steps.State, steps.Terms);
        steps.Add(new Woken(WokenBy.Date));
        return null;
    }

    public static Refusal? Exhaust(Steps steps)
    {
        if (steps.State.DormantUntil is { } until) return Refusals.AlreadyDormant(until, steps.Terms);
        steps.Add(new FellDormant(steps.After(steps.Terms.DormantFor)));
        return null;
    }

    public static Refusal? EndDormancy(Steps steps, EndDormancy command)
    {
        if (steps.State.DormantUntil is not { } until) return Refusals.NotDormant;
        if (command.By is null && steps.Now < until) return Refusals.AlreadyDormant(until, steps.Terms);
        steps.Add(new DormancyEnded(command.By));
        return null;
    }
}
