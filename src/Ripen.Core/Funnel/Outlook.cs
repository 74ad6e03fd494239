using Ripen.Life;
using Ripen.Measuring;

namespace Ripen.Funnel;

/// <summary>
/// What the past lets expect of a cohort's first passes that are still on their way: of all that were still on theirs at the
/// same age, which share came to which end, and by what age. Landmarking (Anderson, Cain, Gelber 1983, Journal of Clinical
/// Oncology 1, 710–719) with <see cref="CumulativeIncidence"/>, whose ends compete: who is recycled cannot be won in that
/// pass any more.
/// </summary>
/// <param name="OnTheWay">So many of the cohort are.</param>
/// <param name="Age">In days: the median of those, from which on the past is looked at.</param>
/// <param name="Until">In days of age: so far the past reaches; nothing is said of later.</param>
/// <param name="Won">The share of those on their way that is won by then; 0 to 1.</param>
/// <param name="Gone">Referred or disqualified by then.</param>
/// <param name="Still">On their way even then.</param>
public sealed record Outlook(long OnTheWay, int Age, int Until, ReachedShare Won, ReachedShare Lost, ReachedShare Recycled, ReachedShare Gone, ReachedShare Still)
{
    /// <summary>Of fewer nothing is said.</summary>
    public const int FewestAtRisk = 20;

    // The past reaches as far as one in so many of those were followed that it began with, and as the fewest.
    private const int ShareFollowed = 10;

    private const int SecondsOfDay = 86_400;
    private const byte IsWon = 1, IsLost = 2, IsRecycled = 3, IsGone = 4;

    /// <summary>Null where none is on its way, or the past says too little: fewer than <see cref="FewestAtRisk"/> were followed further from that age on.</summary>
    /// <param name="passes">In blocks: the cohort, and the past to compare it with.</param>
    /// <param name="filter">Of both.</param>
    /// <param name="from">The cohort began then or later, in seconds since 1970.</param>
    /// <param name="to">The cohort began before it.</param>
    /// <param name="now">In seconds since 1970: until then passes are followed.</param>
    public static Outlook? Of(IReadOnlyList<CountedPass[]> passes, PassFilter filter, long from, long to, long now)
    {
        var ages = new List<long>();
        Each(passes, filter, pass =>
        {
            if (pass.IsRunning && pass.Began >= from && pass.Began < to) ages.Add(Days(pass, now));
        });
        if (ages.Count == 0) return null;
        ages.Sort();
        var age = ages[(ages.Count - 1) / 2];
        var (durations, ends) = (new List<long>(), new List<byte>());
        Each(passes, filter, pass =>
        {
            if (Days(pass, now) is var days && (days < age || pass.Ended < 0)) return;
            durations.Add(days - age);
            ends.Add(EndOf(pass));
        });
        if (durations.Count < FewestAtRisk) return null;
        var incidence = CumulativeIncidence.Of([.. durations], [.. ends], IsGone)!;
        durations.Sort();
        var until = durations[^Math.Max(FewestAtRisk, durations.Count / ShareFollowed)];
        return until == 0 ? null : new(ages.Count, (int)age, (int)(age + until), At(IsWon), At(IsLost), At(IsRecycled), At(IsGone), At(CumulativeIncidence.OnTheWay));

        ReachedShare At(byte end) => incidence.At(end, until)!.Value;
    }

    private static void Each(IReadOnlyList<CountedPass[]> passes, PassFilter filter, Action<CountedPass> act)
    {
        foreach (var block in passes)
        {
            for (var place = 0; place < block.Length; place++)
            {
                ref readonly var pass = ref block[place];
                if (pass.Number == 1 && filter.Takes(pass)) act(pass);
            }
        }
    }

    private static long Days(in CountedPass pass, long now) => Math.Max(0, pass.IsRunning ? now - pass.Began : pass.Ended) / SecondsOfDay;

    private static byte EndOf(in CountedPass pass) => pass.End switch
    {
        null => CumulativeIncidence.OnTheWay,
        PassEnd.Won => IsWon,
        PassEnd.Lost => IsLost,
        PassEnd.Recycled => IsRecycled,
        _ => IsGone,
    };
}
