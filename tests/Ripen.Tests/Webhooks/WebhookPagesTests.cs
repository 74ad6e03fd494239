using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Tests.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Ripen.Webhooks;
using Xunit;

namespace Ripen.Tests.Webhooks;

/// <summary>Webhooks through their pages and the API.</summary>
public sealed partial class WebhookPagesTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_webhook_is_added_tested_looked_at_disabled_and_removed(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var targets = await BadTargets.StartAsync();
        var desk = server.Desk.Desk;
        Assert.Contains("No webhooks yet", (await server.PageAsync("/webhooks")).Body, StringComparison.Ordinal);
        var refused = await server.FormAsync("/webhooks", ("name", "CRM"), ("url", $"{targets.Address}/status"), ("events", "lead.woken"));
        Assert.Equal(400, refused.Status);
        Assert.Contains("begin with https", refused.Body, StringComparison.Ordinal);
        await desk.AllowInsideAsync();
        Assert.Equal(400, (await server.FormAsync("/webhooks", ("name", ""), ("url", $"{targets.Address}/status"))).Status);
        Assert.Equal(400, (await server.FormAsync("/webhooks", ("name", "CRM"), ("url", $"{targets.Address}/status"), ("events", "lead.won"))).Status);
        var added = await server.FormAsync("/webhooks", ("name", "The <b>CRM</b>"), ("url", $"{targets.Address}/status"), ("events", "lead.woken"), ("events", "lead.judged"));
        var secret = Secret().Match(added.Body).Value;
        Assert.InRange(Convert.FromBase64String(System.Net.WebUtility.HtmlDecode(secret)["whsec_".Length..]).Length, 24, 64);
        var id = server.Desk.Desk.Database.Read() is var session ? WebhookStore.All(session).Single().Id : default;
        session.Dispose();
        var page = (await server.PageAsync($"/webhooks/{id}")).Body;
        Assert.DoesNotContain("whsec_", page, StringComparison.Ordinal);
        Assert.Contains("The &lt;b&gt;CRM&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("A test message is on its way", (await server.FormAsync($"/webhooks/{id}/test")).Body, StringComparison.Ordinal);
        await desk.DeliverAsync();
        var message = Message().Match((await server.PageAsync($"/webhooks/{id}")).Body).Value;
        var told = (await server.PageAsync(message)).Body;
        Assert.Contains("webhook.test", told, StringComparison.Ordinal);
        Assert.Contains("It answered 500.", told, StringComparison.Ordinal);
        Assert.Contains("It says &lt;b&gt;500&lt;/b&gt;.", told, StringComparison.Ordinal);
        targets.Status = 200;
        Assert.Contains("It is sent again", (await server.FormAsync($"{message}/replay")).Body, StringComparison.Ordinal);
        await desk.DeliverAsync();
        Assert.Contains("Delivered", (await server.PageAsync($"/webhooks/{id}?state=delivered")).Body, StringComparison.Ordinal);
        Assert.Contains("None is so", (await server.PageAsync($"/webhooks/{id}?state=failed")).Body, StringComparison.Ordinal);
        Assert.Contains("whsec_", (await server.FormAsync($"/webhooks/{id}/secret")).Body, StringComparison.Ordinal);
        Assert.Contains("Saved", (await server.FormAsync($"/webhooks/{id}", ("name", "CRM"), ("url", $"{targets.Address}/other"), ("events", "lead.woken"))).Body, StringComparison.Ordinal);
        Assert.Contains("It is disabled.", (await server.FormAsync($"/webhooks/{id}/disabling")).Body, StringComparison.Ordinal);
        Assert.Equal(409, (await server.FormAsync($"/webhooks/{id}/test")).Status);
        Assert.Equal(409, (await server.FormAsync($"{message}/replay")).Status);
        Assert.DoesNotContain("It is disabled.", (await server.FormAsync($"/webhooks/{id}/enabling")).Body, StringComparison.Ordinal);
        Assert.Contains("No webhooks yet", (await server.FormAsync($"/webhooks/{id}/removal")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await server.PageAsync($"/webhooks/{id}")).Status);
        Assert.Equal(
            ["webhook.added", "webhook.changed", "webhook.disabled", "webhook.enabled", "webhook.removed", "webhook.replayed", "webhook.secret", "webhook.tested"],
            Actions.All.Where(action => action.StartsWith("webhook.", StringComparison.Ordinal) && server.Desk.Count($"select count(*) from audit where action = '{action}'") == 1).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task All_that_failed_since_a_time_in_the_desks_zone_is_sent_again(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var targets = await BadTargets.StartAsync();
        var desk = server.Desk.Desk;
        await desk.AllowInsideAsync();
        await Telling.MailDesk.SetAsync(desk, Ripen.Settings.KnownSettings.Zone, "Europe/Berlin");
        var (webhook, _) = await desk.AddAsync($"{targets.Address}/other");
        await desk.PutAsync(count: 3);
        await desk.DeliverAsync();
        // 09:00 in UTC is 11:00 in Berlin: two failed at 11:00, one an hour before.
        await server.DoAsync(write => write.Execute("update webhook_messages set delivered_at = null, failed_at = @at", ("@at", desk.Now)));
        var first = server.Desk.MessagesTo(webhook)[^1].Id;
        await server.DoAsync(write => write.Execute("update webhook_messages set failed_at = @at where message_id = @id", ("@at", desk.Now.AddHours(-1)), ("@id", first)));
        Assert.Equal(400, (await server.FormAsync($"/webhooks/{webhook.Id}/replay", ("since", "yesterday"))).Status);
        Assert.Contains("2 messages that had failed are sent again.", (await server.FormAsync($"/webhooks/{webhook.Id}/replay", ("since", "2026-07-15T11:00"))).Body, StringComparison.Ordinal);
        Assert.Contains("1 message that had failed is sent again.", (await server.FormAsync($"/webhooks/{webhook.Id}/replay", ("since", "2026-07-15T10:00"))).Body, StringComparison.Ordinal);
        await desk.DeliverAsync();
        Assert.Equal(6, targets.Ids("/other").Count);
    }

    [Fact]
    public async Task The_log_goes_on_page_by_page()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await server.Desk.Desk.AllowInsideAsync();
        var (webhook, _) = await server.Desk.Desk.AddAsync("http://127.0.0.1:1/hooks");
        await server.Desk.Desk.PutAsync(count: WebhookView.OnPage + 5);
        var first = (await server.PageAsync($"/webhooks/{webhook.Id}?state=waiting")).Body;
        Assert.Equal(WebhookView.OnPage, Message().Count(first));
        Assert.Equal(5, Message().Count((await server.PageAsync(System.Net.WebUtility.HtmlDecode(Next().Match(first).Groups["path"].Value))).Body));
    }

    [Fact]
    public async Task Only_administrators_keep_webhooks()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.SalesManager | Role.Marketer);
        Assert.Equal(403, (await bob.GetAsync("/webhooks")).Status);
        Assert.Equal(403, (await bob.SendAsync("/webhooks", ("name", "Mine"))).Status);
        Assert.DoesNotContain("href=\"/webhooks\"", (await bob.GetAsync("/leads")).Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/webhooks\"", (await server.PageAsync("/leads")).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Programs_of_administrators_add_change_replay_and_remove(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        await using var targets = await BadTargets.StartAsync();
        var desk = server.Desk.Desk;
        desk.Resolves("10.0.0.1");
        var inside = await server.PostAsync("/api/v1/webhooks", """{"name":"CRM","url":"https://crm.example.com/","events":["lead.woken"]}""");
        Assert.Equal(400, inside.Status);
        Assert.Contains("leads to 10.0.0.1", inside.Body, StringComparison.Ordinal);
        await desk.AllowInsideAsync();
        var body = $$"""{"name":"CRM","url":"{{targets.Address}}/other","events":["lead.qualified","lead.judged","lead.judged"]}""";
        var added = await server.PostAsync("/api/v1/webhooks", body, ("Idempotency-Key", "one"));
        Assert.Equal((201, true), (added.Status, added.Text("secret").StartsWith("whsec_", StringComparison.Ordinal)));
        Assert.Equal("""["lead.judged","lead.qualified"]""", added.Json["events"]!.ToJsonString());
        // What is kept for the key is without the secret.
        var again = await server.PostAsync("/api/v1/webhooks", body, ("Idempotency-Key", "one"));
        Assert.Equal((201, null, added.Text("id")), (again.Status, again.Json["secret"], again.Text("id")));
        Assert.Equal(0, server.Desk.Count("select count(*) from request_keys where answer like '%whsec_%'"));
        var path = $"/api/v1/webhooks/{added.Text("id")}";
        Assert.Null((await server.GetAsync(path)).Json["secret"]);
        Assert.Single((await server.GetAsync("/api/v1/webhooks")).Json["items"]!.AsArray());
        Assert.Equal(428, (await server.SendAsync("PATCH", path, """{"name":"Other"}""")).Status);
        Assert.Equal(412, (await server.SendAsync("PATCH", path, """{"name":"Other"}""", ("If-Match", "\"7\""))).Status);
        var changed = await server.SendAsync("PATCH", path, """{"name":"Other","events":["lead.qualified"]}""", ("If-Match", added.Headers.ETag!.Tag));
        Assert.Equal((200, "Other"), (changed.Status, changed.Text("name")));
        await desk.PutAsync();
        await desk.DeliverAsync();
        var message = (await server.GetAsync($"{path}/messages?state=delivered")).Json["items"]![0]!;
        Assert.Equal(("lead.qualified", "delivered", "main"), ($"{message["type"]}", $"{message["state"]}", $"{message["payload"]!["data"]!["line"]}"));
        var replayed = await server.PostAsync($"{path}/messages/{message["id"]}/replay", "{}");
        Assert.Equal((200, "waiting"), (replayed.Status, replayed.Text("state")));
        await desk.DeliverAsync();
        Assert.Equal([$"{message["id"]}", $"{message["id"]}"], targets.Ids("/other"));
        var disabled = await server.SendAsync("PATCH", path, """{"disabled":true}""", ("If-Match", changed.Headers.ETag!.Tag));
        Assert.Equal($"By {SignedIn.Email}.", disabled.Text("disabled_because"));
        Assert.Equal(409, (await server.PostAsync($"{path}/messages/{message["id"]}/replay", "{}")).Status);
        Assert.Equal(200, (await server.SendAsync("DELETE", path)).Status);
        Assert.Equal(404, (await server.GetAsync(path)).Status);
        Assert.Equal(404, (await server.GetAsync($"{path}/messages")).Status);
    }

    [GeneratedRegex("whsec_[A-Za-z0-9+/=&#;x]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("/webhooks/[0-9a-f-]{36}/messages/[0-9a-f-]{36}(?=\")", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();

    [GeneratedRegex("href=\"(?<path>/webhooks/[^\"]*before=[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
