using System.Globalization;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>Each report's page on a large desk, each time about other days; and the first of them, which reads all passes.</summary>
internal static class ReportsBenchmark
{
    private static readonly (string Name, string Address)[] Asked =
    [
        ("funnel", "/funnel?from={from}"),
        ("funnel-period", "/funnel?by=period&from={from}"),
        ("funnel-groups", "/funnel?unit=groups&from={from}"),
        ("funnel-compared", "/funnel?from={from}&side=marketing&vs_side=sales"),
        ("sources", "/sources?from={from}"),
        ("campaigns", "/sources?by=campaign&from={from}"),
        ("offers", "/sources?by=offer&from={from}"),
        ("scorecard", "/scorecard?from={from}"),
        ("board", "/board?from={from}"),
        ("leads-behind", "/funnel/leads?by=cohort&pass=first&reached=qualified&from={from}"),
    ];

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = BenchDesk.Copy(kind);
        var leads = BenchSize.Or(BenchDesk.Usual);
        using var server = RipenProgram.Serve(desk);
        var first = new Latencies();
        first.Time(() => server.Get("/funnel", "text/html"));
        yield return new(name + "/first", first.Percentile(95), "ms", string.Create(CultureInfo.InvariantCulture, $"the first GET /funnel of a server, {desk.Terms}, {leads:N0} leads"));
        foreach (var (what, address) in Asked)
        {
            var latencies = new Latencies();
            for (var i = -Asking.WarmUp; i < Asking.Calls; i++)
            {
                var asked = address.Replace("{from}", DateTime.UtcNow.AddDays(-730 + (i + Asking.WarmUp)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
                if (i < 0) server.Get(asked, "text/html");
                else latencies.Time(() => server.Get(asked, "text/html"));
            }
            yield return new($"{name}/{what}", latencies.Percentile(95), "ms", string.Create(CultureInfo.InvariantCulture, $"p95 of GET {address}, from two years ago on, {desk.Terms}, {leads:N0} leads; {latencies}"));
        }
        yield return new(name + "/memory", server.Process.Megabytes, "MB", string.Create(CultureInfo.InvariantCulture, $"resident after these, {desk.Terms}, {leads:N0} leads"));
    }
}
