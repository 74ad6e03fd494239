using Microsoft.Playwright;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests;

/// <summary>What somebody does with the agreement who sees only the browser: no text, no manual.</summary>
public sealed class AgreementUseTests(SampleDesk desk, Browser browser) : IClassFixture<SampleDesk>, IClassFixture<Browser>
{
    [Fact]
    public async Task A_newcomer_raises_the_employees_floor_adds_a_reason_and_proposes_the_next_version()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Agreement" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change it" }).ClickAsync();

        await page.Locator("li", new() { HasText = "A company fits when" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("100");
        await page.Locator("#impact", new() { HasText = "last quarter" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".differences", new() { HasText = "Companies now need 100 employees, was 50." }).WaitForAsync();
        await page.Locator(".rail .told", new() { HasText = "last quarter" }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Add a reason" }).ClickAsync();
        await page.GetByLabel("The reason, as Sales says it").FillAsync("Bought by a competitor");
        await page.GetByRole(AriaRole.Spinbutton, new() { Name = "If it rests: for how long" }).FillAsync("6");
        await page.GetByLabel("If it rests: for how long: unit").SelectOptionAsync("months");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.Locator("li", new() { HasText = "Bought by a competitor: the lead rests for 6 months." }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Propose as version 2" }).ClickAsync();
        await page.GetByText("Version 2, proposed today, not in force").WaitForAsync();
        Assert.Empty(sheet.Complaints);

        using var client = desk.NewClient();
        var text = await client.GetStringAsync(new Uri("/api/v1/agreements/main/2/text", UriKind.Relative), TestContext.Current.CancellationToken);
        var before = await File.ReadAllLinesAsync(Repository.At("agreements/bant.yaml"), TestContext.Current.CancellationToken);
        var after = text.Split('\n').ToList();
        Assert.Equal(["    - employees between 50 and 5000       # below 50 a spreadsheet does; above 5000 they buy worldwide, not from us"], before.Where(line => !after.Remove(line)));
        Assert.Equal(
            ["    - employees between 100 and 5000       # below 50 a spreadsheet does; above 5000 they buy worldwide, not from us", "    bought_by_a_competitor:", "      says: Bought by a competitor", "      wake: 6 months", ""],
            after.Where(line => line != "      then: recycle"));
    }

    [Fact]
    public async Task The_keyboard_alone_changes_a_sentence_and_comes_back_to_it()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/agreement/edit");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change: Interest is high from" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("High from", new() { Exact = true })).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("55");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("li", new() { HasText = "Interest is high from 55 points." }).WaitForAsync();
        Assert.StartsWith("Change: Interest is high from 55", await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back: Interest is now high" }).ClickAsync();
        await page.Locator("li", new() { HasText = "Interest is high from 40 points." }).WaitForAsync();
        Assert.Empty(sheet.Complaints);
    }

    [Fact]
    public async Task Another_fact_brings_its_own_comparisons_and_a_condition_is_added()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var page = sheet.Page;
        await sheet.GoAsync("/agreement/edit?open=qualified_when");
        await page.GetByText("Add a condition").ClickAsync();
        await page.Locator("details select[name$='.subject']").SelectOptionAsync("buying_stage");
        // What can be compared with comes from the server, and with it the comparisons.
        await page.Locator("details select[name$='.value'] option[value='early']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("details select[name$='.comparison']").SelectOptionAsync("is not");
        await page.Locator("details select[name$='.value']").SelectOptionAsync("early");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the change" }).Last.ClickAsync();
        await page.Locator("li", new() { HasText = "the buying stage is not early" }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await page.GetByText("Nothing changed yet").WaitForAsync();
        Assert.Empty(sheet.Complaints);
    }
}
