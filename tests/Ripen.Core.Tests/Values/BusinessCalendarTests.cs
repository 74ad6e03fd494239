using System.Globalization;
using CsCheck;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Values;

public class BusinessCalendarTests
{
    private const string Office = "Mon-Fri 09:00-17:30";
    private const string Split = "Mon-Fri 09:00-12:00 13:00-17:00; Sat 10:00-12:00";

    private static readonly string[] Ids =
    [
        "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca",
    ];

    [Fact]
    public void A_business_day_from_Friday_17_29_ends_Monday_17_29() =>
        Ends("2026-07-17T17:29", 1, DurationUnit.BusinessDay, "2026-07-20T17:29");

    [Fact]
    public void Five_business_days_from_a_Wednesday_end_the_next_Wednesday() =>
        Ends("2026-07-15T10:00", 5, DurationUnit.BusinessDay, "2026-07-22T10:00");

    [Theory]
    [InlineData("2026-07-17T17:30")] // Friday at closing time, which is closed
    [InlineData("2026-07-18T12:00")]
    [InlineData("2026-07-20T08:59")]
    [InlineData("2026-07-20T09:00")]
    public void A_business_day_from_outside_the_hours_counts_from_the_next_opening(string start) =>
        Ends(start, 1, DurationUnit.BusinessDay, "2026-07-21T09:00");

    [Fact]
    public void A_business_day_keeps_its_clock_time_even_where_the_next_open_day_is_shorter() =>
        Ends("2026-07-17T16:00", 1, DurationUnit.BusinessDay, "2026-07-18T16:00", Split);

    [Fact]
    public void A_business_day_skips_closed_dates() =>
        Ends("2026-12-23T11:00", 1, DurationUnit.BusinessDay, "2026-12-28T11:00");

    [Fact]
    public void A_business_day_passes_the_end_of_the_year() =>
        Ends("2026-12-31T11:00", 2, DurationUnit.BusinessDay, "2027-01-04T11:00");

    [Fact]
    public void A_business_hour_from_Friday_17_29_ends_Monday_at_09_59() =>
        Ends("2026-07-17T17:29", 1, DurationUnit.BusinessHour, "2026-07-20T09:59");

    [Fact]
    public void A_deadline_that_uses_up_the_rest_of_a_day_ends_that_day_at_closing_time() =>
        Ends("2026-07-17T13:30", 4, DurationUnit.BusinessHour, "2026-07-17T17:30");

    [Fact]
    public void A_deadline_can_end_where_the_midday_break_begins() =>
        Ends("2026-07-17T10:00", 2, DurationUnit.BusinessHour, "2026-07-17T12:00", Split);

    [Fact]
    public void The_midday_break_does_not_count() =>
        Ends("2026-07-17T11:00", 2, DurationUnit.BusinessHour, "2026-07-17T14:00", Split);

    [Fact]
    public void Business_hours_pass_closed_dates_and_the_end_of_the_year() =>
        Ends("2026-12-31T16:30", 10, DurationUnit.BusinessHour, "2027-01-04T09:30");

    [Fact]
    public void Minutes_and_hours_count_as_business_time()
    {
        Ends("2026-07-17T17:27", 5, DurationUnit.Minute, "2026-07-20T09:02");
        Ends("2026-07-17T17:00", 1, DurationUnit.Hour, "2026-07-20T09:30");
    }

    [Fact]
    public void Days_weeks_months_and_years_count_on_the_plain_calendar()
    {
        Ends("2026-07-17T17:29", 1, DurationUnit.Day, "2026-07-18T17:29");
        Ends("2026-07-17T17:29", 1, DurationUnit.Week, "2026-07-24T17:29");
        Ends("2026-07-31T17:29", 2, DurationUnit.Month, "2026-09-30T17:29");
        Ends("2026-07-17T17:29", 6, DurationUnit.Year, "2032-07-17T17:29");
    }

    [Theory]
    [InlineData(DurationUnit.Minute)]
    [InlineData(DurationUnit.Month)]
    [InlineData(DurationUnit.BusinessHour)]
    [InlineData(DurationUnit.BusinessDay)]
    public void A_count_of_nothing_ends_at_the_start_open_or_not(DurationUnit unit) =>
        Ends("2026-07-18T12:00", 0, unit, "2026-07-18T12:00");

