using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ripen.Bench;

/// <summary>What a yardstick found: one line of JSON.</summary>
internal sealed record Measurement(string Name, double Figure, string Unit, string Note)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string ToJson() => JsonSerializer.Serialize(this with { Figure = Math.Round(Figure) }, Json);
}

internal static class Measure
{
    /// <summary>
    /// Items a second that <paramref name="batch"/>, which says how many it did, gets through in the best of so many
    /// windows after one to warm up: the best, because whatever else the machine does can only make it slower.
    /// </summary>
    public static double BestRate(Func<int> batch, int windows, TimeSpan window)
    {
        var best = 0.0;
        for (var i = 0; i <= windows; i++)
        {
            var rate = Rate(batch, window);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(i == 0 ? "warm-up" : $"window {i}")}: {rate:N0}/s"));
            if (i > 0) best = Math.Max(best, rate);
        }
        return best;
    }

    /// <summary>The largest memory the process has had so far, in MB (10^6 bytes).</summary>
    public static double PeakMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private static double Rate(Func<int> batch, TimeSpan window)
    {
        var start = Stopwatch.GetTimestamp();
        long items = 0;
        TimeSpan elapsed;
        do
        {
            items += batch();
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < window);
        return items / elapsed.TotalSeconds;
    }
}
