using System.Globalization;
using Ripen.Accounts;
using Ripen.Accounts.Oidc;
using Ripen.Web;

namespace Ripen.Settings;

/// <summary>One thing that the people of a desk choose for all of it.</summary>
/// <param name="Type">In a word or two: <c>text</c>, <c>currency</c>.</param>
/// <param name="Default">What holds while nobody has chosen.</param>
/// <param name="Help">What it is for, in a sentence.</param>
/// <param name="Read">Gives the value as it is kept, or null where it cannot be.</param>
/// <param name="Wanted">What it has to be, for whoever typed something else.</param>
internal sealed record Setting(string Name, string Type, string Default, string Help, Func<string, string?> Read, string Wanted)
{
    /// <summary>Kept sealed, and shown to nobody: what is shown is whether it is set.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>Every setting there is.</summary>
internal static class KnownSettings
{
    private const int LongestName = 100;
    private const int MostStages = 12;
    private const int LongestStage = 40;
    private const int LongestWord = 200;
    private const int LongestKept = 3_650;
    public const int LongestList = 2_000;

    public static readonly Setting DeskName = new("desk_name", "text", "Ripen", "What the desk is called on its pages and in its mails.", ReadName, "a name of at most 100 characters");

    public static readonly Setting Currency = new("currency", "currency", "EUR", "What an amount is in that names no currency, and what reports count in.", ReadCurrency, "a code of ISO 4217, such as EUR");

    public static readonly Setting Zone = new("zone", "time zone", "UTC", "Where the desk's days, weeks and months begin.", value => Values.Zone.TryFind(value.Trim(), out var zone) ? zone.Id : null, "an IANA time zone, such as Europe/Berlin");

    public static readonly Setting FiscalYearStart = new("fiscal_year_start", "day", "01-01", "The first day of the fiscal year, which quarters and plans are counted from.", ReadDay, "a month and a day, such as 04-01");

    public static readonly Setting DealStages = new("deal_stages", "words", "Discovery, Proposal, Negotiation", "The stages that a deal goes through, in their order. Those that open deals are in stay with them.", ReadStages, "one to twelve names with commas between, such as Discovery, Proposal, Negotiation");

    public static readonly Setting OidcAuthority = new("oidc_authority", "address", "", "The OpenID Connect provider by which people log in, as its own configuration names it.", ReadAuthority, "an address of https, such as https://login.example.com/realms/main");

    public static readonly Setting OidcClientId = new("oidc_client_id", "text", "", "Under which name the provider knows this desk. Where people come back to: /login/oidc/callback at the desk's address.", ReadWord, "a name of at most 200 characters");

    public static readonly Setting OidcClientSecret = new("oidc_client_secret", "secret", NotSet, "What the desk shows the provider that it is the one. Kept sealed, and never shown again.", ReadWord, "at most 200 characters") { IsSecret = true };

    public static readonly Setting OidcGroupsClaim = new("oidc_groups_claim", "text", "groups", "In which claim the provider names somebody's groups.", ReadWord, "the name of a claim");

    public static readonly Setting OidcRoles = new("oidc_roles", "groups", "", "What members of the provider's groups are here. Where it is set, roles follow the groups at each login, and whoever is in one of the groups gets an account.", ReadRoles, $"groups with roles, such as sales-team=salesperson; marketing=marketer. There are {KnownRole.Words}");

    public static readonly Setting OidcHosts = new("oidc_hosts", "hosts", "", "Further hosts of the provider that the desk may ask, where it keeps keys and tokens elsewhere: Google's are oauth2.googleapis.com, www.googleapis.com, openidconnect.googleapis.com.", ReadHosts, "names of hosts with commas between, such as oauth2.googleapis.com, www.googleapis.com");

    public static readonly Setting OidcLabel = new("oidc_label", "text", "Log in with your organisation", "What the button of the login by the provider says.", ReadName, "at most 100 characters");

    public static readonly Setting SmtpHost = new("smtp_host", "host", "", "The server by which the desk sends mail. While it is empty, no mail is sent.", ReadHost, "a name or an address, such as mail.example.com");

    public static readonly Setting SmtpPort = new("smtp_port", "number", "587", "At which port. Usual are 587 with start_tls, 465 with tls.", value => int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port.ToString(CultureInfo.InvariantCulture) : null, "a number from 1 to 65535");

    public static readonly Setting SmtpSecurity = new("smtp_security", "word", "start_tls", "How what is sent to it is encrypted: none, start_tls or tls. With start_tls nothing is sent where the server does not offer it.", value => value.Trim().ToLowerInvariant() is "none" or "start_tls" or "tls" ? value.Trim().ToLowerInvariant() : null, "none, start_tls or tls");

    public static readonly Setting SmtpUser = new("smtp_user", "text", "", "As whom the desk logs in there; empty where it need not.", ReadWord, "a name of at most 200 characters");

    public static readonly Setting SmtpPassword = new("smtp_password", "secret", NotSet, "The password that belongs to it. Kept sealed, and never shown again.", ReadWord, "at most 200 characters") { IsSecret = true };

    public static readonly Setting SmtpFrom = new("smtp_from", "address", "", "From whom the desk's mails come.", ReadFrom, "an e-mail address, such as ripen@example.com or Ripen <ripen@example.com>");

    public static readonly Setting Sites = new("sites", "addresses", "", "Your websites: their pages may load the tracker and show forms. Visits of other sites are not taken; an answer to a form that is sent from one is shown once on the desk's page before it counts.", ReadSites, "addresses of https with commas between, such as https://www.example.com, https://example.com; http for this machine only");

