using Ripen.Desks;

namespace Ripen.Work;

/// <summary>The worker of a server: begins and ends with it.</summary>
internal sealed class BackgroundWork(Desk desk, ILogger<Worker> log, TimeSpan? claimLength) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var worker = claimLength is { } length ? new Worker(desk, log) { ClaimLength = length } : new Worker(desk, log);
        return Task.Run(() => worker.RunAsync(stoppingToken), CancellationToken.None);
    }
}
