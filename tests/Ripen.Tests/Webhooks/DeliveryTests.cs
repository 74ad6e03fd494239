using System.Diagnostics;
using Ripen.Telling;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Webhooks;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Webhooks;

/// <summary>Delivery to targets that do not behave.</summary>
public class DeliveryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_fails_is_tried_again_less_and_less_often_until_it_gets_through(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync($"{targets.Address}/status");
        await desk.Desk.PutAsync();
        var rests = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            await desk.Desk.DeliverAsync();
            var due = desk.MessageTo(webhook).DueAt!.Value;
            rests.Add((due - desk.Desk.Now).TotalSeconds);
            desk.Clock.SetUtcNow(due);
        }
        Assert.Equal([5, 30, 120, 600, 1800, 3600], rests);
        Assert.Equal((500, "It answered 500.", "It says <b>500</b>."), (desk.TryOf(desk.MessageTo(webhook)).Status, desk.TryOf(desk.MessageTo(webhook)).Error, desk.TryOf(desk.MessageTo(webhook)).Text));
        Assert.Equal(TestDesk.Start, desk.Webhook(webhook.Id).FailingSince);
        targets.Status = 202;
        await desk.Desk.DeliverAsync();
        Assert.Equal((7, desk.Desk.Now, null), (desk.MessageTo(webhook).Attempts, desk.MessageTo(webhook).DeliveredAt, desk.MessageTo(webhook).DueAt));
        Assert.Null(desk.Webhook(webhook.Id).FailingSince);
        Assert.Single(targets.Ids("/status").Distinct());
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task After_two_days_it_is_given_up_and_a_webhook_to_which_nothing_got_through_is_disabled(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await using var targets = await BadTargets.StartAsync();
        await SignedIn.AdministratorAsync(desk.Desk);
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync($"{targets.Address}/status");
        await desk.Desk.PutAsync();
        while (desk.MessageTo(webhook).DueAt is { } due)
        {
            desk.Clock.SetUtcNow(due);
            await desk.Desk.DeliverAsync();
        }
        Assert.Equal((Backoff.MostTries, TestDesk.Start + Backoff.InAll), (desk.MessageTo(webhook).Attempts, desk.MessageTo(webhook).FailedAt));
        Assert.Equal("Nothing got through for two days. At the last try: It answered 500.", desk.Webhook(webhook.Id).DisabledBecause);
        Assert.Equal(1, desk.Count($"select count(*) from notices where kind = {(int)NoticeKind.WebhookDisabled} and says like '%is disabled. Nothing got through%'"));
        Assert.Equal(1, desk.Count("select count(*) from audit where action = 'webhook.disabled' and via = 'work'"));
        // It is told nothing any more.
        using var session = desk.Desk.Database.Read();
        Assert.False(WebhookMessages.Wants(session, desk.Desk, WebhookDesk.Type));
        await desk.Desk.PutAsync();
        Assert.Single(desk.MessagesTo(webhook));
    }

    [Fact]
    public async Task Whoever_answers_that_he_is_gone_is_disabled_at_once()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await SignedIn.AdministratorAsync(desk.Desk);
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync($"{targets.Address}/status");
        targets.Status = 410;
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        Assert.Equal((desk.Desk.Now, "It answered 410: it is gone for good."), (desk.Webhook(webhook.Id).DisabledAt, desk.Webhook(webhook.Id).DisabledBecause));
        Assert.Equal((1, desk.Desk.Now), (desk.MessageTo(webhook).Attempts, desk.MessageTo(webhook).FailedAt));
        Assert.Equal(1, desk.Count($"select count(*) from notices where kind = {(int)NoticeKind.WebhookDisabled} and path = '/webhooks/{webhook.Id}'"));
    }

    [Fact]
    public async Task One_that_hangs_holds_up_nobody_else()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        var (hanging, _) = await desk.Desk.AddAsync($"{targets.Address}/hang");
        var (other, _) = await desk.Desk.AddAsync($"{targets.Address}/other");
        await desk.Desk.PutAsync(count: 40);
        using var delivery = desk.Desk.Delivery(2);
        var sending = delivery.SendDueAsync(Stop);
        await Tests.Work.WorkDesk.UntilAsync(() => desk.MessagesTo(other).All(message => message.DeliveredAt is not null), "all delivered to the one that answers");
        Assert.False(sending.IsCompleted);
        await sending;
        Assert.Equal(40, targets.Ids("/other").Distinct().Count());
        Assert.All(desk.MessagesTo(hanging), message => Assert.Equal((1, "It did not answer within 2 seconds."), (message.Attempts, desk.TryOf(message).Error)));
    }

    [Theory]
    [InlineData("/loop")]
    [InlineData("/redirect-inside")]
    public async Task A_redirect_is_not_followed(string path)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync(targets.Address + path);
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        Assert.Equal("It answered 307, to go elsewhere; that is not followed.", desk.TryOf(desk.MessageTo(webhook)).Error);
        Assert.Single(targets.Ids(path));
        Assert.Empty(targets.Ids("/inside"));
    }

    [Theory]
    [InlineData("/big")]
    [InlineData("/endless")]
    [InlineData("/drip")]
    public async Task An_answer_that_is_large_or_does_not_end_does_no_harm(string path)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync(targets.Address + path);
        await desk.Desk.PutAsync();
        var watch = Stopwatch.StartNew();
        await desk.Desk.DeliverAsync(seconds: 3);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var answer = desk.TryOf(desk.MessageTo(webhook));
        // It has said that it took it.
        Assert.Equal((200, null), (answer.Status, answer.Error));
        Assert.InRange(answer.Text!.Length, 1, 1024);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_said_to_be_so()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync("http://127.0.0.1:1/hooks");
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        Assert.StartsWith("It cannot be reached:", desk.TryOf(desk.MessageTo(webhook)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_never_lose_a_message_and_what_one_had_when_it_was_killed_is_the_others_later()
    {
        using var database = new TestDatabase(DatabaseKinds.Postgres);
        await using var here = await TestDesk.OverAsync(database, TestDesk.Start);
        await using var there = await TestDesk.OverAsync(database, TestDesk.Start);
        await using var targets = await BadTargets.StartAsync();
        await here.Desk.AllowInsideAsync();
        var (webhook, _) = await here.Desk.AddAsync($"{targets.Address}/other");
        await here.Desk.PutAsync(count: 300);
        var killed = new Claim(Guid.NewGuid(), here.Desk.Now, TimeSpan.FromMinutes(1));
        Assert.Equal(20, (await here.Desk.Writer.DoAsync(write => WebhookMessages.Take(write, webhook.Id, killed, 20), Stop)).Count);
        await Task.WhenAll(here.Desk.DeliverAsync(), there.Desk.DeliverAsync());
        Assert.Equal((280, 280), (targets.Ids("/other").Count, targets.Ids("/other").Distinct().Count()));
        there.Clock.Advance(TimeSpan.FromMinutes(2));
        await there.Desk.DeliverAsync();
        Assert.Equal(300, targets.Ids("/other").Distinct().Count());
        Assert.Equal(300, here.Count("select count(*) from webhook_messages where delivered_at is not null and due_at is null and claimed_by is null"));
    }

    [Fact]
    public async Task Told_to_stop_it_lets_go_of_what_it_had()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync($"{targets.Address}/hang");
        await desk.Desk.PutAsync();
        using var delivery = desk.Desk.Delivery(30);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var failures = new List<Exception>();
        delivery.Begin(failures.Add, stopping.Token);
        await Tests.Work.WorkDesk.UntilAsync(() => targets.Ids("/hang").Count == 1, "sent");
        await stopping.CancelAsync();
        await delivery.EndAsync();
        Assert.Empty(failures);
        Assert.Equal((0, desk.Desk.Now), (desk.MessageTo(webhook).Attempts, desk.MessageTo(webhook).DueAt));
        Assert.Equal(0, desk.Count("select count(*) from webhook_messages where claimed_by is not null"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Only_who_wants_an_event_is_told_and_every_process_knows_who_does(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        using var session = desk.Desk.Database.Read();
        Assert.False(WebhookMessages.Wants(session, desk.Desk, "lead.won"));
        Assert.False(WebhookMessages.Wants(session, desk.Desk, "lead.woken"));
        var (webhook, _) = await desk.Desk.AddAsync("https://example.com/hooks", "lead.woken");
        Assert.True(WebhookMessages.Wants(session, desk.Desk, "lead.woken"));
        Assert.Equal([webhook.Id], new WebhookStore().WantedBy(session, "lead.woken"));
        Assert.False(WebhookMessages.Wants(session, desk.Desk, "lead.recycled"));
        await Assert.ThrowsAsync<ArgumentException>(() => desk.Desk.PutAsync("lead.won"));
        await desk.Desk.Writer.DoAsync(write => WebhookChanges.Disable(desk.Desk, write, Ripen.Accounts.Caller.OnThisMachine, webhook.Id, "By a test."), Stop);
        Assert.False(WebhookMessages.Wants(session, desk.Desk, "lead.woken"));
        Assert.Equal(0, desk.Count("select count(*) from notices"));
    }

    [Fact]
    public async Task After_thirty_days_messages_and_tries_are_forgotten()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        await desk.Desk.AddAsync($"{targets.Address}/other");
        await desk.Desk.PutAsync(count: 3);
        await desk.Desk.DeliverAsync();
        desk.Clock.Advance(TimeSpan.FromDays(29));
        await desk.Desk.PutAsync();
        Assert.Equal(0, await OldKeys.ForgetAsync(desk.Desk, Stop));
        desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await OldKeys.ForgetAsync(desk.Desk, Stop));
        Assert.Equal((1, 0), (desk.Count("select count(*) from webhook_messages"), desk.Count("select count(*) from webhook_tries")));
    }
}
