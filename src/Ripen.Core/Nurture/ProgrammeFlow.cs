using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>Which way a run can take through a programme: forward only, so one walk from its end or its beginning sees all.</summary>
public static class ProgrammeFlow
{
    /// <summary>In days: two years, however they are counted.</summary>
    internal const decimal LongestWait = 732;

    /// <summary>Where a run can go on behind a step; none: it is over. In the order of the text.</summary>
    public static IReadOnlyList<int> After(Programme programme, int place)
    {
        var next = place + 1;
        if (programme.Steps[place] is EndStep) return [];
        if (programme.Steps[place] is WaitForTouchStep { Otherwise: { } otherwise } && otherwise != next) return next < programme.Steps.Count ? [next, otherwise] : [otherwise];
        return next < programme.Steps.Count ? [next] : [];
    }

    /// <summary>For each step, whether any run comes to it.</summary>
    public static bool[] Reached(Programme programme)
    {
        var reached = new bool[programme.Steps.Count];
        if (reached.Length > 0) reached[0] = true;
        for (var place = 0; place < reached.Length; place++)
        {
            if (!reached[place]) continue;
            foreach (var next in After(programme, place)) reached[next] = true;
        }
        return reached;
    }

    /// <summary>How many days the longest way takes that waits as long as can be; tasks are not waited for.</summary>
    public static decimal LongestDays(Programme programme)
    {
        var days = new decimal[programme.Steps.Count];
        for (var place = days.Length - 1; place >= 0; place--)
        {
            var own = programme.Steps[place] switch
            {
                WaitStep wait => DaysOf(wait.For),
                WaitForTouchStep wait => DaysOf(wait.Until),
                _ => 0m,
            };
            days[place] = own + After(programme, place).Select(next => days[next]).DefaultIfEmpty(0m).Max();
        }
        return days.Length == 0 ? 0 : days[0];
    }

    /// <summary>About how many days of the calendar a time is, business time as weeks of five days of eight hours.</summary>
    public static decimal DaysOf(Duration time) => time.Unit switch
    {
        DurationUnit.Minute => time.Count / 1440m,
        DurationUnit.Hour => time.Count / 24m,
        DurationUnit.Week => time.Count * 7m,
        DurationUnit.Month => time.Count * 30.5m,
        DurationUnit.Year => time.Count * 366m,
        DurationUnit.BusinessHour => time.Count / 40m * 7m,
        DurationUnit.BusinessDay => time.Count / 5m * 7m,
        _ => time.Count,
    };
}
