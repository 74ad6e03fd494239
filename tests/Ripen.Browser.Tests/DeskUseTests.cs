using Microsoft.Playwright;
using Xunit;

namespace Ripen.Tests;

/// <summary>What a salesperson does on the desk, by keyboard and by thumb.</summary>
public sealed class DeskUseTests(DemoDesk desk, Browser browser) : IClassFixture<DemoDesk>, IClassFixture<Browser>
{
    [Fact]
    public async Task A_salesperson_decides_calls_notes_and_plans_by_keyboard_alone()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await AsAsync(sheet, "lena.hartmann");
        await sheet.GoAsync("/desk");
        await page.Keyboard.PressAsync("?");
        await page.Locator("#keys[open]", new() { HasText = "Give it back, with a reason" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");

        // Down to the second, which opens beside the rows.
        await page.Keyboard.PressAsync("j");
        await page.Locator("[data-desk-row]:focus-within").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        var second = await OnAsync(page);
        await page.Locator($"#focus [data-lead='{second}']").WaitForAsync();

        await page.Keyboard.PressAsync("a");
        await page.Locator(".notice", new() { HasText = "Accepted" }).WaitForAsync();
        await page.Locator($"#focus [data-lead='{second}'] time").First.WaitForAsync();

        await page.Keyboard.PressAsync("c");
        await page.Locator("#call[open]").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".notice", new() { HasText = "The try is on record" }).WaitForAsync();

        await page.Keyboard.PressAsync("n");
        await page.Locator("#task[open]").WaitForAsync();
        await page.Keyboard.TypeAsync("Send the case study");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#focus .task", new() { HasText = "Send the case study" }).WaitForAsync();

        await page.Keyboard.PressAsync("t");
        await page.Locator("dialog[open]", new() { HasText = "What came of it" }).WaitForAsync();
        await page.Keyboard.TypeAsync("Sent");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".notice", new() { HasText = "Done." }).WaitForAsync();

        await page.Locator("[data-desk-row]:focus-within").WaitForAsync();
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.Locator("#heard select, #heard input:not([type=hidden])").First).ToBeFocusedAsync();
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task Giving_back_asks_for_the_day_that_the_reason_wants_and_opens_the_next_lead()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await AsAsync(sheet, "markus.engel");
        await sheet.GoAsync("/desk");
        await page.Keyboard.PressAsync("j");
        var lead = await OnAsync(page);
        await page.Locator($"#focus [data-lead='{lead}']").WaitForAsync();
        await page.Keyboard.PressAsync("r");
        await page.Locator("#return[open]").WaitForAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#return .error", new() { HasText = "needs the date" }).WaitForAsync();
        await page.Locator("#wake-not_now").FillAsync("2027-02-01");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".notice", new() { HasText = "Given back" }).WaitForAsync();
        await Assertions.Expect(page.Locator($"#row-{lead}")).ToHaveCountAsync(0);
        Assert.NotEqual(lead, await page.Locator("#focus [data-lead]").GetAttributeAsync("data-lead"));
        // The browser says by itself that the first answer was 400.
        Assert.All(sheet.Complaints, complaint => Assert.Contains("Failed to load resource", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_phone_a_row_opens_the_lead_with_what_can_be_done()
    {
        await using var sheet = await browser.OpenAsync(desk, width: 390);
        await sheet.GoAsync("/desk?for=aisha");
        var row = sheet.Page.Locator("[data-desk-row]").First;
        var lead = (await row.GetAttributeAsync("id"))!["row-".Length..];
        await row.ClickAsync();
        await sheet.ArriveAsync($"**/leads/{lead}");
        await sheet.Page.Locator(".acts button", new() { HasText = "Log a call" }).WaitForAsync();
        Assert.Empty(sheet.Complaints);
    }

    // Whom a demo's reader has chosen to be.
    private Task AsAsync(Sheet sheet, string who) => sheet.Page.Context.AddCookiesAsync([new() { Name = "ripen-demo-user", Value = $"{who}@torfeld.example", Url = desk.Address.ToString() }]);

    // The lead whose row has the keyboard.
    private static async Task<string> OnAsync(IPage page) => await page.EvaluateAsync<string>("document.activeElement.closest('[data-desk-row]').id.slice('row-'.length)");
}
