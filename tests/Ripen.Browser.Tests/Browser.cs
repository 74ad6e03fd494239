using Microsoft.Playwright;
using Xunit;

namespace Ripen.Tests;

/// <summary>One Chromium for all tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? chromium;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumBinary.Path, Headless = true, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A page of its own, of somebody who is logged in, which notes what goes wrong on it.</summary>
    internal async Task<Sheet> OpenAsync(ServedDesk desk, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool isLoggedIn = true)
    {
        var context = await chromium!.NewContextAsync(new() { BaseURL = desk.Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        if (isLoggedIn && desk.Session is { } session) await context.AddCookiesAsync([new() { Name = "ripen-session", Value = session, Url = desk.Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>A page of a visitor of some website. Without a window the browser would say so by its name, and be taken for a machine.</summary>
    /// <param name="asksForPrivacy">By Global Privacy Control.</param>
    /// <param name="runsScripts">Some browsers are told to run none.</param>
    internal async Task<Sheet> StrollAsync(bool asksForPrivacy = false, bool runsScripts = true)
    {
        const string Name = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        var context = await chromium!.NewContextAsync(new() { UserAgent = Name, JavaScriptEnabled = runsScripts, ReducedMotion = ReducedMotion.Reduce });
        if (asksForPrivacy) await context.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })");
        return new(context, await context.NewPageAsync());
    }

    /// <summary>A page of nobody who is known, at a name: passkeys belong to one, and 127.0.0.1 is none.</summary>
    internal async Task<Sheet> VisitAsync(ServedDesk desk)
    {
        var context = await chromium!.NewContextAsync(new() { BaseURL = desk.AtLocalhost.ToString(), ViewportSize = new() { Width = 1440, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        return new(context, await context.NewPageAsync());
    }
}

/// <summary>A page in the browser, and what it complained of.</summary>
internal sealed class Sheet : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public Sheet(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning") Complaints.Add($"console: {said.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // The stream of events ends with its page, and what was asked for twice is answered once.
            if (request.Failure != "net::ERR_ABORTED") Complaints.Add($"request: {request.Url} {request.Failure}");
        };
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    /// <summary>How the authenticator is spoken to; null where none is played.</summary>
    public ICDPSession? Authenticator { get; private set; }

    public string? AuthenticatorId { get; private set; }

    /// <summary>Has the browser play a device that knows its user and says yes to everything.</summary>
    public async Task PlayAuthenticatorAsync()
    {
        Authenticator = await context.NewCDPSessionAsync(Page);
        await Authenticator.SendAsync("WebAuthn.enable");
        var added = await Authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true } });
        AuthenticatorId = added!.Value.GetProperty("authenticatorId").GetString();
    }

    /// <summary>Goes to an address and waits until nothing more comes; the stream of events never ends, so it is not waited for.</summary>
    public async Task<IResponse> GoAsync(string path)
    {
        var response = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await Page.EvaluateAsync("document.fonts.ready");
        if (await Page.Locator("#views").CountAsync() > 0) await Page.Locator("#views .count", new() { HasNotText = "…" }).First.WaitForAsync();
        return response!;
    }

    /// <summary>Waits until the page is at an address and has been loaded; asks the page itself, because the event of loading gets lost where one navigation follows another.</summary>
    public async Task ArriveAsync(string path)
    {
        await Page.WaitForURLAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        await Page.WaitForFunctionAsync("document.readyState === 'complete'");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
