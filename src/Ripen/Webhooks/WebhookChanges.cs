using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Telling;

namespace Ripen.Webhooks;

/// <summary>What is done to webhooks, by pages, API and the desk itself alike; each is written down.</summary>
internal static class WebhookChanges
{
    /// <summary>So many there can be: each is a row for everything that happens.</summary>
    public const int Most = 50;

    /// <returns>With the secret, which is not to be had again; null where there are too many.</returns>
    public static (Webhook Webhook, string Secret)? Add(Desk desk, Write write, Caller by, string name, string url, IReadOnlyList<string> events)
    {
        if (WebhookStore.All(write).Count >= Most) return null;
        var (id, secret) = (desk.Ids.Next(desk.Now), WebhookSecret.New());
        var added = new Webhook(id, name, url, WebhookType.InOrder(events), WebhookSecret.Seal(desk, id, secret), null, null, desk.Now, by.By) { Version = 1 };
        WebhookStore.Add(write, added);
        Audit.Note(write, desk, by, Actions.WebhookAdded, name, $"{HostOf(url)}: {string.Join(' ', added.Events)}");
        return (added, secret);
    }

    public static Webhook Change(Desk desk, Write write, Caller by, Webhook was, string name, string url, IReadOnlyList<string> events)
    {
        WebhookStore.Save(write, was with { Name = name, Url = url, Events = WebhookType.InOrder(events) });
        Audit.Note(write, desk, by, Actions.WebhookChanged, name, $"{HostOf(url)}: {string.Join(' ', WebhookType.InOrder(events))}");
        return WebhookStore.Find(write, was.Id)!;
    }

    /// <summary>From now on another secret signs, and for a day the old one besides.</summary>
    /// <returns>The new one, which is not to be had again.</returns>
    public static string ChangeSecret(Desk desk, Write write, Caller by, Webhook was)
    {
        var secret = WebhookSecret.New();
        WebhookStore.Save(write, was with { Secret = WebhookSecret.Seal(desk, was.Id, secret), OldSecret = was.Secret, OldUntil = desk.Now + WebhookSecret.OldFor });
        Audit.Note(write, desk, by, Actions.WebhookSecretChanged, was.Name);
        return secret;
    }

    /// <summary>Nothing more is sent to it, and of what happens from now on it is never told; what waits is kept. Where the desk does it by itself, those who keep it are told.</summary>
    public static void Disable(Desk desk, Write write, Caller by, Guid id, string because)
    {
        if (WebhookStore.Find(write, id) is not { IsEnabled: true } was) return;
        WebhookStore.Save(write, was with { DisabledAt = desk.Now, DisabledBecause = because });
        Audit.Note(write, desk, by, Actions.WebhookDisabled, was.Name, because);
        if (by == Caller.Itself) Notices.TellAdministrators(write, desk, NoticeKind.WebhookDisabled, $"The webhook {was.Name} is disabled. {because}", $"/webhooks/{id}");
    }

    public static void Enable(Desk desk, Write write, Caller by, Webhook was)
    {
        if (was.IsEnabled) return;
        WebhookStore.Save(write, was with { DisabledAt = null, DisabledBecause = null, FailingSince = null });
        Audit.Note(write, desk, by, Actions.WebhookEnabled, was.Name);
    }

    public static bool Remove(Desk desk, Write write, Caller by, Guid id)
    {
        if (WebhookStore.Find(write, id) is not { } was) return false;
        WebhookStore.Remove(write, id);
        Audit.Note(write, desk, by, Actions.WebhookRemoved, was.Name);
        return true;
    }

    public static bool Replay(Desk desk, Write write, Caller by, Webhook webhook, Guid message)
    {
        if (!WebhookMessages.Replay(write, webhook.Id, message, desk.Now)) return false;
        write.Changed(Changes.Webhooks);
        Audit.Note(write, desk, by, Actions.WebhookReplayed, webhook.Name, $"{message}");
        return true;
    }

    /// <summary>Says how many.</summary>
    public static int ReplayFailed(Desk desk, Write write, Caller by, Webhook webhook, DateTimeOffset since)
    {
        var count = WebhookMessages.ReplayFailed(write, webhook.Id, since, desk.Now);
        write.Changed(Changes.Webhooks);
        Audit.Note(write, desk, by, Actions.WebhookReplayed, webhook.Name, FormattableString.Invariant($"{count} that failed since {since:yyyy-MM-dd HH:mm}Z"));
        return count;
    }

    public static Guid Test(Desk desk, Write write, Caller by, Webhook webhook)
    {
        Audit.Note(write, desk, by, Actions.WebhookTested, webhook.Name);
        return WebhookMessages.PutTest(write, desk, webhook.Id);
    }

    // The rest of an address may be a secret of the other side's.
    private static string HostOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);
}
