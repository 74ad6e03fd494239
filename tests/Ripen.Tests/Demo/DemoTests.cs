using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Ripen.Tests.Demo;

/// <summary>The demo as a newcomer starts it: a process of its own, a year, a clock.</summary>
public sealed partial class DemoTests
{
    private const string Start = "2026-12-01T09:00:00Z";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demo_is_full_of_life_and_its_clock_makes_a_hot_lead_warm_and_nothing_of_it_stays()
    {
        using var folder = new TempFolder();
        using (var demo = await Server.OfAsync(Begin(folder, "--at", Start, "--leads", "400")))
        {
            Assert.Matches(Greeting(), demo.Story);
            Assert.Equal(("2026-12-01", null), ((await GetAsync(demo, "/demo"))["now"]!.ToString()[..10], (await GetAsync(demo, "/demo"))["moving_to"]));
            foreach (var temperature in (string[])["hot", "warm", "cold"]) Assert.NotEmpty(await LeadsAsync(demo, $"temperature={temperature}"));
            foreach (var stage in (string[])["inquiry", "qualified", "handed_over", "accepted", "opportunity"]) Assert.NotEmpty(await LeadsAsync(demo, $"stage={stage}"));
            await CoolAsync(demo);
            await MoveFromPageAsync(demo);
            await BecomeAsync(demo);
            Assert.Single(FoldersIn(folder));
            Assert.Equal(0, await demo.StopAsync());
        }
        Assert.Empty(FoldersIn(folder));
    }

