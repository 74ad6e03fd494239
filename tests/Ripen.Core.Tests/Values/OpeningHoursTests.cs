using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Values;

public class OpeningHoursTests
{
    [Theory]
    [InlineData("Mon-Fri 09:00-17:30", "Monday to Friday 09:00 to 17:30 (UTC)")]
    [InlineData("mon - FRI 9:00 – 17:30", "Monday to Friday 09:00 to 17:30 (UTC)")]
    [InlineData("Mon, Wed 09:00-12:00 13:00-17:00", "Monday and Wednesday 09:00 to 12:00 and 13:00 to 17:00 (UTC)")]
    [InlineData("Wed 13:00-17:00, 09:00-12:00", "Wednesday 09:00 to 12:00 and 13:00 to 17:00 (UTC)")]
    [InlineData("Sat-Mon 20:00-24:00;", "Monday, Saturday and Sunday 20:00 to 24:00 (UTC)")]
    [InlineData("Sat 10:00-12:00; Mon-Fri 09:00-17:30", "Monday to Friday 09:00 to 17:30; Saturday 10:00 to 12:00 (UTC)")]
    [InlineData("Mon-Thu, Sat 08:00-12:00 12:00-16:00", "Monday to Thursday and Saturday 08:00 to 12:00 and 12:00 to 16:00 (UTC)")]
    [InlineData("Mon-Sun 00:00-24:00", "every day around the clock (UTC)")]
    [InlineData("Sun-Sat 08:00-20:00", "every day 08:00 to 20:00 (UTC)")]
    public void Opening_hours_are_read_and_said_in_words(string open, string words) =>
        Assert.Equal(words, BusinessCalendar.Parse([open], [], Zone.Utc, out _)?.InWords);

    [Fact]
    public void Entries_may_be_items_of_a_list() =>
        Assert.Equal(
            "Monday and Tuesday 09:00 to 17:00; Friday 09:00 to 15:00 (UTC)",
            BusinessCalendar.Parse(["Mon-Tue 09:00-17:00", "Fri 09:00-15:00"], [], Zone.Utc, out _)?.InWords);

    [Fact]
    public void Closed_dates_are_said_by_month()
    {
        Assert.True(Zone.TryFind("Europe/Berlin", out var berlin));
        Assert.Equal(
            "Monday to Friday 09:00 to 17:30 (Europe/Berlin), closed on 24 and 25 December 2026",
            Words(new(2026, 12, 25), new(2026, 12, 24), new(2026, 12, 24)));
        Assert.Equal(
            "Monday to Friday 09:00 to 17:30 (Europe/Berlin), closed on 3 October 2026, 24 to 26 December 2026 and 1 January 2027",
            Words(new(2026, 10, 3), new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26), new(2027, 1, 1)));

        string? Words(params DateOnly[] closed) =>
            BusinessCalendar.Parse(["Mon-Fri 09:00-17:30"], closed, berlin, out _)?.InWords;
    }

    [Fact]
    public void What_is_always_open_says_so() =>
        Assert.Equal("every day around the clock (UTC)", BusinessCalendar.AlwaysOpen(Zone.Utc).InWords);

    [Theory]
    [InlineData("", "The week has no opening hours; give at least one entry, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData(" ; ", "The week has no opening hours; give at least one entry, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("always", "\"always\" cannot be read as opening hours; write days, then hours, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("09:00-17:30", "\"09:00-17:30\" cannot be read as opening hours; write days, then hours, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mon-Fri 9 to 5", "\"Mon-Fri 9 to 5\" cannot be read as opening hours; write days, then hours, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mon-Wed-Fri 09:00-17:30", "\"Mon-Wed-Fri 09:00-17:30\" cannot be read as opening hours; write days, then hours, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData(", 09:00-17:30", "\", 09:00-17:30\" cannot be read as opening hours; write days, then hours, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mon 09:00-17:30-18:00", "\"Mon 09:00-17:30-18:00\" cannot be read as opening hours; write days, then hours, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mno-Fri 09:00-17:30", "\"Mno\" is not a day; did you mean \"Mon\", as in \"Mon-Fri 09:00-17:30\"?")]
    [InlineData("Mon-Friday 09:00-17:30", "\"Friday\" is not a day; did you mean \"Fri\", as in \"Mon-Fri 09:00-17:30\"?")]
    [InlineData("Tues 09:00-17:30", "\"Tues\" is not a day; did you mean \"Tue\", as in \"Mon-Fri 09:00-17:30\"?")]
    [InlineData("Wen 09:00-17:30", "\"Wen\" is not a day; did you mean \"Wed\", as in \"Mon-Fri 09:00-17:30\"?")]
    [InlineData("Weekdays 09:00-17:30", "\"Weekdays\" is not a day; days are Mon, Tue, Wed, Thu, Fri, Sat and Sun, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mon 09:00-25:00", "\"25:00\" in \"09:00-25:00\" is not a time of day; hours go from 00:00 up to 24:00, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mon 24:00-24:00", "\"24:00\" in \"24:00-24:00\" is not a time of day; hours go from 00:00 up to 24:00, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Mon 09:60-17:00", "\"09:60\" in \"09:60-17:00\" is not a time of day; hours go from 00:00 up to 24:00, as in \"Mon-Fri 09:00-17:30\".")]
    [InlineData("Fri 22:00-06:00", "\"22:00-06:00\" in \"Fri 22:00-06:00\" does not end after it starts; hours past midnight are two entries, as in \"Fri 22:00-24:00; Sat 00:00-06:00\".")]
    [InlineData("Mon 09:00-09:00", "\"09:00-09:00\" in \"Mon 09:00-09:00\" does not end after it starts; hours past midnight are two entries, as in \"Fri 22:00-24:00; Sat 00:00-06:00\".")]
    [InlineData("Mon-Fri 09:00-17:00; Wed 13:00-18:00", "\"13:00-18:00\" overlaps \"09:00-17:00\" on Wednesday; the hours of a day follow each other, as in \"Wed 09:00-12:00 13:00-17:00\".")]
    [InlineData("Mon-Thu 09:00-17:00, Fri 09:00-15:00", "Put a semicolon before \"Fri\" in \"Mon-Thu 09:00-17:00, Fri 09:00-15:00\", as in \"Mon-Thu 09:00-17:30; Fri 09:00-15:00\".")]
    public void An_error_names_the_text_and_shows_how_it_could_be(string open, string sentence)
    {
        Assert.Null(BusinessCalendar.Parse([open], [], Zone.Utc, out var error));
        Assert.Equal(sentence, error);
    }

    [Fact]
    public void A_week_without_hours_is_an_error()
    {
        Assert.Null(BusinessCalendar.Parse([], [], Zone.Utc, out var error));
        Assert.Equal("The week has no opening hours; give at least one entry, as in \"Mon-Fri 09:00-17:30\".", error);
    }

    [Fact]
    public void Success_leaves_no_error()
    {
        Assert.NotNull(BusinessCalendar.Parse(["Mon 09:00-10:00"], [], Zone.Utc, out var error));
        Assert.Null(error);
    }
}
