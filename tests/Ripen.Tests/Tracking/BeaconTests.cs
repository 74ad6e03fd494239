using System.IO.Compression;
using System.Net;
using System.Text;
using Ripen.Settings;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Tests.Web;
using Ripen.Tracking;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Tracking;

/// <summary>The door for beacons: who may send, what is kept, and what happens when too many come.</summary>
public sealed class BeaconTests
{
    [Fact]
    public async Task The_script_is_small_and_kept_by_browsers_for_an_hour()
    {
        await using var server = await Beacon.ServerAsync(DatabaseKinds.Sqlite);
        var script = await server.SendAsync("GET", "/t.js", null, ("No-Login", "1"));
        Assert.Equal((200, "text/javascript; charset=utf-8", "public, max-age=3600"), (script.Status, script.ContentType, script.Headers.CacheControl!.ToString()));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(script.Body));
        Assert.True(packed.Length <= 3 * 1024, $"It has {packed.Length} bytes.");
        Assert.Equal(304, (await server.SendAsync("GET", "/t.js", null, ("No-Login", "1"), ("If-None-Match", script.Headers.ETag!.ToString()))).Status);
        await server.DoAsync(write => SettingStore.Set(write, KnownSettings.ObeyDnt, "yes", server.Desk.Desk.Now));
        Assert.Contains("const obeysDnt = true;", (await server.SendAsync("GET", "/t.js", null, ("No-Login", "1"), ("If-None-Match", script.Headers.ETag!.ToString()))).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_view_is_durable_when_it_is_answered_and_of_its_address_site_and_path_are_kept(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var reply = await new Beacon(server).ViewAsync("/pricing?email=ann@example.com&utm_source=fair&utm_campaign=Spring");
        Assert.Equal((204, Beacon.Site), (reply.Status, reply.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal(1, server.Desk.Count("select count(*) from visits where page = 'https://www.ours.example/pricing' and source = 'fair' and campaign = 'Spring' and what = 1 and state = 0"));
    }

    [Fact]
    public async Task Only_our_own_sites_may_send_and_are_told_so_before()
    {
        await using var server = await Beacon.ServerAsync(DatabaseKinds.Sqlite);
        var beacon = new Beacon(server);
        var view = $$"""{"v":"{{beacon.Visitor}}","i":"{{Guid.NewGuid()}}","e":"view","u":"https://evil.example/"}""";
        foreach (var origin in (string[])["https://evil.example", "null", "", "https://www.ours.example.evil.example"]) Assert.Equal(403, (await beacon.SendAsync(view, ("Origin", origin))).Status);
        Assert.Equal(403, (await beacon.SendAsync($$"""{"v":"{{beacon.Visitor}}","i":"{{Guid.NewGuid()}}","e":"gone"}""", ("Origin", "https://evil.example"))).Status);
        var asked = await server.SendAsync("OPTIONS", "/t", null, ("No-Login", "1"), ("Origin", Beacon.Site), ("Access-Control-Request-Method", "POST"));
        Assert.Equal((204, Beacon.Site, "POST"), (asked.Status, asked.Headers.GetValues("Access-Control-Allow-Origin").Single(), asked.Headers.GetValues("Access-Control-Allow-Methods").Single()));
        var refused = await server.SendAsync("OPTIONS", "/t", null, ("No-Login", "1"), ("Origin", "https://evil.example"));
        Assert.Equal((403, false), (refused.Status, refused.Headers.Contains("Access-Control-Allow-Origin")));
        Assert.Equal(0, server.Desk.Count("select count(*) from visits"));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("not json", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"v":"x","i":"y","e":"view"}""", 400)]
    [InlineData("""{"v":"00000000-0000-0000-0000-000000000000","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"view","u":"https://www.ours.example/"}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"view","u":"javascript:alert(1)"}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"touch","k":"Bad kind"}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"touch","k":"mail_bounced","u":"https://www.ours.example/"}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"touch","k":"unsubscribed","u":"https://www.ours.example/"}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"touch","k":"call_tried","u":"https://www.ours.example/"}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"left","s":-1}""", 400)]
    [InlineData("""{"v":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f10","i":"6f1c1a52-61ff-4d4e-9d0b-3c7e7d0b3f11","e":"jump"}""", 400)]
    public async Task What_cannot_be_read_is_refused_with_a_sentence(string body, int status)
    {
        await using var server = await Beacon.ServerAsync(DatabaseKinds.Sqlite);
        var reply = await new Beacon(server).SendAsync(body);
        Assert.Equal((status, "application/problem+json"), (reply.Status, reply.ContentType));
        Assert.Equal(0, server.Desk.Count("select count(*) from visits"));
        Assert.Empty(server.Log);
    }

    [Fact]
    public async Task A_beacon_is_small()
    {
        await using var server = await Beacon.ServerAsync(DatabaseKinds.Sqlite);
        Assert.Equal(413, (await new Beacon(server).SendAsync(new string(' ', 5_000))).Status);
        Assert.Equal(415, (await new Beacon(server).SendAsync("{}", ("Content-Type", "application/x-www-form-urlencoded"))).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_asks_not_to_be_tracked_is_not_and_neither_is_a_machine(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var beacon = new Beacon(server);
        var view = $$"""{"v":"{{beacon.Visitor}}","i":"{{Guid.NewGuid()}}","e":"view","u":"{{Beacon.Site}}/"}""";
        Assert.Equal(204, (await beacon.SendAsync(view, ("Sec-GPC", "1"))).Status);
        Assert.Equal(204, (await beacon.SendAsync(view, ("User-Agent", "Googlebot/2.1"))).Status);
        Assert.Equal(204, (await beacon.SendAsync(view, ("Sec-Purpose", "prefetch;prerender"))).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from visits"));
        Assert.Equal(204, (await beacon.SendAsync(view, ("DNT", "1"))).Status);
        Assert.Equal(1, server.Desk.Count("select count(*) from visits"));
        await server.DoAsync(write => SettingStore.Set(write, KnownSettings.ObeyDnt, "yes", server.Desk.Desk.Now));
        Assert.Equal(204, (await beacon.SendAsync(view, ("DNT", "1"))).Status);
        await Beacon.LookAsync(server);
        Assert.Equal(1, server.Desk.Count("select count(*) from visits"));
        Assert.Equal((1L, 1L, 1L, 1L, 1L), (Days(server, VisitSort.PrivacyControl), Days(server, VisitSort.DoNotTrack), Days(server, VisitTally.SortOf(MachineSign.Crawler)), Days(server, VisitTally.SortOf(MachineSign.Prefetch)), Days(server, VisitSort.Viewed)));
    }

    [Fact]
    public async Task The_pixel_counts_a_page_of_ours_and_knows_nobody()
    {
        await using var server = await Beacon.ServerAsync(DatabaseKinds.Sqlite);
        var pixel = await server.SendAsync("GET", "/t.gif", null, ("No-Login", "1"), ("User-Agent", Beacon.Firefox), ("Referer", $"{Beacon.Site}/pricing"));
        Assert.Equal((200, "image/gif", false), (pixel.Status, pixel.ContentType, pixel.Headers.Contains("Set-Cookie")));
        Assert.True(pixel.Headers.CacheControl!.NoStore);
        await server.SendAsync("GET", "/t.gif", null, ("No-Login", "1"), ("User-Agent", Beacon.Firefox), ("Referer", "https://evil.example/"));
        await server.SendAsync("GET", "/t.gif", null, ("No-Login", "1"), ("User-Agent", Beacon.Firefox));
        Assert.Equal(405, (await server.SendAsync("HEAD", "/t.gif", null, ("No-Login", "1"), ("User-Agent", Beacon.Firefox), ("Referer", $"{Beacon.Site}/"))).Status);
        await Beacon.LookAsync(server);
        Assert.Equal((1L, 0L), (Days(server, VisitSort.ByPixel), server.Desk.Count("select count(*) from visits")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_finds_the_door_full_is_told_so_and_nothing_that_was_let_in_is_lost(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await using var door = new VisitDoor(desk.Desk, most: 20);
        using var hold = new ManualResetEventSlim();
        var holding = Enumerable.Range(0, desk.Desk.Database.Writers).Select(_ => desk.Desk.Writer.DoAsync(_ => hold.Wait(TestContext.Current.CancellationToken))).ToList();
        var sent = Enumerable.Range(0, 200).Select(i => door.PutAsync(new(Guid.NewGuid(), Guid.NewGuid(), "view", $"{Beacon.Site}/{i}"), "", isOurs: true, hasDnt: false, linked: null)).ToList();
        hold.Set();
        var answers = await Task.WhenAll(sent);
        await Task.WhenAll(holding);
        var kept = answers.Count(answer => answer == AtTheDoor.Kept);
        Assert.InRange(kept, 20, 199);
        Assert.Equal(200, kept + answers.Count(answer => answer == AtTheDoor.Full));
        Assert.Equal(kept, desk.Count("select count(*) from visits"));
    }

    [Fact]
    public async Task One_address_may_not_ask_without_end_and_is_told_when_to_come_again()
    {
        await using var server = await ApiServer.OverAsync(await TestDesk.OpenAsync(DatabaseKinds.Sqlite), Reach.Of("http://0.0.0.0:5080", "https://desk.example", "127.0.0.1"));
        await server.DoAsync(write => SettingStore.Set(write, KnownSettings.Sites, Beacon.Site, server.Desk.Desk.Now));
        (string, string)[] proxied = [("Host", "desk.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7")];
        var (beacon, statuses) = (new Beacon(server), new List<int>());
        for (var i = 0; i < TrackerEndpoints.MostOfAddress + 5; i++) statuses.Add((await beacon.SendAsync($$"""{"v":"{{beacon.Visitor}}","i":"{{Guid.NewGuid()}}","e":"view","u":"{{Beacon.Site}}/"}""", proxied)).Status);
        Assert.Equal(5, statuses.Count(status => status == 429));
        var late = await beacon.SendAsync("{}", proxied);
        Assert.Equal((429, "10"), (late.Status, late.Headers.RetryAfter!.ToString()));
        server.Desk.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(204, (await beacon.SendAsync($$"""{"v":"{{beacon.Visitor}}","i":"{{Guid.NewGuid()}}","e":"view","u":"{{Beacon.Site}}/"}""", proxied)).Status);
        Assert.Equal(TrackerEndpoints.MostOfAddress + 1, server.Desk.Count("select count(*) from visits"));
    }

    [Fact]
    public void A_flood_from_everywhere_is_counted_in_bounded_memory()
    {
        var (limit, now) = (new AddressLimit(2, TimeSpan.FromSeconds(10)), TestDesk.Start);
        var let = Enumerable.Range(0, 200_000).Count(i => limit.MayAsk(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]), now));
        Assert.InRange(let, 50_000, 50_010);
        Assert.True(limit.MayAsk(IPAddress.Loopback, now));
        Assert.True(limit.MayAsk(IPAddress.Parse("2001:db8::1"), now.AddSeconds(10)));
        Assert.True(limit.MayAsk(IPAddress.Parse("2001:db8::2"), now.AddSeconds(10)));
        Assert.False(limit.MayAsk(IPAddress.Parse("2001:db8::3"), now.AddSeconds(10)));
    }

    private static long Days(ApiServer server, VisitSort sort) => server.Desk.Count($"select coalesce(sum(visits), 0) from visit_days where sort = {(int)sort}");
}
