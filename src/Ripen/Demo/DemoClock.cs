namespace Ripen.Demo;

/// <summary>
/// A clock that goes as fast as any other and can be put forward. Timers stand on it: those whose time has come when it is
/// put forward fire at once.
/// </summary>
/// <param name="start">What it shows at first.</param>
internal sealed class DemoClock(TimeProvider real, DateTimeOffset start) : TimeProvider
{
    private readonly TimeProvider real = real;
    private readonly Lock gate = new();
    private readonly HashSet<ClockTimer> timers = [];
    private TimeSpan ahead = start - real.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return (real.GetUtcNow() + ahead).ToUniversalTime();
    }

    /// <summary>Puts it forward to an instant. One that is past already is let be: a clock never goes back.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        ClockTimer[] all;
        lock (gate)
        {
            var further = at - (real.GetUtcNow() + ahead);
            if (further <= TimeSpan.Zero) return;
            ahead += further;
            all = [.. timers];
        }
        foreach (var timer in all) timer.Wind();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(this, callback, state);
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Forget(ClockTimer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    private sealed class ClockTimer : ITimer
    {
        private readonly Lock gate = new();
        private readonly DemoClock clock;
        private readonly ITimer inner;
        private DateTimeOffset? due;
        private TimeSpan period;

        public ClockTimer(DemoClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            inner = clock.real.CreateTimer(_ => Fire(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                this.period = period;
            }
            return Wind();
        }

        /// <summary>Sets it anew, by the clock as it is now.</summary>
        public bool Wind()
        {
            lock (gate)
            {
                if (due is not { } at) return inner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var left = at - clock.GetUtcNow();
                // The real clock's timers go by whole milliseconds, and would fire just before the instant.
                return inner.Change(left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            clock.Forget(this);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.Forget(this);
            return inner.DisposeAsync();
        }

        private void Fire(TimerCallback callback, object? state)
        {
            bool isEarly;
            lock (gate)
            {
                if (due is null) return;
                isEarly = due > clock.GetUtcNow();
                if (!isEarly) due = period > TimeSpan.Zero ? clock.GetUtcNow() + period : null;
            }
            Wind();
            if (!isEarly) callback(state);
        }
    }
}
