using System.Collections.Frozen;
using Ripen.Values;

namespace Ripen.Tracking;

/// <summary>How a visitor came to a page, as far as its address and its referrer say.</summary>
public enum CameBy : byte
{
    /// <summary>He typed the address, or his browser does not say.</summary>
    Directly,

    /// <summary>From another page of our own: no news of where he came from.</summary>
    FromOurselves,

    /// <summary>The address says so, in parameters that whoever made the link put there.</summary>
    Link,

    /// <summary>By an advertisement: its network marks the address with the id of the click.</summary>
    Advertisement,

    Search,

    SocialNetwork,

    Mail,

    /// <summary>Any other website.</summary>
    Partner,
}

/// <summary>
/// Where the viewer of a page came from. What the link itself says goes first: <c>utm_source</c> and <c>utm_campaign</c>,
/// as Google’s help on custom campaigns has named them since Urchin. Then the id of a click that advertising networks add;
/// then the referrer (RFC 9110, 10.1.3), of which browsers mostly send the site alone.
/// </summary>
/// <param name="Source">The channel, as sources are called on the desk; null where nothing says it.</param>
public sealed record CameFrom(CameBy By, string? Source, string? Campaign, string? Medium = null)
{
    public const int LongestName = 100;
    private const int LongestAddress = 4_000;
    private static readonly CameFrom Nowhere = new(CameBy.Directly, null, null);
    private static readonly Table Shipped = Table.Read("came-from.txt");

    private static readonly FrozenDictionary<string, string> Clicks = Shipped.Lines.Select(line => line.Split(' ', 3)).Where(parts => parts[0] == "click").ToFrozenDictionary(parts => parts[1], parts => parts[2], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CameBy> Hosts = Shipped.Lines.Select(line => line.Split(' ', 3)).Where(parts => parts[0] != "click").ToFrozenDictionary(parts => parts[1], parts => SortOf(parts[0]), StringComparer.Ordinal);

    public static string Version => Shipped.Version;

    /// <summary>What an address and a referrer say. Neither is trusted to be one: what cannot be read says nothing.</summary>
    /// <param name="own">Our own websites, as origins or hosts; the page’s own is always ours.</param>
    public static CameFrom Of(string? url, string? referrer, IEnumerable<string>? own = null)
    {
        var page = AddressOf(url);
        var marks = page is null ? [] : QueryMarks.Of(page.Query);
        var (source, campaign, medium) = (marks.GetValueOrDefault("utm_source"), marks.GetValueOrDefault("utm_campaign"), marks.GetValueOrDefault("utm_medium"));
        if (source is not null) return new(CameBy.Link, source, campaign, medium);
        foreach (var mark in marks.Keys)
        {
            if (Clicks.TryGetValue(mark, out var network)) return new(CameBy.Advertisement, network, campaign, medium);
        }
        var by = ByReferrer(AddressOf(referrer), page, own);
        return by with { Campaign = campaign, Medium = medium };
    }

    private static CameFrom ByReferrer(Uri? referrer, Uri? page, IEnumerable<string>? own)
    {
        if (referrer is null || referrer.Host.Length == 0) return Nowhere;
        var host = referrer.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (IsOurs(host, page, own)) return new(CameBy.FromOurselves, null, null);
        var by = OfHost(host);
        return new(by, by switch { CameBy.Search => "Search", CameBy.SocialNetwork => "Social network", CameBy.Mail => "Webmail", _ => "Partner site" }, null);
    }

    private static bool IsOurs(string host, Uri? page, IEnumerable<string>? own)
    {
        if (page is not null && page.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase)) return true;
        return own?.Any(site => (AddressOf(site)?.IdnHost ?? site).Equals(host, StringComparison.OrdinalIgnoreCase)) ?? false;
    }

    // The longest part that the table has: mail.google.com is mail, www.google.com a search.
    private static CameBy OfHost(string host)
    {
        for (var rest = host; ;)
        {
            if (Hosts.TryGetValue(rest, out var by)) return by;
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0) return CameBy.Partner;
            if (IsEnding(rest.AsSpan(dot + 1)) && Hosts.TryGetValue($"{rest[..dot]}.*", out by)) return by;
            rest = rest[(dot + 1)..];
        }
    }

    // de, com, co.uk, com.br: one or two parts of two or three letters.
    private static bool IsEnding(ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        return dot < 0 ? rest.Length is 2 or 3 : dot is 2 or 3 && rest[(dot + 1)..].Length is 2 or 3 && !rest[(dot + 1)..].Contains('.');
    }

    private static CameBy SortOf(string word) => word switch
    {
        "search" => CameBy.Search,
        "social" => CameBy.SocialNetwork,
        "mail" => CameBy.Mail,
        _ => throw new InvalidOperationException($"The table of referrers has no sort {word}."),
    };

    private static Uri? AddressOf(string? text) => text is { Length: > 0 and <= LongestAddress } && Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
}
