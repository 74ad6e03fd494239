using System.Globalization;

namespace Ripen.Web;

/// <summary>Versions as ETags, and the header by which a change says which one it means (RFC 9110, 13.1.1).</summary>
internal static class IfMatch
{
    public static string TagOf(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static HttpProblem? Missing(HttpContext http) => http.Request.Headers.IfMatch.Count == 0 ? HttpProblem.IfMatchWanted : null;

    public static bool Holds(HttpContext http, int version)
    {
        var tag = TagOf(version);
        foreach (var header in http.Request.Headers.IfMatch)
        {
            foreach (var given in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (given == "*" || given == tag) return true;
            }
        }
        return false;
    }
}
