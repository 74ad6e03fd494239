using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Opportunities;

/// <summary>How often deals that have been in a stage were won.</summary>
/// <param name="Ended">Of those that have ended, how many had been in it.</param>
/// <param name="Rate">0 to 1; null while fewer than <see cref="Forecast.Enough"/> have ended.</param>
public sealed record StageRate(string Stage, int Ended, int Won, double? Rate);

/// <summary>What is expected of one month, in one currency.</summary>
/// <param name="Month">Its first day; null: nobody has said when.</param>
/// <param name="Open">All that is hoped for, in minor units.</param>
/// <param name="Expected">The same, each deal weighted by how often those in its stage were won.</param>
public sealed record ForecastMonth(DateOnly? Month, string Currency, int Deals, long Open, long Expected);

/// <summary>
/// What open opportunities will bring, by the month in which they are expected to be decided: the amount of each times the share
/// of those won among all that have ended and had been in its stage. Where too few have ended in a stage, the share of all.
/// </summary>
/// <param name="Overall">Of all that have ended; null while fewer than <see cref="Enough"/> have.</param>
/// <param name="WithoutAmount">Open deals of which nobody has said what they would bring.</param>
/// <param name="Overdue">Open deals that should have been decided by now; they count for this month.</param>
public sealed record Forecast(IReadOnlyList<StageRate> Rates, double? Overall, IReadOnlyList<ForecastMonth> Months, int WithoutAmount, int Overdue)
{
    public const int Enough = 5;
    private const int MostEnded = 20_000;

    internal static Forecast Of(Desk desk, Session session, string line)
    {
        var zone = desk.Settings.ZoneOf(session);
        var ended = OpportunityStore.List(session, line, "won", null, 0, MostEnded).Concat(OpportunityStore.List(session, line, "lost", null, 0, MostEnded)).ToList();
        return Of(OpportunityStore.List(session, line, "open", null, 0, MostEnded), ended, OpportunityStore.Stages(desk, session), zone.DateOf(Instant.From(desk.Now)));
    }

    internal static Forecast Of(IReadOnlyList<OpportunityRow> open, IReadOnlyList<OpportunityRow> ended, IReadOnlyList<string> stages, DateOnly today)
    {
        var rates = stages.Select(stage => RateOf(stage, [.. ended.Where(deal => deal.Stages.Contains(stage))])).ToList();
        var overall = ended.Count < Enough ? null : (double?)ended.Count(deal => deal.IsWon == true) / ended.Count;
        var months = open.Where(deal => deal.Deal.Amount is not null)
            .GroupBy(deal => (Month: MonthOf(deal.Deal.ExpectedOn, today), deal.Deal.Amount!.Value.Currency))
            .Select(month => new ForecastMonth(month.Key.Month, month.Key.Currency, month.Count(), month.Sum(deal => deal.Deal.Amount!.Value.MinorUnits), (long)Math.Round(month.Sum(deal => deal.Deal.Amount!.Value.MinorUnits * (Rate(deal) ?? 0)))))
            .OrderBy(month => month.Month ?? DateOnly.MaxValue).ThenBy(month => month.Currency, StringComparer.Ordinal).ToList();
        return new(rates, overall, months, open.Count(deal => deal.Deal.Amount is null), open.Count(deal => deal.Deal.ExpectedOn < today));

        double? Rate(OpportunityRow deal) => rates.Find(rate => rate.Stage == deal.Deal.Stage)?.Rate ?? overall;
    }

    private static StageRate RateOf(string stage, List<OpportunityRow> been)
    {
        var won = been.Count(deal => deal.IsWon == true);
        return new(stage, been.Count, won, been.Count < Enough ? null : (double)won / been.Count);
    }

    private static DateOnly? MonthOf(DateOnly? expected, DateOnly today) => expected is not { } day ? null : (day < today ? today : day) is var counted ? new DateOnly(counted.Year, counted.Month, 1) : null;
}
