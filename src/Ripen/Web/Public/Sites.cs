using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Web.Public;

/// <summary>The websites whose pages may show and send what is public; the desk's own pages always may.</summary>
internal static class Sites
{
    /// <summary>As browsers write origins.</summary>
    public static IReadOnlyList<string> Of(Desk desk, Session session) => desk.Settings.Of(session, KnownSettings.Sites).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a page of this origin may; null where a browser says none.</summary>
    public static bool May(Desk desk, Session session, Reach reach, HttpRequest request, string? origin) =>
        origin is not null && (reach.IsOurs(origin, request) || Of(desk, session).Contains(origin, StringComparer.OrdinalIgnoreCase));

    /// <summary>As a policy names those who may frame a page.</summary>
    public static string Policy(Desk desk, Session session) => string.Join(' ', ["'self'", .. Of(desk, session)]);
}
