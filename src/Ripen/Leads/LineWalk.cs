using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>
/// Judges every open lead of a line under the agreement in force, in the order in which they lie: while one page is
/// judged, others are read and written.
/// </summary>
/// <param name="progress">Told how many leads are done.</param>
internal sealed class LineWalk(Desk desk, string line, Action<long> progress)
{
    private const int PageSize = 1_000;
    private readonly Lock gate = new();
    private readonly JudgeTally tally = new();
    private Guid place;
    private bool isAtEnd;

    public async Task<JudgeTally> RunAsync(CancellationToken stop)
    {
        // One more than can judge at a time: one waits for the writer.
        var lanes = Math.Clamp(Environment.ProcessorCount, 1, 4) + 1;
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(() => LaneAsync(stop), stop)));
        return tally;
    }

    private async Task LaneAsync(CancellationToken stop)
    {
        var rejudging = new Rejudging(desk);
        using var session = desk.Database.Read();
        while (Next(session) is { Count: > 0 } page)
        {
            stop.ThrowIfCancellationRequested();
            var some = await rejudging.JudgeAsync(session, page, LeadStore.AreNeighbours(session, page), also: null, stop);
            lock (gate)
            {
                tally.Add(some);
                progress(tally.Judged);
            }
        }
    }

    private List<LeadRecord> Next(Session session)
    {
        lock (gate)
        {
            if (isAtEnd) return [];
            var page = LeadStore.OpenAfter(session, line, place, PageSize);
            if (page.Count < PageSize) isAtEnd = true;
            if (page.Count > 0) place = page[^1].Id.Person;
            return page;
        }
    }
}
