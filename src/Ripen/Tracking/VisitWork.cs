using Ripen.Desks;
using Ripen.Work;

namespace Ripen.Tracking;

/// <summary>Looks at what the tracker told since it looked last, beside all other servers of the desk.</summary>
internal sealed class VisitWork(Desk desk, VisitTally tally, ILogger<VisitWork> log) : DueLoop(desk, log)
{
    private readonly Desk desk = desk;

    protected override Task DoDueAsync(CancellationToken stop) => RunAsync(desk, tally, stop);

    /// <summary>Looks at what is fresh until nothing is, and says how much it was.</summary>
    public static async Task<int> RunAsync(Desk desk, VisitTally tally, CancellationToken stop = default)
    {
        await tally.WriteAsync(desk, stop);
        var taken = 0;
        while (IsAnyFresh(desk))
        {
            stop.ThrowIfCancellationRequested();
            var some = await desk.Writer.DoManyAsync(write => new VisitSorting(desk, write).Take(), stop);
            if (some == 0) break;
            taken += some;
        }
        return taken;
    }

    private static bool IsAnyFresh(Desk desk)
    {
        using var session = desk.Database.Read();
        return session.Single("select 1 from visits where state = @fresh and due_at <= @now limit 1", ("@fresh", VisitState.Fresh), ("@now", desk.Now)) is not null;
    }
}
