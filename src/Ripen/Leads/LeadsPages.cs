using Ripen.Storage;
using Ripen.Web;
using Ripen.Welcome;

namespace Ripen.Leads;

/// <summary><c>/leads</c>, which is also the first page of a desk to which somebody has come: the list, its views with their sizes, and saving one.</summary>
internal static class LeadsPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/", First).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(LeadsAddress.Words).ExcludeFromDescription();
        app.MapGet("/leads", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(LeadsAddress.Words).ExcludeFromDescription();
        app.MapGet("/leads/views", Views).ExcludeFromDescription();
        app.MapPost("/leads/views", SaveAsync).ExcludeFromDescription();
        app.MapPost("/leads/views/{view}/removal", ForgetAsync).ExcludeFromDescription();
    }

    private static IResult First(PageRequest request, YearLoad year)
    {
        using var session = request.Desk.Database.Read();
        return WelcomeView.IsNeeded(session) ? WelcomePages.Page(request, session, year) : Get(request);
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var address = LeadsAddress.Of(request.Http.Request.Query);
        var (view, problem) = LeadsView.Of(request.Desk, session, address);
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
        return request.Part<LeadsShortcuts>(session, LeadsShortcut.Counted(request.Desk, session, ShownBy(request)));
    }

    /// <summary>The list on the page that asks for a part.</summary>
    private static LeadsAddress ShownBy(PageRequest request) =>
        Uri.TryCreate(request.Http.Request.Headers["HX-Current-URL"], UriKind.Absolute, out var url) ? LeadsAddress.Of(url.Query) : LeadsAddress.Of();

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var address = LeadsAddress.Of(form.Text("query", 4_000) ?? "");
        var name = form.Text("name", SavedViews.LongestName);
        if (name is null) return HttpProblem.Field("name", "Give the view a name.");
        if (form.Errors.Any) return form.Errors.ToProblem();
        return await request.Desk.Writer.DoAsync(write => Save(request, write, name, address), request.Http.RequestAborted) ?? request.GoTo(address.ToString());
    }

    private static HttpProblem? Save(PageRequest request, Write write, string name, LeadsAddress address)
    {
        if (SavedViews.All(write).Count >= SavedViews.Most) return HttpProblem.Refused("too_many_views", $"There are {SavedViews.Most} saved views already. Forget one first.");
        SavedViews.Save(request.Desk, write, name, address, request.By);
        return null;
    }

    private static async Task<IResult> ForgetAsync(Guid view, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        return await request.Desk.Writer.DoAsync(write => SavedViews.Forget(write, view), request.Http.RequestAborted) ? request.GoTo("/leads") : HttpProblem.NotFound("view");
    }
}
