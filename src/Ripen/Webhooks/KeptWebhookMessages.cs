using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Settings;

namespace Ripen.Webhooks;

/// <summary>With their tries.</summary>
internal sealed class KeptWebhookMessages() : Kept("webhook_messages", "Messages to webhooks", KnownSettings.KeepWebhookMessages)
{
    public override Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop) => KeptById.DeleteAsync(
        desk, oldest, "select message_id from webhook_messages where at <= @oldest limit @most", stop,
        "delete from webhook_tries where message_id = any(@keys) returning message_id", "delete from webhook_messages where message_id = any(@keys) returning message_id");
}
