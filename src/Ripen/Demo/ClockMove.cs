using System.Diagnostics.CodeAnalysis;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Demo;

/// <summary>
/// Puts the demo's clock forward: it stops at each instant at which something is due until that is done, so that everything
/// happens at its time and in its order. The desk's own background work does it, as it would if one waited.
/// </summary>
internal sealed class ClockMove(Desk desk, DemoClock clock, Action<TimeSpan> progress)
{
    /// <summary>Further at once takes too long.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(400);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private DateTimeOffset? target;

    /// <summary>Where it is on its way to; null while the clock just goes.</summary>
    public DateTimeOffset? Target
    {
        get
        {
            lock (gate) return target;
        }
    }

    /// <summary>Begins a move; false where it is moving already.</summary>
    /// <param name="arrival">Ends with the move; false where something that is due does not get done, and the clock stays there.</param>
    public bool TryBegin(DateTimeOffset to, CancellationToken stop, [NotNullWhen(true)] out Task<bool>? arrival)
    {
        arrival = null;
        lock (gate)
        {
            if (target is not null) return false;
            target = to;
        }
        arrival = Task.Run(() => ArriveAsync(to, stop), CancellationToken.None);
        return true;
    }

    private async Task<bool> ArriveAsync(DateTimeOffset to, CancellationToken stop)
    {
        try
        {
            var from = desk.Now;
            using var session = desk.Database.Read();
            while (NextDue(session) is { } due && due < to)
            {
                clock.MoveTo(due);
                if (!await IsDoneAsync(session, stop)) return false;
                progress(desk.Now - from);
            }
            clock.MoveTo(to);
            return await IsDoneAsync(session, stop);
        }
        finally
        {
            lock (gate) target = null;
        }
    }

    private DateTimeOffset? NextDue(Session session)
    {
        var (leads, others) = (DueWork.Next(session, desk.Now), DeskWork.Next(session, desk.Now));
        return leads is null || others < leads ? others : leads;
    }

    private async Task<bool> IsDoneAsync(Session session, CancellationToken stop)
    {
        var (from, now) = (TimeProvider.System.GetTimestamp(), desk.Now);
        while (session.Single("select 1 from due_work where due_at <= @now union all select 1 from desk_work where due_at <= @now limit 1", ("@now", now)) is not null)
        {
            if (TimeProvider.System.GetElapsedTime(from) > Patience) return false;
            await Task.Delay(Look, stop);
        }
        return true;
    }
}
