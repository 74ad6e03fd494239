using Ripen.Storage;

namespace Ripen.Webhooks;

/// <summary>All webhooks, and the form for one more.</summary>
public sealed record WebhooksView(IReadOnlyList<Webhook> Webhooks, WebhookForm Form, bool AllowsInside);

/// <summary>One webhook with its delivery log.</summary>
/// <param name="State">Which messages are shown; empty: all.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record WebhookView(Webhook Webhook, WebhookForm Form, IReadOnlyList<WebhookMessage> Messages, string State, bool IsFurther, Guid? Next)
{
    internal const int OnPage = 50;

    /// <summary>Made just now, and shown this once.</summary>
    public string? Secret { get; init; }

    /// <summary>What was done just now, in a sentence.</summary>
    public string? Done { get; init; }

    /// <summary>Of the form by which what failed is sent again.</summary>
    public string Since { get; init; } = "";

    public string? SinceError { get; init; }

    public string Address => $"/webhooks/{Webhook.Id}{(State.Length > 0 ? $"?state={State}" : "")}";

    internal static WebhookView Of(Session session, Webhook webhook, string state, Guid? before)
    {
        var wanted = MessageState.All.FirstOrDefault(one => one.Word == state);
        var found = WebhookMessages.Page(session, webhook.Id, wanted, before, OnPage + 1);
        return new(webhook, WebhookForm.Of(webhook), [.. found.Take(OnPage)], wanted?.Word ?? "", before is not null, found.Count > OnPage ? found[OnPage - 1].Id : null);
    }
}

/// <summary>One message with its tries.</summary>
/// <param name="Payload">Set out in lines.</param>
public sealed record WebhookMessageView(Webhook Webhook, WebhookMessage Message, string Payload, IReadOnlyList<WebhookTry> Tries)
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static WebhookMessageView Of(Session session, Webhook webhook, WebhookMessage message) =>
        new(webhook, message, System.Text.Json.Nodes.JsonNode.Parse(message.Payload)!.ToJsonString(Indented), WebhookTries.Of(session, webhook.Id, message.Id));
}
