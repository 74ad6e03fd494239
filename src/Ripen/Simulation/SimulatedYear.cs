using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>The year that is told: 365 days up to an instant, counted in days of the firm's own time zone.</summary>
/// <param name="Until">Nothing that is later is told.</param>
internal sealed record SimulatedYear(Instant Until)
{
    public const int Days = 365;
    public const long SecondsADay = 86_400;
    public const string FirmZone = "Europe/Berlin";

    private readonly Zone zone = Zone.TryFind(FirmZone, out var found) ? found : throw new InvalidOperationException($"This system has no data of the time zone {FirmZone}.");

    /// <summary>Day 0 is the first; days before and after the year have dates too.</summary>
    public DateOnly DateOf(int day) => zone.DateOf(Until).AddDays(day - Days);

    /// <summary>The instant at which the firm's clock shows a time on a day.</summary>
    public Instant At(int day, int hour, int minute = 0) => zone.At(DateOf(day), (hour * 3600) + (minute * 60));

    public int DayOf(Instant at) => zone.DateOf(at).DayNumber - zone.DateOf(Until).DayNumber + Days;

    /// <summary>The first such weekday from a day on.</summary>
    public int Next(DayOfWeek weekday, int day) => day + ((int)weekday - (int)DateOf(day).DayOfWeek + 7) % 7;

    /// <summary>Moves into the firm's business hours: to the next morning from an evening, to Monday from a weekend.</summary>
    public Instant InOffice(Instant at, Dice dice)
    {
        var (date, second) = (zone.DateOf(at), zone.SecondOfDay(at));
        if (second >= 17 * 3600) (date, second) = (date.AddDays(1), 0);
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) (date, second) = (date.AddDays(1), 0);
        return second >= 8 * 3600 ? zone.At(date, second) : zone.At(date, (8 * 3600) + dice.Between(300, 5400));
    }
}
