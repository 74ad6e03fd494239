using Ripen.Privacy;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Privacy;

/// <summary>The link in a mail by which somebody ends all mail to him.</summary>
public sealed class UnsubscribeTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_only_looks_changes_nothing(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        foreach (var link in (string[])[team.UnsubscribeLink(lead), team.PreferencesLink(lead)])
        {
            Assert.Equal(200, (await team.VisitAsync(link)).Status);
            Assert.Equal(200, (await team.VisitAsync(link, "GET", ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"))).Status);
            Assert.Equal(200, (await team.VisitAsync($"{link}?none=true&List-Unsubscribe=One-Click")).Status);
            foreach (var method in (string[])["HEAD", "OPTIONS", "PUT", "DELETE"]) Assert.Equal(405, (await team.VisitAsync(link, method)).Status);
        }
        var page = await team.VisitAsync(team.UnsubscribeLink(lead));
        Assert.Contains("No more mail to e…@three.com?", page.Body, StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(0, team.Count("select (select count(*) from consents) + (select count(*) from suppressions)"));
        Assert.Null(team.WhyNot(lead));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task One_click_ends_all_mail_at_once_and_again_changes_nothing(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        var link = team.UnsubscribeLink(lead);
        // A mail program is answered with no redirect, wherever it comes from.
        var reply = await team.OneClickAsync(link, ("Origin", "https://mail.example.org"));
        Assert.Equal((200, (Uri?)null), (reply.Status, reply.Headers.Location));
        Assert.Contains("You are unsubscribed", reply.Body, StringComparison.Ordinal);
        Assert.False(reply.Headers.Contains("Set-Cookie"));
        Assert.Equal("they unsubscribed", team.WhyNot(lead));
        Assert.Equal(1, team.Count("select count(*) from touches t join kinds k on k.kind = t.kind where k.name = 'unsubscribed'"));
        await team.OneClickAsync(link);
        await team.Server.SendAsync("POST", link, "------x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n------x--\r\n", PrivacyDesk.Stranger, ("Content-Type", "multipart/form-data; boundary=----x"));
        Assert.Equal(200, (await team.Server.SendAsync("POST", link, "", PrivacyDesk.Stranger, ("Content-Type", ""))).Status);
        Assert.Equal((1, 1, 1), (team.Count("select count(*) from consents"), team.Count("select count(*) from suppressions"), team.Count("select count(*) from touches t join kinds k on k.kind = t.kind where k.name = 'unsubscribed'")));
        Assert.Equal(1, team.Count($"select count(*) from consents where said = {(int)ConsentWord.Objected} and form = 'unsubscribe' and email = 'eve@three.com' and address = '127.0.0.1' and language = 'en' and wording = 1 and by is null"));
        Assert.Equal(0, team.Count("select count(*) from suppressions where hash like '%eve%'"));
        Assert.Contains("unsubscribed", (await team.Server.GetAsync($"/api/v1/leads/{lead}/history")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Whoever_unsubscribes_is_asked_for_no_answer_and_not_enrolled_again(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.RunAsync();
        Assert.Equal(1, team.Count("select count(*) from leads where enrolled_in = 'warm-evaluate'"));
        await team.OneClickAsync(team.UnsubscribeLink(lead));
        Assert.Equal(0, team.Count("select count(*) from leads where enrolled_in is not null"));
        Assert.Equal(0, team.Count("select count(*) from tasks"));
        Assert.Equal("dormant_review", (string?)(await team.LeadAsync(lead))["next"]!["what"]);
        Assert.Contains("Left the programme warm-evaluate: they unsubscribed", (await team.Server.SendAsync("GET", $"/leads/{lead}")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_mail_that_is_due_in_the_same_minute_is_not_written_and_one_that_waits_is_withheld(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        await team.RunAsync();
        await team.RecordAsync(lead, team.Says(yes: false));
        Assert.Equal(1, team.Count("select count(*) from mails where withheld_at is not null and withheld_because = 'they objected'"));
        Assert.Contains("Withheld", (await team.Server.SendAsync("GET", "/outbox/prospects")).Body, StringComparison.Ordinal);
        Assert.Equal("they objected", (string?)(await team.Server.GetAsync($"/api/v1/mails?lead={lead}")).Json["items"]![0]!["withheld_because"]);
        await team.LaterAsync(TimeSpan.FromDays(5));
        Assert.Equal(1, team.Count("select count(*) from mails"));
        Assert.Equal(1, team.Count("select count(*) from events where events like '%success-story%' and events like '%they objected%'"));
        Assert.Contains("left out: they objected", (await team.Server.SendAsync("GET", $"/leads/{lead}")).Body, StringComparison.Ordinal);
        Assert.Equal(0, team.Count("select count(*) from due_work where attempts > 0"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_the_desk_did_not_sign_for_this_is_nothing(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        await using var other = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        var lead = await team.Server.LeadAsync(PrivacyDesk.Eve);
        var (mine, person) = (team.UnsubscribeLink(lead), PrivacyDesk.PersonOf(lead));
        string[] forged =
        [
            mine[..^1], $"{mine}A", mine[..^2] + (mine[^2] == 'A' ? "B" : "A") + mine[^1], $"/u/{team.PreferencesLink(lead)[3..]}", PrivacyLinks.Unsubscribe(other.Desk, person),
            $"/u/{person:N}", "/u/%00", $"/u/{new string('A', 5_000)}",
        ];
        foreach (var link in forged)
        {
            Assert.InRange((await team.VisitAsync(link)).Status, 400, 404);
            Assert.InRange((await team.OneClickAsync(link)).Status, 400, 405);
        }
        Assert.Equal(404, (await team.VisitAsync($"/p/{mine[3..]}")).Status);
        Assert.Equal(404, (await team.OneClickAsync($"/p/{mine[3..]}")).Status);
        Assert.Equal(0, team.Count("select (select count(*) from consents) + (select count(*) from suppressions)"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_link_of_years_ago_finds_whom_he_was_merged_into_and_tells_who_is_gone_that_nothing_is_sent(string kind)
    {
        await using var team = await PrivacyDesk.StartAsync(kind);
        var (lead, other) = (await team.Server.LeadAsync(PrivacyDesk.Eve), await team.Server.LeadAsync("""{"email":"e.moreau@three.com"}"""));
        var (person, survivor) = (PrivacyDesk.PersonOf(lead), PrivacyDesk.PersonOf(other));
        await team.Server.DoAsync(write => write.Execute("update persons set merged_into = @into where person_id = @person", ("@into", survivor), ("@person", person)));
        team.Server.Desk.Clock.Advance(TimeSpan.FromDays(4_000));
        Assert.Equal(200, (await team.OneClickAsync(team.UnsubscribeLink(lead))).Status);
        Assert.True(team.IsSuppressed("eve@three.com") && team.IsSuppressed("e.moreau@three.com"));
        Assert.Equal("they unsubscribed", team.WhyNot(other, "e.moreau@three.com"));
        Assert.NotNull(team.WhyNot(other, "a-new-one@three.com"));
        // Erased: nobody is left, and the address stays suppressed.
        await team.Server.DoAsync(write => write.Execute("delete from persons"));
        var gone = await team.VisitAsync(team.UnsubscribeLink(lead));
        Assert.Equal(200, gone.Status);
        Assert.Contains("Nothing is sent to you", gone.Body, StringComparison.Ordinal);
        Assert.Contains("Nothing is sent to you", (await team.OneClickAsync(team.UnsubscribeLink(lead))).Body, StringComparison.Ordinal);
        Assert.True(team.IsSuppressed("EVE@Three.com"));
    }
}
