using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Life;
using Ripen.Telling;
using Ripen.Tests.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Web;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Telling;

/// <summary>What users are told in the app, through its pages and the API.</summary>
public sealed partial class NoticeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_kind_has_its_own_number_word_and_sentence() => Assert.Multiple(
        () => Assert.Equal(Enum.GetValues<NoticeKind>(), KnownNotice.All.Select(known => known.Kind)),
        () => Assert.Equal(KnownNotice.All.Count, KnownNotice.All.Select(known => known.Word).Distinct().Count()),
        () => Assert.All(KnownNotice.All, known => Assert.EndsWith(".", known.Says, StringComparison.Ordinal)),
        () => Assert.All(KnownNotice.All, known => Assert.Contains($"| `{known.Word}` |", File.ReadAllText(Repository.At("docs/notices.md")), StringComparison.Ordinal)),
        // Words of the API are made from the names.
        () => Assert.All(KnownNotice.All, known => Assert.Equal(known.Word, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{known.Kind}"))));

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_notice_is_counted_at_the_bell_until_it_is_opened(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.Salesperson);
        using var eve = await AccountTests.UserAsync(server, "eve@desk.example", Role.ReadOnly);
        Assert.Contains("Nothing to tell you yet", (await bob.GetAsync("/notices")).Body, StringComparison.Ordinal);
        await TellAsync(server, "bob@desk.example", NoticeKind.HandoverOpened, "Look at <i>this</i> one.", "/leads?q=this");
        await TellAsync(server, "bob@desk.example", NoticeKind.Replied, "She answered.", "//elsewhere.example/leads");
        Assert.Contains("2<span class=\"hidden\"> unread", (await bob.GetAsync("/organisations")).Body, StringComparison.Ordinal);
        Assert.Contains("2<span class=\"hidden\"> unread", (await bob.GetAsync("/notices/bell", ("HX-Request", "true"))).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(" unread</span>", (await eve.GetAsync("/organisations")).Body, StringComparison.Ordinal);
        var page = (await bob.GetAsync("/notices")).Body;
        Assert.Contains("Look at &lt;i&gt;this&lt;/i&gt; one.", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("She answered", StringComparison.Ordinal) < page.IndexOf("Look at", StringComparison.Ordinal));
        var paths = Opening().Matches(page).Select(match => match.Value).ToList();
        Assert.Equal(404, (await eve.SendAsync(paths[1])).Status);
        var opened = await bob.SendAsync(paths[1]);
        Assert.Equal((303, "/leads?q=this"), (opened.Status, opened.To));
        Assert.Equal((303, "/"), ((await bob.SendAsync(paths[0])).Status, (await bob.SendAsync(paths[0])).To));
        Assert.Contains("You have read everything", (await bob.GetAsync("/notices?unread=true")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(" unread</span>", (await bob.GetAsync("/notices")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task All_that_was_seen_is_marked_read_and_what_came_since_is_not(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.Salesperson);
        for (var i = 0; i < 60; i++) await TellAsync(server, "bob@desk.example", NoticeKind.LeadWoken, $"Number {i} woke.");
        var first = (await bob.GetAsync("/notices")).Body;
        Assert.Equal(50, Opening().Count(first));
        var second = (await bob.GetAsync(System.Net.WebUtility.HtmlDecode(Next().Match(first).Groups["path"].Value))).Body;
        Assert.Equal(10, Opening().Count(second));
        Assert.Contains("Number 0 woke", second, StringComparison.Ordinal);
        await TellAsync(server, "bob@desk.example", NoticeKind.LeadWoken, "Another woke.");
        Assert.Equal(303, (await bob.SendAsync("/notices/reading", ("last", Last().Match(first).Groups["id"].Value))).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from notices where read_at is null"));
        Assert.Equal(400, (await bob.SendAsync("/notices/reading", ("last", "all"))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Everybody_chooses_what_he_is_told_and_how(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var sink = new SmtpSink();
        var desk = server.Desk.Desk;
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.Salesperson);
        var page = (await bob.GetAsync("/account/notices")).Body;
        Assert.Contains("No mail is sent yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook_disabled", page, StringComparison.Ordinal);
        await desk.MailByAsync(sink);
        Assert.Equal(303, (await bob.SendAsync("/account/notices", ("in_app", "handover_opened"), ("in_app", "replied"), ("by_mail", "lead_woken"), ("by_mail", "replied"))).Status);
        await TellAsync(server, "bob@desk.example", NoticeKind.HandoverOpened, "In the app alone.");
        await TellAsync(server, "bob@desk.example", NoticeKind.LeadWoken, "By mail alone.");
        await TellAsync(server, "bob@desk.example", NoticeKind.Replied, "By both.");
        await TellAsync(server, "bob@desk.example", NoticeKind.Referred, "Not at all.");
        Assert.Equal((2, 2), (server.Desk.Count("select count(*) from notices"), server.Desk.Count("select count(*) from user_mails")));
        Assert.Equal(1, server.Desk.Count("select count(*) from notices n join user_mails m on m.mail_id = n.mail_id where n.kind = 9"));
    }

    [Fact]
    public async Task Programs_read_the_notices_of_whose_token_they_have()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var lead = await server.LeadAsync("""{ "email": "ann@torfeld.example" }""");
        Assert.True(LeadId.TryParse(lead, out var id));
        await server.DoAsync(write => Notices.Tell(write, server.Desk.Desk, server.Desk.Desk.Users.Find(write, SignedIn.Email)!, NoticeKind.LeadStalled, "Nothing happens.", $"/leads/{lead}", id));
        var listed = (await server.GetAsync("/api/v1/notices?unread=true&limit=1")).Json["items"]![0]!;
        Assert.Equal(("lead_stalled", lead, "Nothing happens.", null), ($"{listed["kind"]}", $"{listed["lead"]}", $"{listed["says"]}", listed["read_at"]));
        var read = await server.PostAsync($"/api/v1/notices/{listed["id"]}/reading", "{}");
        Assert.Equal("2026-07-15T09:00:00Z", read.Text("read_at"));
        Assert.Empty((await server.GetAsync("/api/v1/notices?unread=true")).Json["items"]!.AsArray());
        Assert.Equal(404, (await server.PostAsync($"/api/v1/notices/{Guid.NewGuid()}/reading", "{}")).Status);
        Assert.Equal(400, (await server.GetAsync("/api/v1/notices?unread=perhaps")).Status);
        var chosen = await server.SendAsync("PUT", "/api/v1/notices/switches", """{"switches":[{"kind":"lead_woken","in_app":false,"by_mail":true}]}""");
        Assert.Equal(200, chosen.Status);
        var woken = (await server.GetAsync("/api/v1/notices/switches")).Json["switches"]!.AsArray().Single(one => $"{one!["kind"]}" == "lead_woken")!;
        Assert.Equal(("false", "true"), ($"{woken["in_app"]}", $"{woken["by_mail"]}"));
        Assert.Equal(400, (await server.SendAsync("PUT", "/api/v1/notices/switches", """{"switches":[{"kind":"lead_woken","in_app":false,"by_mail":true},{"kind":"lead_woken","in_app":true,"by_mail":true}]}""")).Status);
        Assert.Equal(400, (await server.SendAsync("PUT", "/api/v1/notices/switches", """{"switches":[{"kind":"weather","in_app":false,"by_mail":true}]}""")).Status);
    }

    [Fact]
    public async Task Whoever_looks_hears_of_his_own_notices_and_of_nobody_elses()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var desk = server.Desk.Desk;
        var (ann, bob) = (await SignedIn.AdministratorAsync(desk), await SignedIn.UserAsync(desk, "bob@desk.example", Role.Salesperson));
        var caller = Identification.Of(ann, null);
        Assert.Null(LiveTopic.Of(NoticePages.TopicOf(bob.Id), caller));
        var topic = LiveTopic.Of(NoticePages.TopicOf(ann.Id), caller)!;
        using var session = desk.Database.Read();
        var seen = new HashSet<string>([topic.Read(session)]);
        await desk.TellAsync(bob, NoticeKind.Replied, "Not for her.");
        Assert.False(seen.Add(topic.Read(session)));
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.TellAsync(ann, NoticeKind.Replied, "For her.");
        Assert.True(seen.Add(topic.Read(session)));
        await server.DoAsync(write => Notices.Read(write, desk, ann.Id, Notices.Page(write, ann.Id, null, 1)[0].Id));
        Assert.True(seen.Add(topic.Read(session)));
        Assert.Contains($"data-live=\"{NoticePages.TopicOf(ann.Id)}\"", (await server.PageAsync("/work")).Body, StringComparison.Ordinal);
    }

    private static Task TellAsync(ApiServer server, string email, NoticeKind kind, string says, string path = "/leads") => server.Desk.Desk.TellAsync(AccountTests.Find(server, email), kind, says, path);

    [GeneratedRegex("/notices/[0-9a-f-]{36}/opening", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opening();

    [GeneratedRegex("href=\"(?<path>/notices[^\"]*before=[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();

    [GeneratedRegex("name=\"last\" value=\"(?<id>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Last();
}
