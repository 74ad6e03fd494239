using Ripen.Accounts;

namespace Ripen.Telling;

/// <summary>What a notice is about. The numbers stand in the database.</summary>
public enum NoticeKind : short
{
    HandoverOpened = 1,
    HandoverLate = 2,
    HandoverTaken = 3,
    HandoverExpired = 4,
    ResponseLate = 5,
    LeadStalled = 6,
    LeadWoken = 7,
    TaskDue = 8,
    Replied = 9,
    Referred = 10,
    OpportunityEnded = 11,
    WebhookDisabled = 12,
}

/// <summary>A kind with its words for programs and for people, and how it is told to whoever has not chosen.</summary>
/// <param name="Label">As the subject of a mail.</param>
/// <param name="Says">When it comes, in a sentence.</param>
public sealed record KnownNotice(NoticeKind Kind, string Word, string Label, string Says, bool ByMail = false)
{
    public static IReadOnlyList<KnownNotice> All { get; } =
    [
        new(NoticeKind.HandoverOpened, "handover_opened", "A lead was handed over to you", "You are to accept or reject it before its clock runs out.", ByMail: true),
        new(NoticeKind.HandoverLate, "handover_late", "A handover is late", "Nobody has accepted or rejected a lead in time: you, or somebody whose manager you are.", ByMail: true),
        new(NoticeKind.HandoverTaken, "handover_taken", "A lead of yours was given to somebody else", "It waited for you too long, or your manager gave it to another."),
        new(NoticeKind.HandoverExpired, "handover_expired", "You decide who takes a lead", "Two salespeople have let a handover run out, and now the manager says who is next.", ByMail: true),
        new(NoticeKind.ResponseLate, "response_late", "An answer is late", "You have accepted a lead and not yet spoken with the person in the time agreed.", ByMail: true),
        new(NoticeKind.LeadStalled, "lead_stalled", "Nothing happens with a lead", "It was accepted, and then nothing was done for as long as the agreement allows."),
        new(NoticeKind.LeadWoken, "lead_woken", "A lead of yours woke", "It rested until a date, or the person came back by himself."),
        new(NoticeKind.TaskDue, "task_due", "A task is overdue", "You wanted to do something on a lead by a date that has passed."),
        new(NoticeKind.Replied, "replied", "Somebody answered", "A person whose lead is yours has answered, or asked for something."),
        new(NoticeKind.Referred, "referred", "You were referred to somebody", "A person whose lead is yours has named a better contact."),
        new(NoticeKind.OpportunityEnded, "opportunity_ended", "An opportunity has ended", "One of yours was won or lost."),
        new(NoticeKind.WebhookDisabled, "webhook_disabled", "A webhook is disabled", "A program that was told of what happens here no longer takes it.", ByMail: true) { Roles = Role.Administrator },
    ];

    /// <summary>Who can get it; none: anybody.</summary>
    public Role Roles { get; private init; }

    public static KnownNotice Of(NoticeKind kind) => All.First(known => known.Kind == kind);

    public static KnownNotice? Find(string word) => All.FirstOrDefault(known => known.Word == word);

    /// <summary>Those that can come to somebody.</summary>
    public static IEnumerable<KnownNotice> For(User user) => All.Where(known => known.Roles == Role.None || (known.Roles & user.Roles) != Role.None);
}
