using System.Diagnostics;
using System.Globalization;

namespace Ripen.Bench;

/// <summary>How long each of many calls took, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly Lock gate = new();
    private readonly List<double> all = [];

    public int Count
    {
        get
        {
            lock (gate) return all.Count;
        }
    }

    public void Add(TimeSpan took)
    {
        lock (gate) all.Add(took.TotalMilliseconds);
    }

    public void Time(Action call)
    {
        var began = Stopwatch.GetTimestamp();
        call();
        Add(Stopwatch.GetElapsedTime(began));
    }

    /// <summary>What so many percent of the calls did not take longer than.</summary>
    public double Percentile(int percent)
    {
        lock (gate) return all.Count == 0 ? double.NaN : all.Order().ElementAt((int)Math.Ceiling(percent / 100.0 * all.Count) - 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {Percentile(50):0.0} ms, p95 {Percentile(95):0.0} ms, max {Percentile(100):0.0} ms of {Count:N0} calls");
}
