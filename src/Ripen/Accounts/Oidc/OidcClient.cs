using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ripen.Accounts.Oidc;

/// <summary>Who came back from the provider, or why nobody did.</summary>
/// <param name="To">Where he wanted to go.</param>
internal sealed record OidcAnswer(ClaimsPrincipal? Who, string? To, Exception? Failure);

/// <summary>
/// Speaks OpenID Connect (code flow with PKCE) by ASP.NET Core's handler, which is used by itself: the desk has sessions of
/// its own, and settings that change while it runs.
/// </summary>
internal sealed class OidcClient(IDataProtectionProvider protection)
{
    public const string CallbackPath = "/login/oidc/callback";
    private const string Name = "oidc";
    private const string CookiePrefix = "ripen-oidc-";
    private const int LongestAnswer = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private volatile Kept? kept;

    private sealed record Kept(OidcSettings Settings, OpenIdConnectOptions Options);

    /// <summary>Answers with a redirect to the provider.</summary>
    public async Task BeginAsync(HttpContext http, OidcSettings settings, string to) => await (await HandlerAsync(http, settings)).ChallengeAsync(new() { RedirectUri = to });

    /// <summary>Reads what the provider sent somebody back with.</summary>
    public async Task<OidcAnswer> AnswerAsync(HttpContext http, OidcSettings settings)
    {
        await (await HandlerAsync(http, settings)).HandleRequestAsync();
        return http.Items[typeof(OidcAnswer)] as OidcAnswer ?? new(null, null, null);
    }

    private async Task<OpenIdConnectHandler> HandlerAsync(HttpContext http, OidcSettings settings)
    {
        // Its log would tell of every mistake with a trace; what went wrong is logged in a sentence by whoever asks.
        var handler = new OpenIdConnectHandler(new Held(OptionsOf(settings)), NullLoggerFactory.Instance, HtmlEncoder.Default, UrlEncoder.Default);
        await handler.InitializeAsync(new(Name, null, typeof(OpenIdConnectHandler)), http);
        return handler;
    }

    // Made anew where a setting has changed; they hold what the provider says of itself, so not for every request.
    private OpenIdConnectOptions OptionsOf(OidcSettings settings)
    {
        if (kept is { } current && current.Settings == settings) return current.Options;
        var options = Make(settings);
        kept = new(settings, options);
        return options;
    }

    private OpenIdConnectOptions Make(OidcSettings settings)
    {
        var options = new OpenIdConnectOptions
        {
            Authority = settings.Authority.ToString(),
            ClientId = settings.ClientId,
            ClientSecret = settings.Secret,
            CallbackPath = CallbackPath,
            ResponseType = OpenIdConnectResponseType.Code,
            // A form posted from elsewhere would be turned away, and would want cookies that go along with any request.
            ResponseMode = OpenIdConnectResponseMode.Query,
            UsePkce = true,
            GetClaimsFromUserInfoEndpoint = true,
            MapInboundClaims = false,
            DisableTelemetry = true,
            RequireHttpsMetadata = settings.Authority.Scheme == Uri.UriSchemeHttps,
            Backchannel = new(new AuthorityOnly(settings.Authority, settings.HostList)) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer },
            Events = new() { OnRedirectToIdentityProvider = context => AskForGroupsAsync(context, settings.GroupsClaim), OnTicketReceived = Received, OnRemoteFailure = Failed },
            // Nobody is signed in by it.
            SignInScheme = "none",
        };
        options.Scope.Add("email");
        Set(options.CorrelationCookie, "state.");
        Set(options.NonceCookie, "nonce.");
        options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        options.ClaimActions.MapJsonKey(settings.GroupsClaim, settings.GroupsClaim);
        new OpenIdConnectPostConfigureOptions(protection).PostConfigure(Name, options);
        options.Validate(Name);
        return options;
    }

    // Some have a scope for the groups, and some refuse a scope they do not know.
    private static async Task AskForGroupsAsync(RedirectContext context, string claim)
    {
        var provider = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (provider.ScopesSupported.Contains(claim)) context.ProtocolMessage.Scope += $" {claim}";
    }

    private static Task Received(TicketReceivedContext context)
    {
        context.HttpContext.Items[typeof(OidcAnswer)] = new OidcAnswer(context.Principal, context.ReturnUri, null);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static Task Failed(RemoteFailureContext context)
    {
        context.HttpContext.Items[typeof(OidcAnswer)] = new OidcAnswer(null, context.Properties?.RedirectUri, context.Failure);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    // Lax: they come back with a redirect from the provider, which is a page of another site.
    private static void Set(CookieBuilder cookie, string name) =>
        (cookie.Name, cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly, cookie.IsEssential) = (CookiePrefix + name, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true, true);

    private sealed class Held(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
