using Microsoft.Playwright;
using Ripen.Forms;
using Ripen.Settings;
using Xunit;

namespace Ripen.Tests;

/// <summary>Forms as visitors meet them in a browser: in a page of another website, by plain HTML there, without scripts; and as marketers build them.</summary>
public sealed class FormUseTests(Browser browser, EmptyDesk desk) : IClassFixture<Browser>, IClassFixture<EmptyDesk>
{
    private string Origin => desk.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task In_a_page_of_another_site_the_second_form_asks_two_others()
    {
        var form = await FormAsync("In a page");
        await using var site = await SiteAsync($"<script src=\"{Origin}/f/{form}/embed.js\"></script>", "given");
        await using var sheet = await browser.StrollAsync();
        await sheet.Page.GotoAsync($"{site.Origin}/?utm_source=letter");
        var frame = sheet.Page.FrameLocator("iframe");
        await frame.Locator("[name=email]").FillAsync("ann@firm.com");
        Assert.Equal(["email", "name", "organisation", "budget_status", "buying_role"], await FieldsAsync(frame));
        await frame.GetByText("Yes, we can buy").ClickAsync();
        await frame.GetByText("I decide").ClickAsync();
        desk.Pass(TimeSpan.FromSeconds(20));
        await frame.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await frame.GetByText("Thank you").WaitForAsync();
        Assert.Equal("letter", desk.One("select s.name from leads l join sources s on s.source = l.source where l.email = 'ann@firm.com'"));
        Assert.Equal("1", desk.One($"select count(*) from visitors where person_id in (select person_id from leads where email = 'ann@firm.com')"));
        await sheet.Page.GotoAsync($"{site.Origin}/again");
        await frame.GetByText("Start afresh").WaitForAsync();
        var second = await FieldsAsync(frame);
        Assert.Empty(second.Intersect(["email", "budget_status", "buying_role"]));
        Assert.Equal(2, second.Except(["name", "organisation"]).Count());
        // It is as high as what it holds.
        await sheet.Page.WaitForFunctionAsync("document.querySelector('iframe').clientHeight > 450");
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task Without_scripts_a_form_says_beside_its_fields_what_is_wrong_and_is_taken()
    {
        var form = await FormAsync("Without scripts");
        await using var sheet = await browser.StrollAsync(runsScripts: false);
        await sheet.Page.GotoAsync($"{Origin}/f/{form}");
        await sheet.Page.GetByLabel("Your e-mail address at work").FillAsync("nobody");
        desk.Pass(TimeSpan.FromSeconds(20));
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await sheet.Page.GetByText("This is no address that mail can be sent to.").WaitForAsync();
        await sheet.Page.GetByLabel("Your e-mail address at work").FillAsync("bob@firm.com");
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await sheet.Page.GetByText("We have what you sent.").WaitForAsync();
        Assert.Equal("1", desk.One("select count(*) from leads where email = 'bob@firm.com'"));
        Assert.DoesNotContain(sheet.Complaints, said => said.StartsWith("script", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plain_HTML_in_a_page_of_another_site_counts_after_one_more_click()
    {
        var form = await FormAsync("Plain");
        await using var site = await SiteAsync($"<form action=\"{Origin}/f/{form}\" method=\"post\"><input name=\"email\" aria-label=\"Mail\"><button>Go</button></form>", null);
        await using var sheet = await browser.StrollAsync();
        await sheet.Page.GotoAsync($"{site.Origin}/");
        await sheet.Page.GetByLabel("Mail").FillAsync("eve@firm.com");
        await sheet.Page.GetByText("Go", new() { Exact = true }).ClickAsync();
        await sheet.Page.GetByText("Is this right?").WaitForAsync();
        Assert.Equal("0", desk.One("select count(*) from leads where email = 'eve@firm.com'"));
        desk.Pass(TimeSpan.FromSeconds(20));
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await sheet.Page.GetByText("Thank you").WaitForAsync();
        Assert.Equal("1", desk.One("select count(*) from leads where email = 'eve@firm.com'"));
    }

    [Fact]
    public async Task A_marketer_builds_a_form_and_sees_at_once_how_it_looks_and_whom_it_asks_what()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/forms");
        await page.GetByLabel("Name of a new form").FillAsync("Price list");
        await page.GetByRole(AriaRole.Button, new() { Name = "New form" }).ClickAsync();
        await sheet.ArriveAsync("**/forms/price-list/edit");
        await page.GetByLabel("Phone number: on the form").SelectOptionAsync("optional");
        await page.Locator("#preview").GetByText("Your telephone number").WaitForAsync();
        await page.GetByLabel("In", new() { Exact = true }).SelectOptionAsync("de");
        await page.Locator("#preview").GetByText("Ihre Telefonnummer").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await sheet.ArriveAsync("**/forms/price-list");
        await page.GetByText("/f/price-list/embed.js").WaitForAsync();
        Assert.Empty(sheet.Complaints);
    }

    private async Task<string> FormAsync(string name) => (await desk.Desk.Writer.DoAsync(write => FormStore.Add(write, desk.Desk, name, KnownForm.SlugOf(name)!, FormDefinition.New, "mira@example.com")))!;

    private async Task<OtherSite> SiteAsync(string body, string? consent)
    {
        var site = await OtherSite.ServeAsync(Origin, consent, body: body);
        await desk.Desk.Writer.DoAsync(write => SettingStore.Set(write, KnownSettings.Sites, site.Origin, desk.Desk.Now));
        return site;
    }

    private static async Task<IReadOnlyList<string>> FieldsAsync(IFrameLocator frame) => await frame.Locator("[data-fact]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.fact)");
}
