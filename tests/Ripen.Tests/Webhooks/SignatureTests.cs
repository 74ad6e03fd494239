using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Storage;
using Ripen.Webhooks;
using Xunit;

namespace Ripen.Tests.Webhooks;

/// <summary>What is sent, as a receiver verifies it with the library of Standard Webhooks.</summary>
public class SignatureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The example of the specification's own test suite.</summary>
    [Fact]
    public void It_is_signed_as_the_standard_says() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSecret.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Fact]
    public void The_document_has_every_event_with_what_it_says()
    {
        var document = File.ReadAllText(Repository.At("docs/webhooks.md"));
        string[] promised = ["lead.judged", "lead.temperature_changed", "lead.qualified", "handover.opened", "handover.accepted", "handover.rejected", "handover.late", "lead.recycled", "lead.woken", "opportunity.opened", "opportunity.won", "opportunity.lost"];
        Assert.Equal(promised, WebhookType.All.Select(type => type.Word));
        Assert.All(WebhookType.All, type => Assert.Contains($$"""{"type":"{{type.Word}}","timestamp":"2026-07-15T09:00:00Z","data":{{type.Data}}}""", document, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_receiver_verifies_it_by_its_secret_and_by_no_other(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        using var folder = new TempFolder();
        await using var receiver = await Receiver.StartAsync(folder.PathOf("."));
        await desk.Desk.AllowInsideAsync();
        var (webhook, secret) = await desk.Desk.AddAsync(receiver.Address, "lead.woken", "lead.qualified");
        await receiver.HoldAsync(secret, WebhookSecret.New());
        await desk.Desk.PutAsync("lead.qualified");
        await desk.Desk.PutAsync("lead.judged");
        await desk.Desk.DeliverAsync();
        var received = await receiver.NextAsync(Stop);
        var message = desk.MessageTo(webhook);
        Assert.Equal(("True False", message.Id.ToString(), "application/json"), (string.Join(' ', received.Verified), received.Id, received.Type));
        Assert.Equal("""{"type":"lead.qualified","timestamp":"2026-07-15T09:00:00Z","data":{"lead":"0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1","line":"main","pass":0}}""", received.Body.ToJsonString());
        Assert.Equal((desk.Desk.Now, 204, 1), (message.DeliveredAt, desk.TryOf(message).Status, message.Attempts));
        Assert.Equal(0, desk.Count($"select count(*) from webhooks where secret like '%{secret["whsec_".Length..]}%'"));
    }

    [Fact]
    public async Task After_a_change_of_the_secret_the_old_one_holds_for_a_day_and_then_no_more()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        using var folder = new TempFolder();
        await using var receiver = await Receiver.StartAsync(folder.PathOf("."));
        await desk.Desk.AllowInsideAsync();
        var (webhook, old) = await desk.Desk.AddAsync(receiver.Address);
        var secret = await desk.Desk.Writer.DoAsync(write => WebhookChanges.ChangeSecret(desk.Desk, write, Caller.OnThisMachine, WebhookStore.Find(write, webhook.Id)!), Stop);
        await receiver.HoldAsync(old, secret);
        desk.Clock.Advance(TimeSpan.FromHours(23));
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        Assert.Equal("True True", string.Join(' ', (await receiver.NextAsync(Stop)).Verified));
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        Assert.Equal("False True", string.Join(' ', (await receiver.NextAsync(Stop)).Verified));
    }

    [Fact]
    public async Task What_is_sent_again_is_the_same_under_the_same_id()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        using var folder = new TempFolder();
        await using var receiver = await Receiver.StartAsync(folder.PathOf("."));
        await desk.Desk.AllowInsideAsync();
        var (webhook, secret) = await desk.Desk.AddAsync(receiver.Address);
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        var refused = await receiver.NextAsync(Stop);
        Assert.Equal(401, desk.TryOf(desk.MessageTo(webhook)).Status);
        await receiver.HoldAsync(secret);
        Assert.True(await desk.Desk.Writer.DoAsync(write => WebhookChanges.Replay(desk.Desk, write, Caller.OnThisMachine, webhook, desk.MessageTo(webhook).Id), Stop));
        await desk.Desk.DeliverAsync();
        var again = await receiver.NextAsync(Stop);
        Assert.Equal((refused.Id, refused.Body.ToJsonString(), true), (again.Id, again.Body.ToJsonString(), again.Verified.Single()));
        Assert.Equal(2, desk.Count("select count(*) from webhook_tries"));
    }
}
