using System.Globalization;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>The desk of each of fifty salespeople and the page of whoever leads them, on a large desk; and what planning for all its leads took.</summary>
internal static class SalesBenchmark
{
    private static readonly (string Name, string Address, string Accept)[] Asked =
    [
        ("desk", "/desk?for={seller}", "text/html"),
        ("desk-api", "/api/v1/desk?for={seller}", "application/json"),
        ("manager", "/sales", "text/html"),
        ("asleep", "/asleep", "text/html"),
        ("forgotten", "/forgotten", "text/html"),
        ("opportunities", "/opportunities", "text/html"),
    ];

    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = BenchDesk.Copy(kind, out var planned);
        var (leads, open) = (BenchSize.Or(BenchDesk.Usual), desk.Count("select count(*) from handovers where ended_at is null"));
        yield return new(name + "/planning", leads / planned.TotalSeconds, "leads/s", string.Create(CultureInfo.InvariantCulture, $"{desk.Terms}; {leads:N0} imported leads planned for and {open:N0} of them handed over by a running server, {planned.TotalSeconds:0.0} s"));
        using var server = RipenProgram.Serve(desk);
        foreach (var (what, address, accept) in Asked)
        {
            RipenProgram.Demand(server, HttpMethod.Get, address.Split('?')[0]);
            var latencies = new Latencies();
            for (var i = -Asking.WarmUp; i < Asking.Calls; i++)
            {
                var asked = address.Replace("{seller}", RipenProgram.SalespersonsAddress((Math.Abs(i) % BenchDesk.Salespeople) + 1), StringComparison.Ordinal);
                if (i < 0) server.Get(asked, accept);
                else latencies.Time(() => server.Get(asked, accept));
            }
            yield return new($"{name}/{what}", latencies.Percentile(95), "ms", string.Create(CultureInfo.InvariantCulture, $"p95 of GET {address}, {desk.Terms}, {leads:N0} leads, {open:N0} open handovers, {BenchDesk.Salespeople} salespeople; {latencies}"));
        }
    }
}
