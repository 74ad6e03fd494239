using Ripen.Web;

namespace Ripen.Telling;

/// <summary>How somebody is told of what.</summary>
/// <param name="MailsTo">His address; null where no mail comes to him.</param>
/// <param name="WhyNoMail">Said where none comes.</param>
public sealed record NoticeSwitchesView(IReadOnlyList<NoticeSwitch> Switches, string MailsTo, string? WhyNoMail, bool IsSaved);

/// <summary><c>/account/notices</c>: what one is told, and by which way.</summary>
internal static class NoticeSwitchPages
{
    public const string Path = "/account/notices";

    public static void Map(WebApplication app)
    {
        var switches = app.MapGroup(Path).ExcludeFromDescription();
        switches.MapGet("", Get);
        switches.MapPost("", SaveAsync);
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var user = request.Caller.User!;
        var why = user.IsMadeUp ? "You are made up: no mail is sent to you." : Smtp.IsSet(session, request.Desk) ? null : "No mail is sent yet: an administrator has to name a mail server in the settings.";
        var view = new NoticeSwitchesView(NoticeSwitches.All(session, user), user.Email, why, request.Http.Request.Query["saved"] == "true");
        return request.Page<NoticeSwitchesPage>(session, "What you are told", view);
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var user = request.Caller.User!;
        var (app, mail) = (form.All("in_app"), form.All("by_mail"));
        await request.Desk.Writer.DoAsync(write => NoticeSwitches.Choose(write, user.Id, KnownNotice.For(user).Select(known => new NoticeSwitch(known, app.Contains(known.Word), mail.Contains(known.Word)))), request.Http.RequestAborted);
        return request.GoTo($"{Path}?saved=true");
    }
}