    [Fact]
    public async Task A_demo_that_is_stopped_before_it_is_ready_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        using var demo = Begin(folder, "--leads", "20000");
        while (!demo.Errors.Contains("being made up", StringComparison.Ordinal) && !demo.HasEnded) await Task.Delay(10, Stop);
        demo.Terminate();
        Assert.Equal(1, await demo.EndAsync(Patience));
        Assert.Empty(FoldersIn(folder));
    }

    [Fact]
    public async Task A_desk_that_is_no_demo_has_no_clock_to_move()
    {
        using var folder = new TempFolder();
        using var server = await Server.StartAsync(folder.PathOf("data"));
        Assert.DoesNotContain("/demo", await server.Client.GetStringAsync(Path("/login"), Stop), StringComparison.Ordinal);
        foreach (var answer in (HttpResponseMessage[])[await server.Client.GetAsync(Path("/demo"), Stop), await server.Client.PostAsync(Path("/demo"), new FormUrlEncodedContent([new("days", "1")]), Stop), await server.Client.PostAsJsonAsync(Path("/demo/clock"), new { days = 1 }, Stop)])
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("leave out --data", "--data", "here")]
    [InlineData("leave out --data", "--database", "Host=127.0.0.1")]
    [InlineData("no instant", "--at", "tomorrow")]
    [InlineData("before the demo's agreement", "--at", "2025-06-01")]
    [InlineData("this machine only", "--urls", "http://0.0.0.0:5080")]
    [InlineData("--leads", "--leads", "0")]
    public void What_no_demo_can_be_is_bad_usage(string says, params string[] args)
    {
        var result = Cli.Run(args[0] == "--urls" ? ["demo", .. args] : ["demo", "--urls", "http://127.0.0.1:0", .. args]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_told_before_the_year_is_made_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var result = Cli.Run("demo", "--urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("is taken by another program", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("made up", result.Errors, StringComparison.Ordinal);
    }

    // Its temporary folders are ours to look into.
    private static RunningProgram Begin(TempFolder folder, params string[] args) =>
        RunningProgram.Start("env", [$"TMPDIR={folder.PathOf(".")}", "dotnet", System.IO.Path.Combine(AppContext.BaseDirectory, "ripen.dll"), "demo", "--urls", "http://127.0.0.1:0", .. args]);

    private static string[] FoldersIn(TempFolder folder) => Directory.GetDirectories(folder.PathOf("."), "ripen-*");

    private static async Task CoolAsync(Server demo)
    {
        var lead = (await LeadsAsync(demo, "temperature=hot&limit=500")).MinBy(UntilOf)!;
        for (var moves = 0; TemperatureOf(lead) == "hot"; moves++)
        {
            Assert.True(moves < 50, "It is hot for ever.");
            var until = UntilOf(lead);
            using var moved = await demo.Client.PostAsJsonAsync(Path("/demo/clock"), new { to = until }, Stop);
            Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
            // It answers when the clock is there, or says after a while that it is on its way.
            while ((await GetAsync(demo, "/demo"))["moving_to"] is not null) await Task.Delay(50, Stop);
            Assert.True((await GetAsync(demo, "/demo"))["now"]!.GetValue<DateTimeOffset>() >= until);
            lead = await GetAsync(demo, $"/api/v1/leads/{lead["id"]}");
        }
        Assert.Equal("warm", TemperatureOf(lead));
        using var back = await demo.Client.PostAsJsonAsync(Path("/demo/clock"), new { to = Start }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
    }

    private static async Task MoveFromPageAsync(Server demo)
    {
        var page = await demo.Client.GetStringAsync(Path("/leads"), Stop);
        Assert.Contains("action=\"/demo\"", page, StringComparison.Ordinal);
        var before = (await GetAsync(demo, "/demo"))["now"]!.GetValue<DateTimeOffset>();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = demo.BaseAddress };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(Path("/demo"), new FormUrlEncodedContent([new("days", "1")]), Stop)).StatusCode);
        client.DefaultRequestHeaders.Add("Origin", demo.BaseAddress.GetLeftPart(UriPartial.Authority));
        client.DefaultRequestHeaders.Referrer = new(demo.BaseAddress, "/leads?temperature=hot");
        var answer = await client.PostAsync(Path("/demo"), new FormUrlEncodedContent([new("days", "1")]), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/leads?temperature=hot"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.True((await GetAsync(demo, "/demo"))["now"]!.GetValue<DateTimeOffset>() >= before.AddDays(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(Path("/demo"), new FormUrlEncodedContent([new("days", "-1")]), Stop)).StatusCode);
    }

    private static async Task BecomeAsync(Server demo)
    {
        Assert.Contains("Ida Brandt, administrator", await demo.Client.GetStringAsync(Path("/leads"), Stop), StringComparison.Ordinal);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = demo.BaseAddress };
        client.DefaultRequestHeaders.Add("Origin", demo.BaseAddress.GetLeftPart(UriPartial.Authority));
        foreach (var (user, seesAudit, makesLeads) in new[] { ("paul.winter", false, false), ("lena.hartmann", false, true), ("mira.solberg", false, true), ("helen.kraft", false, true), ("ida.brandt", true, true) })
        {
            var answer = await client.PostAsync(Path("/demo/user"), new FormUrlEncodedContent([new("user", $"{user}@torfeld.example")]), Stop);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            var page = await client.GetStringAsync(Path("/leads"), Stop);
            Assert.Equal((seesAudit, makesLeads), (page.Contains("href=\"/audit\"", StringComparison.Ordinal), page.Contains("href=\"/leads/new\"", StringComparison.Ordinal)));
            Assert.Equal((seesAudit ? HttpStatusCode.OK : HttpStatusCode.Forbidden, makesLeads ? HttpStatusCode.OK : HttpStatusCode.Forbidden), ((await client.GetAsync(Path("/audit"), Stop)).StatusCode, (await client.GetAsync(Path("/leads/new"), Stop)).StatusCode));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(Path("/demo/user"), new FormUrlEncodedContent([new("user", "somebody@else.example")]), Stop)).StatusCode);
    }

    private static DateTimeOffset UntilOf(JsonNode? lead) => lead!["findings"]!["stands_until"]!.GetValue<DateTimeOffset>();

    private static string TemperatureOf(JsonNode lead) => lead["findings"]!["temperature"]!.ToString();

    private static async Task<JsonArray> LeadsAsync(Server demo, string query) => (await GetAsync(demo, $"/api/v1/leads?{query}"))["items"]!.AsArray();

    private static async Task<JsonNode> GetAsync(Server demo, string path) => (await demo.Client.GetFromJsonAsync<JsonNode>(Path(path), Stop))!;

    private static Uri Path(string path) => new(path, UriKind.Relative);

    [GeneratedRegex(@"Open http://127\.0\.0\.1:[0-9]+ .* 400 leads\. The desk lies in .*ripen-demo-\w+ and is gone when you stop it", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Greeting();
}
