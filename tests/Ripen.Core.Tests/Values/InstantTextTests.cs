using System.Globalization;
using CsCheck;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Values;

public class InstantTextTests
{
    [Theory]
    [InlineData("2026-07-15T09:00:00Z", "2026-07-15T09:00:00Z", true)]
    [InlineData("2026-07-15T09:00:00+02:00", "2026-07-15T07:00:00Z", true)]
    [InlineData("2026-07-15T09:00:00-05:30", "2026-07-15T14:30:00Z", true)]
    [InlineData("2026-07-15T09:00:00.000+0000", "2026-07-15T09:00:00Z", true)]
    [InlineData("2026-07-15 09:00:00+02", "2026-07-15T07:00:00Z", true)]
    [InlineData("2026-07-15T09:00:00.999999999Z", "2026-07-15T09:00:00Z", true)]
    [InlineData("1969-12-31T23:59:58.5Z", "1969-12-31T23:59:58Z", true)]
    [InlineData("2026-07-15T09:00:00", "2026-07-15T08:00:00Z", true)]
    [InlineData("2026-07-15 09:00:00", "2026-07-15T08:00:00Z", true)]
    [InlineData("2026-07-15 09:00", "2026-07-15T08:00:00Z", true)]
    [InlineData("2026-07-15", "2026-07-14T23:00:00Z", false)]
    [InlineData("2024-02-29", "2024-02-28T23:00:00Z", false)]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", true)]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", true)]
    public void It_reads(string text, string instant, bool timeGiven)
    {
        Assert.True(InstantText.TryParse(text, OneHourEast, out var at, out var given));
        Assert.Equal((instant, timeGiven), (at.ToString(), given));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("31.12.2026")]
    [InlineData("12/31/2026")]
    [InlineData("2026-7-15")]
    [InlineData("20260715")]
    [InlineData("2026-02-29")]
    [InlineData("2026-00-10")]
    [InlineData("2026-13-10")]
    [InlineData("0000-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("-2026-01-01")]
    [InlineData("2026-07-15T")]
    [InlineData("2026-07-15T09")]
    [InlineData("2026-07-15T9:00")]
    [InlineData("2026-07-15T24:00")]
    [InlineData("2026-07-15T23:60")]
    [InlineData("2026-07-15T23:59:60Z")]
    [InlineData("2026-07-15T09:00:00.Z")]
    [InlineData("2026-07-15T09:00:00,5Z")]
    [InlineData("2026-07-15T09:00:00 Z")]
    [InlineData("2026-07-15T09:00:00z")]
    [InlineData("2026-07-15t09:00:00Z")]
    [InlineData("2026-07-15  09:00")]
    [InlineData("2026-07-15T09:00:00+15:00")]
    [InlineData("2026-07-15T09:00:00+2:00")]
    [InlineData("2026-07-15T09:00:00+02:0")]
    [InlineData("2026-07-15Z")]
    [InlineData("2026-07-15 09:00 PM")]
    [InlineData("２０２６-07-15")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void Nothing_else_is_a_date(string text) => Assert.False(InstantText.TryParse(text, OneHourEast, out _, out _));

    [Fact]
    public void What_an_instant_writes_reads_back() => Instants.Sample(at =>
        _ = InstantText.TryParse(at.ToString(), OneHourEast, out var read, out var given) && read == at && given);

    [Fact]
    public void With_any_offset_and_fraction_it_is_the_same_instant() =>
        Gen.Select(Gen.Long[-50_000_000_000, 250_000_000_000], Gen.Int[-14 * 60, 14 * 60], Gen.Int[0, 9_999_999]).Sample((seconds, minutes, fraction) =>
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(fraction).ToOffset(TimeSpan.FromMinutes(minutes));
            return InstantText.TryParse(at.ToString("o", CultureInfo.InvariantCulture), OneHourEast, out var read, out _) && read.Seconds == seconds;
        });

    [Fact]
    public void No_text_makes_it_throw() => Gen.String[Gen.Char["0123456789-:T Z+.x"], 0, 30].Sample(text =>
    {
        _ = InstantText.TryParse(text, OneHourEast, out _, out _);
        _ = InstantText.TryParse("2026-07-15" + text, OneHourEast, out _, out _);
        _ = InstantText.TryParse("2026-07-15T09:00" + text, OneHourEast, out _, out _);
    });

    private static readonly Gen<Instant> Instants = Gen.Long[Instant.Min.Seconds, Instant.Max.Seconds].Select(s => new Instant(s));

    private static readonly Zone OneHourEast = Zone.TryFind("Etc/GMT-1", out var zone) ? zone : throw new InvalidOperationException("Etc/GMT-1 is missing.");
}
