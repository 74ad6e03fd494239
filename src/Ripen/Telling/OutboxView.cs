using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Telling;

/// <summary>How far a mail is.</summary>
/// <param name="Word">As it stands in addresses.</param>
/// <param name="Where">Which of the rows are so.</param>
public sealed record MailState(string Word, string Label, string Where)
{
    public static readonly MailState Waits = new("waiting", "Waits", "due_at is not null");
    public static readonly MailState WasSent = new("sent", "Sent", "sent_at is not null");
    public static readonly MailState Failed = new("failed", "Failed", "failed_at is not null");

    public static IReadOnlyList<MailState> All { get; } = [Waits, WasSent, Failed];
}

/// <summary>A mail to a user.</summary>
/// <param name="Text">Word for word, but for a link that lets somebody in.</param>
/// <param name="Error">What went wrong at the last try.</param>
/// <param name="MayRetry">It can be sent again as it is.</param>
public sealed record OutboxMail(Guid Id, string Address, string Subject, string Text, DateTimeOffset At, MailState State, DateTimeOffset? SentAt, DateTimeOffset? NextAt, int Attempts, string? Error, bool MayRetry)
{
    internal static OutboxMail Of(UserMail mail, string desk) => new(
        mail.Id, mail.Address, mail.Subject, MailText.Shown(mail, desk), mail.At, mail.SentAt is not null ? MailState.WasSent : mail.FailedAt is not null ? MailState.Failed : MailState.Waits,
        mail.SentAt, mail.DueAt, mail.Attempts, mail.Error, mail.SentAt is null && (mail.Path is not null || mail.Secret is not null));
}

/// <summary>What the desk sends to its users: what waits, was sent and failed.</summary>
/// <param name="IsSmtpSet">Mail can be sent.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record OutboxView(IReadOnlyList<OutboxMail> Mails, bool IsSmtpSet, string State, bool IsFurther, Guid? Next)
{
    internal const int OnPage = 50;

    public bool IsFiltered => State.Length > 0;

    /// <summary>With its filter.</summary>
    public string Address => $"{OutboxPages.Path}?state={State}";

    /// <param name="address">Of the desk, for links.</param>
    internal static OutboxView Of(Desk desk, Session session, string state, Guid? before, string address)
    {
        var wanted = MailState.All.FirstOrDefault(one => one.Word == state);
        var found = UserMails.Page(session, wanted?.Where, before, OnPage + 1);
        return new(
            [.. found.Take(OnPage).Select(mail => OutboxMail.Of(mail, address))], Smtp.IsSet(session, desk), wanted?.Word ?? "", before is not null,
            found.Count > OnPage ? found[OnPage - 1].Id : null);
    }
}
