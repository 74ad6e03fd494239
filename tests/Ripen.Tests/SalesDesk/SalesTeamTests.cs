using System.Net;
using Ripen.Tests.Databases;
using Ripen.Tests.Handovers;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.SalesDesk;

/// <summary>Sales as whoever leads it sees it.</summary>
public class SalesTeamTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_has_how_much_who_is_late_and_who_decides_how_fast(string kind)
    {
        await using var team = await SalesTeam.StartAsync(kind);
        for (var i = 0; i < 4; i++) await team.RipeAsync($"p{i}@company{i}.com");
        await team.RunAsync();
        var hers = (await team.Server.GetAsync("/api/v1/handovers?to=lena")).Json["items"]!.AsArray();
        await team.LaterAsync(TimeSpan.FromMinutes(30));
        await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)hers[0]!["id"]!}/acceptance");
        await team.LaterAsync(TimeSpan.FromHours(4));
        var lena = Assert.Single((await team.Server.GetAsync("/api/v1/sales")).Json["items"]!.AsArray(), one => (string?)one!["user"] == "lena@desk.example")!;
        Assert.Equal(("2", "1", "1", "1", "1", "30", "false"), (lena["open"]!.ToString(), lena["running"]!.ToString(), lena["late"]!.ToString(), lena["decided"]!.ToString(), lena["accepted"]!.ToString(), lena["minutes_to_decide"]!.ToString(), lena["accepts_unread"]!.ToString()));
        var page = WebUtility.HtmlDecode((await team.Server.PageAsync("/sales")).Body);
        Assert.Contains("3 leads wait for a decision · 3 late", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_accepts_nearly_all_at_once_is_marked()
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        for (var i = 0; i < 24; i++) await team.RipeAsync($"p{i}@company{i}.com");
        await team.RunAsync();
        foreach (var handover in (await team.Server.GetAsync("/api/v1/handovers?to=lena")).Json["items"]!.AsArray()) await team.AsAsync("lena", "POST", $"/api/v1/handovers/{(string)handover!["id"]!}/acceptance");
        Assert.Contains("accepts nearly all, faster than one can read them", (await team.Server.PageAsync("/sales")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_given_to_others_at_once_by_page_and_API()
    {
        await using var team = await SalesTeam.StartAsync("sqlite");
        for (var i = 0; i < 6; i++) await team.RipeAsync($"p{i}@company{i}.com");
        await team.RunAsync();
        Assert.Equal(403, (await team.AsAsync("lena", "POST", "/api/v1/handovers/reassignment", """{"from":"lena"}""")).Status);
        Assert.Equal(400, (await team.Server.PostAsync("/api/v1/handovers/reassignment", """{"from":"nobody-here"}""")).Status);
        Assert.Equal("0", (await team.Server.PostAsync("/api/v1/handovers/reassignment", """{"from":"lena","state":"late"}""")).Text("given"));
        Assert.Equal("3", (await team.Server.PostAsync("/api/v1/handovers/reassignment", """{"from":"lena"}""")).Text("given"));
        Assert.Empty((await team.Server.GetAsync("/api/v1/handovers?to=lena")).Json["items"]!.AsArray());
        Assert.Contains("6 leads have gone to others.", (await team.Server.FormAsync("/sales/reassignment", ("from", "markus"), ("to", "lena"), ("state", "running"))).Body, StringComparison.Ordinal);
        Assert.Equal(6, (await team.Server.GetAsync("/api/v1/handovers?to=lena")).Json["items"]!.AsArray().Count);
    }
}
