using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Work;

namespace Ripen.Webhooks;

/// <summary>Something that one webhook is told.</summary>
/// <param name="Payload">As it is sent and signed, to the byte.</param>
/// <param name="TriedAt">The first try since it was made or sent again.</param>
/// <param name="DueAt">Null once it was delivered or given up.</param>
public sealed record WebhookMessage(Guid Id, Guid Webhook, string Type, string Payload, DateTimeOffset At, DateTimeOffset? DueAt, int Attempts, DateTimeOffset? TriedAt, DateTimeOffset? DeliveredAt, DateTimeOffset? FailedAt);

/// <summary>
/// What other programs are told: a row a webhook, written in the transaction in which it happens, claimed by an update that
/// only one can win. At least once, under one id; in no order.
/// </summary>
internal static class WebhookMessages
{
    private const string Columns = "message_id, webhook_id, type, payload, at, due_at, attempts, tried_at, delivered_at, failed_at";
    private const string Again = "due_at = @now, attempts = 0, tried_at = null, delivered_at = null, failed_at = null, claimed_by = null, claimed_until = null";
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether anybody is to be told of a type; cheap, so that what is said need not be made for nobody.</summary>
    public static bool Wants(Session session, Desk desk, string type) => desk.Webhooks.WantedBy(session, type).Count > 0;

    /// <summary>Tells whoever wants it, in the transaction in which it happens.</summary>
    /// <param name="data">Ids and words: nothing that is known of a person.</param>
    public static void Put(Write write, Desk desk, string type, DateTimeOffset at, JsonObject data)
    {
        if (!WebhookType.IsKnown(type)) throw new ArgumentException($"There is no webhook event {type}.", nameof(type));
        Put(write, desk, desk.Webhooks.WantedBy(write, type), type, at, data);
    }

    /// <summary>Sends one of them something to see whether it arrives.</summary>
    public static Guid PutTest(Write write, Desk desk, Guid webhook) => Put(write, desk, [webhook], WebhookType.Test.Word, desk.Now, new() { ["webhook"] = webhook.ToString() });

    public static bool Any(Session session, Guid webhook, DateTimeOffset now) =>
        session.Single($"select 1 from webhook_messages where webhook_id = @webhook and {Claim.IsFree} limit 1", ("@webhook", webhook), ("@now", now)) is not null;

    /// <summary>Takes what has been due for longest to one webhook; none where nothing is due, or others took it.</summary>
    public static List<WebhookMessage> Take(Write write, Guid webhook, Claim claim, int most)
    {
        var (due, taken) = (new List<Guid>(), new List<WebhookMessage>());
        write.Read($"select message_id from webhook_messages where webhook_id = @webhook and {Claim.IsFree} order by due_at limit @most", row => due.Add(row.GetId(0)), ("@webhook", webhook), ("@now", claim.At), ("@most", most));
        write.Find(
            $"update webhook_messages set claimed_by = @by, claimed_until = @until where webhook_id = @webhook and message_id = any(@keys) and {Claim.IsFree} returning {Columns}",
            due,
            row => taken.Add(Of(row)),
            ("@webhook", webhook),
            ("@now", claim.At),
            ("@by", claim.By),
            ("@until", claim.Until));
        return taken;
    }

    /// <summary>Leaves what was taken to whoever comes next.</summary>
    public static void Release(Write write, Guid webhook, Guid by, IReadOnlyCollection<Guid> messages) =>
        write.Find("update webhook_messages set claimed_by = null, claimed_until = null where webhook_id = @webhook and message_id = any(@keys) and claimed_by = @by returning message_id", messages, _ => { }, ("@webhook", webhook), ("@by", by));

