using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>From the first touch until a lead is ripe, at rest and asleep.</summary>
internal static class Ripening
{
    public static Refusal? Open(Steps steps, OpenLead command)
    {
        if (string.IsNullOrWhiteSpace(command.Line)) return Refusals.LineWanted;
        steps.Add(new LeadOpened(command.Line, command.How, command.ReferredBy));
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

    // With Sales a request runs its clock; the first that is open holds until somebody has answered.
    public static Refusal? Touched(Steps steps, RecordTheirTouch command)
    {
        if (steps.State.DormantUntil is not null) steps.Add(new DormancyEnded());
        var isWithSales = steps.State.Stage >= Stage.HandedOver;
        if (isWithSales && command.IsRequest && steps.State.RespondBy is null && steps.Policy.RespondWithin is { } within) steps.Add(new AnswerAsked(steps.AfterAnyhow(within)));
        if (!isWithSales) Nurturing.Touched(steps, command);
        return null;
    }

    public static Refusal? Wake(Steps steps)
    {
        if (steps.State.RestsUntil is not { } date || steps.Now < date) return Refusals.Resting(steps.State, steps.Terms);
        steps.Add(new Woken(WokenBy.Date));
        if (steps.State.LastOwner is { } owner) Tasks.Add(steps, TaskKind.OnWaking, steps.State.LastRejection is { } reason ? $"Ask again. Last time: {FactWords.Spaced(reason)}" : "Ask again: its rest is over", owner, steps.After(steps.Terms.AcceptWithin));
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
