using System.Diagnostics;
using System.Globalization;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary><c>ripen import leads</c> into a new desk: alone, and beside a server that somebody reads from.</summary>
internal static class ImportBenchmark
{
    private const int Usual = 1_000_000;
    private const string ListPath = "/api/v1/leads?limit=50";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<Measurement> Alone(string name, string kind)
    {
        using var folder = BenchFolder.New();
        using var desk = new BenchDatabase(kind);
        var (rows, file) = WriteLeads(folder);
        using var import = RipenProgram.Run(desk, "import", "leads", file);
        Check(desk, rows, import);
        var bytes = desk.Bytes() / (double)rows;
        yield return new Measurement(name, rows / import.Took.TotalSeconds, "rows/s", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; {rows:N0} rows x {LeadsCsv.Columns} columns into a new desk, whole process, {import.Took.TotalSeconds:0.0} s; {bytes:N0} bytes a lead on disk, peak memory {import.PeakMegabytes:0} MB"));
    }

    public static IEnumerable<Measurement> Serving(string name, string kind)
    {
        using var folder = BenchFolder.New();
        using var desk = new BenchDatabase(kind);
        var (rows, file) = WriteLeads(folder);
        using var server = RipenProgram.Serve(desk);
        RipenProgram.Demand(server, HttpMethod.Get, ListPath);
        for (var i = 0; i < 50; i++) server.Get(ListPath);
        using var import = RipenProgram.Start(desk, "import", "leads", file);
        var latencies = ReadUntilEnd(server, import);
        import.Finish(0, 1);
        Check(desk, rows, import);
        var note = string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; GET {ListPath} every {Between.TotalMilliseconds:0} ms while {rows:N0} rows were imported in {import.Took.TotalSeconds:0.0} s ({rows / import.Took.TotalSeconds:N0} rows/s): {latencies}; peak memory of the server {server.Process.PeakMegabytes:0} MB, of the command {import.PeakMegabytes:0} MB");
        yield return new(name, latencies.Percentile(95), "ms", note);
    }

    // A new call every 50 ms, whether or not the last is answered: whoever waits for a slow one would ask too seldom.
    private static Latencies ReadUntilEnd(MeasuredServer server, MeasuredProgram import)
    {
        var (latencies, calls, clock) = (new Latencies(), new List<Task>(), Stopwatch.StartNew());
        for (var next = TimeSpan.Zero; !import.HasEnded; next += Between)
        {
            if (next > clock.Elapsed) Thread.Sleep(next - clock.Elapsed);
            calls.Add(Task.Run(async () =>
            {
                var began = Stopwatch.GetTimestamp();
                using var response = await server.Client.GetAsync(ListPath);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
                latencies.Add(Stopwatch.GetElapsedTime(began));
            }));
        }
        Task.WaitAll(calls);
        return latencies;
    }

    private static (int Rows, string File) WriteLeads(BenchFolder folder)
    {
        var (rows, file) = (BenchSize.Or(Usual), folder.PathOf("leads.csv"));
        using var writer = new StreamWriter(file);
        LeadsCsv.Write(Inputs.Leads.Generate(rows, seed: 1), writer);
        return (rows, file);
    }

    private static void Check(BenchDatabase desk, int rows, MeasuredProgram import)
    {
        if (desk.Count("select count(*) from leads where judged_at is not null") != rows) throw new InvalidOperationException($"Not all leads are there, or judged: {import.Story}");
    }
}
