using Ripen.Values;

namespace Ripen.Life;

/// <summary>A handover from its first salesperson to its end.</summary>
internal static class HandingOver
{
    public static Refusal? HandOver(Steps steps, HandOver command)
    {
        if (steps.State.Findings is not { IsHandover: true }) return Refusals.NotRipe;
        if (string.IsNullOrWhiteSpace(command.To)) return Refusals.SalespersonWanted;
        var respondBy = command.IsRequest && steps.Terms.RespondWithin is { } within ? steps.After(within) : (Instant?)null;
        Begin(steps, command.To, 1, respondBy, withManager: false, command.Because);
        return null;
    }

    public static Refusal? MarkLate(Steps steps)
    {
        var handover = steps.State.Handover!;
        if (handover.LateAt is not null || handover.AcceptBy is not { } by || steps.Now < by) return Refusals.NotLate(handover, steps.Terms);
        steps.Add(new HandoverLate());
        return null;
    }

    public static Refusal? MarkUnanswered(Steps steps)
    {
        if (steps.State is not { RespondBy: { } by, ResponseLateAt: null } || steps.Now < by) return Refusals.NotUnanswered(steps.State, steps.Policy);
        steps.Add(new ResponseLate());
        return null;
    }

    public static Refusal? Reassign(Steps steps, ReassignLate command)
    {
        var handover = steps.State.Handover!;
        if (handover.IsWithManager) return Refusals.WithManager(handover);
        if (handover.ReassignAt is not { } at || steps.Now < at) return Refusals.NotExpired(handover, steps.Terms);
        if (string.IsNullOrWhiteSpace(command.To)) return Refusals.SalespersonWanted;
        steps.Add(new HandoverExpired(handover.To));
        Begin(steps, command.To, handover.Try + 1, steps.State.RespondBy, handover.NextIsManager, command.Because);
        return null;
    }

    // What the manager gives on begins to count anew; for anybody else an absence is no new chance to let it expire.
    public static Refusal? Reassign(Steps steps, Reassign command)
    {
        var handover = steps.State.Handover!;
        if (string.IsNullOrWhiteSpace(command.To)) return Refusals.SalespersonWanted;
        steps.Add(new HandoverReassigned(handover.To, command.By));
        Begin(steps, command.To, handover.IsWithManager ? 1 : handover.Try, steps.State.RespondBy, withManager: false, command.Because);
        return null;
    }

    public static Refusal? Accept(Steps steps, AcceptHandover command)
    {
        steps.Add(new HandoverAccepted(command.By, steps.After(steps.Terms.WorkWithin)));
        return null;
    }

    public static Refusal? Reject(Steps steps, RejectHandover command)
    {
        if (Ending.Of(steps, command.Reason, command.Wake, command.ReferredTo, out var ending) is { } refusal) return refusal;
        if (ending.Reason == Policy.NoReply && !command.IsSure && steps.State.Attempts < steps.Terms.Attempts) return Refusals.TooFewAttempts(steps.State, steps.Terms);
        steps.Add(new HandoverRejected(command.By, ending.Reason));
        Ending.EndPass(steps, ending, command.By);
        return null;
    }

    private static void Begin(Steps steps, string to, int count, Instant? respondBy, bool withManager, string? because)
    {
        var acceptBy = steps.After(steps.Terms.AcceptWithin);
        var reassignAt = !withManager && steps.Terms.ReassignAfter is { } after ? steps.Terms.Calendar.Add(acceptBy, after) : (Instant?)null;
        steps.Add(new HandedOver(to, count, steps.Terms.Version, respondBy, acceptBy, reassignAt) { IsWithManager = withManager, Because = because });
    }
}
