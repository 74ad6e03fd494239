using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Telling;

/// <summary>The bell of the navigation.</summary>
/// <param name="Unread">1, 99+; empty where there are none.</param>
/// <param name="IsHere">The page of the notices is being looked at.</param>
public sealed record BellView(Guid User, string Unread, bool IsHere)
{
    internal static BellView Of(Session session, Guid user, string path)
    {
        var unread = Notices.Unread(session, user);
        return new(user, unread switch { 0 => "", > Notices.MostCounted => "99+", _ => Web.Components.Spoken.Number(unread) }, path == NoticePages.Path);
    }
}

/// <summary>What somebody was told.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record NoticesView(Guid User, IReadOnlyList<ToldNotice> Notices, bool IsUnreadOnly, bool IsFurther, Guid? Next)
{
    public string Address => IsUnreadOnly ? $"{NoticePages.Path}?unread=true" : NoticePages.Path;
}

/// <summary><c>/notices</c>: what one was told, the latest first.</summary>
internal static class NoticePages
{
    public const string Path = "/notices";
    private const string Title = "Notices";
    private const int OnPage = 50;

    public static void Map(WebApplication app)
    {
        var notices = app.MapGroup(Path).ExcludeFromDescription();
        notices.MapGet("", Get);
        notices.MapGet("/bell", Bell);
        notices.MapPost("/reading", ReadAllAsync);
        notices.MapPost("/{notice}/opening", OpenAsync);
    }

    /// <summary>The topic by which whoever looks at his notices hears of another.</summary>
    public static string TopicOf(Guid user) => $"notices:{user:N}";

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var (query, user) = (request.Http.Request.Query, request.Caller.User!.Id);
        Guid? before = Guid.TryParse(query["before"], out var id) ? id : null;
        var isUnreadOnly = query["unread"] == "true";
        var found = Notices.Page(session, user, before, OnPage + 1, isUnreadOnly);
        var view = new NoticesView(user, [.. found.Take(OnPage)], isUnreadOnly, before is not null, found.Count > OnPage ? found[OnPage - 1].Id : null);
        return request.IsPart ? request.Part<NoticesList>(session, view) : request.Page<NoticesPage>(session, Title, view);
    }

    private static IResult Bell(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Part<Bell>(session, BellView.Of(session, request.Caller.User!.Id, ""));
    }

    private static async Task<IResult> ReadAllAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (!Guid.TryParse(form.Text("last"), out var last)) return HttpProblem.Field("last", "It is the id of the latest notice that was seen.");
        await request.Desk.Writer.DoAsync(write => Notices.ReadAll(write, request.Desk, request.Caller.User!.Id, last), request.Http.RequestAborted);
        return request.GoTo(Path);
    }

    private static async Task<IResult> OpenAsync(PageRequest request, PageForm form, string notice)
    {
        if (form.Problem is not null) return form.Problem;
        var read = Guid.TryParse(notice, out var id) ? await request.Desk.Writer.DoAsync(write => Notices.Read(write, request.Desk, request.Caller.User!.Id, id), request.Http.RequestAborted) : null;
        return read is null ? HttpProblem.NotFound("notice") : request.GoTo(read.Path);
    }
}
