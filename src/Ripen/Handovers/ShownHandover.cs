using Ripen.Life;
using Ripen.Values;

namespace Ripen.Handovers;

/// <summary>One handover as the API shows it.</summary>
/// <param name="To">To whom; null where imported history does not say.</param>
/// <param name="Try">From 1; one more each time that it expired.</param>
/// <param name="Agreement">The version whose clocks and reasons hold.</param>
/// <param name="Because">Why it went to this salesperson.</param>
/// <param name="AskedAt">Since when the person waits for an answer; null where he does not.</param>
/// <param name="AnsweredAt">The first work on the lead after it was opened, or after something was asked.</param>
/// <param name="Ended">accepted, rejected, expired, reassigned or closed; null while it runs.</param>
internal sealed record ShownHandover(
    string Id,
    LeadId Lead,
    int Pass,
    string? To,
    int Try,
    bool WithManager,
    int? Agreement,
    string? Because,
    Instant OpenedAt,
    Instant? AcceptBy,
    Instant? RespondBy,
    Instant? ReassignAt,
    Instant? LateAt,
    Instant? ResponseLateAt,
    Instant? AskedAt,
    Instant? AnsweredAt,
    HandoverEnd? Ended,
    Instant? EndedAt,
    string? Reason,
    string? DecidedBy,
    bool Assumed)
{
    public static ShownHandover Of(HandoverRow row) => new(
        row.Id, row.Lead, row.Pass, row.Seller, row.Try, row.IsWithManager, row.Agreement, row.Because, row.OpenedAt, row.AcceptBy, row.RespondBy, row.ReassignAt, row.LateAt, row.ResponseLateAt, row.AskedAt, row.AnsweredAt,
        row.Ended, row.EndedAt, row.Reason, row.DecidedBy, row.IsAssumed);
}

/// <summary>One task as the API shows it.</summary>
/// <param name="For">Whose it is; null: nobody's yet.</param>
/// <param name="Why">by_hand, on_waking, of_programme, reply or nothing_planned.</param>
/// <param name="SetBy">Null: Ripen itself.</param>
/// <param name="Ended">done or dropped; null while it is open.</param>
internal sealed record ShownTask(string Id, LeadId Lead, string Says, TaskKind Why, string? For, Instant Due, Instant? LateAt, Instant SetAt, string? SetBy, TaskEnd? Ended, Instant? EndedAt, string? DoneBy, string? Outcome)
{
    public static ShownTask Of(TaskRow row) => new(HandoverRow.IdOf(row.Lead, row.Number), row.Lead, row.Says, row.Kind, row.Seller, row.Due, row.LateAt, row.SetAt, row.SetBy, row.Ended, row.EndedAt, row.DoneBy, row.Outcome);
}
