using System.Globalization;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>A ripe lead goes to somebody, with clocks that run out by themselves; Sales accepts it or gives it back.</summary>
public class HandoverTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_ripe_lead_is_handed_over_by_itself_with_its_clocks_and_why(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var handover = await team.HandoverAsync(lead);
        Assert.Equal("lena@desk.example", (string?)handover["to"]);
        Assert.Equal("the agreement sends country in [DE, AT, CH] to Lena Tester, whose turn it is among 2 (0 leads)", (string?)handover["because"]);
        // Wednesday 11:00 in Berlin: four business hours, then a business day.
        Assert.Equal(("2026-07-15T13:00:00Z", "2026-07-16T13:00:00Z"), ((string?)handover["accept_by"], (string?)handover["reassign_at"]));
        Assert.Equal("handed_over", (string?)(await team.LeadAsync(lead))["stage"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Turns_are_taken_and_whoever_is_full_away_or_gone_gets_none(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var (first, second) = (await team.RipeAsync("ann@one.com"), await team.RipeAsync("bob@two.com"));
        await team.RunAsync();
        Assert.Equal(["lena@desk.example", "markus@desk.example"], new[] { (string?)(await team.HandoverAsync(first))["to"], (string?)(await team.HandoverAsync(second))["to"] }.Order());
        var lena = await SignedIn.UserAsync(team.Desk, "lena@desk.example", Role.Salesperson);
        await team.Server.DoAsync(write => Absences.Add(write, new(lena.Id, new(2026, 7, 15), new(2026, 7, 15), null)));
        var third = await team.RipeAsync("cyd@three.com");
        await team.RunAsync();
        Assert.Equal("markus@desk.example", (string?)(await team.HandoverAsync(third))["to"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_late_handover_is_found_within_a_minute_given_to_the_next_and_then_to_the_manager(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.AtAsync(At("2026-07-15T12:59:59Z"));
        Assert.Null((string?)(await team.HandoverAsync(lead))["late_at"]);
        await team.AtAsync(At("2026-07-15T13:00:00Z"));
        Assert.Equal("2026-07-15T13:00:00Z", (string?)(await team.HandoverAsync(lead))["late_at"]);
        await team.AtAsync(At("2026-07-16T13:00:00Z"));
        var second = await team.HandoverAsync(lead);
        Assert.Equal(("markus@desk.example", "2"), ((string?)second["to"], second["try"]!.ToString()));
        await team.AtAsync(At((string)second["reassign_at"]!));
        var third = await team.HandoverAsync(lead);
        Assert.Equal(("mona@desk.example", "true"), ((string?)third["to"], third["with_manager"]!.ToString()));
        Assert.Equal(["expired", "expired"], (await team.Server.GetAsync("/api/v1/handovers?state=ended")).Json["items"]!.AsArray().Select(one => (string?)one!["ended"]));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Of_two_who_decide_at_once_one_wins_and_the_other_is_told_who_and_when(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var id = (string)(await team.HandoverAsync(lead))["id"]!;
        Assert.Equal("not_yours", (await team.AsAsync("markus", "POST", $"/api/v1/handovers/{id}/acceptance")).Text("code"));
        var both = await Task.WhenAll(team.AsAsync("lena", "POST", $"/api/v1/handovers/{id}/acceptance"), team.AsAsync("mona", "POST", $"/api/v1/handovers/{id}/acceptance"));
        Assert.Equal([200, 409], both.Select(reply => reply.Status).Order());
        var (won, lost) = (both.Single(reply => reply.Status == 200), both.Single(reply => reply.Status == 409));
        Assert.Equal("already_accepted", lost.Text("code"));
        Assert.Equal($"{(won.Text("decided_by").StartsWith("lena", StringComparison.Ordinal) ? "Lena" : "Mona")} Tester accepted this lead on 15 July 2026, 11:00.", lost.Text("detail"));
        Assert.Equal(won.Text("decided_by"), (string?)(await team.LeadAsync(lead))["owner"]);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_rejection_has_a_reason_and_what_it_demands(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var path = $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection";
        Assert.Equal(400, (await team.AsAsync("lena", "POST", path, "{}")).Status);
        Assert.Equal("unknown_reason", (await team.AsAsync("lena", "POST", path, """{"reason":"bad_vibes"}""")).Text("code"));
        Assert.Equal("wake_date_wanted", (await team.AsAsync("lena", "POST", path, """{"reason":"not_now"}""")).Text("code"));
        Assert.Equal("referral_wanted", (await team.AsAsync("lena", "POST", path, """{"reason":"wrong_person"}""")).Text("code"));
        Assert.Equal("too_few_attempts", (await team.AsAsync("lena", "POST", path, """{"reason":"no_reply"}""")).Text("code"));
        Assert.Equal("rejected", (await team.AsAsync("lena", "POST", path, """{"reason":"not_now","wake":"2026-09-01"}""")).Text("ended"));
        var rests = await team.LeadAsync(lead);
        Assert.Equal(("true", "2026-08-31T22:00:00Z", "2"), (rests["resting"]!.ToString(), (string?)rests["rests_until"], rests["pass"]!.ToString()));
        await team.RunAsync();
        Assert.Empty((await team.Server.GetAsync("/api/v1/handovers")).Json["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_reason_says_to_forget_is_known_no_more_from_that_day(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection", """{"reason":"no_budget"}""");
        var verdict = (await team.Server.GetAsync($"/api/v1/leads/{lead}/verdict")).Json;
        Assert.Equal("unknown", (string?)(verdict["verdict"] ?? verdict)["criteria"]!["budget"]);
        var facts = (await team.Server.GetAsync($"/api/v1/leads/{lead}/purchase/facts")).Json["items"]!.AsArray();
        Assert.Contains(facts, entry => entry!["facts"]!.AsObject().TryGetPropertyValue("budget", out var value) && value is null && (string?)entry["origin"] == "sales");
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_right_person_becomes_a_lead_with_who_named_him_and_a_first_task(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var path = $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection";
        Assert.Equal(400, (await team.AsAsync("lena", "POST", path, """{"reason":"wrong_person","referral":{"name":"Grace Osei"}}""")).Status);
        Assert.Equal(400, (await team.AsAsync("lena", "POST", path, """{"reason":"wrong_person","referral":{"name":"Ann","email":"ann@orbis-freight.com"}}""")).Status);
        Assert.Equal(200, (await team.AsAsync("lena", "POST", path, """{"reason":"wrong_person","referral":{"name":"Grace Osei","email":"grace@orbis-freight.com"}}""")).Status);
        var grace = Assert.Single((await team.Server.GetAsync("/api/v1/leads?q=grace")).Json["items"]!.AsArray())!;
        Assert.Equal("referred", (string?)(await team.LeadAsync(lead))["end"]!["how"]);
        var task = Assert.Single((await team.Server.GetAsync("/api/v1/tasks?for=lena")).Json["items"]!.AsArray())!;
        Assert.Equal(((string?)grace["id"], "Say hello: Ann Lee named this person as the right one"), ((string?)task["lead"], (string?)task["says"]));
        Assert.Equal(1, team.Server.Desk.Count($"select count(*) from leads where referred_to is not null"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_recycled_lead_wakes_on_its_date_and_goes_first_to_who_had_it(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection", """{"reason":"not_now","wake":"2026-08-03"}""");
        for (var i = 0; i < 3; i++) await team.RipeAsync($"p{i}@company{i}.com");
        await team.AtAsync(At("2026-08-02T21:59:59Z"));
        Assert.Equal("true", (await team.LeadAsync(lead))["resting"]!.ToString());
        await team.AtAsync(At("2026-08-02T22:00:00Z"));
        Assert.Equal(("lena@desk.example", "Lena Tester had this lead before"), ((string?)(await team.HandoverAsync(lead))["to"], (string?)(await team.HandoverAsync(lead))["because"]));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_lead_given_back_until_a_date_rests_though_a_colleague_names_somebody_else(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var (rests, names) = (await team.RipeAsync("ann@one.com"), await team.RipeAsync("bob@one.com"));
        await team.RunAsync();
        async Task RejectAsync(string lead, string body) => Assert.Equal(200, (await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/rejection", body)).Status);
        await RejectAsync(rests, """{"reason":"not_now","wake":"2026-09-01"}""");
        await team.LaterAsync(TimeSpan.FromMinutes(2));
        await RejectAsync(names, """{"reason":"wrong_person","referral":{"name":"Regula Frei","email":"regula@one.com"}}""");
        await team.LaterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(("inquiry", "true"), ((string?)(await team.LeadAsync(rests))["stage"], (await team.LeadAsync(rests))["resting"]!.ToString()));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_was_accepted_and_left_lying_is_stalled_and_then_goes_back(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)(await team.HandoverAsync(lead))["id"]!}/acceptance");
        await team.LaterAsync(TimeSpan.FromDays(7));
        Assert.Equal(1, team.Server.Desk.Count("select count(*) from events where events like '%\"stalled\"%'"));
        await team.LaterAsync(TimeSpan.FromDays(7));
        Assert.Equal(("2", "true"), ((await team.LeadAsync(lead))["pass"]!.ToString(), (await team.LeadAsync(lead))["resting"]!.ToString()));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task All_that_somebody_had_who_is_deactivated_goes_to_others(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var leads = new List<string>();
        for (var i = 0; i < 8; i++) leads.Add(await team.RipeAsync($"p{i}@company{i}.com"));
        await team.RunAsync();
        var hers = (await team.Server.GetAsync("/api/v1/handovers?to=lena")).Json["items"]!.AsArray();
        Assert.Equal(4, hers.Count);
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)hers[0]!["id"]!}/acceptance");
        await team.AsAsync("lena", "POST", $"/api/v1/leads/{(string)hers[0]!["lead"]!}/tasks", """{"says":"Call again"}""");
        var lena = await SignedIn.UserAsync(team.Desk, "lena@desk.example", Role.Salesperson);
        await team.Server.DoAsync(write => UserChanges.Deactivate(team.Desk, write, Caller.OnThisMachine, lena.Id));
        await team.RunAsync();
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from leads where owner = 'lena@desk.example' and ended is null"));
        Assert.Equal(0, team.Server.Desk.Count("select count(*) from tasks where seller = 'lena@desk.example' and ended_at is null"));
        Assert.Equal(8, team.Server.Desk.Count("select count(*) from leads where owner = 'markus@desk.example' and ended is null"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_handover_keeps_the_agreement_it_began_under(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        var lead = await team.RipeAsync();
        await team.RunAsync();
        var was = await team.HandoverAsync(lead);
        var text = File.ReadAllText(Repository.At("agreements/bant.yaml"));
        await team.Server.Desk.AgreeAsync(text.Replace("accept_within: 4 business hours", "accept_within: 1 business hour", StringComparison.Ordinal).Replace("    no_budget:\n", "    no_money:\n", StringComparison.Ordinal).Replace("no_budget", "no_money", StringComparison.Ordinal));
        var next = await team.RipeAsync("bob@two.com");
        await team.RunAsync();
        Assert.Equal("2026-07-15T10:00:00Z", (string?)(await team.HandoverAsync(next))["accept_by"]);
        Assert.Equal((string?)was["accept_by"], (string?)(await team.HandoverAsync(lead))["accept_by"]);
        Assert.Equal("unknown_reason", (await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)was["id"]!}/rejection", """{"reason":"no_money"}""")).Text("code"));
        Assert.Equal(200, (await team.AsAsync("mona", "POST", $"/api/v1/handovers/{(string)was["id"]!}/rejection", """{"reason":"no_budget"}""")).Status);
    }

    // Clocks stand still on Friday at half past five, over the weekend, on closed days, and do not mind that an hour is missing or comes twice.
    [Theory]
    [InlineData("2026-07-17T15:29:00Z", "2026-07-20T10:59:00Z")]
    [InlineData("2026-12-23T16:00:00Z", "2026-12-28T11:30:00Z")]
    [InlineData("2026-12-30T16:00:00Z", "2027-01-04T11:30:00Z")]
    [InlineData("2027-03-26T15:30:00Z", "2027-03-29T10:00:00Z")]
    [InlineData("2026-10-23T15:00:00Z", "2026-10-26T11:30:00Z")]
    public async Task Clocks_run_in_the_business_time_of_the_agreement(string opened, string acceptBy)
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        team.Server.Desk.Clock.SetUtcNow(At(opened));
        var lead = await team.RipeAsync();
        await team.RunAsync();
        Assert.Equal(acceptBy, (string?)(await team.HandoverAsync(lead))["accept_by"]);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
