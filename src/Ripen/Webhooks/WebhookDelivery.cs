using System.Collections.Concurrent;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Webhooks;

/// <summary>
/// Takes messages to the webhooks they are for, each in a lane of its own, so that one that hangs holds up nobody else.
/// Beside all other servers of the desk: whatever it sends it has claimed.
/// </summary>
internal sealed class WebhookDelivery(Desk desk) : IDisposable
{
    private const int MostAtOnce = 16;
    private readonly Guid id = desk.Ids.Next(desk.Now);
    private readonly ConcurrentDictionary<Guid, Task> lanes = new();
    private readonly WebhookCaller caller = new(desk);

    /// <summary>How long what it has taken is its own; longer than the other side may take.</summary>
    public TimeSpan ClaimLength { get; init; } = TimeSpan.FromSeconds(60);

    public WebhookCaller Caller
    {
        get => caller;
        init
        {
            caller.Dispose();
            caller = value;
        }
    }

    /// <summary>Sends what is due, and comes back when nothing is.</summary>
    public Task SendDueAsync(CancellationToken stop = default) => Task.WhenAll(WithWork().Select(webhook => LaneAsync(webhook, stop)));

    /// <summary>Sends what is due wherever nothing is being sent, and comes back at once.</summary>
    /// <param name="failed">Told of what went wrong here, not there.</param>
    public void Begin(Action<Exception> failed, CancellationToken stop)
    {
        foreach (var webhook in WithWork())
        {
            if (lanes.TryGetValue(webhook, out var lane) && !lane.IsCompleted) continue;
            lanes[webhook] = Task.Run(() => GuardedAsync(webhook, failed, stop), CancellationToken.None);
        }
    }

    /// <summary>Waits until what was begun has come to its end.</summary>
    public Task EndAsync() => Task.WhenAll(lanes.Values);

    public void Dispose() => caller.Dispose();

    private List<Guid> WithWork()
    {
        using var session = desk.Database.Read();
        var now = desk.Now;
        return [.. desk.Webhooks.Enabled(session).Where(webhook => WebhookMessages.Any(session, webhook, now))];
    }

    private async Task GuardedAsync(Guid webhook, Action<Exception> failed, CancellationToken stop)
    {
        try
        {
            await LaneAsync(webhook, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }

    private async Task LaneAsync(Guid id, CancellationToken stop)
    {
        while (await TakeAsync(id, stop) is var (webhook, allowsInside, taken))
        {
            try
            {
                var secrets = WebhookSecret.Of(desk, webhook);
                var answers = await Task.WhenAll(taken.Select(message => caller.SendAsync(webhook, message, secrets, allowsInside, stop)));
                await desk.Writer.DoAsync(write => Record(write, webhook, taken.Zip(answers)), CancellationToken.None);
            }
            catch
            {
                await desk.Writer.DoAsync(write => WebhookMessages.Release(write, id, this.id, taken.ConvertAll(message => message.Id)), CancellationToken.None);
                throw;
            }
        }
    }

    // Null where nothing is due, or it was disabled meanwhile.
    private async Task<(Webhook Webhook, bool AllowsInside, List<WebhookMessage> Taken)?> TakeAsync(Guid webhook, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var claim = new Claim(id, desk.Now, ClaimLength);
        return await desk.Writer.DoAsync<(Webhook, bool, List<WebhookMessage>)?>(
            write =>
            {
                if (WebhookStore.Find(write, webhook) is not { IsEnabled: true } found) return null;
                var taken = WebhookMessages.Take(write, webhook, claim, MostAtOnce);
                return taken.Count == 0 ? null : (found, WebhookTarget.AllowsInside(write, desk), taken);
            },
            stop);
    }

    private void Record(Write write, Webhook webhook, IEnumerable<(WebhookMessage Message, WebhookAnswer Answer)> tries)
    {
        var answers = tries.Where(one => WebhookMessages.Tried(write, desk, one.Message, id, one.Answer)).Select(one => one.Answer).ToList();
        if (answers.Count == 0) return;
        write.Changed(Changes.Webhooks);
        if (answers.Any(answer => answer.IsDelivered)) WebhookStore.Got(write, webhook.Id);
        else WebhookStore.Missed(write, webhook.Id, desk.Now);
        if (answers.Any(answer => answer.IsGone)) WebhookChanges.Disable(desk, write, Accounts.Caller.Itself, webhook.Id, "It answered 410: it is gone for good.");
        else if (WebhookStore.Find(write, webhook.Id) is { FailingSince: { } since } && desk.Now - since >= Backoff.InAll)
            WebhookChanges.Disable(desk, write, Accounts.Caller.Itself, webhook.Id, $"Nothing got through for two days. At the last try: {answers[^1].Error}");
    }
}
