using System.Diagnostics;
using System.Globalization;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>The real program, from outside: 1,000,000 rows of 12 columns, and 5,000,000 touches in no order.</summary>
internal static class GradeBenchmark
{
    private const int Rows = 1_000_000;
    private const int TouchesEach = 5;
    private static readonly string[] Kinds = ["page_viewed", "page_viewed", "page_viewed", "mail_opened", "mail_clicked", "pricing_viewed", "form_sent", "webinar_attended"];

    public static Measurement Run(string name, string format, bool withTouches)
    {
        var folder = Directory.CreateTempSubdirectory("ripen-bench-");
        try
        {
            var (agreement, leads, touches) = (Path.Combine(folder.FullName, "agreement.yaml"), Path.Combine(folder.FullName, "leads.csv"), Path.Combine(folder.FullName, "touches.csv"));
            File.WriteAllText(agreement, BenchAgreement.Text(withInterest: true));
            using (var writer = new StreamWriter(leads)) LeadsCsv.Write(Inputs.Leads.Generate(Rows, seed: 1), writer);
            if (withTouches) WriteTouches(touches);
            var (took, megabytes) = Grade(agreement, leads, withTouches ? touches : null, format);
            return new(name, Rows / took.TotalSeconds, "rows/s", string.Create(CultureInfo.InvariantCulture, $"whole process, {took.TotalSeconds:0.0} s, peak memory {megabytes:0} MB"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WriteTouches(string path)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("lead,kind,at");
        // A multiplier without a common factor walks through all leads in no order that a reader could use.
        for (long i = 0; i < (long)Rows * TouchesEach; i++)
        {
            var lead = (i * 7_368_787L % Rows) + 1;
            var at = Inputs.Leads.AsOf.AddSeconds(-(i * 104_729L % 15_000_000L));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"L{lead},{Kinds[i * 31 % Kinds.Length]},{at:yyyy-MM-ddTHH:mm:ssZ}"));
        }
    }

    private static (TimeSpan Took, double Megabytes) Grade(string agreement, string leads, string? touches, string format)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] args =
        [
            Path.Combine(AppContext.BaseDirectory, "ripen.dll"), "grade", "--agreement", agreement, leads, .. touches is null ? Array.Empty<string>() : ["--touches", touches],
            "--format", format, "--as-of", Inputs.Leads.AsOf.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ];
        foreach (var arg in args) start.ArgumentList.Add(arg);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var peak = 0L;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var buffer = new byte[1 << 20];
        for (var reads = 0L; process.StandardOutput.BaseStream.Read(buffer) > 0; reads++)
        {
            if (reads % 64 != 0) continue;
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }
        process.WaitForExit();
        if (process.ExitCode is not (0 or 1)) throw new InvalidOperationException($"grade ended with {process.ExitCode}.");
        return (clock.Elapsed, peak / 1e6);
    }
}
