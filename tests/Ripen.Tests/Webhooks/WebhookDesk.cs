using System.Net;
using System.Text.Json.Nodes;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Tests.Storage;
using Ripen.Tests.Telling;
using Ripen.Webhooks;
using Xunit;

namespace Ripen.Tests.Webhooks;

/// <summary>What the tests of webhooks do to a desk.</summary>
internal static class WebhookDesk
{
    public const string Type = "lead.qualified";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The targets of the tests are on this machine.</summary>
    public static Task AllowInsideAsync(this Desk desk) => desk.SetAsync(KnownSettings.WebhookPrivateTargets, "yes");

    public static async Task<(Webhook Webhook, string Secret)> AddAsync(this Desk desk, string url, params string[] events) =>
        (await desk.Writer.DoAsync(write => WebhookChanges.Add(desk, write, Caller.OnThisMachine, new Uri(url).AbsolutePath, url, events.Length == 0 ? [Type] : events), Stop))!.Value;

    public static Task PutAsync(this Desk desk, string type = Type, int count = 1) => desk.Writer.DoAsync(
        write =>
        {
            for (var i = 0; i < count; i++) WebhookMessages.Put(write, desk, type, desk.Now, new JsonObject { ["lead"] = "0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1", ["line"] = "main", ["pass"] = i });
        },
        Stop);

    /// <summary>With little patience, by the clock on the wall.</summary>
    public static WebhookDelivery Delivery(this Desk desk, double seconds = 10) => new(desk) { Caller = new(desk) { Patience = TimeSpan.FromSeconds(seconds) } };

    public static async Task DeliverAsync(this Desk desk, double seconds = 10)
    {
        using var delivery = desk.Delivery(seconds);
        await delivery.SendDueAsync(Stop);
    }

    public static Webhook Webhook(this TestDesk desk, Guid id)
    {
        using var session = desk.Desk.Database.Read();
        return WebhookStore.Find(session, id)!;
    }

    public static IReadOnlyList<WebhookMessage> MessagesTo(this TestDesk desk, Webhook webhook)
    {
        using var session = desk.Desk.Database.Read();
        return WebhookMessages.Page(session, webhook.Id, null, null, 500);
    }

    public static WebhookMessage MessageTo(this TestDesk desk, Webhook webhook) => Assert.Single(desk.MessagesTo(webhook));

    /// <summary>The latest.</summary>
    public static WebhookAnswer TryOf(this TestDesk desk, WebhookMessage message)
    {
        using var session = desk.Desk.Database.Read();
        return WebhookTries.Of(session, message.Webhook, message.Id)[0].Answer;
    }

    public static void Resolves(this Desk desk, params string[] addresses) => desk.Webhooks.Resolve = (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());
}
