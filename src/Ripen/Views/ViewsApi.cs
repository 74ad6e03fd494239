using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Views;

/// <summary><c>/api/v1/views</c>: saved views of lists and reports.</summary>
internal static class ViewsApi
{
    private static readonly QueryWord[] Words = [new("path", "Only of this list or report.", "/funnel") { OneOf = [.. ViewedPage.All.Select(page => page.Path)] }];

    public static void Map(RouteGroupBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Reports");
        views.MapGet("", List).WithName("ListViews").WithSummary("Saved views of lists and reports: those that are shared and your own, the oldest first").TakesQuery(Words);
        views.MapPost("", SaveAsync).WithName("SaveView").WithSummary("Save a list or report with its filters under a name")
            .WithDescription("Where the query names no days, the view is about the last twelve months, to the day on which it is opened.").Produces<SavedView>(StatusCodes.Status201Created).Fails(409)
            .WithExample("""{"path":"/funnel","name":"Referrals","query":"source=Referral","shared":true}""");
        views.MapGet("/{view}", Get).WithName("GetView").WithSummary("One saved view").Fails(404);
        views.MapDelete("/{view}", RemoveAsync).WithName("RemoveView").WithSummary("Remove a saved view: your own, or as an administrator any that is shared").Fails(404, 409);
    }

    private static Answer<Page<SavedView>> List(ListQuery query, Desk desk, HttpContext http)
    {
        var path = query.Word("path", Words[0].OneOf);
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        return new Page<SavedView>(SavedViews.Of(session, http.Caller(), path), Next: null);
    }

    private static Answer<SavedView> Get(string view, Desk desk, HttpContext http)
    {
        using var session = desk.Database.Read();
        return SavedViews.Find(session, http.Caller(), view) is { } found ? found : HttpProblem.NotFound("view");
    }

    private static async Task<Answer<SavedView>> SaveAsync(Body<GivenView> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        var (errors, view) = (new FieldErrors(), (NewView?)null);
        using (var session = request.Desk.Database.Read()) view = NewView.Read(request.Desk, session, body.Value!, errors);
        if (view is null) return errors.ToProblem();
        return await request.DoAsync(write =>
        {
            var saved = SavedViews.Save(request.Desk, write, request.Caller, view);
            return saved.Value is { } made ? Answer<SavedView>.Created(made, $"/api/v1/views/{made.Id}") : saved;
        });
    }

    private static async Task<Answer<SavedView>> RemoveAsync(string view, WriteRequest request) =>
        await request.DoAsync(write => SavedViews.Remove(write, request.Caller, view));
}
