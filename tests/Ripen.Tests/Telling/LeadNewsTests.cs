using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Webhooks;
using Xunit;

namespace Ripen.Tests.Telling;

/// <summary>What happens with leads is told to people and to programs, in the transaction in which it happens.</summary>
public class LeadNewsTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whom_it_concerns_is_told_once_and_nobody_of_what_he_did_himself(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        Assert.Equal(["handover_opened"], await KindsAsync(team, "lena"));
        await team.LaterAsync(TimeSpan.FromHours(5));
        Assert.Equal(["handover_late", "handover_opened"], await KindsAsync(team, "lena"));
        Assert.Equal(["handover_late"], await KindsAsync(team, "mona"));
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/acceptance");
        await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/opportunity", "{}");
        await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/opportunity/win", "{}");
        Assert.Equal(["handover_late", "handover_opened"], await KindsAsync(team, "lena"));
        Assert.Equal(["opportunity_ended", "handover_late"], await KindsAsync(team, "mona"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Programs_are_told_by_ids_and_words_alone(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.Server.DoAsync(write => WebhookChanges.Add(team.Desk, write, Caller.OnThisMachine, "all", "https://hooks.example.com/ripen", [.. WebhookType.All.Select(type => type.Word)]));
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.LaterAsync(TimeSpan.FromHours(5));
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection", """{"reason":"not_now","wake":"2026-08-03"}""");
        await team.LaterAsync(TimeSpan.FromDays(20));
        var told = new List<(string Type, string Payload)>();
        using (var session = team.Desk.Database.Read()) session.Read("select type, payload from webhook_messages order by message_id", row => told.Add((row.GetString(0), row.GetString(1))));
        Assert.Superset(
            new HashSet<string> { "lead.judged", "lead.qualified", "handover.opened", "handover.late", "handover.rejected", "lead.recycled", "lead.woken" },
            told.Select(one => one.Type).ToHashSet());
        Assert.All(told, one => Assert.DoesNotContain("@", one.Payload, StringComparison.Ordinal));
        Assert.All(told, one => Assert.DoesNotContain("Ann", one.Payload, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string?>> KindsAsync(SalesTeam team, string name) =>
        (await team.AsAsync(name, "GET", "/api/v1/notices")).Json["items"]!.AsArray().Select(notice => (string?)notice!["kind"]);
}
