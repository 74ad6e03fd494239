using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ripen.Bench;

/// <summary>What a yardstick or benchmark found: one line of JSON.</summary>
internal sealed record Measurement(string Name, double Figure, string Unit, string Note)
{
    /// <summary>The environment variable with the lines of the yardsticks that were taken in the same run.</summary>
    private const string TakenVariable = "RIPEN_BENCH_YARDSTICKS";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Yardstick { get; init; }

    /// <summary>How many times the yardstick's time, or memory, this takes for the same amount: less is better.</summary>
    public double? Times { get; init; }

    /// <summary>The same beside a yardstick, if that was taken in this run.</summary>
    public Measurement Against(string yardstick)
    {
        var lines = Environment.GetEnvironmentVariable(TakenVariable) ?? "";
        var taken = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Measurement>(line, Json)!).FirstOrDefault(one => one.Name == yardstick);
        if (taken is null) return this;
        var isRate = Unit.EndsWith("/s", StringComparison.Ordinal);
        return this with { Yardstick = yardstick, Times = isRate ? taken.Figure / Figure : Figure / taken.Figure };
    }

    public string ToJson() => JsonSerializer.Serialize(this with { Figure = Math.Round(Figure, Figure < 100 ? 1 : 0), Times = Times is { } times ? Math.Round(times, 2) : null }, Json);
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
