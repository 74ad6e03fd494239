using System.Globalization;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary><c>ripen serve</c> on a large desk: when it is ready, and what memory it has after twenty pages.</summary>
internal static class ServeStartBenchmark
{
    private const int Starts = 5;
    private const int Pages = 20;
    private const string ListPath = "/api/v1/leads?limit=50";

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = BenchDesk.Copy(kind);
        var (ready, memory, peak, leads) = (TimeSpan.MaxValue, 0.0, 0.0, BenchSize.Or(BenchDesk.Usual));
        for (var i = 0; i < Starts; i++)
        {
            using var server = RipenProgram.Serve(desk);
            ready = server.Ready < ready ? server.Ready : ready;
            if (!server.Has(ListPath)) continue;
            for (var page = 0; page < Pages; page++) server.Get(ListPath);
            (memory, peak) = (server.Process.Megabytes, server.Process.PeakMegabytes);
        }
        yield return new Measurement(name, ready.TotalMilliseconds, "ms", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; a desk of {leads:N0} leads, start of the process until /health/ready answers, best of {Starts}"));
        if (memory == 0) throw new NotThereException($"This program has no GET {ListPath}, so its memory after {Pages} pages is not known.");
        yield return new Measurement(name + "-memory", memory, "MB", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; resident after {Pages} pages of 50 leads, the largest until then {peak:0} MB")).Against("aspnet-bare-memory");
    }
}
