using Ripen.Web;

namespace Ripen.Work;

/// <summary><c>/work</c>: what the desk does by itself, and what it could not do.</summary>
internal static class WorkPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/work", Get).ExcludeFromDescription();
        app.MapPost("/retries", RetryAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var view = WorkView.Of(session, request.Desk.Now);
        return request.IsPart ? request.Part<WorkMatter>(session, view) : request.Page<WorkPage>(session, "Work", view);
    }

    // Of one, by its key; of all where none is named.
    private static async Task<IResult> RetryAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var key = form.Text("key");
        if (form.Errors.Any) return form.Errors.ToProblem();
        var found = await request.Desk.Writer.DoAsync(write => key is null ? FailedWork.RetryAll(write, request.Desk.Now) : FailedWork.Retry(write, key, request.Desk.Now) ? 1 : 0, request.Http.RequestAborted);
        return found > 0 || key is null ? request.GoTo("/work") : HttpProblem.NotFound("work that failed");
    }
}