    [Theory]
    [InlineData("Europe/Berlin", "Sat-Sun 00:00-06:00", "2026-03-29T00:00:00+01:00", 5, "2026-03-29T06:00:00+02:00")]
    [InlineData("Europe/Berlin", "Sat-Sun 00:00-06:00", "2026-10-25T00:00:00+02:00", 7, "2026-10-25T06:00:00+01:00")]
    [InlineData("America/New_York", "Sun 00:00-06:00", "2026-03-08T00:00:00-05:00", 5, "2026-03-08T06:00:00-04:00")]
    [InlineData("America/New_York", "Sun 00:00-06:00", "2026-11-01T00:00:00-04:00", 7, "2026-11-01T06:00:00-05:00")]
    [InlineData("Australia/Lord_Howe", "Sun 00:00-06:00", "2026-10-04T00:00:00+10:30", 5, "2026-10-04T05:30:00+11:00")]
    [InlineData("Australia/Lord_Howe", "Sun 00:00-06:00", "2026-04-05T00:00:00+11:00", 6, "2026-04-05T05:30:00+10:30")]
    [InlineData("Asia/Kolkata", "Mon-Fri 09:30-18:00", "2026-07-17T17:00:00+05:30", 2, "2026-07-20T10:30:00+05:30")]
    [InlineData("Europe/Berlin", "Sun 02:00-03:00", "2026-03-23T00:00:00+01:00", 1, "2026-04-05T03:00:00+02:00")]
    [InlineData("America/Sao_Paulo", "Sat 20:00-24:00", "2018-02-17T20:00:00-02:00", 5, "2018-02-18T00:00:00-03:00")]
    public void A_daylight_saving_day_counts_the_hours_that_really_passed(
        string id, string open, string start, int hours, string expected) =>
        Assert.Equal(Instants.At(expected), Calendar(open, id).Add(Instants.At(start), new(hours, DurationUnit.BusinessHour)));

    [Theory]
    [InlineData("2026-03-27T10:00:00+01:00", "2026-03-30T10:00:00+02:00")]
    [InlineData("2026-10-23T10:00:00+02:00", "2026-10-26T10:00:00+01:00")]
    public void A_business_day_keeps_the_clock_time_when_the_clocks_change(string start, string expected) =>
        Assert.Equal(Instants.At(expected), Calendar(Office).Add(Instants.At(start), new(1, DurationUnit.BusinessDay)));

    [Fact]
    public void A_date_that_the_zone_skipped_is_no_business_day() =>
        Assert.Equal(
            Instants.At("2012-01-02T10:00:00+14:00"),
            Calendar(Office, "Pacific/Apia").Add(Instants.At("2011-12-29T10:00:00-10:00"), new(1, DurationUnit.BusinessDay)));

    [Fact]
    public void Hours_that_begin_at_midnight_are_open_while_the_clock_shows_the_old_date_again()
    {
        // St John's went back from 00:01 to 23:01 on 7 November 2010, a Sunday.
        var calendar = Calendar("Sun 00:00-24:00", "America/St_Johns");
        var midnight = Instants.At("2010-11-07T00:00:00-02:30");
        Assert.False(calendar.IsOpen(midnight.Plus(-1)));
        Assert.True(calendar.IsOpen(midnight));
        Assert.True(calendar.IsOpen(midnight.Plus(1800)));
        Assert.Equal(25 * 3600, calendar.OpenSecondsBetween(midnight.Plus(-9999), midnight.Plus(2 * 86_400)));
    }

    [Fact]
    public void A_deadline_more_than_five_years_ahead_never_comes()
    {
        var always = Enumerable.Range(0, 6 * 366).Select(new DateOnly(2026, 1, 1).AddDays).ToList();
        var calendar = BusinessCalendar.Parse([Office], always, Zone.Utc, out _)!;
        Assert.Equal(Instant.Max, calendar.Add(Instants.At("2026-01-01T10:00Z"), new(1, DurationUnit.Minute)));
        Assert.Equal(Instant.Max, calendar.Add(Instants.At("2026-01-01T10:00Z"), new(1, DurationUnit.BusinessDay)));
        Assert.Equal(Instant.Max, Calendar(Office).Add(Instants.At("2026-01-01T10:00Z"), new(int.MaxValue, DurationUnit.BusinessHour)));
        Assert.Equal(Instant.Max, Calendar(Office).Add(Instants.At("2026-01-01T10:00Z"), new(int.MaxValue, DurationUnit.BusinessDay)));
        Assert.Equal(Instant.Max, Calendar(Office).Add(Instant.Max, new(1, DurationUnit.BusinessHour)));
        Assert.Equal(Instant.Max, Calendar(Office).Add(Instant.Max, new(1, DurationUnit.BusinessDay)));
    }

    [Theory]
    [InlineData("2026-07-17T08:59:59", false)]
    [InlineData("2026-07-17T09:00:00", true)]
    [InlineData("2026-07-17T17:29:59", true)]
    [InlineData("2026-07-17T17:30:00", false)]
    [InlineData("2026-07-18T12:00:00", false)]
    [InlineData("2026-12-24T12:00:00", false)]
    public void The_opening_instant_is_open_and_the_closing_instant_is_not(string clock, bool open) =>
        Assert.Equal(open, Calendar(Office).IsOpen(Berlin(clock)));

    [Fact]
    public void What_is_always_open_counts_plain_time()
    {
        var calendar = BusinessCalendar.AlwaysOpen(Zone.Utc);
        var start = Instants.At("2026-12-25T23:00Z");
        Assert.True(calendar.IsOpen(start));
        Assert.Equal(start.Plus(48 * 3600), calendar.Add(start, new(48, DurationUnit.BusinessHour)));
        Assert.Equal(start.Plus(3 * 86_400), calendar.Add(start, new(3, DurationUnit.BusinessDay)));
        Assert.Equal(12_345, calendar.OpenSecondsBetween(start, start.Plus(12_345)));
    }

