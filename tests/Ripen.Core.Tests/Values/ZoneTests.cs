using System.Globalization;
using CsCheck;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Values;

public class ZoneTests
{
    private const int SecondsPerDay = 86_400;

    // Half-hour saving, changes at midnight, saving suspended for Ramadan, a skipped date, none at all.
    private static readonly string[] Ids =
    [
        "UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Asia/Kolkata",
        "Asia/Gaza", "Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia", "Pacific/Apia",
    ];

    private static readonly Gen<string> Id = Gen.Int[0, Ids.Length - 1].Select(i => Ids[i]);
    private static readonly Gen<Instant> From1970To2120 = Gen.Long[0, 4_765_132_799].Select(s => new Instant(s));
    private static readonly Gen<Instant> Ever = Gen.Long[Instant.Min.Seconds, Instant.Max.Seconds].Select(s => new Instant(s));
    private static readonly Gen<DateOnly> Date = Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber);

    [Fact]
    public void A_zone_agrees_with_the_system_at_every_instant_from_1970_to_2120() =>
        Gen.Select(Id, From1970To2120).Sample((id, at) =>
        {
            var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), TimeZoneInfo.FindSystemTimeZoneById(id));
            var zone = Find(id);
            Assert.Equal((int)local.Offset.TotalSeconds, zone.OffsetAt(at));
            Assert.Equal(DateOnly.FromDateTime(local.DateTime), zone.DateOf(at));
            Assert.Equal((int)local.TimeOfDay.TotalSeconds, zone.SecondOfDay(at));
        }, iter: 20_000);

    [Fact]
    public void A_zone_agrees_with_the_system_around_every_change_it_found()
    {
        foreach (var id in Ids)
        {
            var (zone, source) = (Find(id), TimeZoneInfo.FindSystemTimeZoneById(id));
            for (var s = 0L; s < 4_765_132_800; s += SecondsPerDay)
            {
                if (zone.OffsetAt(new(s)) == zone.OffsetAt(new(s + SecondsPerDay))) continue;
                for (var hour = s; hour <= s + SecondsPerDay; hour += 900)
                {
                    Agree(new(hour - 1));
                    Agree(new(hour));
                }
            }

            void Agree(Instant at) =>
                Assert.Equal((int)source.GetUtcOffset(at.ToDateTimeOffset()).TotalSeconds, zone.OffsetAt(at));
        }
    }

    [Theory]
    [InlineData("America/Recife", "2000-10-10T00:00:00Z", "2000-10-20T00:00:00Z")]
    [InlineData("Asia/Gaza", "2040-10-22T00:00:00Z", "2040-11-05T00:00:00Z")]
    public void Daylight_saving_of_a_single_week_is_not_missed(string id, string within, string after)
    {
        var source = TimeZoneInfo.FindSystemTimeZoneById(id);
        Assert.NotEqual(Find(id).OffsetAt(Instants.At(within)), Find(id).OffsetAt(Instants.At(after)));
        Assert.Equal(source.GetUtcOffset(Instants.At(within).ToDateTimeOffset()).TotalSeconds, Find(id).OffsetAt(Instants.At(within)));
    }

    [Theory]
    [InlineData("1900-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("2500-07-01T00:00:00Z", "2120-12-31T23:59:59Z")]
    public void Outside_1970_to_2120_the_offset_at_the_border_holds(string at, string border)
    {
        foreach (var id in Ids) Assert.Equal(Find(id).OffsetAt(Instants.At(border)), Find(id).OffsetAt(Instants.At(at)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00")]
    [InlineData("America/New_York", "2026-03-08", "02:30", "2026-03-08T03:00:00-04:00")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00")]
    [InlineData("Asia/Kolkata", "2026-03-29", "02:30", "2026-03-29T02:30:00+05:30")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00:00-02:00")]
    [InlineData("America/Sao_Paulo", "2018-02-17", "23:30", "2018-02-17T23:30:00-02:00")]
    [InlineData("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T03:00:00+01:00")]
    [InlineData("Pacific/Apia", "2011-12-30", "12:00", "2011-12-31T00:00:00+14:00")]
    [InlineData("UTC", "2026-12-31", "24:00", "2027-01-01T00:00:00Z")]
    public void A_skipped_clock_time_is_the_end_of_the_gap_and_a_repeated_one_the_first(
        string id, string date, string clock, string expected)
    {
        var second = int.Parse(clock[..2], CultureInfo.InvariantCulture) * 3600 + int.Parse(clock[3..], CultureInfo.InvariantCulture) * 60;
        Assert.Equal(Instants.At(expected), Find(id).At(Instants.Date(date), second));
    }

    [Fact]
    public void A_clock_time_is_the_earliest_instant_at_which_the_clock_shows_it_or_more() =>
        Gen.Select(Id, From1970To2120, Gen.Int[0, SecondsPerDay]).Sample((id, around, second) =>
        {
            var zone = Find(id);
            var date = zone.DateOf(around);
            var at = zone.At(date, second);
            var clock = date.ToDateTime(default).AddSeconds(second);
            Assert.True(ClockAt(at) >= clock);

            // Clocks go back by a day at most.
            for (var s = 1; s < SecondsPerDay; s += s < 10 ? 1 : 599) Assert.True(ClockAt(at.Plus(-s)) < clock);

            DateTime ClockAt(Instant i) => i.ToDateTimeOffset().UtcDateTime.AddSeconds(zone.OffsetAt(i));
        });

    [Fact]
    public void An_instant_is_found_again_by_its_date_and_clock_or_an_earlier_one_that_showed_the_same() =>
        Gen.Select(Id, Ever).Sample((id, at) =>
        {
            var zone = Find(id);
            if (at < Instant.Min.Plus(2 * SecondsPerDay) || at > Instant.Max.Plus(-2 * SecondsPerDay)) return;
            var again = zone.At(zone.DateOf(at), zone.SecondOfDay(at));
            Assert.True(again <= at);
            Assert.Equal(at.Seconds + zone.OffsetAt(at), again.Seconds + zone.OffsetAt(again));
        });

    [Theory]
    [InlineData("UTC", "2026-01-31T10:00:00Z", 1, DurationUnit.Month, "2026-02-28T10:00:00Z")]
    [InlineData("UTC", "2028-01-31T10:00:00Z", 1, DurationUnit.Month, "2028-02-29T10:00:00Z")]
    [InlineData("UTC", "2028-02-29T10:00:00Z", 1, DurationUnit.Year, "2029-02-28T10:00:00Z")]
    [InlineData("UTC", "2026-11-30T10:00:00Z", 3, DurationUnit.Month, "2027-02-28T10:00:00Z")]
    [InlineData("Europe/Berlin", "2026-12-31T23:30:00Z", 1, DurationUnit.Month, "2027-01-31T23:30:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00+01:00", 1, DurationUnit.Day, "2026-03-29T13:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00+01:00", 1, DurationUnit.Week, "2026-04-04T13:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-02-28T12:00:00+01:00", 1, DurationUnit.Month, "2026-03-28T12:00:00+01:00")]
    [InlineData("Europe/Berlin", "2026-03-15T12:00:00+01:00", 1, DurationUnit.Month, "2026-04-15T12:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-02-28T02:30:00+01:00", 1, DurationUnit.Hour, "2026-02-28T03:30:00+01:00")]
    [InlineData("Europe/Berlin", "2025-03-29T02:30:00+01:00", 1, DurationUnit.Year, "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-09-25T02:30:00+02:00", 1, DurationUnit.Month, "2026-10-25T02:30:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00+01:00", 0, DurationUnit.Month, "2026-10-25T02:30:00+01:00")]
    [InlineData("UTC", "2026-01-01T00:00:00Z", 90, DurationUnit.Minute, "2026-01-01T01:30:00Z")]
    public void Between_instants_a_day_is_24_hours_and_a_month_steps_on_calendar_and_clock(
        string id, string start, int count, DurationUnit unit, string expected) =>
        Assert.Equal(Instants.At(expected), Find(id).Add(Instants.At(start), new(count, unit)));

    [Theory]
    [InlineData("2026-01-31", 1, DurationUnit.Month, "2026-02-28")]
    [InlineData("2028-01-31", 1, DurationUnit.Month, "2028-02-29")]
    [InlineData("2026-12-31", 1, DurationUnit.Day, "2027-01-01")]
    [InlineData("2026-12-31", 2, DurationUnit.Week, "2027-01-14")]
    [InlineData("2028-02-29", 4, DurationUnit.Year, "2032-02-29")]
    [InlineData("2028-02-29", 1, DurationUnit.Year, "2029-02-28")]
    [InlineData("2026-01-31", 0, DurationUnit.Month, "2026-01-31")]
    public void Dates_step_by_whole_days_clamped_to_the_end_of_the_month(string start, int count, DurationUnit unit, string expected) =>
        Assert.Equal(Instants.Date(expected), Zone.Add(Instants.Date(start), new(count, unit)));

    [Fact]
    public void Dates_step_as_DateOnly_does() =>
        Gen.Select(Date, Gen.Int[0, 2000]).Where((date, _) => date.Year < 7000).Sample((date, count) =>
        {
            Assert.Equal(date.AddDays(count), Zone.Add(date, new(count, DurationUnit.Day)));
            Assert.Equal(date.AddDays(count * 7), Zone.Add(date, new(count, DurationUnit.Week)));
            Assert.Equal(date.AddMonths(count), Zone.Add(date, new(count, DurationUnit.Month)));
            Assert.Equal(date.AddYears(count), Zone.Add(date, new(count, DurationUnit.Year)));
        });

    [Fact]
    public void No_sum_leaves_the_calendar_or_goes_back() =>
        Gen.Select(Id, Ever, Date, Gen.Int[0, int.MaxValue], Gen.Enum<DurationUnit>()).Sample((id, at, date, count, unit) =>
        {
            var duration = new Duration(count, unit);
            if (duration.IsBusiness) return;
            Assert.True(Find(id).Add(at, duration) is var sum && sum >= at && sum <= Instant.Max);
            if (duration.IsWholeDays) Assert.InRange(Zone.Add(date, duration), date, DateOnly.MaxValue);
        });

    [Theory]
    [InlineData(DurationUnit.Minute)]
    [InlineData(DurationUnit.Month)]
    [InlineData(DurationUnit.Year)]
    public void Sums_beyond_the_year_9999_stand_for_never(DurationUnit unit)
    {
        foreach (var id in Ids)
        {
            Assert.Equal(Instant.Max, Find(id).Add(Instant.Max, new(int.MaxValue, unit)));
            Assert.Equal(Instant.Max, Find(id).At(DateOnly.MaxValue, SecondsPerDay).Plus(SecondsPerDay));
            Assert.True(Find(id).StartOf(DateOnly.MinValue) < Instant.Min.Plus(SecondsPerDay));
            Assert.Equal(DateOnly.MinValue, Find(id).DateOf(Instant.Min));
        }

        Assert.Equal(DateOnly.MaxValue, Zone.Add(DateOnly.MaxValue, new(1, DurationUnit.Day)));
        Assert.Equal(DateOnly.MaxValue, Zone.Add(new(9999, 12, 1), new(1, DurationUnit.Month)));
        Assert.Equal(DateOnly.MaxValue, Zone.Add(new(2026, 1, 1), new(int.MaxValue, DurationUnit.Year)));
    }

    [Fact]
    public void A_zone_refuses_to_count_business_time_and_dates_refuse_hours()
    {
        Assert.Throws<ArgumentException>(() => Zone.Utc.Add(default(Instant), new(1, DurationUnit.BusinessHour)));
        Assert.Throws<ArgumentException>(() => Zone.Utc.Add(default(Instant), new(1, DurationUnit.BusinessDay)));
        Assert.Throws<ArgumentException>(() => Zone.Add(default(DateOnly), new(1, DurationUnit.BusinessDay)));
        Assert.Throws<ArgumentException>(() => Zone.Add(default(DateOnly), new(24, DurationUnit.Hour)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Zone.Utc.At(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Zone.Utc.At(default, SecondsPerDay + 1));
    }

    [Fact]
    public void The_same_id_gives_the_same_zone()
    {
        Assert.Same(Find("Europe/Berlin"), Find("Europe/Berlin"));
        Assert.Same(Zone.Utc, Find("UTC"));
        Assert.Equal("Europe/Berlin", Find("Europe/Berlin").Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Europe/Bonn")]
    [InlineData("europe/berlin")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Pacific Standard Time")]
    [InlineData("../zoneinfo/UTC")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("/usr/share/zoneinfo/UTC")]
    [InlineData("localtime")]
    [InlineData("Europe/Berlin ")]
    [InlineData("Europe")]
    [InlineData("Europe/Berlin\0")]
    public void What_is_no_IANA_id_is_not_found(string? id)
    {
        Find("Europe/Berlin");
        Assert.False(Zone.TryFind(id, out _));
    }

    [Fact]
    public void Looking_up_and_adding_allocates_nothing()
    {
        var zone = Find("Europe/Berlin");
        long sum = Work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, sum);

        long Work()
        {
            var total = 0L;
            for (var i = 0; i < 1000; i++)
            {
                var at = new Instant(1_700_000_000 + i * 86_413L);
                var date = zone.DateOf(at);
                total += zone.OffsetAt(at) + zone.SecondOfDay(at) + zone.StartOf(date).Seconds + zone.At(date, i).Seconds
                    + zone.Add(at, new(i, DurationUnit.Month)).Seconds + zone.Add(at, new(i, DurationUnit.Day)).Seconds
                    + Zone.Add(date, new(i, DurationUnit.Year)).DayNumber;
            }

            return total;
        }
    }

    private static Zone Find(string id) => Zone.TryFind(id, out var zone) ? zone : throw new InvalidOperationException(id);
}

internal static class Instants
{
    public static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
