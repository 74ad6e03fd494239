using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Webhooks;

/// <summary><c>/webhooks</c>: what is told to other programs, and what became of it.</summary>
internal static class WebhookPages
{
    private const string Title = "Webhooks";
    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["saved"] = "Saved; it holds from now on.",
        ["tested"] = "A test message is on its way. What comes of it appears below.",
        ["disabled"] = "Disabled: nothing is sent to it, and of what happens now it is not told.",
        ["enabled"] = "Enabled: what waits is sent, and of what happens from now on it is told.",
        ["replayed"] = "It is sent again.",
    };

    public static void Map(WebApplication app)
    {
        var webhooks = app.MapGroup("/webhooks").ExcludeFromDescription();
        webhooks.MapGet("", (PageRequest request) => All(request, WebhookForm.Empty));
        webhooks.MapPost("", AddAsync);
        webhooks.MapGet("/{webhook}", One);
        webhooks.MapPost("/{webhook}", SaveAsync);
        webhooks.MapGet("/{webhook}/messages/{message}", Message);
        webhooks.MapPost("/{webhook}/messages/{message}/replay", ReplayAsync);
        webhooks.MapPost("/{webhook}/replay", ReplayFailedAsync);
        webhooks.MapPost("/{webhook}/test", (PageRequest request, PageForm form, string webhook) => DoAsync(request, form, webhook, "tested", needsEnabled: true, (desk, write, found) => WebhookChanges.Test(desk, write, request.Caller, found)));
        webhooks.MapPost("/{webhook}/disabling", (PageRequest request, PageForm form, string webhook) => DoAsync(request, form, webhook, "disabled", needsEnabled: false, (desk, write, found) => WebhookChanges.Disable(desk, write, request.Caller, found.Id, $"By {request.Caller.User!.Name}.")));
        webhooks.MapPost("/{webhook}/enabling", (PageRequest request, PageForm form, string webhook) => DoAsync(request, form, webhook, "enabled", needsEnabled: false, (desk, write, found) => WebhookChanges.Enable(desk, write, request.Caller, found)));
        webhooks.MapPost("/{webhook}/secret", ChangeSecretAsync);
        webhooks.MapPost("/{webhook}/removal", RemoveAsync);
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, typed) = (request.Desk, WebhookForm.Of(form));
        await typed.CheckAsync(desk, form.Errors, request.Http.RequestAborted);
        if (form.Errors.Any) return All(request, typed with { Errors = form.Errors.BySentence }, StatusCodes.Status400BadRequest);
        var added = await desk.Writer.DoAsync(write => WebhookChanges.Add(desk, write, request.Caller, typed.Name, typed.Url, typed.Events));
        return added is var (webhook, secret) ? Show(request, webhook, view => view with { Secret = secret }) : WebhooksApi.TooMany;
    }

    private static IResult One(PageRequest request, string webhook)
    {
        using var session = request.Desk.Database.Read();
        if (Find(session, webhook) is not { } found) return HttpProblem.NotFound("webhook");
        var query = request.Http.Request.Query;
        Guid? before = Guid.TryParse(query["before"], out var id) ? id : null;
        var view = WebhookView.Of(session, found, query["state"].ToString(), before) with { Done = Sentences.GetValueOrDefault(query["done"].ToString()) };
        if (int.TryParse(query["again"], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) view = view with { Done = count == 0 ? "Nothing had failed since then." : $"{Spoken.Counted(count, "message")} that had failed {(count == 1 ? "is" : "are")} sent again." };
        return request.IsPart ? request.Part<WebhookLog>(session, view) : request.Page<WebhookPage>(session, found.Name, view);
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form, string webhook)
    {
        if (form.Problem is not null) return form.Problem;
        if (Find(request, webhook) is not { } found) return HttpProblem.NotFound("webhook");
        var (desk, typed) = (request.Desk, WebhookForm.Of(form));
        await typed.CheckAsync(desk, form.Errors, request.Http.RequestAborted);
        if (form.Errors.Any) return Show(request, found, view => view with { Form = typed with { Errors = form.Errors.BySentence } }, StatusCodes.Status400BadRequest);
        await desk.Writer.DoAsync(write => WebhookChanges.Change(desk, write, request.Caller, WebhookStore.Find(write, found.Id) ?? found, typed.Name, typed.Url, typed.Events));
        return request.GoTo($"/webhooks/{found.Id}?done=saved");
    }

    private static IResult Message(PageRequest request, string webhook, string message)
    {
        using var session = request.Desk.Database.Read();
        if (Find(session, webhook) is not { } found || !Guid.TryParse(message, out var id) || WebhookMessages.Find(session, found.Id, id) is not { } sent) return HttpProblem.NotFound("message");
        return request.Page<WebhookMessagePage>(session, $"{sent.Type} to {found.Name}", WebhookMessageView.Of(session, found, sent));
    }

    private static async Task<IResult> ReplayAsync(PageRequest request, PageForm form, string webhook, string message)
    {
        if (form.Problem is not null) return form.Problem;
        if (Find(request, webhook) is not { } found) return HttpProblem.NotFound("webhook");
        if (!found.IsEnabled) return WebhooksApi.IsDisabled;
        var isDone = Guid.TryParse(message, out var id) && await request.Desk.Writer.DoAsync(write => WebhookChanges.Replay(request.Desk, write, request.Caller, found, id));
        return isDone ? request.GoTo($"/webhooks/{found.Id}?done=replayed") : HttpProblem.NotFound("message");
    }

    // Since a time in the desk's zone.
    private static async Task<IResult> ReplayFailedAsync(PageRequest request, PageForm form, string webhook)
    {
        if (form.Problem is not null) return form.Problem;
        if (Find(request, webhook) is not { } found) return HttpProblem.NotFound("webhook");
        if (!found.IsEnabled) return WebhooksApi.IsDisabled;
        var typed = form.Text("since") ?? "";
        if (!DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Show(request, found, view => view with { Since = typed, SinceError = "A day and a time, such as 2026-07-15T09:00." }, StatusCodes.Status400BadRequest);
        var count = await request.Desk.Writer.DoAsync(write =>
        {
            var since = request.Desk.Settings.ZoneOf(write).At(DateOnly.FromDateTime(local), (int)local.TimeOfDay.TotalSeconds).ToDateTimeOffset();
            return WebhookChanges.ReplayFailed(request.Desk, write, request.Caller, found, since);
        });
        return request.GoTo(string.Create(CultureInfo.InvariantCulture, $"/webhooks/{found.Id}?again={count}"));
    }

    private static async Task<IResult> ChangeSecretAsync(PageRequest request, PageForm form, string webhook)
    {
        if (form.Problem is not null) return form.Problem;
        if (Find(request, webhook) is not { } found) return HttpProblem.NotFound("webhook");
        var secret = await request.Desk.Writer.DoAsync(write => WebhookChanges.ChangeSecret(request.Desk, write, request.Caller, WebhookStore.Find(write, found.Id) ?? found));
        return Show(request, found, view => view with { Secret = secret });
    }

    private static async Task<IResult> RemoveAsync(PageRequest request, PageForm form, string webhook)
    {
        if (form.Problem is not null) return form.Problem;
        var isDone = Guid.TryParse(webhook, out var id) && await request.Desk.Writer.DoAsync(write => WebhookChanges.Remove(request.Desk, write, request.Caller, id));
        return isDone ? request.GoTo("/webhooks") : HttpProblem.NotFound("webhook");
    }

    private static async Task<IResult> DoAsync(PageRequest request, PageForm form, string webhook, string done, bool needsEnabled, Action<Desk, Write, Webhook> act)
    {
        if (form.Problem is not null) return form.Problem;
        if (Find(request, webhook) is not { } found) return HttpProblem.NotFound("webhook");
        if (needsEnabled && !found.IsEnabled) return WebhooksApi.IsDisabled;
        await request.Desk.Writer.DoAsync(write => act(request.Desk, write, WebhookStore.Find(write, found.Id) ?? found));
        return request.GoTo($"/webhooks/{found.Id}?done={done}");
    }

    private static IResult All(PageRequest request, WebhookForm form, int status = StatusCodes.Status200OK)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<WebhooksPage>(session, Title, new WebhooksView(WebhookStore.All(session), form, WebhookTarget.AllowsInside(session, request.Desk)), status);
    }

    private static IResult Show(PageRequest request, Webhook webhook, Func<WebhookView, WebhookView> change, int status = StatusCodes.Status200OK)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<WebhookPage>(session, webhook.Name, change(WebhookView.Of(session, WebhookStore.Find(session, webhook.Id) ?? webhook, "", null)), status);
    }

    private static Webhook? Find(PageRequest request, string webhook)
    {
        using var session = request.Desk.Database.Read();
        return Find(session, webhook);
    }

    private static Webhook? Find(Session session, string webhook) => Guid.TryParse(webhook, out var id) ? WebhookStore.Find(session, id) : null;
}
