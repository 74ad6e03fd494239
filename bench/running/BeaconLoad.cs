using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Ripen.Bench;

/// <summary>
/// Page views as the tracker sends them, from many connections at once for ten seconds: by wrk where it is there, which
/// costs the machine least, else by this program.
/// </summary>
/// <param name="Done">How many were acknowledged.</param>
internal sealed partial record BeaconLoad(long Done, double PerSecond, string Says)
{
    private const int Connections = 64;
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <param name="site">The origin of the page that sends.</param>
    public static BeaconLoad Run(Uri to, string site)
    {
        Send(to, site, TimeSpan.FromSeconds(2), run: 0);
        return Wrk() is { } wrk ? ByWrk(wrk, to, site) : Send(to, site, Window, run: 1);
    }

    private static string? Wrk() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists);

    private static string Body(int run, int connection, int number, string site) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"v":"{{run:x8}}-{{connection:x4}}-4000-8000-{{number / 5:x12}}","i":"{{run:x8}}-{{connection:x4}}-4000-9000-{{number:x12}}","e":"view","u":"{{site}}/page/{{number % 40}}?utm_source=bench","r":"https://www.google.com/","a":0}""");

    private static BeaconLoad Send(Uri to, string site, TimeSpan window, int run)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = Connections });
        var (done, refused, began) = (0L, 0L, Stopwatch.GetTimestamp());
        Task.WaitAll([.. Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            for (var number = 0; Stopwatch.GetElapsedTime(began) < window; number++)
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(run, connection, number, site))) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
                using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = content, Headers = { { "Origin", site }, { "User-Agent", Browser } } };
                using var response = await client.SendAsync(request);
                if (response.IsSuccessStatusCode) Interlocked.Increment(ref done);
                else Interlocked.Increment(ref refused);
            }
        }))]);
        return Of(done, refused, Stopwatch.GetElapsedTime(began), "by HttpClient");
    }

    private static BeaconLoad ByWrk(string wrk, Uri to, string site)
    {
        using var folder = BenchFolder.New();
        var script = folder.PathOf("beacon.lua");
        File.WriteAllText(script, $$"""
            local threads = 0
            function setup(thread) thread:set("id", threads); threads = threads + 1 end
            function init(args) number = 0 end
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "text/plain"
            wrk.headers["Origin"] = "{{site}}"
            wrk.headers["User-Agent"] = "{{Browser}}"
            function request()
              number = number + 1
              local body = string.format('{"v":"0000000a-%04x-4000-8000-%012x","i":"0000000a-%04x-4000-9000-%012x","e":"view","u":"{{site}}/page/%d?utm_source=bench","r":"https://www.google.com/","a":0}', id, math.floor(number / 5), id, number, number % 40)
              return wrk.format(nil, nil, nil, body)
            end
            """);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(wrk, ["-t2", string.Create(CultureInfo.InvariantCulture, $"-c{Connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{Window.TotalSeconds:0}s"), "-s", script, to.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || Requests().Match(said) is not { Success: true } requests) throw new InvalidOperationException($"wrk: {said}");
        var refused = Refused().Match(said) is { Success: true } bad ? long.Parse(bad.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
        return Of(long.Parse(requests.Groups["count"].Value, CultureInfo.InvariantCulture) - refused, refused, Stopwatch.GetElapsedTime(began), "by wrk");
    }

    private static BeaconLoad Of(long done, long refused, TimeSpan took, string by) => new(
        done, done / took.TotalSeconds, string.Create(CultureInfo.InvariantCulture, $"{Connections} connections, {by}: {done:N0} acknowledged in {took.TotalSeconds:0.0} s, {refused:N0} told to come again"));

    [GeneratedRegex(@"(?<count>\d+) requests in", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Requests();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (?<count>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Refused();
}
