using Ripen.Views;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary><c>/leads</c>: the list, its views with their sizes, and saving one.</summary>
internal static class LeadsPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/leads", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(LeadsAddress.Words).ExcludeFromDescription();
        app.MapGet("/leads/views", Views).ExcludeFromDescription();
        app.MapPost("/leads/views", SaveAsync).ExcludeFromDescription();
        app.MapPost("/leads/views/{view}/removal", ViewPages.RemoveAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var address = LeadsAddress.Of(request.Http.Request.Query);
        var (view, problem) = LeadsView.Of(request, session, address);
        if (problem is not null) return problem;
        if (!request.IsPart) return request.Page<LeadsPage>(session, "Leads", view!);
        // The same list again, because something in it has changed, is no step to go back by.
        if (address.ToString() != ShownBy(request).ToString())
        {
            request.Http.Response.Headers["HX-Push-Url"] = address.ToString();
            request.Http.Response.Headers["HX-Trigger"] = "leads-shown";
        }
        return request.Part<LeadsTable>(session, view!);
    }

    private static IResult Views(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Part<LeadsShortcuts>(session, LeadsShortcut.Counted(request, session, ShownBy(request)));
    }

    /// <summary>The list on the page that asks for a part.</summary>
    private static LeadsAddress ShownBy(PageRequest request) =>
        Uri.TryCreate(request.Http.Request.Headers["HX-Current-URL"], UriKind.Absolute, out var url) ? LeadsAddress.Of(url.Query) : LeadsAddress.Of();

    // Such a list is everybody's.
    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form) => form.Problem is not null ? form.Problem
        : await ViewPages.SaveAsync(request, form, new("/leads", form.Text("name", SavedViews.LongestName) ?? "", form.Text("query", SavedViews.LongestQuery), Shared: true));
}
