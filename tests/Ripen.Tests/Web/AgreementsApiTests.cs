using System.Text.Json.Nodes;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Agreements by the API and by the command line.</summary>
public sealed class AgreementsApiTests
{
    private const string Url = "/api/v1/agreements";
    private static readonly string Bant = File.ReadAllText(Repository.At("agreements/bant.yaml"));
    private static readonly string Stricter = Bant.Replace("20000 EUR", "30000 EUR", StringComparison.Ordinal);

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_agreement_is_proposed_compared_and_put_in_force(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.NotEqual(Bant, Stricter);
        Assert.Equal((200, 1), await ProposeAsync(server, Bant));
        Assert.Equal((201, 2), await ProposeAsync(server, Stricter));
        Assert.Equal((200, 2), await ProposeAsync(server, Stricter));
        Assert.Equal(["in_force", "proposed"], await StandingsAsync(server));
        Assert.Equal(Stricter, (await server.GetAsync($"{Url}/main/2/text")).Body);
        Assert.Contains("30,000 EUR", (await server.GetAsync($"{Url}/main/2/words")).Body, StringComparison.Ordinal);
        var difference = (await server.GetAsync($"{Url}/main/2/differences")).Json;
        Assert.Equal((1, 2), (difference["from"]!.GetValue<int>(), difference["to"]!.GetValue<int>()));
        Assert.Contains("30,000 EUR", Assert.Single(difference["sentences"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await new Scenario($"POST {Url}/main/2/activation", null, 409, ["not_signed", "by Sales and Marketing"]).CheckAsync(server);
        await server.SignAsync(2);
        Assert.Equal(["past", "in_force"], await StandingsAsync(server));
        await new Scenario($"POST {Url}/main/2/activation", null, 409, ["already_activated"]).CheckAsync(server);
        Assert.Equal(2, (await server.PostAsync("/api/v1/leads", """{"external_id":"a"}""")).Json["findings"]!["agreement"]!.GetValue<int>());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Checking_says_what_is_wrong_with_its_place_and_keeps_nothing(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var wrong = await CheckAsync(Bant.Replace("seniority >= vp", "seniority >= boss", StringComparison.Ordinal));
        Assert.False(wrong["valid"]!.GetValue<bool>());
        Assert.Contains(wrong["remarks"]!.AsArray(), remark => remark!["severity"]!.ToString() == "error" && remark["line"]!.GetValue<int>() > 1 && remark["text"]!.ToString().Contains("boss", StringComparison.Ordinal));
        var right = await CheckAsync(Stricter);
        Assert.True(right["valid"]!.GetValue<bool>());
        Assert.NotEmpty(right["words"]!.AsArray());
        Assert.Equal(1, server.Desk.Count("select count(*) from agreements"));

        async Task<JsonNode> CheckAsync(string text) => (await server.PostAsync($"{Url}/check", text, ("Content-Type", "text/plain; charset=utf-8"))).Json;
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_line_of_its_own_has_leads_of_its_own(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.Equal(201, (await server.PostAsync($"{Url}?line=cranes", Stricter, ("Content-Type", "application/yaml"))).Status);
        Assert.Equal(400, (await server.PostAsync("/api/v1/leads", """{"external_id":"a","line":"cranes"}""")).Status);
        await server.SignAsync(1, "cranes");
        var (main, cranes) = (await server.LeadAsync("""{"external_id":"a"}"""), await server.LeadAsync("""{"external_id":"a","line":"cranes"}"""));
        Assert.Equal(main[..32], cranes[..32]);
        Assert.NotEqual(main, cranes);
        Assert.Equal(cranes, (await server.GetAsync("/api/v1/leads?line=cranes")).Json["items"]![0]!["id"]!.ToString());
        var person = (await server.GetAsync("/api/v1/persons?external_id=a")).Json["items"]![0]!;
        Assert.Equal(2, person["leads"]!.AsArray().Count);
        // What is said of the person in one line is due to be judged in the other at once.
        await server.PostAsync($"/api/v1/persons/{person["id"]}/facts", """{"facts":{"job_title":"CFO"}}""");
        Assert.Equal(1, server.Desk.Count($"select count(*) from due_work where due_at = {(kind == DatabaseKinds.Postgres ? "timestamptz '2026-07-15 09:00:00Z'" : "1784106000000000")}"));
    }

    private static async Task<(int Status, int Version)> ProposeAsync(ApiServer server, string text)
    {
        var reply = await server.PostAsync(Url, text, ("Content-Type", "application/yaml"));
        return (reply.Status, reply.Json["version"]!.GetValue<int>());
    }

    private static async Task<IEnumerable<string>> StandingsAsync(ApiServer server) => (await server.GetAsync(Url)).Json["items"]!.AsArray().Select(item => item!["standing"]!.ToString());
}
