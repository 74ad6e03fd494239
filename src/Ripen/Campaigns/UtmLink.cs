using Ripen.Web;

namespace Ripen.Campaigns;

/// <summary>A link that says where its visitor came from, as trackers read it: <c>utm_source</c>, <c>utm_medium</c>, <c>utm_campaign</c>.</summary>
internal static class UtmLink
{
    private const int LongestAddress = 2_000;
    private static readonly string[] Own = ["utm_source", "utm_medium", "utm_campaign"];

    /// <summary>Null where something is wrong, which is then among the errors. What else stands in the address stays; older marks of these names give way.</summary>
    public static string? Of(string? address, string? source, string? medium, string campaign, FieldErrors errors)
    {
        var isWeb = Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var page) && page.Scheme is "https" or "http" && page!.UserInfo.Length == 0 && page.Host.Length > 0;
        if (!isWeb || address!.Length > LongestAddress) errors.Add("address", "It should be the whole address of a page, such as https://example.com/webinar.");
        if (string.IsNullOrWhiteSpace(source)) errors.Add("from", "Name the source, such as newsletter.");
        if (string.IsNullOrWhiteSpace(medium)) errors.Add("medium", "Name the medium, such as email or cpc.");
        if (errors.Any) return null;
        var kept = page!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !Own.Contains(pair.Split('=')[0], StringComparer.OrdinalIgnoreCase));
        var marks = Own.Zip([source!, medium!, campaign], (name, value) => $"{name}={Uri.EscapeDataString(value.Trim())}");
        return $"{page.GetLeftPart(UriPartial.Path)}?{string.Join('&', kept.Concat(marks))}{page.Fragment}";
    }
}
