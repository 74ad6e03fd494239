using Microsoft.AspNetCore.Identity;
using Ripen.Accounts;
using Ripen.Storage;
using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>Passkeys as the desk keeps and checks them; how browsers do with them is told in the tests of pages.</summary>
public sealed class PasskeyTests
{
    private const string Password = SignedIn.Password;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_passkey_is_kept_whole_found_by_its_credential_and_removed_by_its_owner_alone(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var desk = server.Desk.Desk;
        var (ann, bob) = (await SignedIn.UserAsync(desk, "ann@desk.example", Role.Marketer), await SignedIn.UserAsync(desk, "bob@desk.example", Role.Marketer));
        var info = new UserPasskeyInfo([1, 2, 250, 255], [3, 4], desk.Now, 7, ["usb", "nfc"], true, true, false, [5], [6]);
        await server.DoAsync(write => Passkeys.Add(write, ann.Id, "Key", info, desk.Now));
        await Assert.ThrowsAsync<WriteConflictException>(() => server.DoAsync(write => Passkeys.Add(write, bob.Id, "Stolen", info, desk.Now)));
        using var store = new PasskeyStore(desk);
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(ann, await store.FindByPasskeyIdAsync([1, 2, 250, 255], stop));
        Assert.Equal(ann, await store.FindByIdAsync(await store.GetUserIdAsync(ann, stop), stop));
        Assert.Null(await store.FindByIdAsync("nobody", stop));
        Assert.Null(await store.FindPasskeyAsync(bob, [1, 2, 250, 255], stop));
        Assert.Empty(await store.GetPasskeysAsync(bob, stop));
        var kept = Assert.Single(await store.GetPasskeysAsync(ann, stop));
        Assert.Equivalent(info, kept, strict: true);
        kept.SignCount = 8;
        server.Desk.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await server.DoAsync(write => Passkeys.Used(write, bob.Id, kept, desk.Now)));
        Assert.True(await server.DoAsync(write => Passkeys.Used(write, ann.Id, kept, desk.Now)));
        Assert.False(await server.DoAsync(write => Passkeys.Remove(write, bob.Id, "AQL6_w")));
        using (var session = desk.Database.Read())
        {
            var passkey = Assert.Single(Passkeys.Of(session, ann.Id));
            Assert.Equal(("AQL6_w", "Key", desk.Now.AddHours(-1), desk.Now, 8u), (passkey.Credential, passkey.Name, passkey.AddedAt, passkey.UsedAt, passkey.Info.SignCount));
        }
        Assert.True(await server.DoAsync(write => Passkeys.Remove(write, ann.Id, "AQL6_w")));
        Assert.Null(await store.FindByPasskeyIdAsync([1, 2, 250, 255], stop));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task An_answer_opens_once_even_where_it_is_sent_many_times_at_once(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        using var device = await AddedAsync(server);
        using var eve = new Visitor(server);
        var question = (await eve.SendAsync("/login/passkey/question")).Body;
        var cookie = eve.Cookies.Split(';')[0].Split('=', 2)[1];
        Assert.Contains("path=/login/passkey; samesite=strict; httponly", eve.Cookies, StringComparison.Ordinal);
        var answer = device.Sign(question, eve.Origin);
        var visitors = Enumerable.Range(0, 4).Select(_ => new Visitor(server)).ToList();
        visitors.ForEach(visitor => visitor.Hold("ripen-passkey", cookie));
        var answers = await Task.WhenAll(visitors.Select(visitor => visitor.SendAsync("/login/passkey", ("answer", answer), ("to", "/leads"))));
        Assert.Equal([303, 400, 400, 400], answers.Select(one => one.Status).Order());
        Assert.Equal("/leads", answers.Single(one => one.Status == 303).To);
        visitors.ForEach(visitor => visitor.Dispose());
        Assert.Equal(3, server.Desk.Count("select count(*) from audit where action = 'login.refused' and detail = 'passkey'"));
        Assert.Equal(1, server.Desk.Count("select count(*) from audit where action = 'login' and detail = 'passkey' and by = 'ann@desk.example'"));
    }

