using System.Collections.Frozen;
using Ripen.Accounts;
using Ripen.Demo;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Values;

namespace Ripen.Web;

/// <summary>What every page needs besides its own matter: whose desk, where, when, in which zone.</summary>
/// <param name="Path">Of the page, without its query.</param>
/// <param name="Appearance">light, dark, or null: as the reader's system is.</param>
/// <param name="IsFragment">Only a part of a page was asked for.</param>
/// <param name="Search">What stands in the search field.</param>
public sealed record Frame(string Title, string Path, string DeskName, Zone Zone, DateTimeOffset Now, string? Appearance, bool IsFragment, string Search)
{
    private const string Cookie = "appearance";

    /// <summary>Who looks at it.</summary>
    internal Caller Caller { get; init; } = Caller.Nobody(null);

    /// <summary>The users, by the addresses under which they are recorded.</summary>
    internal IReadOnlyDictionary<string, User> Users { get; init; } = FrozenDictionary<string, User>.Empty;

    /// <summary>Of the page, whole, as it may be passed on; empty where none is known.</summary>
    public string Address { get; init; } = "";

    /// <summary>How many notices he has not read; null where nobody looks, or at a part of a page.</summary>
    public BellView? Bell { get; init; }

    /// <summary>Its clock, where the desk is a demo.</summary>
    public ShownDemo? Demo { get; init; }

    internal static Frame Of(HttpContext http, Desk desk, Session session, string title) => new(
        title, http.Request.Path, desk.Settings.Of(session, KnownSettings.DeskName), desk.Settings.ZoneOf(session), desk.Now, AppearanceOf(http.Request), IsPart(http.Request), http.Request.Path == "/search" ? http.Request.Query["q"].ToString() : "")
    {
        Caller = http.Caller(),
        Address = http.RequestServices.GetRequiredService<Reach>().LinkTo(http.Request, $"{http.Request.Path}{http.Request.QueryString}"),
        Users = desk.Users.ByEmail(session),
        Bell = http.Caller().User is { } user && !IsPart(http.Request) ? BellView.Of(session, user.Id, http.Request.Path) : null,
        Demo = http.RequestServices.GetService<ClockMove>() is { } clock ? new(desk.Now, clock.Target) : null,
    };

    /// <summary>Without a look at the database, which may be what is away.</summary>
    internal static Frame Bare(HttpContext http, string title) => new(title, http.Request.Path, KnownSettings.DeskName.Default, Zone.Utc, DateTimeOffset.UnixEpoch, AppearanceOf(http.Request), IsPart(http.Request), "") { Caller = http.Caller() };

    /// <summary>Whether whoever looks at the page may do what the table of roles names so.</summary>
    public bool May(string endpoint) => Roles.May(Caller, endpoint);

    /// <summary>What somebody is called by whom something was done.</summary>
    public string NameOf(string by) => by == Caller.Local ? "somebody on this machine" : Users.TryGetValue(by, out var user) ? user.Name : by;

    /// <summary>The day of an instant in the desk's zone.</summary>
    public DateOnly DayOf(DateTimeOffset at) => Zone.DateOf(Instant.From(at));

    // htmx asks for the page itself where the target is the whole body.
    private static bool IsPart(HttpRequest request) => request.Headers["HX-Request"] == "true" && request.Headers["HX-Request-Type"] == "partial";

    private static string? AppearanceOf(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;
}
