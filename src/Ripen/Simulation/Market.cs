using Ripen.Values;

namespace Ripen.Simulation;

/// <summary>A country in which the firm is heard of.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Share">How often, beside the others.</param>
/// <param name="FreeMail">
/// Where its people have private mail: names below those of real providers which nobody has, so that no address is anybody's.
/// </param>
/// <param name="Phone">With # for digits; of the numbers kept for fiction, or null where the country keeps none.</param>
internal sealed record Market(string Code, string Language, string ZoneId, int Share, string Currency, string FreeMail, string? Phone)
{
    public static IReadOnlyList<Market> All { get; } =
    [
        new("DE", "de", "Europe/Berlin", 420, "EUR", "privat.web.de; privat.gmx.net; privat.t-online.de; home.gmail.com", "030 23125 ###"),
        new("AT", "de", "Europe/Vienna", 80, "EUR", "privat.gmx.at; home.gmail.com", null),
        new("CH", "de", "Europe/Zurich", 80, "CHF", "privat.bluewin.ch; home.gmail.com", null),
        new("NL", "nl", "Europe/Amsterdam", 80, "EUR", "thuis.ziggo.nl; home.gmail.com", null),
        new("BE", "nl", "Europe/Brussels", 30, "EUR", "thuis.telenet.be; home.outlook.com", null),
        new("FR", "fr", "Europe/Paris", 60, "EUR", "perso.orange.fr; perso.laposte.net; home.gmail.com", "01 99 00 ## ##"),
        new("GB", "en", "Europe/London", 80, "GBP", "home.outlook.com; home.btinternet.com; home.gmail.com", "020 7946 0###"),
        new("IE", "en", "Europe/Dublin", 20, "EUR", "home.gmail.com", null),
        new("US", "en", "America/Chicago", 30, "USD", "home.gmail.com; home.yahoo.com", "(312) 555-01##"),
        new("ES", "es", "Europe/Madrid", 30, "EUR", "casa.hotmail.es; home.gmail.com", null),
        new("IT", "it", "Europe/Rome", 30, "EUR", "casa.libero.it; home.gmail.com", null),
        new("PL", "pl", "Europe/Warsaw", 30, "EUR", "dom.wp.pl; dom.onet.pl", null),
        new("CZ", "cs", "Europe/Prague", 15, "EUR", "doma.seznam.cz; home.gmail.com", null),
        new("DK", "sc", "Europe/Copenhagen", 10, "EUR", "home.hotmail.com; home.gmail.com", null),
        new("SE", "sc", "Europe/Stockholm", 5, "EUR", "home.gmail.com", null),
    ];

    private static readonly int[] Shares = [.. All.Select(market => market.Share)];

    public static Market Drawn(Dice dice) => All[dice.Weighted(Shares)];

    public Zone Zone { get; } = Zone.TryFind(ZoneId, out var zone) ? zone : throw new InvalidOperationException($"This system has no data of the time zone {ZoneId}.");

    public string[] FreeMailDomains { get; } = FreeMail.Split("; ");

    /// <summary>Whether Sales serves it in its own language.</summary>
    public bool IsHome => Language == "de";
}
