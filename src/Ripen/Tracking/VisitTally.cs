using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Tracking;

/// <summary>What is counted of visits, by day. Numbers are stored; those of machines are <see cref="VisitTally.OfMachines"/> and the sign.</summary>
internal enum VisitSort : short
{
    /// <summary>Pages viewed with the tracker.</summary>
    Viewed = 1,

    /// <summary>Pages viewed without script.</summary>
    ByPixel = 2,

    /// <summary>The browser sends Sec-GPC: 1.</summary>
    PrivacyControl = 3,

    /// <summary>The browser sends DNT: 1, and the desk obeys that.</summary>
    DoNotTrack = 4,
}

/// <summary>Counts what is kept out, in memory, until it is written with the next look at visits: a machine costs no row.</summary>
internal sealed class VisitTally
{
    public const int OfMachines = 100;
    private const int Most = 128;
    private readonly long[] counted = new long[Most];

    public static VisitSort SortOf(MachineSign sign) => (VisitSort)(OfMachines + (int)sign);

    public void Count(VisitSort sort) => Interlocked.Increment(ref counted[(int)sort]);

    /// <summary>Writes what has been counted.</summary>
    public async Task WriteAsync(Desk desk, CancellationToken stop)
    {
        var some = Enumerable.Range(0, Most).Select(sort => KeyValuePair.Create((VisitSort)sort, Interlocked.Exchange(ref counted[sort], 0))).Where(count => count.Value > 0).ToList();
        if (some.Count == 0) return;
        try
        {
            await desk.Writer.DoAsync(write => Add(write, desk, some), stop);
        }
        catch
        {
            foreach (var (sort, visits) in some) Interlocked.Add(ref counted[(int)sort], visits);
            throw;
        }
    }

    public static void Add(Write write, Desk desk, IEnumerable<KeyValuePair<VisitSort, long>> counts)
    {
        var day = desk.Settings.ZoneOf(write).DateOf(Instant.From(desk.Now)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (sort, visits) in counts.OrderBy(count => count.Key))
        {
            write.Execute(
                "insert into visit_days (day, sort, visits) values (@day, @sort, @visits) on conflict (day, sort) do update set visits = visit_days.visits + excluded.visits",
                ("@day", day),
                ("@sort", sort),
                ("@visits", visits));
        }
    }
}
