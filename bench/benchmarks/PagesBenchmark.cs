using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>The same twelve questions as a browser asks them: the pages that answer them, whole.</summary>
internal static partial class PagesBenchmark
{
    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = BenchDesk.Copy(kind);
        var values = QueryValues.Pick(desk, Asking.Calls);
        using var server = RipenProgram.Serve(desk);
        RipenProgram.Demand(server, HttpMethod.Get, "/leads");
        var pages = new Asking(server, "text/html", NextOf);
        foreach (var query in NamedQuery.All())
        {
            var latencies = pages.Ask(query.Page, values);
            yield return new($"{name}/{query.Name}", latencies.Percentile(95), "ms", string.Create(CultureInfo.InvariantCulture, $"p95 of GET {query.Page}, {desk.Terms}, {BenchSize.Or(BenchDesk.Usual):N0} leads; {latencies}"));
        }
    }

    private static string NextOf(byte[] answer) =>
        Next().Match(Encoding.UTF8.GetString(answer)) is { Success: true } next ? Uri.UnescapeDataString(WebUtility.HtmlDecode(next.Groups["cursor"].Value)) : "";

    [GeneratedRegex("href=\"[^\"]*[?&;]cursor=(?<cursor>[^\"&]+)[^\"]*\" rel=\"next\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
