using System.Net.Http.Headers;
using Microsoft.Playwright;
using Ripen.Accounts;
using Xunit;

namespace Ripen.Tests;

/// <summary>Passkeys as people use them, with an authenticator that Chromium plays.</summary>
public sealed class PasskeyTests(EmptyDesk desk, Browser browser) : IClassFixture<EmptyDesk>, IClassFixture<Browser>
{
    private const string Password = SignedIn.Password;
    private const string OpensNothing = "That passkey opens nothing here.";

    [Fact]
    public async Task A_passkey_is_added_logs_in_and_once_removed_opens_nothing()
    {
        await using var sheet = await LoggedInAsync("ann@desk.example");
        var page = sheet.Page;
        await AddAsync(sheet, "The grey laptop");
        Assert.Contains("never used", await page.Locator("#passkeys li").TextContentAsync(), StringComparison.Ordinal);
        await LogOutAsync(page);

        // By the keyboard, and on to where he wanted to go.
        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in with a passkey" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await sheet.ArriveAsync("**/campaigns");
        Assert.Empty(sheet.Complaints);
        await sheet.GoAsync("/account");
        Assert.Contains("last used", await page.Locator("#passkeys li").TextContentAsync(), StringComparison.Ordinal);

        await RemoveAsync(page, "not this one at all");
        await page.GetByText("Nothing was removed. That is not your password.").WaitForAsync();
        await RemoveAsync(page, Password);
        await page.GetByText("The passkey is removed and opens nothing any more.").WaitForAsync();
        Assert.Equal(0, await page.Locator("#passkeys li").CountAsync());
        await LogOutAsync(page);
        await RefusedAsync(page);
        Assert.Equal(["passkey.added The grey laptop", "login passkey", "login.refused asked again", "passkey.removed The grey laptop"], Audited("ann@desk.example").Where(line => line is not ("login password" or "logout ")));
        Assert.Contains("login.refused passkey", Audited("nobody"));
    }

