using Ripen.Agreements;
using Ripen.Imports;
using Ripen.Tests.Databases;
using Ripen.Tests.Imports;
using Ripen.Verifying;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>What imports bring is handed over once history is told, and is theirs whom the file means.</summary>
public class ImportedHandoverTests
{
    private const string Columns = "email,name,job_title,organisation,industry,employees,country,budget,problem,purchase_by";

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_an_import_brought_waits_ten_minutes_after_the_last_and_at_most_an_hour(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.Server.Desk.ImportAsync(ImportKind.Leads, Ripe("ann@one.com"));
        for (var i = 0; i < 11; i++)
        {
            await team.LaterAsync(TimeSpan.FromMinutes(5));
            await team.Server.Desk.ImportAsync(ImportKind.Leads, Ripe($"p{i}@company{i}.com"));
        }
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from handovers"));
        await team.LaterAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from handovers"));
        await team.LaterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(12, team.Server.Desk.Count("select count(*) from handovers"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whom_a_file_means_by_any_name_has_the_lead_on_his_desk(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        var told = await team.Server.Desk.ImportAsync(ImportKind.Decisions, $"lead,at,decision,by\n{lead},2026-07-15T08:30:00Z,accepted,LENA  tester\n");
        Assert.Equal(1L, told.Counts.Taken);
        Assert.Equal("lena@desk.example", (string?)(await team.LeadAsync(lead))["owner"]);
        Assert.Contains("Ann Lee", (await team.AsAsync("lena", "GET", "/api/v1/desk?for=lena")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_another_system_decided_is_taken_of_a_lead_that_an_older_version_holds(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.LaterAsync(TimeSpan.FromHours(1));
        string text;
        using (var session = team.Desk.Database.Read()) text = AgreementStore.All(session).Single().Text;
        Assert.Equal(2, await team.Server.Desk.AgreeAsync(text.Replace("agreement: ", "agreement: Newer ", StringComparison.Ordinal)));
        var accepted = await team.Server.Desk.ImportAsync(ImportKind.Decisions, $"lead,at,decision\n{lead},2026-07-15T09:30:00Z,accepted\n");
        Assert.Equal((1L, 0L), (accepted.Counts.Taken, accepted.Counts.Refused));
        var won = await team.Server.Desk.ImportAsync(ImportKind.Outcomes, $"lead,at,outcome,amount\n{lead},2026-07-15T09:40:00Z,won,1000\n");
        Assert.Equal((1L, 0L), (won.Counts.Taken, won.Counts.Refused));
        Assert.Equal("won", (string?)(await team.LeadAsync(lead))["end"]!["how"]);
        Assert.Equal("lena@desk.example", (string?)Assert.Single((await team.Server.GetAsync("/api/v1/opportunities?state=won")).Json["items"]!.AsArray())!["owner"]);
        Assert.Empty(new Verification(team.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken).Faults.Groups);
    }

    private static string Ripe(string email) => $"{Columns}\n{email},Ann Lee,CFO,{email.Split('@')[1]},logistics,300,DE,25000 EUR,slow_picking,2026-09-13\n";
}
