using System.Net;
using System.Net.Sockets;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Webhooks;
using Xunit;

namespace Ripen.Tests.Webhooks;

/// <summary>Where webhooks may not go, and every way that was thought of to get there all the same.</summary>
public class TargetTests
{
    private const string Outside = "93.184.216.34";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.0.9", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData(Outside, false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fec0::1", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("ff02::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("::ffff:93.184.216.34", false)]
    [InlineData("::127.0.0.1", true)]
    [InlineData("64:ff9b::7f00:1", true)]
    [InlineData("64:ff9b::5db8:d822", false)]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("2001:0:4136:e378::", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", false)]
    public void An_address_is_inside_or_out(string address, bool isInside) => Assert.Equal(isInside, WebhookTarget.IsInside(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.com/hooks", null)]
    [InlineData("https://example.com:8443/hooks?key=1", null)]
    [InlineData("http://example.com/hooks", "begin with https")]
    [InlineData("ftp://example.com/hooks", "an address of https")]
    [InlineData("file:///etc/passwd", "an address of https")]
    [InlineData("example.com", "an address of https")]
    [InlineData("", "an address of https")]
    [InlineData("https://ann:secret@example.com/", "names a user")]
    [InlineData("https://example.com/#there", "fragment")]
    [InlineData("https://127.0.0.1/", "inside a network")]
    [InlineData("https://2130706433/", "inside a network")]
    [InlineData("https://0x7f.1/", "inside a network")]
    [InlineData("https://[::1]/", "inside a network")]
    [InlineData("https://[::ffff:10.0.0.1]/", "inside a network")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "inside a network")]
    public async Task A_target_is_looked_at_before_it_is_taken(string url, string? objection)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        desk.Desk.Resolves(Outside);
        var said = await WebhookTarget.ObjectionAsync(desk.Desk, url, allowsInside: false, Stop);
        if (objection is null) Assert.Null(said);
        else Assert.Contains(objection, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(Outside, "10.0.0.7")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", "::ffff:192.168.0.1")]
    public async Task A_name_of_which_one_address_is_inside_is_refused(params string[] addresses)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        desk.Desk.Resolves(addresses);
        Assert.Contains("inside a network", await WebhookTarget.ObjectionAsync(desk.Desk, "https://intranet.example.com/hooks", allowsInside: false, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_none_is_said_to_be_so()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        desk.Desk.Webhooks.Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound);
        Assert.Contains("There is no host nowhere.example.com", await WebhookTarget.ObjectionAsync(desk.Desk, "https://nowhere.example.com/", allowsInside: false, Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(Outside, "127.0.0.1")]
    public async Task A_name_that_leads_inside_later_gets_no_connection(params string[] addresses)
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        desk.Desk.Resolves(Outside);
        var url = $"https://hooks.example.com:{((IPEndPoint)inside.LocalEndpoint).Port}/";
        Assert.Null(await WebhookTarget.ObjectionAsync(desk.Desk, url, allowsInside: false, Stop));
        var (webhook, _) = await desk.Desk.AddAsync(url);
        desk.Desk.Resolves(addresses);
        await desk.Desk.PutAsync();
        await desk.Desk.DeliverAsync();
        Assert.Contains("hooks.example.com leads to 127.0.0.1, which is inside a network.", desk.TryOf(desk.MessageTo(webhook)).Error, StringComparison.Ordinal);
        Assert.False(inside.Pending());
    }

    [Fact]
    public async Task What_was_allowed_is_not_any_more_once_the_setting_is_changed_back()
    {
        await using var desk = await TestDesk.OpenAsync(DatabaseKinds.Sqlite);
        await using var targets = await BadTargets.StartAsync();
        await desk.Desk.AllowInsideAsync();
        var (webhook, _) = await desk.Desk.AddAsync($"{targets.Address}/other");
        using var delivery = desk.Desk.Delivery();
        await desk.Desk.PutAsync();
        await delivery.SendDueAsync(Stop);
        Assert.Single(targets.Ids("/other"));
        await Telling.MailDesk.SetAsync(desk.Desk, Ripen.Settings.KnownSettings.WebhookPrivateTargets, "no");
        await desk.Desk.PutAsync();
        await delivery.SendDueAsync(Stop);
        Assert.Single(targets.Ids("/other"));
        Assert.Contains("in the clear", desk.TryOf(desk.MessagesTo(webhook)[0]).Error, StringComparison.Ordinal);
    }
}
