namespace Ripen.Web.Public;

/// <summary>
/// What stands on other people's sites and in mails that were sent, for years: trackers, forms, links to unsubscribe, to
/// preferences and to files. Anybody may ask there from anywhere; who he is, no session says, but a signed link.
/// </summary>
internal static class PublicPaths
{
    private static readonly string[] Single = ["/t", "/t.js", "/t.gif"];
    private static readonly string[] Rooms = ["/f", "/u", "/p", "/d"];

    public static bool Are(PathString path) =>
        path.Value is { } value && (Array.IndexOf(Single, value) >= 0 || Array.Exists(Rooms, room => value.Length > room.Length && value[room.Length] == '/' && value.StartsWith(room, StringComparison.Ordinal)));
}
