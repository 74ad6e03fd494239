using Ripen.Web;

namespace Ripen.SalesDesk;

/// <summary><c>/tasks</c>: what somebody has to do, over all leads.</summary>
internal static class TasksPages
{
    private const string Done = "done";

    private static readonly QueryWord[] Words = [new("for", "Whose tasks; nobody: those that are nobody's yet."), new("state", "open (the default), or those done lately.") { OneOf = ["open", Done] }, QueryWord.Cursor];

    public static void Map(WebApplication app) => app.MapGet("/tasks", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var (query, name) = (request.Query, request.Query.Text("for"));
        var isDone = query.Word("state", "open", Done) == Done;
        if (query.Errors.Any) return query.Errors.ToProblem();
        var user = name is null ? request.Caller.User : request.Desk.Users.Named(session, name);
        if (user is null && name != TasksView.Nobody) return HttpProblem.NotFound("user");
        var view = TasksView.Of(request.Desk, session, request.Caller, name == TasksView.Nobody ? null : user, isDone, query);
        return query.Errors.Any ? query.Errors.ToProblem() : request.Page<TasksPage>(session, "Tasks", view);
    }
}
