using Ripen.Agreements;

namespace Ripen.Funnel;

/// <summary>What the agreement's targets come to within some days: of a month of which only a part is meant, that part by its days.</summary>
internal static class AgreedTargets
{
    /// <summary>How many months, quarters or years lie from one day to another; 0 where the second lies before the first.</summary>
    public static decimal PeriodsIn(TargetPeriod per, DateOnly from, DateOnly to)
    {
        var months = 0m;
        for (var first = from; first <= to;)
        {
            var next = new DateOnly(first.Year, first.Month, 1).AddMonths(1);
            months += (decimal)(Math.Min(next.DayNumber, to.DayNumber + 1) - first.DayNumber) / DateTime.DaysInMonth(first.Year, first.Month);
            first = next;
        }
        return months / (per switch { TargetPeriod.Month => 1, TargetPeriod.Quarter => 3, _ => 12 });
    }
}
