using Ripen.Accounts;
using Ripen.Web;

namespace Ripen.Telling;

/// <summary><c>/outbox</c>: every mail that the desk sends, with what became of it, and those that programmes wrote to prospects.</summary>
internal static class OutboxPages
{
    public const string Path = "/outbox";

    public static void Map(WebApplication app)
    {
        var outbox = app.MapGroup(Path).ExcludeFromDescription();
        outbox.MapGet("", Get);
        outbox.MapGet("/prospects", Prospects);
        outbox.MapPost("/{mail}/retry", RetryAsync);
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var query = request.Http.Request.Query;
        Guid? before = Guid.TryParse(query["before"], out var id) ? id : null;
        var view = OutboxView.Of(request.Desk, session, query["state"].ToString(), before, request.Reach.LinkTo(request.Http.Request, ""));
        return request.IsPart ? request.Part<OutboxList>(session, view) : request.Page<OutboxPage>(session, "Outbox", view);
    }

    private static IResult Prospects(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<ProspectMailsPage>(session, "Outbox", ProspectMailsView.Of(session, Guid.TryParse(request.Http.Request.Query["before"], out var id) ? id : null));
    }

    private static async Task<IResult> RetryAsync(PageRequest request, PageForm form, string mail)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        var isDone = Guid.TryParse(mail, out var id) && await desk.Writer.DoAsync(
            write =>
            {
                if (!UserMails.Retry(write, id, desk.Now)) return false;
                Audit.Note(write, desk, request.Caller, Actions.MailRetried, $"{id}");
                return true;
            },
            request.Http.RequestAborted);
        return isDone ? request.GoTo(Path) : HttpProblem.NotFound("mail that could be sent again");
    }
}
