using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Xunit;

namespace Ripen.Tests.Nurture;

/// <summary>Leads that are not ready go through the programme that the agreement names, step by step.</summary>
public class EngineTests
{
    private const string Warm = """
        {"email":"eve@three.com","source":"Website","facts":{"name":"Eve Moreau","job_title":"CFO","organisation":"Three","country":"DE","problem":"slow_picking"}}
        """;

    // Mails are signed by the desk's name, and by no program's.
    private static async Task<SalesTeam> StartAsync(string kind)
    {
        var team = await SalesTeam.StartAsync(kind);
        await team.Server.DoAsync(write => Ripen.Settings.SettingStore.Set(write, Ripen.Settings.KnownSettings.DeskName, "Torfeld Systems", team.Desk.Now));
        return team;
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_warm_lead_enters_its_programme_and_gets_each_mail_once_in_the_outbox(string kind)
    {
        await using var team = await StartAsync(kind);
        var lead = await team.Server.LeadAsync(Warm);
        Assert.Equal("step", (string?)(await team.LeadAsync(lead))["next"]!["what"]);
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from leads where enrolled_in = 'warm-evaluate'"));
        await team.RunAsync();
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from mails where step = 'quick-answer' and address = 'eve@three.com' and subject <> '' and body like '%Hello Eve,%'"));
        await team.LaterAsync(TimeSpan.FromDays(5));
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from mails where step = 'success-story'"));
        // Nothing more until they do something, or the time is over.
        await team.LaterAsync(TimeSpan.FromDays(2));
        Assert.Equal(2, team.Server.Desk.Count("select count(*) from mails"));
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from due_work where attempts > 0"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_they_do_moves_the_run_on_and_an_answer_ends_it_with_a_task(string kind)
    {
        await using var team = await StartAsync(kind);
        var lead = await team.Server.LeadAsync(Warm);
        await team.RunAsync();
        await team.LaterAsync(TimeSpan.FromDays(5));
        await team.Server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"pricing_viewed","at":"{{team.Desk.Now:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        await team.RunAsync();
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from tasks where kind = 2 and ended_at is null"));
        await team.Server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"mail_answered","at":"{{team.Desk.Now:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from leads where enrolled_in is not null"));
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from tasks where kind = 3 and ended_at is null"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_was_sent_is_not_sent_again_when_the_lead_enters_a_second_time(string kind)
    {
        await using var team = await StartAsync(kind);
        var lead = await team.Server.LeadAsync(Warm);
        await team.RunAsync();
        await team.Server.PostLinesAsync($$"""{"lead":"{{lead}}","kind":"mail_answered","at":"{{team.Desk.Now:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        await team.AsAsync("lena", "POST", $"/api/v1/tasks/{lead}-1/completion", """{"outcome":"Not yet"}""");
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from leads where enrolled_in = 'warm-evaluate'"));
        await team.RunAsync();
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from mails"));
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from events where events like '%this person got it before%'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Handed_over_it_leaves_the_programme_and_given_back_it_enters_another(string kind)
    {
        await using var team = await StartAsync(kind);
        var lead = await team.Server.LeadAsync(Warm);
        await team.Server.PostAsync("/api/v1/leads", team.RipeBody("eve@three.com"));
        await team.RunAsync();
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from leads where enrolled_in is not null"));
        await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection", """{"reason":"not_now","wake":"2026-12-01"}""");
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from leads where enrolled_in = 'recycled-not-now' and is_resting"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task After_the_last_step_a_lead_is_dormant_with_a_review_a_year_on(string kind)
    {
        await using var team = await StartAsync(kind);
        var lead = await team.Server.LeadAsync("""{"email":"cold@four.com","facts":{"name":"Cora"}}""");
        for (var weeks = 0; weeks < 60 && (string?)(await team.LeadAsync(lead))["next"]!["what"] != "dormant_review"; weeks++) await team.LaterAsync(TimeSpan.FromDays(7));
        Assert.Equal("dormant_review", (string?)(await team.LeadAsync(lead))["next"]!["what"]);
    }
}
