using Ripen.Privacy;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Privacy;

/// <summary><c>/privacy</c>, the card on the page of a lead, the API, and what is deleted by itself.</summary>
public sealed class PrivacyPagesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Addresses_are_suppressed_looked_up_and_removed_with_a_reason(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var page = await team.Server.FormAsync("/privacy/suppressions", ("addresses", "Ann@One.com\r\nbob@two.com;Bob;2024\nno address\n\nann@one.com\n"));
        Assert.Contains("2 addresses are suppressed now.", page.Body, StringComparison.Ordinal);
        Assert.Contains("no address", page.Body, StringComparison.Ordinal);
        Assert.Contains("is suppressed since", (await team.Server.FormAsync("/privacy/look-up", ("address", "BOB@two.com"))).Body, StringComparison.Ordinal);
        Assert.Contains("is not suppressed", (await team.Server.FormAsync("/privacy/look-up", ("address", "cid@three.com"))).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await team.Server.FormAsync("/privacy/look-up", ("address", "nobody"))).Status);
        Assert.Equal(400, (await team.Server.FormAsync("/privacy/suppressions/removal", ("address", "bob@two.com"))).Status);
        Assert.True(team.IsSuppressed("bob@two.com"));
        await team.Server.FormAsync("/privacy/suppressions/removal", ("address", "bob@two.com"), ("reason", "He asked for it."));
        Assert.False(team.IsSuppressed("bob@two.com"));
        Assert.Equal(1, team.Count("select count(*) from audit where action = 'suppression.removed' and subject = 'b…@two.com' and detail = 'He asked for it.'"));
        Assert.Equal(400, (await team.Server.FormAsync("/privacy/suppressions", ("addresses", string.Concat(Enumerable.Range(0, 10_001).Select(i => $"p{i}@x.com\n"))))).Status);
        Assert.Equal(1, team.Count("select count(*) from suppressions"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_purpose_is_added_changed_and_asked_for(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var page = await team.Server.FormAsync("/privacy/purposes", ("label", "News by post, twice a year"), ("basis", "consent"), ("language", "en"), ("title", "News by post"), ("says", "You may write to me by post. <b>Really</b>"));
        Assert.Contains("news_by_post_twice_a_year", page.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Really", page.Body, StringComparison.Ordinal);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        Assert.Contains("News by post", (await team.VisitAsync(team.PreferencesLink(lead))).Body, StringComparison.Ordinal);
        await team.Server.FormAsync("/privacy/purposes/news_by_post_twice_a_year", ("label", "News by post"), ("basis", "consent"), ("retired", "on"));
        Assert.DoesNotContain("News by post", (await team.VisitAsync(team.PreferencesLink(lead))).Body, StringComparison.Ordinal);
        foreach (var (path, fields) in ((string, (string, string)[])[])
        [
            ("/privacy/purposes", [("label", "Mail about our offers"), ("basis", "mood"), ("language", "en"), ("title", "x"), ("says", "x")]),
            ("/privacy/purposes", [("label", "news by post twice a year"), ("basis", "consent"), ("language", "en"), ("title", "x"), ("says", "x")]),
            ("/privacy/purposes/marketing_mail", [("label", "Mail"), ("basis", "contract")]),
            ("/privacy/purposes/tracking/wordings", [("language", "xx"), ("title", "x"), ("says", "x")]),
            ("/privacy/purposes/tracking/wordings", [("language", "en"), ("title", ""), ("says", "x")]),
        ]) Assert.Equal((path, 400), (path, (await team.Server.FormAsync(path, fields)).Status));
        Assert.Equal(404, (await team.Server.FormAsync("/privacy/purposes/nothing", ("label", "x"), ("basis", "consent"))).Status);
        Assert.Contains("\"name\":\"marketing_mail\"", (await team.Server.GetAsync("/api/v1/purposes")).Body, StringComparison.Ordinal);
        Assert.Contains("\"basis\":\"legitimate_interest\"", (await team.Server.GetAsync("/api/v1/purposes")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_done_here_comes_from_a_page_of_the_desk_by_whoever_may(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        string[] paths = ["/privacy/purposes", "/privacy/purposes/tracking", "/privacy/purposes/tracking/wordings", "/privacy/suppressions", "/privacy/suppressions/removal", "/privacy/look-up", $"/leads/{lead}/consents"];
        foreach (var path in paths)
        {
            Assert.Equal((path, 403), (path, (await team.Server.SendAsync("POST", path, "x=1", ("Content-Type", "application/x-www-form-urlencoded"))).Status));
            Assert.Equal((path, 403), (path, (await team.Server.SendAsync("POST", path, "x=1", ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://elsewhere.example"))).Status));
        }
        var lena = ("Cookie", await team.CookieAsync("lena"));
        foreach (var path in paths[..5]) Assert.Equal((path, 403), (path, (await team.Server.SendAsync("POST", path, "x=1", ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", team.Server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), lena)).Status));
        var seen = await team.Server.SendAsync("GET", "/privacy", null, DeskForms.Reader, lena);
        Assert.Equal(200, seen.Status);
        Assert.DoesNotContain("New purpose", seen.Body, StringComparison.Ordinal);
        Assert.Equal(0, team.Count("select (select count(*) from consents) + (select count(*) from suppressions)"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_page_of_a_lead_shows_what_holds_and_takes_what_was_said_on_the_phone(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        var page = (await team.Server.PageAsync($"/leads/{lead}")).Body;
        foreach (var said in (string[])["May be mailed", "legitimate interest", team.PreferencesLink(lead)]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(400, (await team.Server.FormAsync($"/leads/{lead}/consents", ("purpose", "marketing_mail"), ("given", "no"))).Status);
        page = (await team.Server.FormAsync($"/leads/{lead}/consents", ("purpose", "marketing_mail"), ("given", "no"), ("note", "on the phone"))).Body;
        foreach (var said in (string[])["No mail", "they objected", "on the phone"]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.True(team.IsSuppressed("eve@three.com"));
        Assert.Equal(1, team.Count($"select count(*) from consents where by = '{SignedIn.Email}' and note = 'on the phone'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Programs_read_and_record_consents_and_suppressions(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        var path = $"/api/v1/persons/{PrivacyDesk.PersonOf(lead)}/consents";
        Scenario[] table =
        [
            new($"GET {path}", null, 200, ["\"may_be_mailed\":true", "\"purpose\":\"marketing_mail\",\"holds\":true", "\"purpose\":\"tracking\",\"holds\":false", "\"preferences\":\"/p/", "\"unsubscribe\":\"/u/", "\"said\":[]"]),
            new($"POST {path}", """{"purpose":"tracking","given":true,"language":"en","wording":1,"form":"fair","at":"2026-07-01T09:00:00Z","note":"on paper"}""", 200, ["\"purpose\":\"tracking\",\"holds\":true", "\"word\":\"given\"", "\"note\":\"on paper\""]),
            new($"POST {path}", """{"purpose":"mood","given":true}""", 400, ["marketing_mail, tracking"]),
            new($"POST {path}", """{"purpose":"tracking","given":true,"language":"en","wording":9}""", 400, ["wording"]),
            new($"POST {path}", """{"purpose":"tracking","given":true,"email":"nobody"}""", 400, ["email"]),
            new($"POST {path}", """{"purpose":"tracking"}""", 400, []),
            new($"GET /api/v1/persons/{Guid.NewGuid()}/consents", null, 404, []),
            new($"POST /api/v1/persons/{Guid.NewGuid()}/consents", """{"purpose":"tracking","given":true}""", 404, []),
            new($"POST {path}", """{"purpose":"marketing_mail","given":false}""", 200, ["\"may_be_mailed\":false", "\"why_not\":\"they objected\"", "\"word\":\"objected\""]),
            new("GET /api/v1/suppressions?email=EVE@three.com", null, 200, ["\"suppressed\":true", "\"reason\":\"objected\""]),
            new("GET /api/v1/suppressions?email=nobody", null, 400, ["email"]),
            new("GET /api/v1/suppressions", null, 400, ["email"]),
            new("POST /api/v1/suppressions", """{"emails":["ann@one.com","ANN@one.com","nobody"]}""", 200, ["\"added\":1", "\"there\":1", "\"refused\":1", "nobody"]),
            new("POST /api/v1/suppressions", """{"emails":[]}""", 400, ["emails"]),
            new("POST /api/v1/suppressions/removal", """{"email":"ann@one.com","reason":""}""", 400, ["reason"]),
            new("POST /api/v1/suppressions/removal", """{"email":"ann@one.com","reason":"She asked for it."}""", 200, ["\"suppressed\":false"]),
            new("POST /api/v1/suppressions/removal", """{"email":"ann@one.com","reason":"She asked for it."}""", 404, []),
        ];
        foreach (var scenario in table) await scenario.CheckAsync(team.Server);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_over_is_deleted_by_itself_and_the_page_says_what(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var stop = TestContext.Current.CancellationToken;
        var ann = await SignedIn.AdministratorAsync(team.Desk);
        for (var i = 0; i < 3; i++) await team.Server.DoAsync(write => Ripen.Telling.Notices.Tell(write, team.Desk, ann, Ripen.Telling.NoticeKind.HandoverLate, $"Number {i}.", "/leads"));
        Assert.Equal(0, await OldKeys.ForgetAsync(team.Desk, stop));
        Assert.Contains("\"notices\"", string.Join(' ', Logged(team).Select(one => $"\"{one.Name}\"")), StringComparison.Ordinal);
        Assert.Equal(200, (await team.Server.FormAsync("/settings", ("keep_notices", "10"))).Status);
        Assert.Equal(400, (await team.Server.FormAsync("/settings", ("keep_notices", "0"))).Status);
        team.Server.Desk.Clock.Advance(TimeSpan.FromDays(9));
        await OldKeys.ForgetAsync(team.Desk, stop);
        Assert.Equal(3, team.Count("select count(*) from notices"));
        team.Server.Desk.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True(await OldKeys.ForgetAsync(team.Desk, stop) >= 3);
        Assert.Equal(0, team.Count("select count(*) from notices"));
        var told = Assert.Single(Logged(team), one => one.Deleted > 0);
        Assert.Equal(("notices", 10, 3L), (told.Name, told.KeptDays, told.Deleted));
        // Days that found nothing are told while they are the last alone.
        for (var day = 0; day < 3; day++)
        {
            team.Server.Desk.Clock.Advance(TimeSpan.FromDays(1));
            await OldKeys.ForgetAsync(team.Desk, stop);
        }
        Assert.Equal(Retention.All.Count + 1, Logged(team).Count);
        Assert.Contains("3 of notices to users, older than 10 days", (await team.Server.PageAsync("/privacy")).Body, StringComparison.Ordinal);
    }

    private static List<Deletion> Logged(Handovers.SalesTeam team)
    {
        using var session = team.Desk.Database.Read();
        return Retention.Log(session, 100);
    }
}
