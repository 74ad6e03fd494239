using Microsoft.Playwright;
using Xunit;

namespace Ripen.Tests;

/// <summary>What people do on the pages of leads, by keyboard, mouse and thumb.</summary>
public sealed class UseTests(SampleDesk desk, Browser browser) : IClassFixture<SampleDesk>, IClassFixture<Browser>
{
    [Fact]
    public async Task The_keyboard_moves_opens_searches_and_tells_its_keys()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/leads");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        var second = await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')");
        Assert.NotEqual(await page.Locator("[data-row] [data-open]").First.GetAttributeAsync("href"), second);
        await page.Keyboard.PressAsync("Enter");
        await sheet.ArriveAsync($"**{second}");

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#search")).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await page.Keyboard.TypeAsync("a");
        await page.Locator("#found .hit").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await page.Locator("#keys[open]").WaitForAsync();
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task A_filter_changes_the_list_and_the_address_and_going_back_undoes_it()
    {
        await using var sheet = await browser.OpenAsync(desk);
        await sheet.GoAsync("/leads");
        await sheet.Page.Locator("#filter-temperature").SelectOptionAsync("hot");
        await sheet.ArriveAsync("**/leads?temperature=hot");
        await sheet.Page.Locator(".view[aria-current]", new() { HasText = "Hot" }).WaitForAsync();
        Assert.Equal(0, await sheet.Page.Locator(".leads .tag.cold").CountAsync());
        await sheet.Page.GoBackAsync();
        await sheet.Page.Locator(".leads .tag.cold").First.WaitForAsync();
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task A_report_is_saved_as_a_view_opened_again_and_removed()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/funnel?side=marketing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save view…" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ours");
        await page.GetByLabel("For whom").SelectOptionAsync("all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.Locator(".view[aria-current]", new() { HasText = "Ours" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The last twelve months" }).ClickAsync();
        await sheet.ArriveAsync("**/funnel");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ours" }).ClickAsync();
        await sheet.ArriveAsync("**/funnel?side=marketing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this view…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await sheet.ArriveAsync("**/funnel");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Ours" }).CountAsync());
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task On_a_narrow_screen_a_tap_on_a_row_opens_its_lead()
    {
        await using var sheet = await browser.OpenAsync(desk, width: 390);
        await sheet.GoAsync("/leads");
        var row = sheet.Page.Locator("[data-row]").First;
        var lead = await row.Locator("[data-open]").GetAttributeAsync("href");
        // Where the row lies when it is tapped, and not where it lay before the counts above it had come; what lies over it is its link.
        await row.Locator("td").Nth(3).ClickAsync(new() { Position = new() { X = 5, Y = 5 }, Force = true });
        await sheet.ArriveAsync($"**{lead}");
    }

    [Fact]
    public async Task An_answer_is_saved_in_place_judged_at_once_and_the_difference_told()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync(desk.LeadOf(("answer", "budget_status"), ("temperature", "warm")));
        await page.Locator("#ask select").SelectOptionAsync("can_buy");
        await page.Locator("#ask button").ClickAsync();
        await page.Locator(".notice", new() { HasText = "It was warm and is hot now." }).WaitForAsync();
        Assert.Equal("Hot", await page.Locator(".standing .tag").First.TextContentAsync());
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_at_its_field_and_what_was_typed_stays()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync(desk.LeadOf(("temperature", "hot")));
        await page.Locator("#fact-budget a, #fact-employees a").First.ClickAsync();
        var form = page.Locator("form.fact-form[id^=fact-]");
        await form.Locator("input[name=value]").FillAsync("a lot");
        await form.Locator("button.go").ClickAsync();
        await form.Locator(".error", new() { HasText = "a lot" }).WaitForAsync();
        Assert.Equal("a lot", await form.Locator("input[name=value]").InputValueAsync());
    }

    [Fact]
    public async Task Light_and_dark_are_kept()
    {
        await using var sheet = await browser.OpenAsync(desk);
        await sheet.GoAsync("/leads");
        await sheet.Page.Locator("[data-appearance-choice=dark]").ClickAsync();
        await sheet.GoAsync("/leads/new");
        Assert.Equal("dark", await sheet.Page.Locator("html").GetAttributeAsync("data-appearance"));
        Assert.Equal("rgb(20, 20, 18)", await sheet.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task A_list_changes_when_somebody_else_changes_what_it_shows()
    {
        await using var sheet = await browser.OpenAsync(desk);
        await sheet.GoAsync("/leads?q=new-here");
        await sheet.Page.Locator(".empty").WaitForAsync();
        using var client = desk.NewClient();
        using var body = new StringContent("""{"email":"new-here@example.com"}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri("/api/v1/leads", UriKind.Relative), body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await sheet.Page.Locator("[data-row]", new() { HasText = "new-here@example.com" }).WaitForAsync();
    }

    [Fact]
    public async Task Who_stands_on_a_row_still_does_when_the_list_changes_around_it()
    {
        await using var sheet = await browser.OpenAsync(desk);
        await sheet.GoAsync("/leads?q=a&sort=opened_at");
        await sheet.Page.Keyboard.PressAsync("j");
        var stood = await sheet.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')");
        Assert.StartsWith("/leads/", stood, StringComparison.Ordinal);
        using var client = desk.NewClient();
        using var body = new StringContent("""{"email":"anna-comes-first@example.com"}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri("/api/v1/leads", UriKind.Relative), body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await sheet.Page.Locator("[data-row]", new() { HasText = "anna-comes-first@example.com" }).WaitForAsync();
        Assert.Equal(stood, await sheet.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
    }

    [Fact]
    public async Task Leads_that_are_picked_are_disqualified_and_taken_back()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/leads?temperature=cold&fits=no");
        var all = await page.Locator("[data-total]").First.GetAttributeAsync("data-total");
        await page.Locator("[data-pick]").Nth(0).CheckAsync();
        await page.Locator("[data-pick]").Nth(1).CheckAsync();
        Assert.Equal("2", await page.Locator("[data-picked]").TextContentAsync());
        await page.Locator("button[value=disqualify]").ClickAsync();
        await page.Locator("h1", new() { HasText = "Disqualify 2 leads" }).WaitForAsync();
        await page.Locator("#field-value").FillAsync("Students");
        await page.Locator("button.bad").ClickAsync();
        await page.Locator(".notice", new() { HasText = "2 leads were disqualified." }).WaitForAsync();
        Assert.NotEqual(all, await page.Locator("[data-total]").First.GetAttributeAsync("data-total"));
        await page.Locator(".notice button").ClickAsync();
        await page.Locator(".notice", new() { HasText = "It was taken back." }).WaitForAsync();
        Assert.Equal(all, await page.Locator("[data-total]").First.GetAttributeAsync("data-total"));
    }
}
