using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Work;

/// <summary>
/// Does what is due, by the desk's clock, beside everybody else who works on the desk: in this process, or in others on the
/// same database. Whatever it does it has claimed; what somebody claimed who is gone is anybody's when the claim runs out.
/// </summary>
/// <param name="log">Where it says what it could not do.</param>
internal sealed partial class Worker(Desk desk, ILogger? log = null)
{
    private const int MostClaimed = 4_000;
    private const int MostWritten = 1_000;

    // What other servers ask for is seen so soon.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(5);
    private readonly Guid id = desk.Ids.Next(desk.Now);

    /// <summary>How long what it has claimed is its own.</summary>
    public TimeSpan ClaimLength { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Does what is due until nothing is, and says how many leads it judged.</summary>
    public static Task<long> RunDueAsync(Desk desk, CancellationToken stop = default) => new Worker(desk).RunDueAsync(stop);

    /// <summary>The same with this worker's claims. Not twice at once.</summary>
    public async Task<long> RunDueAsync(CancellationToken stop = default)
    {
        var rejudging = new Rejudging(desk, Failed);
        var judged = 0L;
        while (await RoundAsync(rejudging, stop) is { } some) judged += some;
        return judged;
    }

    /// <summary>Does what is due whenever something is, until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Begun before looking what is due: a clock that is moved after the look is not missed.
            var rest = Task.Delay(LongestRest, desk.Clock, stop);
            try
            {
                await RunDueAsync(stop);
                await Task.WhenAny(rest, NextDueAsync(stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Interrupted(failure);
                await Task.WhenAny(Task.Delay(AfterOutage, desk.Clock, stop));
            }
        }
    }

    // A piece of each kind of work in turn, so that none waits until another is all done; null where nothing was due.
    private async Task<long?> RoundAsync(Rejudging rejudging, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var session = desk.Database.Read();
        var claim = new Claim(id, desk.Now, ClaimLength);
        var due = DeskWork.Due(session, claim.At);
        var areLeadsDue = DueWork.Any(session, DueKind.Judge, claim.At);
        var isActDue = DueWork.Any(session, DueKind.Act, claim.At);
        if (due.Count == 0 && !areLeadsDue && !isActDue) return null;
        var judged = 0L;
        var groups = new GroupWork(desk, rejudging);
        if (due.Contains(DeskWorkKind.JudgeOrganisation)) await groups.UnfoldAsync(claim, stop);
        if (due.Contains(DeskWorkKind.JudgeGroup)) judged += await groups.RunAsync(session, claim, stop);
        if (due.Contains(DeskWorkKind.GiveAway)) await new LeaverWork(desk, Failed).RunAsync(session, claim, stop);
        if (isActDue) await new ActWork(desk, Failed).RunAsync(session, claim, stop);
        if (areLeadsDue) judged += await LeadsAsync(rejudging, session, claim, stop);
        if (due.Contains(DeskWorkKind.JudgeLine)) judged += await new LineWork(desk, rejudging).RunAsync(session, claim, DeskWorkKind.JudgeLine, stop);
        if (due.Contains(DeskWorkKind.JudgeLineAnew)) judged += await new LineWork(desk, rejudging).RunAsync(session, claim, DeskWorkKind.JudgeLineAnew, stop);
        return judged;
    }

    // Claimed in larger pieces than are written: finding what has been due for longest is dear where very much is due. What
    // is claimed is done before this process ends.
    private async Task<long> LeadsAsync(Rejudging rejudging, Session session, Claim claim, CancellationToken stop)
    {
        var judged = 0L;
        var taken = await desk.Writer.DoManyAsync(write => DueWork.Take(write, DueKind.Judge, claim, MostClaimed), stop);
        foreach (var some in taken.OrderBy(lead => lead.Person).Chunk(MostWritten))
        {
            var leads = LeadStore.Open(session, some);
            var tally = await rejudging.JudgeAsync(session, leads, LeadStore.AreNeighbours(session, leads), write => DueWork.Release(write, claim.By, some), CancellationToken.None);
            judged += tally.Judged;
        }
        return judged;
    }

    private async Task NextDueAsync(CancellationToken stop)
    {
        DateTimeOffset? next;
        var now = desk.Now;
        using (var session = desk.Database.Read()) next = Earlier(DueWork.Next(session, now), DeskWork.Next(session, now));
        var rest = next is { } due && due - now < LongestRest ? due - now : LongestRest;
        await Task.Delay(rest, desk.Clock, stop);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private void Failed(Life.LeadId lead, Exception failure)
    {
        if (log is not null) NotDone(log, lead, Rejudging.WhereOf(failure));
    }

    private void Interrupted(Exception failure)
    {
        if (log is not null) WorkStopped(log, failure is UnreachableException ? failure.Message : Rejudging.WhereOf(failure));
    }

    [LoggerMessage(1, LogLevel.Error, "What is due for lead {Lead} could not be done and is tried again in an hour: {Where}")]
    private static partial void NotDone(ILogger log, Life.LeadId lead, string where);

    [LoggerMessage(2, LogLevel.Error, "Work on the desk is interrupted and goes on in a moment: {Why}")]
    private static partial void WorkStopped(ILogger log, string why);
}
