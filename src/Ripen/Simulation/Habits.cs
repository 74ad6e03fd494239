using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>When a person does things, by the clock where he lives, and what he makes of mails.</summary>
internal sealed class Habits
{
    private readonly Zone zone;
    private readonly int early;
    private readonly int late;
    private readonly int weekends;

    public Habits(Dice dice, Market market)
    {
        zone = market.Zone;
        early = dice.Around(5 * 60, 10 * 60);
        // Some read about work in the evening.
        late = early + (dice.Chance(200) ? dice.Between(11 * 60, 14 * 60) : dice.Between(7 * 60, 10 * 60));
        weekends = dice.Chance(150) ? 600 : 60;
        OpensPerMille = dice.Chance(250) ? dice.Between(0, 60) : dice.Around(100, 700);
        ClicksPerMille = dice.Around(20, 260);
        AnswersPerMille = dice.Around(380, 1000);
    }

    public int OpensPerMille { get; }

    /// <summary>Of the mails he opens.</summary>
    public int ClicksPerMille { get; }

    /// <summary>Of the questions he is asked.</summary>
    public int AnswersPerMille { get; }

    /// <summary>An instant so many days after another at which he is at it; always later.</summary>
    public Instant After(Dice dice, Instant from, int fewestDays, int mostDays)
    {
        var date = zone.DateOf(from).AddDays(dice.Between(fewestDays, mostDays));
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && !dice.Chance(weekends)) date = date.AddDays(date.DayOfWeek == DayOfWeek.Saturday ? 2 : 1);
        var at = On(dice, date);
        return at > from ? at : from.Plus(dice.Between(180, 5400));
    }

    /// <summary>An instant on a day at which he is at it.</summary>
    public Instant On(Dice dice, DateOnly date) => zone.At(date, (dice.Around(early, late) * 60) + dice.Below(60));
}
