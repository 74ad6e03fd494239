using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Webhooks;

/// <summary>What came of sending a message once.</summary>
/// <param name="Status">Of HTTP; null where there was no answer.</param>
/// <param name="Error">What went wrong, in a sentence; null where it was delivered.</param>
/// <param name="Text">The first bytes of the answer.</param>
public sealed record WebhookAnswer(int? Status, int Milliseconds, string? Error, string? Text)
{
    public bool IsDelivered => Status is >= 200 and <= 299;

    /// <summary>It wants nothing more, ever.</summary>
    public bool IsGone => Status == 410;
}

public sealed record WebhookTry(Guid Id, DateTimeOffset At, WebhookAnswer Answer);

/// <summary>The delivery log.</summary>
internal static class WebhookTries
{
    public static void Add(Write write, Desk desk, WebhookMessage message, WebhookAnswer answer) => write.Execute(
        "insert into webhook_tries (message_id, webhook_id, try_id, at, status, milliseconds, error, answer) values (@message, @webhook, @try, @at, @status, @milliseconds, @error, @answer)",
        ("@message", message.Id),
        ("@webhook", message.Webhook),
        ("@try", desk.Ids.Next(desk.Now)),
        ("@at", desk.Now),
        ("@status", answer.Status),
        ("@milliseconds", answer.Milliseconds),
        ("@error", answer.Error),
        ("@answer", answer.Text));

    /// <summary>The latest first.</summary>
    public static List<WebhookTry> Of(Session session, Guid webhook, Guid message)
    {
        var tries = new List<WebhookTry>();
        session.Read(
            "select try_id, at, status, milliseconds, error, answer from webhook_tries where message_id = @message and webhook_id = @webhook order by try_id desc limit 100",
            row => tries.Add(new(row.GetId(0), row.GetAt(1), new(row.GetIntOrNull(2), row.GetInt32(3), row.GetTextOrNull(4), row.GetTextOrNull(5)))),
            ("@message", message),
            ("@webhook", webhook));
        return tries;
    }
}