    [Fact]
    public void No_open_time_passes_backwards() =>
        Assert.Equal(0, Calendar(Office).OpenSecondsBetween(Berlin("2026-07-17T12:00"), Berlin("2026-07-17T11:00")));

    [Fact]
    public void Adding_hours_agrees_with_watching_the_clock_minute_by_minute() =>
        Gen.Select(Calendars, Starts, Gen.Int[1, 30]).Sample((calendar, start, hours) =>
        {
            var source = TimeZoneInfo.FindSystemTimeZoneById(calendar.Id);
            var end = start;
            for (var minutes = 0; minutes < hours * 60; end = end.Plus(60))
            {
                var clock = TimeZoneInfo.ConvertTime(end.ToDateTimeOffset(), source);
                var open = calendar.Hours.Any(h => h.Day == clock.DayOfWeek
                    && clock.TimeOfDay >= TimeSpan.FromMinutes(h.From) && clock.TimeOfDay < TimeSpan.FromMinutes(h.To));
                if (open) minutes++;
                Assert.Equal(open, calendar.Built.IsOpen(end));
            }

            Assert.Equal(end, calendar.Built.Add(start, new(hours, DurationUnit.BusinessHour)));
        }, iter: 300);

    [Fact]
    public void The_open_time_up_to_a_deadline_is_the_time_given() =>
        Gen.Select(Calendars, Starts, Gen.Int[1, 400], Gen.Int[-100_000, 100_000]).Sample((calendar, start, hours, shift) =>
        {
            var (built, end) = (calendar.Built, calendar.Built.Add(start, new(hours, DurationUnit.BusinessHour)));
            if (end == Instant.Max) return;
            Assert.Equal(hours * 3600L, built.OpenSecondsBetween(start, end));
            Assert.Equal(hours * 3600L - 1, built.OpenSecondsBetween(start, end.Plus(-1)));

            var between = start.Plus(Math.Abs(shift));
            if (between < end)
                Assert.Equal(hours * 3600L, built.OpenSecondsBetween(start, between) + built.OpenSecondsBetween(between, end));
        });

    [Fact]
    public void A_business_day_ends_on_a_later_open_date_at_the_clock_time_it_began() =>
        Gen.Select(Calendars, Starts, Gen.Int[1, 60]).Sample((calendar, start, days) =>
        {
            var built = calendar.Built;
            var one = built.Add(start, new(days, DurationUnit.BusinessDay));
            Assert.True(one > start);
            Assert.True(built.Add(start, new(days + 1, DurationUnit.BusinessDay)) > one);
            Assert.Contains(calendar.Hours, h => h.Day == calendar.Zone.DateOf(one).DayOfWeek);
        });

    private static readonly Gen<Instant> Starts = Gen.Long[20_000_000, 33_000_000].Select(m => new Instant(m * 60));

    // Hours begin and end where no clock of these zones is set back: a boundary inside a repeated hour is met once by
    // the calendar, twice by one who only watches the clock.
    private static readonly Gen<Generated> Calendars = Gen.Select(
        Gen.Int[0, Ids.Length - 1].Select(i => Ids[i]),
        Gen.Select(
            Gen.Enum<DayOfWeek>(),
            Gen.OneOf(Gen.Const(0), Gen.Int[4 * 60, 13 * 60]),
            Gen.OneOf(Gen.Const(24 * 60), Gen.Int[13 * 60 + 1, 22 * 60]),
            (day, from, to) => new Hour(day, from, to)).Array[1, 7],
        (id, hours) => new Generated(id, [.. hours.DistinctBy(h => h.Day)]));

    private static void Ends(string start, int count, DurationUnit unit, string expected, string open = Office) =>
        Assert.Equal(Berlin(expected), Calendar(open).Add(Berlin(start), new(count, unit)));

    private static BusinessCalendar Calendar(string open, string id = "Europe/Berlin") =>
        BusinessCalendar.Parse([open], [new(2026, 12, 24), new(2026, 12, 25)], Find(id), out var error)
            ?? throw new InvalidOperationException(error);

    private static Instant Berlin(string clock)
    {
        var local = DateTime.Parse(clock, CultureInfo.InvariantCulture);
        return Instant.From(new(local, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin").GetUtcOffset(local)));
    }

    private static Zone Find(string id) => Zone.TryFind(id, out var zone) ? zone : throw new InvalidOperationException(id);

    private readonly record struct Hour(DayOfWeek Day, int From, int To);

    private sealed record Generated(string Id, Hour[] Hours)
    {
        public Zone Zone { get; } = Find(Id);

        public BusinessCalendar Built { get; } = BusinessCalendar.Parse(
            [.. Hours.Select(h => string.Create(CultureInfo.InvariantCulture,
                $"{h.Day.ToString()[..3]} {h.From / 60:00}:{h.From % 60:00}-{h.To / 60:00}:{h.To % 60:00}"))],
            [], Find(Id), out var error) ?? throw new InvalidOperationException(error);

        public override string ToString() => $"{Id}: {string.Join("; ", Hours)}";
    }
}