    [Fact]
    public async Task It_stands_for_both_steps()
    {
        var user = await SignedIn.UserAsync(desk.Desk, "two@desk.example", Role.ReadOnly);
        await using var sheet = await LoggedInAsync("two@desk.example");
        await AddAsync(sheet, "Key");
        await LogOutAsync(sheet.Page);
        await desk.Desk.Writer.DoAsync(write => Users.Save(write, desk.Desk.Users.Find(write, user.Id)! with { TwoStep = desk.Desk.Secrets.Seal(TwoSteps.Purpose(user.Id), TwoSteps.NewSecret()) }), TestContext.Current.CancellationToken);
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Log in with a passkey" }).ClickAsync();
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).First.WaitForAsync();
        Assert.DoesNotContain("/login", sheet.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deactivated_users_opens_nothing_and_a_reactivated_users_does_again()
    {
        await using var sheet = await LoggedInAsync("bob@desk.example");
        var page = sheet.Page;
        await AddAsync(sheet, "Key");
        await LogOutAsync(page);
        var user = await SignedIn.UserAsync(desk.Desk, "bob@desk.example", Role.Salesperson);
        await desk.Desk.Writer.DoAsync(write => UserChanges.Deactivate(desk.Desk, write, Caller.OnThisMachine, user.Id), TestContext.Current.CancellationToken);
        await RefusedAsync(page);
        await desk.Desk.Writer.DoAsync(write => UserChanges.Reactivate(desk.Desk, write, Caller.OnThisMachine, user.Id), TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
    }

    [Fact]
    public async Task The_same_answer_sent_twice_is_refused_the_second_time()
    {
        await using var sheet = await LoggedInAsync("cleo@desk.example");
        var page = sheet.Page;
        await AddAsync(sheet, "Key");
        await LogOutAsync(page);
        var sent = await page.RunAndWaitForRequestAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Log in with a passkey" }).ClickAsync(), request => request.Url.EndsWith("/login/passkey", StringComparison.Ordinal));
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        // Whoever listened has all that the browser sent, its cookie too.
        var cookie = (await sent.AllHeadersAsync())["cookie"];
        Assert.Contains("ripen-passkey=", cookie, StringComparison.Ordinal);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = desk.AtLocalhost };
        using var again = new HttpRequestMessage(HttpMethod.Post, "/login/passkey") { Content = new StringContent(sent.PostData!) };
        again.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded");
        again.Headers.Add("Cookie", cookie);
        again.Headers.Add("Origin", desk.AtLocalhost.GetLeftPart(UriPartial.Authority));
        again.Headers.Add("Accept", "text/html");
        using var answer = await client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(OpensNothing, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers.Where(header => header.Key == "Set-Cookie").SelectMany(header => header.Value), line => line.StartsWith("ripen-session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agreement_is_signed_by_it()
    {
        await using var sheet = await LoggedInAsync("dora@desk.example", Role.SalesManager, signs: true);
        var page = sheet.Page;
        await sheet.GoAsync("/agreement");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Sign for Sales with a passkey" }).CountAsync());
        await AddAsync(sheet, "Key");
        await sheet.GoAsync("/agreement");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign for Sales with a passkey" }).ClickAsync();
        await page.Locator(".signed > div", new() { HasText = "Dora Tester" }).WaitForAsync();
        Assert.Contains(Audited("dora@desk.example"), line => line.StartsWith("agreement.signed for Sales", StringComparison.Ordinal));
        // What was answered for one side is not good for the other.
        var question = await page.EvaluateAsync<int>("fetch('/agreement/signatures/question', { method: 'POST', body: new URLSearchParams({ line: 'main', version: '1', side: 'sales' }) }).then(answer => answer.status)");
        Assert.Equal(200, question);
        var form = page.Locator("form[data-passkey]", new() { HasText = "Sign for Marketing" });
        await page.EvaluateAsync(
            """
            async () => {
              const form = document.querySelector("form[data-passkey] [value=marketing]").form;
              const ask = (side) => fetch("/agreement/signatures/question", { method: "POST", body: new URLSearchParams({ line: "main", version: form.elements.version.value, side }) }).then((answer) => answer.json());
              const question = await ask("sales");
              form.elements.answer.value = JSON.stringify((await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) })).toJSON());
              HTMLFormElement.prototype.submit.call(form);
            }
            """);
        await page.GetByText(OpensNothing).WaitForAsync();
        Assert.Equal(1, await form.CountAsync());
    }

    [Fact]
    public async Task What_to_do_is_said_where_it_was_cancelled_cannot_be_or_is_not_confirmed()
    {
        await using var sheet = await LoggedInAsync("finn@desk.example");
        var page = sheet.Page;
        var problem = page.Locator("#passkeys [data-passkey-problem]");
        await FillAsync(page, "Key", "not this one at all");
        await Assertions.Expect(problem).ToHaveTextAsync("That is not your password.");
        await sheet.Authenticator!.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = sheet.AuthenticatorId!, ["isUserVerified"] = false });
        await FillAsync(page, "Key", Password);
        await Assertions.Expect(problem).ToContainTextAsync("Nothing was done: it was cancelled");
        await page.EvaluateAsync("delete globalThis.PublicKeyCredential");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(problem).ToContainTextAsync("This browser has no passkeys");
    }

    [Fact]
    public async Task A_number_is_no_name_and_the_page_says_where_to_go()
    {
        await using var sheet = await browser.OpenAsync(desk);
        await sheet.GoAsync("/account");
        Assert.Equal($"{desk.AtLocalhost}account", await sheet.Page.Locator("#passkeys a").GetAttributeAsync("href"));
        Assert.Equal(0, await sheet.Page.Locator("[data-passkey]").CountAsync());
        Assert.Empty(sheet.Complaints);
    }

    private async Task<Sheet> LoggedInAsync(string email, Role role = Role.Salesperson, bool signs = false)
    {
        await SignedIn.UserAsync(desk.Desk, email, role, signs);
        var sheet = await browser.VisitAsync(desk);
        await sheet.PlayAuthenticatorAsync();
        await sheet.GoAsync("/login?to=/account");
        await sheet.Page.GetByLabel("E-mail").FillAsync(email);
        await sheet.Page.GetByLabel("Password").FillAsync(Password);
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Log in", Exact = true }).ClickAsync();
        await sheet.ArriveAsync("**/account");
        return sheet;
    }

    private static async Task AddAsync(Sheet sheet, string name)
    {
        if (!sheet.Page.Url.EndsWith("/account", StringComparison.Ordinal)) await sheet.GoAsync("/account");
        await FillAsync(sheet.Page, name, Password);
        await sheet.Page.GetByText("The passkey is added.").WaitForAsync();
        await sheet.Page.Locator("#passkeys li", new() { HasText = name }).WaitForAsync();
    }

    private static async Task FillAsync(IPage page, string name, string password)
    {
        await page.Locator("#field-passkey").FillAsync(name);
        await page.Locator("#field-confirm").FillAsync(password);
        await page.Locator("#field-confirm").PressAsync("Enter");
    }

    private static async Task RemoveAsync(IPage page, string password)
    {
        await page.GetByText("Remove it").ClickAsync();
        await page.Locator("#passkeys li input[type=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
    }

    private static async Task LogOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out", Exact = true }).First.ClickAsync();
        await page.WaitForURLAsync("**/login", new() { WaitUntil = WaitUntilState.Commit });
    }

    private static async Task RefusedAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in with a passkey" }).ClickAsync();
        await page.GetByText(OpensNothing).WaitForAsync();
    }

    // The oldest first.
    private List<string> Audited(string by)
    {
        using var session = desk.Desk.Database.Read();
        return [.. Audit.Page(session, new(By: by), null, 100).Select(entry => $"{entry.Action} {entry.Detail}").Reverse()];
    }
}
