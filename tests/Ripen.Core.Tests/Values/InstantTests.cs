using System.Globalization;
using CsCheck;
using Ripen.Values;
using Xunit;

namespace Ripen.Core.Tests.Values;

public class InstantTests
{
    [Theory]
    [InlineData("2026-07-15T09:00:00.999Z", "2026-07-15T09:00:00Z")]
    [InlineData("2026-07-15T09:00:00+02:00", "2026-07-15T07:00:00Z")]
    [InlineData("1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void A_time_is_rounded_down_to_the_second_also_before_1970(string at, string instant) =>
        Assert.Equal(instant, Instant.From(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)).ToString());

    [Fact]
    public void The_epoch_is_second_0_and_half_a_second_before_it_is_second_minus_1()
    {
        Assert.Equal(new Instant(0), Instant.From(DateTimeOffset.UnixEpoch));
        Assert.Equal(new Instant(-1), Instant.From(DateTimeOffset.UnixEpoch.AddMilliseconds(-500)));
    }

    [Fact]
    public void Min_and_Max_are_the_ends_of_the_calendar()
    {
        Assert.Equal("0001-01-01T00:00:00Z", Instant.Min.ToString());
        Assert.Equal("9999-12-31T23:59:59Z", Instant.Max.ToString());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_sum_beyond_the_calendar_is_held_at_its_end(long seconds)
    {
        var end = seconds > 0 ? Instant.Max : Instant.Min;
        Assert.Equal(end, new Instant(0).Plus(seconds));
        Assert.Equal(end, Instant.Min.Plus(seconds));
        Assert.Equal(end, Instant.Max.Plus(seconds));
    }

    [Fact]
    public void A_sum_within_the_calendar_is_exact_and_any_other_is_held() =>
        Gen.Select(Gen.Long[Instant.Min.Seconds, Instant.Max.Seconds], Gen.Long).Sample((start, seconds) =>
        {
            var exact = (Int128)start + seconds;
            var held = Int128.Clamp(exact, Instant.Min.Seconds, Instant.Max.Seconds);
            return new Instant(start).Plus(seconds).Seconds == held;
        });

    [Fact]
    public void Instants_are_ordered_as_their_seconds() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
            new Instant(a) < new Instant(b) == a < b
            && new Instant(a) >= new Instant(b) == a >= b
            && Math.Sign(new Instant(a).CompareTo(new Instant(b))) == a.CompareTo(b));
}
