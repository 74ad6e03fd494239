using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>The days that a board reads about, those it holds them against, and the months of which it sees the trend.</summary>
/// <param name="Before">As many whole months before, or as many days where those asked for are no whole months.</param>
/// <param name="Months">The last twelve until then, or all that are asked for where those are more; sixty at most.</param>
internal sealed record BoardQuery(FunnelQuery Now, FunnelQuery Before, IReadOnlyList<FunnelQuery> Months)
{
    private const int FewestMonths = 12;
    private const int MostMonths = 60;

    public static readonly QueryWord[] Words =
    [
        new("from", "The first day, by the desk's zone; the last whole quarter is meant where neither day is named.", "2026-01-01"),
        new("to", "The last day; today where only the first is named.", "2026-03-31"),
    ];

    /// <summary>Of the months, from the first to the last.</summary>
    public FunnelQuery Trend => Now with { From = Months[0].From, To = Months[^1].To, Begin = Months[0].Begin, End = Months[^1].End };

    /// <summary>Null where something is wrong, which the query says.</summary>
    public static BoardQuery? Read(ListQuery query, Desk desk, Session session)
    {
        var zone = desk.Settings.ZoneOf(session);
        var today = zone.DateOf(Instant.From(desk.Now));
        if (Words.All(word => query.Text(word.Name) is null) && !query.Errors.Any)
        {
            var (from, to) = QuarterBefore(today);
            query = ListQuery.Of("/board", ("from", FunnelWords.Said(from)), ("to", FunnelWords.Said(to)));
        }
        if (FunnelWords.Read(query, desk, session) is not { } now) return null;
        var (first, last) = DaysBefore(now.From, now.To);
        return new(now, Of(first, last), [.. MonthsUntil(now.From, now.To > today && now.From <= today ? today : now.To).Select(month => Of(month.From, month.To))]);

        FunnelQuery Of(DateOnly from, DateOnly to) => now with { From = from, To = to, Begin = zone.StartOf(from), End = zone.StartOf(to.AddDays(1)) };
    }

    /// <summary>The last whole quarter of the calendar.</summary>
    public static (DateOnly From, DateOnly To) QuarterBefore(DateOnly day)
    {
        var next = new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);
        return (next.AddMonths(-3), next.AddDays(-1));
    }

    private static (DateOnly From, DateOnly To) DaysBefore(DateOnly from, DateOnly to)
    {
        var next = to.AddDays(1);
        var isWhole = from.Day == 1 && next.Day == 1;
        return (isWhole ? from.AddMonths(12 * (from.Year - next.Year) + from.Month - next.Month) : from.AddDays(from.DayNumber - next.DayNumber), from.AddDays(-1));
    }

    private static IEnumerable<(DateOnly From, DateOnly To)> MonthsUntil(DateOnly from, DateOnly to)
    {
        var asked = 12 * (to.Year - from.Year) + to.Month - from.Month + 1;
        for (var back = Math.Clamp(asked, FewestMonths, MostMonths) - 1; back >= 0; back--)
        {
            var first = new DateOnly(to.Year, to.Month, 1).AddMonths(-back);
            var last = first.AddMonths(1).AddDays(-1);
            yield return (first, last > to ? to : last);
        }
    }
}
