using System.Globalization;
using System.Text.Json.Nodes;
using Ripen.Demo;
using Ripen.Simulation;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Storage;
using Ripen.Tests.Verifying;
using Ripen.Tests.Web;
using Ripen.Values;
using Ripen.Verifying;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.SalesDesk;

/// <summary>
/// The demo's year, run through the desk alone: rows come by the API as they become known, the people of Sales act by the API,
/// and everything else is done by the desk at its time.
/// </summary>
public class YearTests
{
    private const long Seed = 1;
    private const long Leads = 240;
    private static readonly DateTimeOffset Begin = new(2026, 7, 14, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    private static readonly TimeSpan[] HalfDays = [TimeSpan.FromHours(8), TimeSpan.FromHours(13)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_year_of_the_demo_ends_with_no_forgotten_lead_and_every_handover_ended_or_running(string kind)
    {
        await using var server = await ApiServer.OverAsync(await TestDesk.OpenAsync(kind, await File.ReadAllTextAsync(Repository.At("agreements/bant.yaml"), Stop), Begin));
        var rows = new YearOfRows(server, new(Instant.From(Begin.AddDays(SimulatedYear.Days + 1))), Seed, Leads);
        var sellers = await SellersAsync(server, rows);
        var seen = 0;
        for (var day = Begin.Date; !rows.IsOver; day = day.AddDays(1))
        {
            var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            foreach (var hours in HalfDays)
            {
                await ToAsync(server, new(day + hours, TimeSpan.Zero));
                await rows.SendAsync();
                await RunAsync(server);
                if (isWeekend) break;
                if (hours == HalfDays[1]) seen += await CheckRunningAsync(server);
                foreach (var seller in sellers) await seller.HalfDayAsync(isMorning: hours == HalfDays[0]);
                await RunAsync(server);
            }
        }
        Assert.True(seen > 0, "None ran when anybody looked.");
        var done = sellers.SelectMany(seller => seller.Done).GroupBy(one => one.Key, one => one.Value, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Sum(), StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', done.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}")));

        Assert.Contains("Nobody is forgotten", (await server.PageAsync("/forgotten")).Body, StringComparison.Ordinal);
        Assert.Empty(VerifyTests.Told(new Verification(server.Desk.Desk, judgesAll: true, _ => { }).Run(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, server.Desk.Count("select count(*) from due_work where attempts > 0"));
        Assert.Empty(server.Log);
        await CheckRunningAsync(server);
        await CheckHandoversAsync(server);
        await CheckLeadsAsync(server);
    }

    private static async Task<List<YearSeller>> SellersAsync(ApiServer server, YearOfRows rows)
    {
        var desk = server.Desk.Desk;
        await server.DoAsync(write => DemoUsers.Introduce(write, desk));
        var sellers = new List<YearSeller>();
        foreach (var name in (string[])[.. Salesperson.Team.Select(one => one.Name), "helen"])
        {
            var email = DemoUsers.All.Single(user => user.Email.StartsWith($"{name}.", StringComparison.Ordinal)).Email;
            using var session = desk.Database.Read();
            sellers.Add(new(server, email, await SignedIn.TokenAsync(desk, desk.Users.Find(session, email)!), Salesperson.Team.FirstOrDefault(one => one.Name == name), rows, Seed));
        }
        return sellers;
    }

    /// <summary>Moves the clock on; what is due on the way is done within an hour.</summary>
    private static async Task ToAsync(ApiServer server, DateTimeOffset to)
    {
        var clock = server.Desk.Clock;
        while (NextDue(server) is { } due && due + Soon < to)
        {
            clock.SetUtcNow(due + Soon);
            await RunAsync(server);
        }
        clock.SetUtcNow(to);
        await RunAsync(server);
    }

    private static Task<long> RunAsync(ApiServer server) => Worker.RunDueAsync(server.Desk.Desk, Stop);

    private static DateTimeOffset? NextDue(ApiServer server)
    {
        using var session = server.Desk.Desk.Database.Read();
        var (leads, others) = (DueWork.Next(session, server.Desk.Desk.Now), DeskWork.Next(session, server.Desk.Desk.Now));
        return leads is null || others < leads ? others : leads;
    }

    /// <summary>Each that runs has a clock that runs out later, or is with whoever leads, with whom it stays; gives their number.</summary>
    private static async Task<int> CheckRunningAsync(ApiServer server)
    {
        var running = await AllAsync(server, "/api/v1/handovers?state=running");
        Assert.All(running, handover => Assert.True(handover["ended_at"] is null && ((bool)handover["with_manager"]! || At(handover, handover["late_at"] is null ? "accept_by" : "reassign_at") > server.Desk.Desk.Now), handover.ToJsonString()));
        return running.Count;
    }

    private static async Task CheckHandoversAsync(ApiServer server)
    {
        var (running, ended) = (await AllAsync(server, "/api/v1/handovers?state=running"), await AllAsync(server, "/api/v1/handovers?state=ended"));
        Assert.All(ended, handover => Assert.True(handover["ended"] is not null && At(handover, "ended_at") <= server.Desk.Desk.Now, handover.ToJsonString()));
        foreach (var ofLead in running.Concat(ended).GroupBy(handover => (string)handover["lead"]!, StringComparer.Ordinal))
        {
            var all = ofLead.OrderBy(Number).ToList();
            Assert.Equal(Enumerable.Range(1, all.Count), all.Select(Number));
            foreach (var (one, next) in all.Zip(all.Skip(1))) Assert.True(At(one, "ended_at") <= At(next, "opened_at"), $"{one.ToJsonString()} runs beside {next.ToJsonString()}");
        }
        var endings = ended.CountBy(handover => (string)handover["ended"]!).ToDictionary(StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine($"handovers: {running.Count} running, {string.Join(", ", endings.Select(one => $"{one.Value} {one.Key}"))}; {ended.Count(handover => (bool)handover["with_manager"]!)} with whoever leads");
        Assert.All((string[])["accepted", "rejected", "expired"], ending => Assert.True(endings.GetValueOrDefault(ending) > 0, $"None was {ending}."));
        Assert.Contains(ended, handover => (bool)handover["with_manager"]!);
    }

    private static async Task CheckLeadsAsync(ApiServer server)
    {
        var (open, closed) = (await AllAsync(server, "/api/v1/leads?open=true"), await AllAsync(server, "/api/v1/leads?open=false"));
        Assert.All(open, lead => Assert.True(lead["next"] is not null, $"Nothing comes next: {lead.ToJsonString()}"));
        var passes = new Dictionary<string, List<JsonNode>>(StringComparer.Ordinal);
        foreach (var lead in open.Concat(closed)) passes[(string)lead["id"]!] = [.. (await server.GetAsync($"/api/v1/leads/{lead["id"]}/passes")).Json["items"]!.AsArray().Select(pass => pass!).OrderBy(pass => (int)pass["pass"]!)];
        // What stalled was given back by nobody, who could have named a date: it rests until its prospect moves, in a programme or until its review.
        foreach (var lead in open.Where(lead => (bool)lead["resting"]!))
        {
            if ((string?)passes[(string)lead["id"]!][^2]["end_reason"] == "stalled") continue;
            Assert.True(lead["rests_until"] is not null && At(lead, "rests_until") > server.Desk.Desk.Now, $"It sleeps for ever: {lead.ToJsonString()}");
        }
        var ends = passes.Values.SelectMany(all => all).Where(pass => pass["ended"] is not null).CountBy(pass => (string)pass["ended"]!).ToDictionary(StringComparer.Ordinal);
        var woken = open.Concat(closed).Count(lead => (int)lead["pass"]! > 1 && !(bool)lead["resting"]!);
        TestContext.Current.TestOutputHelper!.WriteLine($"leads: {open.Count} open, {closed.Count} closed, {woken} woken in a later pass; passes ended: {string.Join(", ", ends.Select(one => $"{one.Value} {one.Key}"))}");
        Assert.All((string[])["won", "lost", "recycled"], end => Assert.True(ends.GetValueOrDefault(end) > 0, $"None ended {end}."));
        Assert.True(woken > 0, "None woke.");
    }

    private static int Number(JsonNode handover) => int.Parse(((string)handover["id"]!).Split('-')[^1], CultureInfo.InvariantCulture);

    private static DateTimeOffset? At(JsonNode of, string name) => (string?)of[name] is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private static async Task<List<JsonNode>> AllAsync(ApiServer server, string path)
    {
        var (all, cursor) = (new List<JsonNode>(), "");
        while (true)
        {
            var page = (await server.GetAsync($"{path}&limit=500{cursor}")).Json;
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            if ((string?)page["next"] is not { } next) return all;
            cursor = $"&cursor={next}";
        }
    }
}
