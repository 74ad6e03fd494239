using Ripen.Desks;

namespace Ripen.Funnel;

/// <summary>Reads all passes when a server has started, so that the first who asks for a report does not wait for it: some seconds for a million.</summary>
internal sealed class PassWarmUp(Desk desk) : BackgroundService
{
    // The first pages come first.
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(After, stoppingToken);
        try
        {
            using var session = desk.Database.Read();
            desk.Passes.Of(session);
        }
        catch (Exception failure) when (desk.Database.Explain(failure) is not null)
        {
            // Whoever asks for a report reads them, or is told.
        }
    }
}
