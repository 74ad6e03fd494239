using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Work;

/// <summary>Does what is due, by the desk's clock, until the server ends: looks once a second, beside all other servers of the desk.</summary>
internal abstract partial class DueLoop(Desk desk, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(5);

    /// <summary>Does what is due now.</summary>
    protected abstract Task DoDueAsync(CancellationToken stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = Rest;
            try
            {
                // Not on the thread by which the server starts.
                await Task.Run(() => DoDueAsync(stoppingToken), CancellationToken.None);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Interrupted(log, GetType().Name, failure is UnreachableException ? failure.Message : Leads.Rejudging.WhereOf(failure));
                rest = AfterOutage;
            }
            await Task.WhenAny(Task.Delay(rest, desk.Clock, stoppingToken));
        }
    }

    [LoggerMessage(3, LogLevel.Error, "{What} is interrupted and goes on in a moment: {Why}")]
    private static partial void Interrupted(ILogger log, string what, string why);
}
