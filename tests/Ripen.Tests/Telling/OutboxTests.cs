using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Settings;
using Ripen.Telling;
using Ripen.Tests.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Telling;

/// <summary>The outbox, invitations by mail, and the test mail, through their pages.</summary>
public sealed partial class OutboxTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_invitation_is_shown_and_mailed_and_its_link_stands_nowhere_else(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var sink = new SmtpSink();
        var desk = server.Desk.Desk;
        Assert.Contains("No mail is sent", (await server.PageAsync("/outbox")).Body, StringComparison.Ordinal);
        var silent = await server.FormAsync("/people", ("email", "bob@desk.example"), ("name", "Bob Baker"), ("roles", "salesperson"));
        Assert.DoesNotContain("is mailed to", silent.Body, StringComparison.Ordinal);
        await desk.MailByAsync(sink);
        var shown = await server.FormAsync($"/people/{AccountTests.Find(server, "bob@desk.example").Id}/link");
        var link = Link().Match(shown.Body).Value;
        Assert.Contains("It is mailed to bob@desk.example, too.", shown.Body, StringComparison.Ordinal);
        var waiting = (await server.PageAsync("/outbox")).Body;
        Assert.Contains("(the link stands in the mail alone)", waiting, StringComparison.Ordinal);
        Assert.Contains("You are asked in: Ripen", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain(link, waiting, StringComparison.Ordinal);
        Assert.Equal(0, server.Desk.Count($"select count(*) from user_mails where text like '%{link}%' or path like '%{link}%' or secret like '%{link}%'"));
        Assert.Equal(1, await desk.Postman().SendDueAsync(Stop));
        Assert.Contains($"https://ripen.example.com{link}", Assert.Single(sink.Mails).Text.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1, server.Desk.Count("select count(*) from user_mails where secret is null and sent_at is not null"));
        using var bob = new Visitor(server);
        Assert.Contains("Welcome, Bob Baker", (await bob.GetAsync(link)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outbox_shows_what_waits_was_sent_and_failed_word_for_word_and_sends_again()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink { OnRecipient = _ => "550 5.1.1 nobody" };
        var desk = server.Desk.Desk;
        await desk.MailByAsync(sink);
        await desk.TellAsync(await SignedIn.AdministratorAsync(desk), NoticeKind.HandoverLate, "A lead of <b>Torfeld</b> & Sons is late.", "/leads/new");
        await desk.Postman().SendDueAsync(Stop);
        var page = (await server.PageAsync("/outbox?state=failed")).Body;
        Assert.Contains("A lead of &lt;b&gt;Torfeld&lt;/b&gt; &amp; Sons is late.", page, StringComparison.Ordinal);
        Assert.Contains($"{server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}/leads/new", page, StringComparison.Ordinal);
        Assert.Contains("The mail server answered 550", page, StringComparison.Ordinal);
        Assert.Contains("No such mail", (await server.PageAsync("/outbox?state=sent")).Body, StringComparison.Ordinal);
        sink.OnRecipient = _ => null;
        var mail = server.Desk.OnlyMail();
        Assert.Contains("Waits", (await server.FormAsync($"/outbox/{mail.Id}/retry")).Body, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Postman().SendDueAsync(Stop));
        Assert.Equal(404, (await server.FormAsync($"/outbox/{mail.Id}/retry")).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from audit where action = 'mail.retried'"));
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.SalesManager | Role.Marketer);
        Assert.Equal(403, (await bob.GetAsync("/outbox")).Status);
    }

    [Fact]
    public async Task The_outbox_goes_on_page_by_page()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink();
        await server.Desk.Desk.MailByAsync(sink);
        var ann = await SignedIn.AdministratorAsync(server.Desk.Desk);
        for (var i = 0; i < OutboxView.OnPage + 1; i++) await server.Desk.Desk.TellAsync(ann, NoticeKind.HandoverLate, $"Number {i} is late.");
        var first = (await server.PageAsync("/outbox")).Body;
        Assert.DoesNotContain("Number 0 is late", first, StringComparison.Ordinal);
        var next = System.Net.WebUtility.HtmlDecode(Next().Match(first).Groups["path"].Value);
        Assert.Contains("Number 0 is late", (await server.PageAsync(next)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_mail_says_at_once_whether_it_works()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink();
        Assert.Equal(409, (await server.FormAsync("/settings/test-mail")).Status);
        await server.Desk.Desk.MailByAsync(sink);
        Assert.Contains("Send a test mail to me", (await server.PageAsync("/settings")).Body, StringComparison.Ordinal);
        Assert.Contains($"on its way to {SignedIn.Email}", (await server.FormAsync("/settings/test-mail")).Body, StringComparison.Ordinal);
        Assert.Equal(SignedIn.Email, Assert.Single(Assert.Single(sink.Mails).To));
        await server.Desk.Desk.SetAsync(KnownSettings.SmtpSecurity, "start_tls");
        Assert.Contains("does not offer STARTTLS", (await server.FormAsync("/settings/test-mail")).Body, StringComparison.Ordinal);
        Assert.Equal(2, server.Desk.Count("select count(*) from audit where action = 'mail.tested'"));
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.SalesManager);
        Assert.Equal(403, (await bob.SendAsync("/settings/test-mail")).Status);
    }

    [Theory]
    [InlineData("smtp_host", "mail.example.com", "mail.example.com")]
    [InlineData("smtp_host", "https://mail.example.com", null)]
    [InlineData("smtp_port", "0465", "465")]
    [InlineData("smtp_port", "70000", null)]
    [InlineData("smtp_security", "TLS", "tls")]
    [InlineData("smtp_security", "ssl", null)]
    [InlineData("smtp_from", "Ripen <desk@example.com>", "Ripen <desk@example.com>")]
    [InlineData("smtp_from", "desk", null)]
    [InlineData("webhook_private_targets", "Yes", "yes")]
    [InlineData("webhook_private_targets", "perhaps", null)]
    public void A_setting_is_kept_in_one_form_or_refused(string name, string typed, string? kept) => Assert.Equal(kept, KnownSettings.Find(name)!.Read(typed));

    [GeneratedRegex("/join/[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("href=\"(?<path>/outbox[^\"]*before=[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
