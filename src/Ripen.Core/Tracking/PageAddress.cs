namespace Ripen.Tracking;

/// <summary>What is kept of a page’s address: site and path. What stands behind it may name a person, and is not kept.</summary>
public static class PageAddress
{
    public const int Longest = 500;
    private const int LongestGiven = 4_000;

    /// <summary>Null where it is no address of the web.</summary>
    public static string? Of(string? url)
    {
        if (url is not { Length: > 0 and <= LongestGiven } || !Uri.TryCreate(url, UriKind.Absolute, out var page) || page.Scheme is not ("https" or "http") || page.Host.Length == 0) return null;
        var kept = $"{page.Scheme}://{page.Authority}{page.AbsolutePath}";
        return kept.Length > Longest ? kept[..Longest] : kept;
    }
}
