using Ripen.Accounts;
using Ripen.Settings;
using Ripen.Telling;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Telling;

/// <summary>Mail to users, against a mail server on this machine.</summary>
public class MailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_notice_that_somebody_wants_by_mail_arrives_with_a_link_back_and_once(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await using var sink = new SmtpSink { Login = ("ripen", "over the hills") };
        var ann = await SignedIn.UserAsync(desk.Desk, "ann@desk.example", Role.Salesperson);
        await desk.Desk.MailByAsync(sink);
        await desk.Desk.SetAsync(KnownSettings.SmtpUser, "ripen");
        await desk.Desk.SetAsync(KnownSettings.SmtpPassword, "over the hills");
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverOpened, "Torfeld GmbH was handed over to you: accept it by noon.", "/leads/0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1");
        await desk.Desk.TellAsync(ann, NoticeKind.LeadWoken, "A lead woke: no mail of that by itself.");
        Assert.Equal(1, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        var mail = Assert.Single(sink.Mails);
        Assert.Equal(("desk@ripen.example.com", "ann@desk.example"), (mail.From, Assert.Single(mail.To)));
        Assert.Equal("A lead was handed over to you", mail.Header("Subject"));
        Assert.Contains("Torfeld GmbH was handed over to you: accept it by noon.\r\n\r\nhttps://ripen.example.com/leads/0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1\r\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://ripen.example.com/account/notices", mail.Text, StringComparison.Ordinal);
        Assert.Equal($"<{desk.OnlyMail().Id:N}@ripen.example.com>", mail.Header("Message-Id"));
        Assert.Equal((desk.Desk.Now, null), (desk.OnlyMail().SentAt, desk.OnlyMail().DueAt));
    }

    [Fact]
    public async Task Nobody_gets_mail_who_is_made_up_or_deactivated_and_nobody_without_a_mail_server()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink();
        var ann = await SignedIn.UserAsync(desk.Desk, "ann@desk.example", Role.Salesperson);
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverOpened, "Before there was a mail server.");
        await desk.Desk.MailByAsync(sink);
        await desk.Desk.TellAsync(ann with { IsMadeUp = true }, NoticeKind.HandoverOpened, "To nobody real.");
        await desk.Desk.TellAsync(ann with { DeactivatedAt = desk.Desk.Now }, NoticeKind.HandoverOpened, "To nobody here.");
        Assert.Equal((3, 0), (desk.Count("select count(*) from notices"), desk.Count("select count(*) from user_mails")));
        // One that waited while he was shut out is not sent either.
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverOpened, "Just before.");
        await desk.Desk.Writer.DoAsync(write => UserChanges.Deactivate(desk.Desk, write, Caller.OnThisMachine, ann.Id), Stop);
        Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal("The account is deactivated.", desk.OnlyMail().Error);
        Assert.Empty(sink.Mails);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_server_does_not_take_now_is_tried_again_and_what_it_never_takes_is_given_up(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await using var sink = new SmtpSink();
        await desk.Desk.MailByAsync(sink);
        var (ann, bob) = (await SignedIn.UserAsync(desk.Desk, "ann@desk.example", Role.Salesperson), await SignedIn.UserAsync(desk.Desk, "bob@desk.example", Role.Salesperson));
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverLate, "It is late.");
        sink.OnData.Enqueue("451 4.3.0 the disk is full");
        Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal((1, "The mail server answered 451: 4.3.0 the disk is full", desk.Desk.Now.AddSeconds(5)), (desk.OnlyMail().Attempts, desk.OnlyMail().Error, desk.OnlyMail().DueAt));
        Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        desk.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal((2, null), (desk.OnlyMail().Attempts, desk.OnlyMail().Error));
        // The next is for somebody whom the server does not know; the one behind it arrives.
        sink.OnRecipient = to => to.StartsWith("bob", StringComparison.Ordinal) ? "550 5.1.1 nobody of that name" : null;
        await desk.Desk.TellAsync(bob, NoticeKind.HandoverLate, "It is late.");
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverLate, "It is very late.");
        Assert.Equal(1, await desk.Desk.Postman().SendDueAsync(Stop));
        using var session = desk.Desk.Database.Read();
        var failed = Assert.Single(UserMails.Page(session, MailState.Failed.Where, null, 10));
        Assert.Equal(("bob@desk.example", "The mail server answered 550: 5.1.1 nobody of that name", 1), (failed.Address, failed.Error, failed.Attempts));
        Assert.Equal(2, sink.Mails.Count);
    }

    [Fact]
    public async Task For_two_days_it_is_tried_and_then_no_more()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink { Login = ("ripen", "another") };
        await desk.Desk.MailByAsync(sink);
        await desk.Desk.SetAsync(KnownSettings.SmtpUser, "ripen");
        await desk.Desk.SetAsync(KnownSettings.SmtpPassword, "mistyped");
        var ann = await SignedIn.UserAsync(desk.Desk, "ann@desk.example", Role.Salesperson);
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverLate, "It is late.");
        var began = desk.Desk.Now;
        while (desk.OnlyMail().DueAt is { } due)
        {
            desk.Clock.SetUtcNow(due);
            Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        }
        Assert.Equal((Backoff.MostTries, began + Backoff.InAll), (desk.OnlyMail().Attempts, desk.OnlyMail().FailedAt));
        Assert.Contains("does not take the login", desk.OnlyMail().Error, StringComparison.Ordinal);
        // By hand it goes on, and once the password is right it gets through.
        await desk.Desk.SetAsync(KnownSettings.SmtpPassword, "another");
        Assert.True(await desk.Desk.Writer.DoAsync(write => UserMails.Retry(write, desk.OnlyMail().Id, desk.Desk.Now), Stop));
        Assert.Equal(1, await desk.Desk.Postman().SendDueAsync(Stop));
    }

    [Theory]
    [InlineData(false, "does not offer STARTTLS")]
    [InlineData(true, "454")]
    public async Task Without_the_encryption_that_is_wanted_nothing_is_sent(bool offers, string says)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink { OffersStartTls = offers };
        await desk.Desk.MailByAsync(sink, "start_tls");
        await desk.Desk.TellAsync(await SignedIn.AdministratorAsync(desk.Desk), NoticeKind.HandoverLate, "It is late.");
        Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.Contains(says, desk.OnlyMail().Error, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task A_server_that_hangs_or_breaks_off_holds_up_the_others_no_longer_than_it_takes()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink { Hangs = true };
        await desk.Desk.MailByAsync(sink);
        var ann = await SignedIn.AdministratorAsync(desk.Desk);
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverLate, "It is late.");
        var hasty = new Postman(desk.Desk, () => MailDesk.Address) { Patience = TimeSpan.FromMilliseconds(300) };
        Assert.Equal(0, await hasty.SendDueAsync(Stop));
        Assert.Equal("The mail server does not answer.", desk.OnlyMail().Error);
        // From now on it answers, and breaks off in the middle of the first.
        sink.Hangs = false;
        sink.OnData.Enqueue("");
        await desk.Desk.TellAsync(ann, NoticeKind.HandoverLate, "It is very late.");
        desk.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal(1, desk.Count("select count(*) from user_mails where attempts = 2 and due_at is not null and error like '%broke off%'"));
        Assert.Equal(0, desk.Count("select count(*) from user_mails where claimed_by is not null"));
    }

    [Fact]
    public async Task Two_servers_send_each_mail_once_and_what_one_had_when_it_was_killed_is_the_others_later()
    {
        using var database = new TestDatabase(DatabaseKinds.Postgres);
        await using var here = await TestDesk.OverAsync(database, TestDesk.Start);
        await using var there = await TestDesk.OverAsync(database, TestDesk.Start);
        await using var sink = new SmtpSink();
        await here.Desk.MailByAsync(sink);
        var ann = await SignedIn.AdministratorAsync(here.Desk);
        await here.Desk.TellAsync(ann, NoticeKind.HandoverLate, "Taken by one that was killed.");
        var killed = new Claim(Guid.NewGuid(), here.Desk.Now, TimeSpan.FromMinutes(1));
        Assert.Single(await here.Desk.Writer.DoAsync(write => UserMails.Take(write, killed, 10), Stop));
        for (var i = 0; i < 60; i++) await here.Desk.TellAsync(ann, NoticeKind.HandoverLate, $"Number {i} is late.");
        var sent = await Task.WhenAll(here.Desk.Postman().SendDueAsync(Stop), there.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal((60, 60), (sent.Sum(), sink.Mails.Count));
        here.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await here.Desk.Postman().SendDueAsync(Stop));
        Assert.Equal(61, sink.Mails.Select(mail => mail.Header("Message-Id")).Distinct().Count());
    }

    [Fact]
    public async Task What_waited_longer_than_two_days_is_not_sent_any_more_and_after_ninety_it_is_forgotten()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var sink = new SmtpSink();
        await desk.Desk.MailByAsync(sink);
        await desk.Desk.TellAsync(await SignedIn.AdministratorAsync(desk.Desk), NoticeKind.HandoverLate, "It is late.");
        desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await desk.Desk.Postman().SendDueAsync(Stop));
        Assert.NotNull(desk.OnlyMail().FailedAt);
        desk.Clock.Advance(TimeSpan.FromDays(86));
        Assert.Equal(0, await OldKeys.ForgetAsync(desk.Desk, Stop));
        desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await OldKeys.ForgetAsync(desk.Desk, Stop));
        Assert.Equal(0, desk.Count("select (select count(*) from notices) + (select count(*) from user_mails)"));
    }
}
