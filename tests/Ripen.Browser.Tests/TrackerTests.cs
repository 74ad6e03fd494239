using Microsoft.Playwright;
using Ripen.Settings;
using Ripen.Tracking;
using Xunit;

namespace Ripen.Tests;

/// <summary>The tracker in a real browser, on a page of another website with a strict policy.</summary>
public sealed class TrackerTests(Browser browser, EmptyDesk desk) : IClassFixture<Browser>, IClassFixture<EmptyDesk>
{
    private const string Kept = "localStorage.getItem('ripen')";

    [Fact]
    public async Task Before_a_yes_nothing_is_kept_or_sent_and_a_no_is_not_asked_again()
    {
        await using var site = await SiteAsync("ask", "de");
        await using var sheet = await browser.StrollAsync();
        var sent = Beacons(sheet);
        await sheet.Page.GotoAsync($"{site.Origin}/");
        await sheet.Page.GetByText("Dürfen wir uns Ihre Besuche merken").WaitForAsync();
        await sheet.Page.EvaluateAsync("ripen.touch('asked')");
        Assert.Equal((null, null), (await sheet.Page.EvaluateAsync<string?>(Kept), await sheet.Page.EvaluateAsync<string?>("ripen.visitor()")));
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Nein" }).ClickAsync();
        await sheet.Page.GotoAsync($"{site.Origin}/pricing");
        await sheet.Page.WaitForFunctionAsync("window.ripen");
        Assert.Equal(("no", 0), (await sheet.Page.EvaluateAsync<string>(Kept), await sheet.Page.GetByRole(AriaRole.Button).CountAsync()));
        Assert.Empty(sent);
        Assert.Equal(0, Count(site));
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task After_a_yes_views_time_files_and_touches_are_sent_and_the_page_complains_of_nothing()
    {
        await using var site = await SiteAsync("ask");
        await using var sheet = await browser.StrollAsync();
        await sheet.Page.GotoAsync($"{site.Origin}/?utm_source=fair&rp=forged&x=1");
        // Who a link was sent to leaves the address at once.
        await sheet.Page.WaitForURLAsync($"{site.Origin}/?utm_source=fair&x=1");
        await AnsweredAsync(sheet, () => sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync());
        var visitor = Guid.Parse(await sheet.Page.EvaluateAsync<string>("ripen.visitor()"));
        Assert.Equal((0, 1), (await sheet.Page.GetByRole(AriaRole.Button).CountAsync(), Count(site, "what = 1 and source = 'fair'")));
        await AnsweredAsync(sheet, () => sheet.Page.EvaluateAsync("void ripen.touch('calculator_used', { offer: 'Guide' })"));
        await AnsweredAsync(sheet, () => sheet.Page.Locator("#file").ClickAsync());
        await AnsweredAsync(sheet, () => sheet.Page.EvaluateAsync("history.pushState(null, '', '/product')"));
        await AnsweredAsync(sheet, () => sheet.Page.Locator("#next").ClickAsync());
        await sheet.Page.WaitForURLAsync($"{site.Origin}/pricing");
        await UntilAsync(() => Count(site, "what = 1") == 3);
        Assert.Equal(visitor, Guid.Parse(await sheet.Page.EvaluateAsync<string>("ripen.visitor()")));
        Assert.Equal((1, 1), (Count(site, "what = 4 and kind = 'calculator_used' and offer = 'Guide'"), Count(null, $"what = 3 and page = '{site.Origin}/guide.pdf'")));
        Assert.True(CountAll("what = 2") > 0);
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task Who_takes_his_yes_back_is_forgotten_by_the_browser_and_by_the_desk()
    {
        await using var site = await SiteAsync("given");
        await using var sheet = await browser.StrollAsync();
        await AnsweredAsync(sheet, () => sheet.Page.GotoAsync($"{site.Origin}/"));
        await UntilAsync(() => Count(site) == 1);
        await AnsweredAsync(sheet, () => sheet.Page.EvaluateAsync("ripen.consent(false)"));
        await UntilAsync(() => Count(site) == 0);
        var sent = Beacons(sheet);
        await sheet.Page.GotoAsync($"{site.Origin}/pricing");
        await sheet.Page.WaitForFunctionAsync("window.ripen");
        Assert.Equal(("no", null), (await sheet.Page.EvaluateAsync<string>(Kept), await sheet.Page.EvaluateAsync<string?>("ripen.visitor()")));
        Assert.Empty(sent);
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task Who_asks_for_privacy_is_let_alone_whatever_the_page_says()
    {
        await using var site = await SiteAsync("given");
        await using var sheet = await browser.StrollAsync(asksForPrivacy: true);
        var sent = Beacons(sheet);
        await sheet.Page.GotoAsync($"{site.Origin}/");
        await sheet.Page.WaitForFunctionAsync("window.ripen");
        await sheet.Page.EvaluateAsync("ripen.consent(true)");
        await sheet.Page.EvaluateAsync("ripen.touch('tried')");
        Assert.Equal((null, null), (await sheet.Page.EvaluateAsync<string?>(Kept), await sheet.Page.EvaluateAsync<string?>("ripen.visitor()")));
        Assert.Empty(sent);
        Assert.Equal(0, Count(site));
    }

    [Fact]
    public async Task A_consent_tool_of_the_sites_own_says_when()
    {
        await using var site = await SiteAsync(null);
        await using var sheet = await browser.StrollAsync();
        var sent = Beacons(sheet);
        await sheet.Page.GotoAsync($"{site.Origin}/");
        await sheet.Page.WaitForFunctionAsync("window.ripen");
        Assert.Equal((0, 0), (sent.Count, await sheet.Page.GetByRole(AriaRole.Button).CountAsync()));
        await AnsweredAsync(sheet, () => sheet.Page.EvaluateAsync("ripen.consent(true)"));
        await UntilAsync(() => Count(site) == 1);
        Assert.Empty(sheet.Complaints);
    }

    private async Task<OtherSite> SiteAsync(string? consent, string language = "en")
    {
        var site = await OtherSite.ServeAsync(desk.Address.GetLeftPart(UriPartial.Authority), consent, language);
        await desk.Desk.Writer.DoAsync(write => SettingStore.Set(write, KnownSettings.Sites, site.Origin, desk.Desk.Now));
        return site;
    }

    private static List<string> Beacons(Sheet sheet)
    {
        var sent = new List<string>();
        sheet.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath == "/t") sent.Add(request.PostData ?? "");
        };
        return sent;
    }

    private static async Task AnsweredAsync(Sheet sheet, Func<Task> act)
    {
        var answer = await sheet.Page.RunAndWaitForResponseAsync(act, response => new Uri(response.Url).AbsolutePath == "/t");
        Assert.Equal(204, answer.Status);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; tries < 100 && !holds(); tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }

    private int Count(OtherSite? site, string where = "true") => CountAll($"{where}{(site is null ? "" : $" and page like '{site.Origin}/%'")}");

    private int CountAll(string where)
    {
        using var session = desk.Desk.Database.Read();
        return (int)session.Count($"select count(*) from visits where state = {(int)VisitState.Fresh} and {where}");
    }
}
