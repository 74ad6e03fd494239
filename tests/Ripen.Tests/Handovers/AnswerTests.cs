using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>Who asks for something is answered in time, and what counts as an answer: a talk of Sales with the person, told by whoever had it.</summary>
public class AnswerTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_clock_for_an_answer_runs_until_somebody_answers_and_its_breach_is_on_record(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.Server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"demo_requested","at":"2026-07-15T09:00:00Z"}""");
        Assert.Equal("2026-07-15T09:05:00Z", (string?)(await team.HandoverAsync(lead))["respond_by"]);
        await team.LaterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("2026-07-15T09:05:00Z", (string?)(await team.HandoverAsync(lead))["response_late_at"]);
        Assert.Equal(200, (await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/work", """{"kind":"call","note":"Wants to see it."}""")).Status);
        var handover = await team.HandoverAsync(lead);
        Assert.Equal(("2026-07-15T09:00:00Z", "2026-07-15T09:05:00Z"), ((string?)handover["asked_at"], (string?)handover["answered_at"]));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_was_talked_with_after_he_asked_waits_for_no_answer(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var (waits, talked) = (await team.RipeAsync("ann@one.com"), await team.RipeAsync("bob@two.com"));
        foreach (var lead in new[] { waits, talked }) await team.Server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"demo_requested","at":"2026-07-15T08:00:00Z"}""");
        await team.Server.PostLinesAsync($$"""{"lead":"{{talked}}","kind":"call_answered","at":"2026-07-15T08:30:00Z"}""");
        await team.RunAsync();
        Assert.NotNull((await team.HandoverAsync(waits))["respond_by"]);
        Assert.Null((await team.HandoverAsync(talked))["respond_by"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_call_of_ours_is_no_answer_of_theirs(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","source":"Website","facts":{"name":"Eve Moreau","job_title":"CFO","organisation":"Three","country":"DE","problem":"slow_picking"}}""");
        await team.RunAsync();
        Assert.Equal(200, (await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/work", """{"kind":"call"}""")).Status);
        Assert.DoesNotContain("task_set", (await team.Server.GetAsync($"/api/v1/leads/{lead}/history")).Body, StringComparison.Ordinal);
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from tasks"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_call_is_on_record_also_where_Sales_does_not_have_the_lead(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","source":"Website","facts":{"name":"Eve"}}""");
        Assert.Equal(200, (await team.AsAsync("lena", "POST", $"/api/v1/leads/{lead}/work", """{"kind":"call","reached":false,"note":"Voicemail"}""")).Status);
        var history = (await team.Server.GetAsync($"/api/v1/leads/{lead}/history")).Body;
        Assert.Contains("call_tried", history, StringComparison.Ordinal);
        Assert.Contains("Voicemail", history, StringComparison.Ordinal);
    }
}
