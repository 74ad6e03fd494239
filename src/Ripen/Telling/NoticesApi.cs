using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Web;

namespace Ripen.Telling;

/// <summary>A notice for programs.</summary>
internal sealed record ShownNotice(Guid Id, NoticeKind Kind, LeadId? Lead, string Says, string Path, DateTimeOffset At, DateTimeOffset? ReadAt)
{
    public static ShownNotice Of(ToldNotice told) => new(told.Id, told.Kind, told.Lead, told.Says, told.Path, told.At, told.ReadAt);
}

/// <param name="Says">When it comes.</param>
internal sealed record ShownSwitch(NoticeKind Kind, string Says, bool InApp, bool ByMail);

internal sealed record ShownSwitches(IReadOnlyList<ShownSwitch> Switches);

internal sealed record GivenSwitch(NoticeKind Kind, bool InApp, bool ByMail);

/// <param name="Switches">A kind that is not among them is told as is usual.</param>
internal sealed record GivenSwitches(IReadOnlyList<GivenSwitch> Switches);

/// <summary><c>/api/v1/notices</c>: those of the user whose token it is.</summary>
internal static class NoticesApi
{
    private static readonly QueryWord[] Words = [new("unread", "Only those that were not read.", "true") { OneOf = ["true", "false"] }, QueryWord.Limit, QueryWord.Cursor];

    public static void Map(RouteGroupBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapGet("", List).WithName("ListNotices").WithSummary("What you were told, the latest first").TakesQuery(Words);
        notices.MapPost("/{notice}/reading", ReadAsync).WithName("ReadNotice").WithSummary("Mark a notice read").Fails(404);
        notices.MapGet("/switches", Switches).WithName("GetNoticeSwitches").WithSummary("What you are told, in the app and by mail");
        notices.MapPut("/switches", ChooseAsync).WithName("ChooseNoticeSwitches").WithSummary("Choose what you are told, in the app and by mail")
            .WithDescription("All of it at once: a kind that is left out is told as is usual.").WithExample("""{"switches":[{"kind":"lead_woken","in_app":true,"by_mail":true}]}""");
    }

    private static Answer<Page<ShownNotice>> List(ListQuery query, Desk desk, HttpContext http)
    {
        var (limit, isUnreadOnly) = (query.Limit, query.Word("unread", "true", "false") == "true");
        Guid? before = query.After(1) is { } after && Guid.TryParse(after[0], out var last) ? last : null;
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var found = Notices.Page(session, http.Caller().User!.Id, before, limit + 1, isUnreadOnly);
        return new Page<ShownNotice>([.. found.Take(limit).Select(ShownNotice.Of)], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Id.ToString()) : null);
    }

    private static async Task<Answer<ShownNotice>> ReadAsync(string notice, WriteRequest request) => await request.DoAsync<ShownNotice>(write =>
        Guid.TryParse(notice, out var id) && Notices.Read(write, request.Desk, request.Caller.User!.Id, id) is { } read ? ShownNotice.Of(read) : HttpProblem.NotFound("notice"));

    private static Answer<ShownSwitches> Switches(Desk desk, HttpContext http)
    {
        using var session = desk.Database.Read();
        return Shown(NoticeSwitches.All(session, http.Caller().User!));
    }

    private static async Task<Answer<ShownSwitches>> ChooseAsync(Body<GivenSwitches> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        var (given, user, errors) = (body.Value!.Switches, request.Caller.User!, new FieldErrors());
        foreach (var twice in given.GroupBy(one => one.Kind).Where(kind => kind.Count() > 1)) errors.Add("switches", $"{KnownNotice.Of(twice.Key).Word} stands here twice.");
        foreach (var foreign in given.Where(one => KnownNotice.For(user).All(known => known.Kind != one.Kind))) errors.Add("switches", $"{KnownNotice.Of(foreign.Kind).Word} never comes to you.");
        if (errors.Any) return errors.ToProblem();
        return await request.DoAsync<ShownSwitches>(write =>
        {
            NoticeSwitches.Choose(write, user.Id, given.Select(one => new NoticeSwitch(KnownNotice.Of(one.Kind), one.InApp, one.ByMail)));
            return Shown(NoticeSwitches.All(write, user));
        });
    }

    private static ShownSwitches Shown(IEnumerable<NoticeSwitch> switches) => new([.. switches.Select(one => new ShownSwitch(one.Known.Kind, one.Known.Says, one.InApp, one.ByMail))]);
}
