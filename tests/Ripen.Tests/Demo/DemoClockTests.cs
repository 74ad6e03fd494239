using Microsoft.Extensions.Time.Testing;
using Ripen.Demo;
using Xunit;

namespace Ripen.Tests.Demo;

public sealed class DemoClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider real = new(new(2031, 5, 4, 3, 2, 1, TimeSpan.Zero));
    private readonly DemoClock clock;

    public DemoClockTests() => clock = new(real, Start);

    [Fact]
    public void It_goes_as_fast_as_any_other_from_where_it_starts()
    {
        Assert.Equal(Start, clock.GetUtcNow());
        real.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(Start.AddMinutes(7), clock.GetUtcNow());
    }

    [Fact]
    public void It_is_put_forward_and_never_back()
    {
        clock.MoveTo(Start.AddDays(40));
        Assert.Equal(Start.AddDays(40), clock.GetUtcNow());
        clock.MoveTo(Start);
        Assert.Equal(Start.AddDays(40), clock.GetUtcNow());
        real.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Start.AddDays(40).AddHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_timer_fires_when_its_time_has_come_whether_the_clock_went_there_or_was_put_there()
    {
        var (near, far) = (Task.Delay(TimeSpan.FromHours(1), clock, TestContext.Current.CancellationToken), Task.Delay(TimeSpan.FromDays(10), clock, TestContext.Current.CancellationToken));
        real.Advance(TimeSpan.FromMinutes(59));
        Assert.False(near.IsCompleted);
        real.Advance(TimeSpan.FromMinutes(1));
        Assert.True(near.IsCompleted);
        clock.MoveTo(Start.AddDays(9));
        Settle();
        Assert.False(far.IsCompleted);
        clock.MoveTo(Start.AddDays(10));
        Settle();
        Assert.True(far.IsCompleted);
    }

    [Fact]
    public void A_timer_that_repeats_fires_once_for_a_move_and_then_as_before()
    {
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        clock.MoveTo(Start.AddDays(2));
        Settle();
        Assert.Equal(1, fired);
        real.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, fired);
        real.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, fired);
    }

    [Fact]
    public void A_timer_that_is_gone_or_stopped_does_not_fire()
    {
        var fired = 0;
        clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan).Dispose();
        using var stopped = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.MoveTo(Start.AddDays(2));
        Settle();
        real.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, fired);
    }

    [Fact]
    public void A_timer_whose_instant_lies_between_two_ticks_of_the_real_clock_is_not_forgotten()
    {
        var (coarse, fired) = (new DemoClock(new WholeMilliseconds(real), Start), 0);
        using var timer = coarse.CreateTimer(_ => fired++, null, TimeSpan.FromMilliseconds(1.5), Timeout.InfiniteTimeSpan);
        real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, fired);
        real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fired);
    }

    /// <summary>Timers as the operating system's: a fraction of a millisecond is left away.</summary>
    private sealed class WholeMilliseconds(TimeProvider real) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => real.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(real.CreateTimer(callback, state, dueTime, period));

        private sealed class Timer(ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(TimeSpan.FromMilliseconds(Math.Floor(dueTime.TotalMilliseconds)), period);

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }

    // What is due at once is due at the real clock's next move.
    private void Settle() => real.Advance(TimeSpan.Zero);
}