    /// <summary>Writes down what became of a try.</summary>
    /// <returns>False where it is no longer his: its claim has run out, or it is to be sent again from the start.</returns>
    public static bool Tried(Write write, Desk desk, WebhookMessage message, Guid by, WebhookAnswer answer)
    {
        var now = desk.Now;
        var next = answer.IsDelivered || answer.IsGone ? null : Backoff.Next(message.Attempts + 1, message.TriedAt ?? now, now);
        var isHis = write.Execute(
            """
            update webhook_messages set attempts = attempts + 1, tried_at = coalesce(tried_at, @now), due_at = @next, delivered_at = @delivered, failed_at = @failed, claimed_by = null, claimed_until = null
            where message_id = @message and webhook_id = @webhook and claimed_by = @by
            """,
            ("@message", message.Id),
            ("@webhook", message.Webhook),
            ("@by", by),
            ("@now", now),
            ("@next", next),
            ("@delivered", answer.IsDelivered ? now : null),
            ("@failed", !answer.IsDelivered && next is null ? now : null)) == 1;
        if (isHis) WebhookTries.Add(write, desk, message, answer);
        return isHis;
    }

    /// <summary>Sends one again from the start, whatever became of it.</summary>
    public static bool Replay(Write write, Guid webhook, Guid message, DateTimeOffset now) =>
        write.Execute($"update webhook_messages set {Again} where message_id = @message and webhook_id = @webhook", ("@message", message), ("@webhook", webhook), ("@now", now)) == 1;

    /// <summary>Sends all again that failed since an instant, and says how many.</summary>
    public static int ReplayFailed(Write write, Guid webhook, DateTimeOffset since, DateTimeOffset now) =>
        write.Execute($"update webhook_messages set {Again} where webhook_id = @webhook and failed_at >= @since", ("@webhook", webhook), ("@since", since), ("@now", now));

    public static WebhookMessage? Find(Session session, Guid webhook, Guid message)
    {
        WebhookMessage? found = null;
        session.Read($"select {Columns} from webhook_messages where message_id = @message and webhook_id = @webhook", row => found = Of(row), ("@message", message), ("@webhook", webhook));
        return found;
    }

    /// <summary>The latest first, from before one on.</summary>
    public static List<WebhookMessage> Page(Session session, Guid webhook, MessageState? state, Guid? before, int most)
    {
        var found = new List<WebhookMessage>();
        var where = $"webhook_id = @webhook{(state is null ? "" : $" and {state.Where}")}{(before is null ? "" : " and message_id < @before")}";
        (string, object?)[] values = before is null ? [("@webhook", webhook), ("@most", most)] : [("@webhook", webhook), ("@most", most), ("@before", before)];
        session.Read($"select {Columns} from webhook_messages where {where} order by message_id desc limit @most", row => found.Add(Of(row)), values);
        return found;
    }

    private static Guid Put(Write write, Desk desk, IReadOnlyList<Guid> webhooks, string type, DateTimeOffset at, JsonObject data)
    {
        var (id, now) = (desk.Ids.Next(desk.Now), desk.Now);
        if (webhooks.Count == 0) return id;
        var payload = new JsonObject { ["type"] = type, ["timestamp"] = ApiJson.Text(at), ["data"] = data.DeepClone() }.ToJsonString(Written);
        write.Insert(Tables.WebhookMessages, [.. webhooks.Select(webhook => (object?[])[id, webhook, type, payload, now, now, 0, null, null, null, null, null])]);
        write.Changed(Changes.Webhooks);
        return id;
    }

    private static WebhookMessage Of(DbDataReader row) => new(
        row.GetId(0), row.GetId(1), row.GetString(2), row.GetString(3), row.GetAt(4), row.GetAtOrNull(5), row.GetInt32(6), row.GetAtOrNull(7), row.GetAtOrNull(8), row.GetAtOrNull(9));
}

/// <summary>How far a message is.</summary>
/// <param name="Where">Which of the rows are so.</param>
public sealed record MessageState(string Word, string Label, string Where)
{
    public static readonly MessageState Waits = new("waiting", "Waits", "due_at is not null");
    public static readonly MessageState Delivered = new("delivered", "Delivered", "delivered_at is not null");
    public static readonly MessageState Failed = new("failed", "Failed", "failed_at is not null");

    public static IReadOnlyList<MessageState> All { get; } = [Waits, Delivered, Failed];

    public static MessageState Of(WebhookMessage message) => message.DeliveredAt is not null ? Delivered : message.FailedAt is not null ? Failed : Waits;
}
