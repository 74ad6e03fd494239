using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Webhooks;

/// <summary>Delivers as long as the server runs.</summary>
internal sealed partial class WebhookWork(Desk desk, ILogger<WebhookWork> log) : DueLoop(desk, log)
{
    private readonly WebhookDelivery delivery = new(desk);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await delivery.EndAsync();
    }

    public override void Dispose()
    {
        delivery.Dispose();
        base.Dispose();
    }

    protected override Task DoDueAsync(CancellationToken stop)
    {
        delivery.Begin(failure => Failed(log, failure is UnreachableException ? failure.Message : Rejudging.WhereOf(failure)), stop);
        return Task.CompletedTask;
    }

    [LoggerMessage(4, LogLevel.Error, "Telling a webhook is interrupted and goes on in a moment: {Why}")]
    private static partial void Failed(ILogger log, string why);
}