    [Fact]
    public async Task What_does_not_come_from_the_passkey_from_here_and_from_now_is_refused()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var device = await AddedAsync(server);
        using var stranger = new PlayedAuthenticator();
        await Refused("a foreign page", (question, origin) => device.Sign(question, "https://evil.example"));
        await Refused("another port of this machine", (question, origin) => device.Sign(question, "http://127.0.0.1:1"));
        await Refused("another question", (question, origin) => device.Sign("""{"challenge":"AAAA","rpId":"127.0.0.1"}""", origin));
        await Refused("another desk", (question, origin) => device.Sign(question.Replace("\"rpId\":\"127.0.0.1\"", "\"rpId\":\"evil.example\"", StringComparison.Ordinal), origin));
        await Refused("an unknown passkey", stranger.Sign);
        device.IsVerifying = false;
        await Refused("no finger and no PIN", device.Sign);
        device.IsVerifying = true;
        await Refused("too late", (question, origin) =>
        {
            server.Desk.Clock.Advance(TimeSpan.FromMinutes(6));
            return device.Sign(question, origin);
        });
        foreach (var made in new[] { "", "{", "null", "[]", "{\"id\":7}", new string('{', 40_000), "{\"id\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"}}" }) await Refused($"made up: {made[..Math.Min(20, made.Length)]}", (_, _) => made);
        // The passkey was used once more somewhere else: it is one of two.
        Assert.Equal(303, await AnswerAsync(server, device.Sign));
        device.Count--;
        await Refused("a copy", device.Sign);
        Assert.Equal(303, await AnswerAsync(server, device.Sign));

        async Task Refused(string why, Func<string, string, string> answer)
        {
            server.Desk.Clock.Advance(TimeSpan.FromHours(2)); // so that nobody has to wait
            Assert.True(await AnswerAsync(server, answer) == 400, why);
        }
    }

    [Fact]
    public async Task Whoever_sends_one_wrong_answer_after_the_other_waits()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var device = await AddedAsync(server);
        for (var i = 0; i < LoginLimits.FreeOfAccount; i++) Assert.Equal(400, await AnswerAsync(server, (_, _) => "{}"));
        Assert.Equal(429, await AnswerAsync(server, device.Sign));
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(303, await AnswerAsync(server, device.Sign));
        Assert.Equal(400, await AnswerAsync(server, (_, _) => "{}"));
    }

    [Fact]
    public async Task Nothing_is_added_without_the_password_and_nobody_finishes_what_another_began()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        using var ann = await AccountTests.UserAsync(server, "ann@desk.example", Role.Marketer);
        using var bob = await AccountTests.UserAsync(server, "bob@desk.example", Role.Marketer);
        using var device = new PlayedAuthenticator();
        Assert.Equal(400, (await ann.SendAsync("/account/passkeys/question", ("passkey", "Key"), ("confirm", "not this one at all"))).Status);
        Assert.Equal(400, (await ann.SendAsync("/account/passkeys/question", ("confirm", Password))).Status);
        Assert.Equal(400, (await ann.SendAsync("/account/passkeys", ("passkey", "Key"), ("answer", "{}"))).Status);
        var question = (await ann.SendAsync("/account/passkeys/question", ("passkey", "Key"), ("confirm", Password))).Body;
        var answer = device.New(question, ann.Origin);
        bob.Hold("ripen-passkey", ann.Cookies.Split(';')[0].Split('=', 2)[1]);
        Assert.Equal(400, (await bob.SendAsync("/account/passkeys", ("passkey", "Key"), ("answer", answer))).Status);
        // It is used up.
        Assert.Equal(400, (await ann.SendAsync("/account/passkeys", ("passkey", "Key"), ("answer", answer))).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from user_passkeys"));
        using var added = await AddedAsync(server, ann);
        Assert.Equal(404, (await bob.SendAsync($"/account/passkeys/{System.Buffers.Text.Base64Url.EncodeToString(added.Credential)}/removal", ("confirm", Password))).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from user_passkeys"));
    }

    private static async Task<PlayedAuthenticator> AddedAsync(ApiServer server, Visitor? visitor = null)
    {
        var (ann, device) = (visitor ?? await AccountTests.UserAsync(server, "ann@desk.example", Role.Marketer), new PlayedAuthenticator());
        var question = (await ann.SendAsync("/account/passkeys/question", ("passkey", "Key"), ("confirm", Password))).Body;
        var added = await ann.SendAsync("/account/passkeys", ("passkey", "Key"), ("answer", device.New(question, ann.Origin)));
        Assert.Equal((303, "/account?done=passkey#passkeys"), (added.Status, added.To));
        if (visitor is null) ann.Dispose();
        return device;
    }

    // Somebody who is not logged in.
    private static async Task<int> AnswerAsync(ApiServer server, Func<string, string, string> answer)
    {
        using var visitor = new Visitor(server);
        var question = (await visitor.SendAsync("/login/passkey/question")).Body;
        var (status, _, _, _) = await visitor.SendAsync("/login/passkey", ("answer", answer(question, visitor.Origin)));
        Assert.Equal(status == 303, visitor.Session is not null);
        return status;
    }
}
