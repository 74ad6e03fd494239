using Microsoft.Playwright;
using Ripen.Accounts;
using Ripen.Settings;
using Xunit;

namespace Ripen.Tests;

/// <summary>Logging in at an organisation's own provider, which is a real one, in a browser.</summary>
public sealed class OidcTests(EmptyDesk desk, Browser browser) : IClassFixture<EmptyDesk>, IClassFixture<Browser>, IAsyncLifetime
{
    private const string Label = "Log in at Orbis";
    private const string NotFinished = "was not finished";
    private OidcProvider? provider;

    // A provider for each test: where it is changes while the desk is served, and it notices.
    public async ValueTask InitializeAsync()
    {
        provider = await OidcProvider.StartAsync(desk.AtLocalhost, desk.Folder);
        await SetAsync((KnownSettings.OidcAuthority, provider.Address.ToString()), (KnownSettings.OidcClientId, OidcProvider.Client), (KnownSettings.OidcClientSecret, OidcProvider.Secret), (KnownSettings.OidcRoles, "sales-team=salesperson; sales-leads=sales_manager; marketing=marketer; keepers=administrator"), (KnownSettings.OidcLabel, Label));
    }

    public async ValueTask DisposeAsync()
    {
        await provider!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_member_of_a_mapped_group_gets_an_account_and_goes_where_he_wanted()
    {
        await provider!.SayAsync(("nina", new("Nina@Orbis.example", ["sales-team", "marketing", "choir"], Name: "Nina Novak")));
        await using var sheet = await VisitAsync("/campaigns?q=x");
        await LogInAsync(sheet.Page, "nina");
        await sheet.ArriveAsync("**/campaigns?q=x");
        Assert.Contains("Nina Novak", await sheet.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(Role.Salesperson | Role.Marketer, Find("nina@orbis.example")!.Roles);
        Assert.Null(Find("nina@orbis.example")!.Password);
        Assert.Contains("single sign-on user.added nina@orbis.example marketer, salesperson", Audited());
        Assert.Contains("nina@orbis.example login nina@orbis.example single sign-on", Audited());
        var cookie = Assert.Single(await sheet.Page.Context.CookiesAsync([desk.AtLocalhost.ToString()]));
        Assert.Equal(("ripen-session", true, SameSiteAttribute.Lax), (cookie.Name, cookie.HttpOnly, cookie.SameSite));
    }

    [Fact]
    public async Task The_second_login_follows_the_groups_and_logging_out_ends_the_session_here_alone()
    {
        await provider!.SayAsync(("otto", new("otto@orbis.example", ["sales-team"])));
        await using var sheet = await VisitAsync("/leads/new");
        await LogInAsync(sheet.Page, "otto");
        await sheet.ArriveAsync("**/leads/new");
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Log out", Exact = true }).First.ClickAsync();
        await sheet.ArriveAsync("**/login");
        Assert.Equal(303, (int)(await sheet.Page.APIRequest.GetAsync($"{desk.AtLocalhost}leads", new() { MaxRedirects = 0, Headers = new Dictionary<string, string> { ["Accept"] = "text/html" } })).Status);
        await provider.SayAsync(("otto", new("otto@orbis.example", ["marketing", "sales-leads"])));
        // The provider knows him still, and asks nothing.
        await sheet.Page.GetByRole(AriaRole.Link, new() { Name = Label }).ClickAsync();
        await sheet.Page.GetByRole(AriaRole.Button, new() { Name = "Log out", Exact = true }).First.WaitForAsync();
        Assert.Equal(Role.Marketer | Role.SalesManager, Find("otto@orbis.example")!.Roles);
        Assert.Contains("single sign-on user.roles otto@orbis.example salesperson; now marketer, sales_manager", Audited());
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_mapped_group_and_is_told_what_to_do()
    {
        await provider!.SayAsync(("pia", new("pia@orbis.example", ["choir"])), ("quin", new("quin@orbis.example", [])));
        await RefusedAsync("pia", "None of your groups opens this desk to pia@orbis.example. Ask an administrator");
        Assert.Null(Find("pia@orbis.example"));
        Assert.Contains("nobody login.refused pia@orbis.example single sign-on: no group; groups: choir", Audited());
        // Not even who has an account, and his rights stay as they are.
        await SignedIn.UserAsync(desk.Desk, "quin@orbis.example", Role.Marketer);
        await RefusedAsync("quin", "None of your groups");
        Assert.Equal(Role.Marketer, Find("quin@orbis.example")!.Roles);
        // Without groups it is the account that counts.
        await SetAsync((KnownSettings.OidcRoles, ""));
        await RefusedAsync("pia", "pia@orbis.example has no account on this desk.");
        await using var sheet = await VisitAsync("/leads");
        await LogInAsync(sheet.Page, "quin");
        await sheet.ArriveAsync("**/leads");
    }

    [Fact]
    public async Task Neither_the_deactivated_nor_who_has_not_confirmed_his_address_gets_in()
    {
        await provider!.SayAsync(("rosa", new("rosa@orbis.example", ["marketing"])), ("eve", new("tess@desk.example", ["marketing"], IsVerified: false)), ("nobody", new("", ["marketing"])));
        var rosa = await SignedIn.UserAsync(desk.Desk, "rosa@orbis.example", Role.Marketer);
        await desk.Desk.Writer.DoAsync(write => UserChanges.Deactivate(desk.Desk, write, Caller.OnThisMachine, rosa.Id), TestContext.Current.CancellationToken);
        await RefusedAsync("rosa", "The account of rosa@orbis.example is deactivated.");
        await RefusedAsync("eve", "does not confirm that tess@desk.example is yours");
        await RefusedAsync("nobody", "does not say which e-mail address is yours");
        Assert.Equal(Role.Administrator, Find(SignedIn.Email)!.Roles);
    }

    [Fact]
    public async Task What_comes_back_counts_once_in_the_browser_where_it_was_begun_and_as_it_was()
    {
        await provider!.SayAsync(("sam", new("sam@orbis.example", ["sales-team"])));
        await using var sheet = await VisitAsync("/leads");
        await BeginAsync(sheet.Page, "sam");
        var url = await WayBackAsync(sheet.Page);
        var cookies = (await sheet.Page.Context.CookiesAsync([$"{desk.AtLocalhost}login/oidc/callback"])).Where(cookie => cookie.Name.StartsWith("ripen-oidc-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Equal((true, SameSiteAttribute.Lax, "/login/oidc/callback"), (cookie.HttpOnly, cookie.SameSite, cookie.Path)));

        var at = url.IndexOf("state=", StringComparison.Ordinal) + 20;
        var tampered = $"{url[..at]}{(url[at] == 'A' ? 'B' : 'A')}{url[(at + 1)..]}";
        foreach (var wrong in new[] { tampered, $"{desk.AtLocalhost}login/oidc/callback", $"{desk.AtLocalhost}login/oidc/callback?error=access_denied&error_description=%3Cscript%3E" })
        {
            var answer = await sheet.Page.GotoAsync(wrong);
            Assert.Equal(400, answer!.Status);
            Assert.Contains(NotFinished, await answer.TextAsync(), StringComparison.Ordinal);
        }
        await using var other = await browser.VisitAsync(desk);
        Assert.Equal(400, (await other.Page.GotoAsync(url))!.Status);
        Assert.Null(Find("sam@orbis.example"));
        Assert.Equal(200, (await sheet.Page.GotoAsync(url))!.Status);
        Assert.EndsWith("/leads", sheet.Page.Url, StringComparison.Ordinal);
        for (var i = 0; i < LoginLimits.FreeOfAccount; i++) Assert.Equal(400, (await sheet.Page.GotoAsync(url))!.Status);
        Assert.Equal(429, (await sheet.Page.GotoAsync(url))!.Status);
        await desk.Desk.Writer.DoAsync(write => write.Execute("delete from login_failures"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_told_of_in_a_sentence_and_the_password_still_does()
    {
        await provider!.DisposeAsync();
        provider = await OidcProvider.StartAsync(desk.AtLocalhost, desk.Folder);
        await SetAsync((KnownSettings.OidcAuthority, "http://127.0.0.1:9"));
        await using var sheet = await VisitAsync("/leads");
        await sheet.Page.GetByRole(AriaRole.Link, new() { Name = Label }).ClickAsync();
        await sheet.Page.GetByText("does not answer as it should").WaitForAsync();
        Assert.DoesNotContain("Exception", await sheet.Page.ContentAsync(), StringComparison.Ordinal);
        await sheet.Page.GetByLabel("Password").WaitForAsync();
        await SetAsync((KnownSettings.OidcAuthority, null));
        await sheet.GoAsync("/login");
        Assert.Equal(0, await sheet.Page.GetByRole(AriaRole.Link, new() { Name = Label }).CountAsync());
        await sheet.GoAsync("/login/oidc");
        Assert.EndsWith("/login", sheet.Page.Url, StringComparison.Ordinal);
    }

    private async Task<Sheet> VisitAsync(string path)
    {
        var sheet = await browser.VisitAsync(desk);
        // The provider's own pages ask for a typeface elsewhere.
        await sheet.Page.Context.RouteAsync(url => !new Uri(url).IsLoopback, route => route.AbortAsync());
        await sheet.GoAsync(path);
        return sheet;
    }

    private static async Task LogInAsync(IPage page, string login)
    {
        await BeginAsync(page, login);
        await page.Locator("button[type=submit]", new() { HasText = "Continue" }).ClickAsync();
    }

    // To the page that asks what the desk may be told.
    private static async Task BeginAsync(IPage page, string login)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = Label }).ClickAsync();
        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("anything");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("input[name=prompt][value=consent]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    // Step by step, so that the browser does not go there: where the provider sends it.
    private static async Task<string> WayBackAsync(IPage page)
    {
        var form = page.APIRequest.CreateFormData();
        form.Set("prompt", "consent");
        var next = new Uri(new Uri(page.Url), await page.Locator("form").First.GetAttributeAsync("action"));
        var answer = await page.APIRequest.PostAsync(next.ToString(), new() { Form = form, MaxRedirects = 0 });
        while (!(next = new Uri(next, answer.Headers["location"])).AbsolutePath.EndsWith("/callback", StringComparison.Ordinal)) answer = await page.APIRequest.GetAsync(next.ToString(), new() { MaxRedirects = 0 });
        return next.ToString();
    }

    private async Task RefusedAsync(string login, string sentence)
    {
        await using var sheet = await VisitAsync("/leads");
        await LogInAsync(sheet.Page, login);
        await sheet.Page.GetByText(sentence).WaitForAsync();
        Assert.DoesNotContain(await sheet.Page.Context.CookiesAsync([desk.AtLocalhost.ToString()]), cookie => cookie.Name == "ripen-session");
    }

    private Task SetAsync(params (Setting Setting, string? Value)[] all) => desk.Desk.Writer.DoAsync(write =>
    {
        foreach (var (setting, value) in all) SettingStore.Change(write, desk.Desk, Caller.OnThisMachine, setting, value is null ? null : setting.Read(value));
    });

    private User? Find(string email)
    {
        using var session = desk.Desk.Database.Read();
        return desk.Desk.Users.Find(session, email);
    }

    private List<string> Audited()
    {
        using var session = desk.Desk.Database.Read();
        return [.. Audit.Page(session, new(), null, 500).Select(entry => $"{entry.By} {entry.Action} {entry.Subject} {entry.Detail}")];
    }
}
