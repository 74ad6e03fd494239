using System.Net;
using System.Text.RegularExpressions;
using Ripen.Settings;
using Ripen.Telling;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Telling;

/// <summary>What programmes wrote to prospects, in the outbox and by the API.</summary>
public sealed partial class ProspectMailsTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_programme_writes_stands_in_the_outbox_word_for_word_and_is_not_sent(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        await team.Server.DoAsync(write => SettingStore.Set(write, KnownSettings.DeskName, "Torfeld Systems", team.Desk.Now));
        Assert.Contains("No mail yet", (await team.Server.PageAsync("/outbox/prospects")).Body, StringComparison.Ordinal);
        var lead = await team.Server.LeadAsync("""{"email":"eve@three.com","source":"Website","facts":{"name":"Eve Moreau","job_title":"CFO","organisation":"Three","country":"DE","problem":"slow_picking"}}""");
        await team.RunAsync();
        var page = (await team.Server.PageAsync("/outbox/prospects")).Body;
        foreach (var said in (string[])["not sent yet by this version", "to <bdi>eve@three.com</bdi>", "Hello Eve,", "Eve Moreau", $"href=\"/leads/{lead}\"", "href=\"/programmes/warm-evaluate?version=", "quick-answer"]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello Eve,", (await team.Server.PageAsync("/outbox")).Body, StringComparison.Ordinal);
        var mail = Assert.Single((await team.Server.GetAsync($"/api/v1/mails?lead={lead}")).Json["items"]!.AsArray())!;
        Assert.Equal(("warm-evaluate", "quick-answer", "eve@three.com", lead), ((string?)mail["programme"], (string?)mail["step"], (string?)mail["address"], (string?)mail["lead"]));
        Assert.Null(mail["sent_at"]);
        Assert.Equal(400, (await team.Server.GetAsync("/api/v1/mails?lead=eve")).Status);
        Assert.Equal(403, (await team.AsAsync("lena", "GET", "/api/v1/mails")).Status);
        Assert.Equal(403, (await team.Server.SendAsync("GET", "/outbox/prospects", null, DeskForms.Reader, ("Cookie", await team.CookieAsync("lena")))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Mails_to_prospects_are_shown_harmlessly_page_by_page(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        for (var i = 0; i <= ProspectMailsView.OnPage; i++)
        {
            await team.Server.DoAsync(write => write.Execute(
                "insert into mails (person_id, programme, step, mail_id, lead, version, address, subject, body, at) values (@person, 'cold <b>', 'step-<i>', @mail, 1, 1, 'eve@three.com', @subject, '<script>alert(1)</script>', @now)",
                ("@person", team.Desk.Ids.Next(team.Desk.Now)),
                ("@mail", team.Desk.Ids.Next(team.Desk.Now)),
                ("@subject", $"Number {i} & <b>more</b>"),
                ("@now", team.Desk.Now)));
        }
        var first = (await team.Server.PageAsync("/outbox/prospects")).Body;
        Assert.DoesNotContain("Number 0 ", first, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", first, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", first, StringComparison.Ordinal);
        var second = (await team.Server.PageAsync(WebUtility.HtmlDecode(Next().Match(first).Groups["path"].Value))).Body;
        Assert.Contains("Number 0 &amp; &lt;b&gt;more", second, StringComparison.Ordinal);
        var one = await team.Server.GetAsync("/api/v1/mails?limit=50");
        Assert.Equal("Number 0 & <b>more</b>", (string?)Assert.Single((await team.Server.GetAsync($"/api/v1/mails?limit=50&cursor={one.Text("next")}")).Json["items"]!.AsArray())!["subject"]);
        Assert.Equal(400, (await team.Server.GetAsync("/api/v1/mails?cursor=abc")).Status);
    }

    [GeneratedRegex("href=\"(?<path>/outbox[^\"]*before=[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
