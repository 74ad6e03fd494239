using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Storage;
using Ripen.Tests.Verifying;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Work;

/// <summary>Two servers, real processes, on one PostgreSQL, of which one after the other is killed in the middle of its work.</summary>
public partial class ServersShareHandoversTests
{
    private const int Kills = 20;

    // So that clocks run out while servers are still being killed.
    private const int RoundsWithLeads = 12;
    private const int LeadsARound = 20;
    private const int TasksARound = 5;
    private const int Leads = RoundsWithLeads * LeadsARound;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_handover_is_opened_twice_no_clock_fires_twice_and_no_task_is_lost_though_servers_are_killed()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Postgres, await AgreementAsync(), TimeProvider.System.GetUtcNow());
        foreach (var name in (string[])["lena", "markus"]) await SignedIn.UserAsync(desk.Desk, $"{name}@desk.example", Role.Salesperson);
        string[] args = ["--database", desk.Desk.Place.ConnectionString!, "--claim-seconds", "5"];
        using var folder = new TempFolder();
        string[] places = [folder.PathOf("first"), folder.PathOf("second")];
        Server[] servers = [await Server.StartAsync(places[0], args), await Server.StartAsync(places[1], args)];
        try
        {
            for (var round = 0; round < Kills; round++)
            {
                var (victim, other) = (round % 2, 1 - (round % 2));
                if (round < RoundsWithLeads) await ComeAsync(servers[other], round);
                await Task.Delay(round * 37 % 150, Stop);
                servers[victim].Kill();
                servers[victim].Dispose();
                servers[victim] = await Server.StartAsync(places[victim], args);
            }
            await WorkDesk.UntilAsync(() => desk.Count("select count(*) from handovers") == Leads, "all handed over", () => Where(desk));
            // A minute later their clocks run out.
            await WorkDesk.UntilAsync(() => desk.Count("select count(*) from handovers where late_at is not null") > Leads * 3 / 4, "most handovers late", () => Where(desk));
            await WorkDesk.UntilAsync(() => desk.Count("select count(*) from handovers where late_at is not null") == Leads, "all handovers late", () => Where(desk));
            await WorkDesk.UntilAsync(() => desk.Count("select count(*) from tasks where late_at is not null") == RoundsWithLeads * TasksARound, "all tasks late", () => Where(desk));
            foreach (var server in servers) Assert.Equal(0, await server.StopAsync());
        }
        finally
        {
            foreach (var server in servers) server.Dispose();
        }

        Assert.Equal(Leads, desk.Count("select count(*) from leads where ended is null and stage = 2 and next_at is not null"));
        Assert.Equal(Leads, desk.Count("select count(*) from handovers where handover = 1 and ended_at is null"));
        Assert.Equal(Leads, desk.Count("select count(*) from handovers"));
        foreach (var happened in (string[])["handed_over", "handover_late"])
        {
            Assert.Equal(Leads, desk.Count($"select count(*) from events where events like '%\"type\":\"{happened}\"%'"));
            Assert.Equal(Leads, desk.Count($"select count(distinct person_id) from events where events like '%\"type\":\"{happened}\"%'"));
        }
        Assert.Equal(RoundsWithLeads * TasksARound, desk.Count("select count(*) from events where events like '%\"type\":\"task_late\"%'"));
        Assert.Equal(RoundsWithLeads * TasksARound, desk.Count("select count(*) from tasks where ended_at is null"));
        Assert.Equal(0, desk.Count("select count(*) from due_work where attempts > 0"));
        desk.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        Assert.Equal("", VerifyTests.Told(new Verification(desk.Desk, judgesAll: true, _ => { }).Run(Stop)));
    }

    private static string Where(TestDesk desk)
    {
        using var session = desk.Desk.Database.Read();
        var told = new StringBuilder();
        session.Read(
            """
            select 'leads by stage and next ' || stage || ' ' || coalesce(next_thing, -1), count(*) from leads group by 1
            union all select 'late ' || (late_at is not null), count(*) from handovers group by 1
            union all select 'due at ' || due_at || ' of ' || now() || ' claimed until ' || coalesce(cast(claimed_until as text), '-') || ' after ' || attempts || ' ' || coalesce(error, ''), count(*)
              from due_work where kind = 2 and due_at < now() + interval '50 minutes' group by 1
            """,
            row => told.Append(CultureInfo.InvariantCulture, $"{row.GetString(0)}: {row.GetInt64(1)}; "));
        return told.ToString();
    }

    // Clocks of plain minutes at any hour, of which the second does not run out here.
    private static async Task<string> AgreementAsync()
    {
        var text = await File.ReadAllTextAsync(Repository.At("agreements/bant.yaml"), Stop);
        return Calendar().Replace(text, "").Replace("accept_within: 4 business hours", "accept_within: 1 minute", StringComparison.Ordinal).Replace("reassign_after: 1 business day", "reassign_after: 1 hour", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^  calendar:\n(    .*\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Calendar();

    /// <summary>Some ripe leads, with a task on each of the first.</summary>
    private static async Task ComeAsync(Server server, int round)
    {
        var now = TimeProvider.System.GetUtcNow();
        var leads = Enumerable.Range(round * LeadsARound, LeadsARound).Select(number => Ripe(number, now.AddDays(60)));
        var items = (await PostAsync(server, "/api/v1/leads/batch", new JsonObject { ["leads"] = new JsonArray([.. leads]) }))["items"]!.AsArray();
        foreach (var item in items.Take(TasksARound))
            await PostAsync(server, $"/api/v1/leads/{item!["lead"]}/tasks", new JsonObject { ["says"] = "Call", ["for"] = "lena@desk.example", ["due"] = now.AddSeconds(15).ToString("O", CultureInfo.InvariantCulture) });
    }

    private static JsonObject Ripe(int number, DateTimeOffset by) => new()
    {
        ["email"] = string.Create(CultureInfo.InvariantCulture, $"ann@company{number}.com"),
        ["source"] = "Trade fair",
        ["facts"] = new JsonObject
        {
            ["name"] = "Ann Lee",
            ["job_title"] = "CFO",
            ["organisation"] = string.Create(CultureInfo.InvariantCulture, $"Company {number}"),
            ["industry"] = "logistics",
            ["employees"] = "300",
            ["country"] = "DE",
            ["budget"] = "25000 EUR",
            ["problem"] = "slow_picking",
            ["purchase_by"] = by.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        },
    };

    private static async Task<JsonNode> PostAsync(Server server, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(path, content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
