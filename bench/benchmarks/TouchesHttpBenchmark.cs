using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>Touches sent to a real server from several connections at once, and how long the desk then takes to be true again.</summary>
internal static class TouchesHttpBenchmark
{
    private const string TouchesPath = "/api/v1/touches";
    private const int Connections = 4;
    private const int Together = 500;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = BenchDesk.Copy(kind);
        using var server = RipenProgram.Serve(desk);
        RipenProgram.Demand(server, HttpMethod.Post, TouchesPath);
        desk.WaitUntilNothingIsDue();
        Send(server, "warm", batch: 0);
        var (latencies, acknowledged, sent) = (new Latencies(), 0L, 0);
        var began = Stopwatch.GetTimestamp();
        Parallel.For(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = Connections }, _ =>
        {
            while (Stopwatch.GetElapsedTime(began) < Window)
            {
                var batch = Interlocked.Increment(ref sent);
                latencies.Time(() => Interlocked.Add(ref acknowledged, Send(server, "bench", batch)));
            }
        });
        var took = Stopwatch.GetElapsedTime(began);
        var refused = ((long)sent * Together) - acknowledged;
        var judged = desk.WaitUntilNothingIsDue();
        if (desk.Count("select count(*) from touch_keys where client_id like 'bench-%'") < acknowledged) throw new InvalidOperationException("Acknowledged touches are not there.");
        yield return new Measurement(name, acknowledged / took.TotalSeconds, "touches/s", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; a desk of {BenchSize.Or(BenchDesk.Usual):N0} leads, {Connections} connections, batches of {Together}, {acknowledged:N0} touches acknowledged in {took.TotalSeconds:0.0} s, {refused:N0} not taken; a batch: {latencies}; nothing due {judged.TotalSeconds:0.0} s later; peak memory {server.Process.PeakMegabytes:0} MB"));
    }

    private static int Send(MeasuredServer server, string run, int batch)
    {
        using var content = new ByteArrayContent(Touches.Batch(run, batch * Together, Together, BenchSize.Or(BenchDesk.Usual), DateTimeOffset.UtcNow.AddSeconds(-5)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var request = new HttpRequestMessage(HttpMethod.Post, TouchesPath) { Content = content };
        using var response = server.Client.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
        var answer = reader.ReadToEnd();
        var taken = response.IsSuccessStatusCode ? answer.AsSpan().Count("\"status\":\"taken\"") : 0;
        // A server may refuse what it cannot keep up with; that is a finding, and only what it took counts.
        if (taken < Together) Console.Error.WriteLine($"  {Together - taken} touches of a batch were not taken: {(int)response.StatusCode} {answer[..Math.Min(answer.Length, 300)]}");
        return taken;
    }
}
