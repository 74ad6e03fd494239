using Ripen.Accounts;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;
using Ripen.Welcome;

namespace Ripen.Views;

/// <summary><c>/</c>: the welcome of a desk to which nobody has come yet, otherwise where whoever comes has chosen to begin, or what suits his roles.</summary>
internal static class StartPage
{
    // The first of them that he is: who sells has something waiting for him.
    private static readonly (Role Role, string Path)[] ByRole =
        [(Role.SalesManager, "/sales"), (Role.Salesperson, "/desk"), (Role.Marketer, "/sources"), (Role.Administrator, "/leads"), (Role.ReadOnly, "/board")];

    public static void Map(WebApplication app) => app.MapGet("/", Get).AddEndpointFilter(ListQuery.CheckAsync).ExcludeFromDescription();

    /// <summary>Where somebody may begin: as suits his roles, a page of the navigation, a view that he has.</summary>
    public static IReadOnlyList<Option> Offered(Session session, Caller caller)
    {
        var pages = NavigationEntry.Of(caller).ToList();
        var usual = OfRoles(caller.Roles);
        return
        [
            new("", $"What suits your role: {pages.Find(page => page.Path == usual)?.Label}"),
            .. pages.Select(page => new Option(page.Path, page.Label)),
            .. SavedViews.Of(session, caller).Select(view => new Option(view.Id.ToString(), $"{ViewedPage.Find(view.Path)?.Label}: {view.Name}")),
        ];
    }

    private static IResult Get(PageRequest request, YearLoad year)
    {
        using var session = request.Desk.Database.Read();
        return WelcomeView.IsNeeded(session) ? WelcomePages.Page(request, session, year) : request.GoTo(Of(session, request.Caller, request.Caller.User!.StartPage));
    }

    // What was chosen may be gone, or for others now.
    private static string Of(Session session, Caller caller, string? chosen) =>
        chosen is null ? OfRoles(caller.Roles) : NavigationEntry.Of(caller).FirstOrDefault(page => page.Path == chosen)?.Path ?? SavedViews.Find(session, caller, chosen)?.Address ?? OfRoles(caller.Roles);

    private static string OfRoles(Role roles) => ByRole.First(known => roles.HasFlag(known.Role)).Path;
}
