using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>How a pass ends and what it goes on to, by its reason.</summary>
/// <param name="Reason">The agreement's id, or imported text.</param>
/// <param name="Wake">Only where recycled; null: without a date.</param>
internal readonly record struct Ending(string? Reason, AfterRejection Then = AfterRejection.Recycle, Instant? Wake = null, Guid? ReferredTo = null)
{
    /// <summary>It ends lost, whatever it goes on to.</summary>
    public bool IsLost { get; init; }

    /// <summary>Reads a reason given by Sales, and what that demands.</summary>
    public static Refusal? Of(Steps steps, string id, Instant? wake, Guid? referredTo, out Ending ending)
    {
        ending = default;
        var (terms, now) = (steps.Terms, steps.Now);
        if (string.IsNullOrWhiteSpace(id)) return Refusals.ReasonWanted;
        if (terms.ReasonOf(id) is not { } reason) return Refusals.UnknownReason(id, terms);
        var mayWake = reason.Then == AfterRejection.Recycle && reason.WakeAfter is null;
        if (wake is null && reason.WakeAsked) return Refusals.WakeDateWanted(reason);
        if (wake is not null && !mayWake) return Refusals.WakeDateNotAsked(reason);
        if (wake <= now) return Refusals.WakeDatePast(wake.Value, terms);
        if ((reason.Then == AfterRejection.AskReferral) != referredTo.HasValue) return referredTo is null ? Refusals.ReferralWanted(reason) : Refusals.ReferralNotAsked(reason);
        ending = new(reason.Id, reason.Then, wake ?? WakeOf(reason, steps), referredTo);
        return null;
    }

    /// <summary>Reads a reason as history has it: an unknown one is kept as it is, and the lead rests without a date unless it has one.</summary>
    public static Refusal? OfHistory(Steps steps, string? text, Instant? wake, out Ending ending)
    {
        ending = default;
        if (wake <= steps.Now) return Refusals.WakeDatePast(wake.Value, steps.Terms);
        var stated = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        ending = steps.Terms.ReasonOf(stated) is { } reason
            ? new(reason.Id, reason.Then, reason.Then == AfterRejection.Recycle ? wake ?? WakeOf(reason, steps) : null)
            : new(stated, Wake: wake);
        return null;
    }

    public static void EndPass(Steps steps, Ending ending, string? by)
    {
        var ended = ending.Then switch
        {
            AfterRejection.AskReferral => PassEnd.Referred,
            AfterRejection.Disqualify => PassEnd.Disqualified,
            _ => PassEnd.Recycled,
        };
        steps.Add(new PassEnded(ending.IsLost ? PassEnd.Lost : ended, ending.Reason));
        steps.Add(ending.Then switch
        {
            AfterRejection.AskReferral => new Referred(ending.ReferredTo),
            AfterRejection.Disqualify => new Disqualified(by, ending.Reason),
            _ => new PassBegan(steps.State.Pass + 1, ending.Wake) { IsResting = true },
        });
    }

    public static Refusal? Disqualify(Steps steps, Disqualify command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refusals.ReasonWanted;
        EndPass(steps, new(command.Reason.Trim(), AfterRejection.Disqualify), command.By);
        return null;
    }

    public static Refusal? Reopen(Steps steps, Reopen command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refusals.ReasonWanted;
        steps.Add(new Reopened(command.By, command.Reason.Trim()));
        steps.Add(new PassBegan(steps.State.Pass + 1));
        return null;
    }

    private static Instant? WakeOf(RejectReason reason, Steps steps) => reason.WakeAfter is { } after ? steps.After(after) : null;
}