    public static readonly Setting InterestPages = new("interest_pages", "rules", "/pricing=pricing_viewed, /product=product_viewed, /demo=demo_viewed", "Which of your pages say more than that somebody was there: letters of the address, and the kind of touch that viewing it is. The first that fits counts.", value => value.Length <= LongestList ? Tracking.InterestPages.Read(value)?.Write() : null, "rules with commas between, such as /pricing=pricing_viewed, /demo=demo_viewed");

    public static readonly Setting ObeyDnt = new("obey_dnt", "yes or no", "no", "Whether the tracker keeps nothing of browsers that send DNT: 1. Sec-GPC: 1 is always obeyed.", ReadYes, "yes or no");

    public static readonly Setting WebhookPrivateTargets = new("webhook_private_targets", "yes or no", "no", "Whether webhooks may go to addresses inside your network, and by http. Whoever may add a webhook can then reach what the server can reach.", ReadYes, "yes or no");

    public static readonly Setting KeepNotices = Keep("keep_notices", "90", "For how many days notices to users are kept.");

    public static readonly Setting KeepVisits = Keep("keep_visits", "90", "For how many days visits of your websites are kept that are nobody's.");

    public static readonly Setting KeepFormViews = Keep("keep_form_views", "730", "For how many days it is kept that a form was shown: its numbers reach back so far.");

    public static readonly Setting KeepAnswers = Keep("keep_form_answers", "30", "For how many days answers wait that look like a robot's or were not confirmed.");

    public static readonly Setting KeepUserMails = Keep("keep_user_mails", "90", "For how many days mails to users stay in the outbox.");

    public static readonly Setting KeepWebhookMessages = Keep("keep_webhook_messages", "30", "For how many days messages to webhooks are kept, with their tries.");

    /// <summary>What is said of a secret that is not set, and of one that is.</summary>
    public const string NotSet = "not set";
    public const string IsSet = "set";

    public static IReadOnlyList<Setting> All { get; } =
    [
        DeskName, Currency, Zone, FiscalYearStart, DealStages, OidcAuthority, OidcClientId, OidcClientSecret, OidcGroupsClaim, OidcRoles, OidcHosts, OidcLabel,
        SmtpHost, SmtpPort, SmtpSecurity, SmtpUser, SmtpPassword, SmtpFrom, Sites, InterestPages, ObeyDnt, WebhookPrivateTargets,
        KeepNotices, KeepUserMails, KeepWebhookMessages, KeepVisits, KeepFormViews, KeepAnswers,
    ];

    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>What somebody probably meant, or null.</summary>
    public static string? Nearest(string name) => Values.Nearest.To(name, All.Select(setting => setting.Name));

    // For how long something is kept that is deleted by itself then; see Privacy/Retention.
    private static Setting Keep(string name, string days, string help) => new(name, "days", days, help, value => int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is > 0 and <= LongestKept ? read.ToString(CultureInfo.InvariantCulture) : null, "a number of days from 1 to 3650");

    private static string? ReadName(string value) => value.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : null;

    private static string? ReadWord(string value) => value.Trim() is { Length: <= LongestWord } word && !word.Any(char.IsControl) ? word : null;

    private static string? ReadHost(string value) => value.Trim() is not { Length: > 0 } host ? "" : host.Length <= LongestWord && Uri.CheckHostName(host) != UriHostNameType.Unknown ? host : null;

    private static string? ReadFrom(string value) => value.Trim() is not { Length: > 0 } from ? "" : from.Length <= LongestWord && Telling.Smtp.AddressOf(from) is not null ? from : null;

    private static string? ReadAuthority(string value) =>
        value.Trim() is not { Length: > 0 } typed ? "" : Uri.TryCreate(typed, UriKind.Absolute, out var url) && AuthorityOnly.IsGood(url) ? url.ToString().TrimEnd('/') : null;

    private static string? ReadYes(string value) => value.Trim().ToLowerInvariant() is "yes" or "no" ? value.Trim().ToLowerInvariant() : null;

    private static string? ReadHosts(string value)
    {
        var hosts = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return value.Length <= LongestList && hosts.All(host => Uri.TryCreate($"https://{host}", UriKind.Absolute, out var url) && url.Authority.Equals(host, StringComparison.OrdinalIgnoreCase) && url.HostNameType == UriHostNameType.Dns && !Fence.IsLoopback(url.Host)) ? string.Join(", ", hosts) : null;
    }

    private static string? ReadSites(string value)
    {
        var sites = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(SiteOf).Distinct(StringComparer.Ordinal).ToList();
        return value.Length <= LongestList && sites.TrueForAll(site => site is not null) ? string.Join(", ", sites) : null;
    }

    // An origin (RFC 6454), as browsers write it in their headers.
    private static string? SiteOf(string typed) =>
        Uri.TryCreate(typed, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Fence.IsLoopback(url.Host))) && url is { AbsolutePath: "/", Query: "", UserInfo: "", Fragment: "" }
            ? url.GetLeftPart(UriPartial.Authority).ToLowerInvariant() : null;

    private static string? ReadStages(string value)
    {
        var stages = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return stages.Count is > 0 and <= MostStages && stages.TrueForAll(stage => stage.Length <= LongestStage && !stage.Any(char.IsControl)) ? string.Join(", ", stages) : null;
    }

    private static string? ReadRoles(string value) => value.Length <= LongestList && !value.Any(char.IsControl) && OidcSettings.Read(value) is { } read ? OidcSettings.Write(read) : null;

    private static string? ReadCurrency(string value) => Values.Currency.TryParse(value.Trim().ToUpperInvariant(), out var currency) ? currency.Code : null;

    // In a year without a 29 February, so that every year has the day.
    private static string? ReadDay(string value) =>
        DateOnly.TryParseExact($"2026-{value.Trim()}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("MM-dd", CultureInfo.InvariantCulture) : null;
}
