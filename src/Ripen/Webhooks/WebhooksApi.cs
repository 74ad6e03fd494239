using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Webhooks;

/// <summary>A webhook for programs.</summary>
/// <param name="Secret">By which what it gets is signed; said once, in the answer that adds it.</param>
internal sealed record ShownWebhook(Guid Id, string Name, string Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt, DateTimeOffset? FailingSince, DateTimeOffset? DisabledAt, string? DisabledBecause, string? Secret)
{
    public static ShownWebhook Of(Webhook webhook) => new(webhook.Id, webhook.Name, webhook.Url, webhook.Events, webhook.CreatedAt, webhook.FailingSince, webhook.DisabledAt, webhook.DisabledBecause, null);
}

/// <param name="Name">What it is for.</param>
/// <param name="Url">An address of https.</param>
/// <param name="Events">Of what it is told.</param>
internal sealed record GivenWebhook(string Name, string Url, IReadOnlyList<string> Events);

/// <summary>What is changed of a webhook; what is left out stays.</summary>
/// <param name="Disabled">true: nothing more is sent to it; false: it goes on.</param>
internal sealed record GivenWebhookChange(string? Name = null, string? Url = null, IReadOnlyList<string>? Events = null, bool? Disabled = null);

/// <param name="State">waiting, delivered or failed.</param>
/// <param name="NextAt">When it is tried next.</param>
internal sealed record ShownMessage(Guid Id, string Type, string State, DateTimeOffset At, int Attempts, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt, DateTimeOffset? FailedAt, System.Text.Json.Nodes.JsonNode? Payload)
{
    public static ShownMessage Of(WebhookMessage message) => new(
        message.Id, message.Type, MessageState.Of(message).Word, message.At, message.Attempts, message.DueAt, message.DeliveredAt, message.FailedAt, System.Text.Json.Nodes.JsonNode.Parse(message.Payload));
}

/// <summary><c>/api/v1/webhooks</c>: for programs of administrators.</summary>
internal static class WebhooksApi
{
    private const string What = "webhook";
    private static readonly QueryWord[] Words = [new("state", "Only those that are so.", "failed") { OneOf = [.. MessageState.All.Select(state => state.Word)] }, QueryWord.Limit, QueryWord.Cursor];

    public static void Map(RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", List).WithName("ListWebhooks").WithSummary("All webhooks, by name");
        webhooks.MapPost("", AddAsync).WithName("AddWebhook").WithSummary("Add a webhook; the answer has its secret, which is said once")
            .WithDescription("An answer that is given again for its Idempotency-Key is without the secret.").Produces<ShownWebhook>(StatusCodes.Status201Created).Fails(409).WithExample("""{"name":"CRM","url":"https://example.com/hooks/ripen","events":["lead.qualified","handover.accepted"]}""");
        webhooks.MapGet("/{webhook}", Get).WithName("GetWebhook").WithSummary("One webhook with its ETag").Fails(404);
        webhooks.MapPatch("/{webhook}", ChangeAsync).WithName("ChangeWebhook").WithSummary("Change where a webhook goes and what it is told, or disable it")
            .WithDescription("Needs If-Match with the ETag that was read.").Fails(404, 412, 428).WithExample("""{"events":["lead.qualified"],"disabled":false}""").WithMetadata(IfMatchMetadata.Instance);
        webhooks.MapDelete("/{webhook}", RemoveAsync).WithName("RemoveWebhook").WithSummary("Remove a webhook and what was to be sent to it").Fails(404);
        webhooks.MapGet("/{webhook}/messages", Messages).WithName("ListWebhookMessages").WithSummary("What it was told, the latest first").TakesQuery(Words).Fails(404);
        webhooks.MapPost("/{webhook}/messages/{message}/replay", ReplayAsync).WithName("ReplayWebhookMessage").WithSummary("Send a message again, under the same id").Fails(404, 409);
    }

    private static Answer<Page<ShownWebhook>> List(Desk desk)
    {
        using var session = desk.Database.Read();
        return new Page<ShownWebhook>([.. WebhookStore.All(session).Select(ShownWebhook.Of)], Next: null);
    }

    private static async Task<Answer<ShownWebhook>> AddAsync(Body<GivenWebhook> body, WriteRequest request, HttpContext http)
    {
        if (body.Problem is not null) return body.Problem;
        var (given, errors, secret) = (new WebhookForm(body.Value!.Name, body.Value.Url, body.Value.Events, FieldErrors.None), new FieldErrors(), default(string));
        await given.CheckAsync(request.Desk, errors, http.RequestAborted);
        if (errors.Any) return errors.ToProblem();
        var answer = await request.DoAsync<ShownWebhook>(write =>
        {
            if (WebhookChanges.Add(request.Desk, write, request.Caller, given.Name.Trim(), given.Url, given.Events) is not var (added, made)) return TooMany;
            secret = made;
            return Answer<ShownWebhook>.Created(ShownWebhook.Of(added), $"/api/v1/webhooks/{added.Id}", IfMatch.TagOf(added.Version));
        });
        // What is kept for the request's key is without it.
        return answer is { Problem: null, IsReplay: false, Value: { } shown } ? Answer<ShownWebhook>.Created(shown with { Secret = secret }, answer.Location!, answer.ETag) : answer;
    }

    private static Answer<ShownWebhook> Get(string webhook, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, webhook) is { } found ? Shown(found) : HttpProblem.NotFound(What);
    }

    private static async Task<Answer<ShownWebhook>> ChangeAsync(string webhook, Body<GivenWebhookChange> body, WriteRequest request, HttpContext http)
    {
        if (IfMatch.Missing(http) is { } missing) return missing;
        if (body.Problem is not null) return body.Problem;
        var (desk, given, errors) = (request.Desk, body.Value!, new FieldErrors());
        Webhook? was;
        using (var session = desk.Database.Read()) was = Find(session, webhook);
        if (was is null) return HttpProblem.NotFound(What);
        var form = new WebhookForm(given.Name ?? was.Name, given.Url ?? was.Url, given.Events ?? was.Events, FieldErrors.None);
        await form.CheckAsync(desk, errors, http.RequestAborted);
        if (errors.Any) return errors.ToProblem();
        return await request.DoAsync<ShownWebhook>(write =>
        {
            if (WebhookStore.Find(write, was.Id) is not { } found) return HttpProblem.NotFound(What);
            if (!IfMatch.Holds(http, found.Version)) return HttpProblem.Changed;
            if (given is not { Name: null, Url: null, Events: null }) found = WebhookChanges.Change(desk, write, request.Caller, found, form.Name.Trim(), form.Url, form.Events);
            if (given.Disabled == true) WebhookChanges.Disable(desk, write, request.Caller, found.Id, $"By {request.By}.");
            else if (given.Disabled == false) WebhookChanges.Enable(desk, write, request.Caller, found);
            return Shown(WebhookStore.Find(write, found.Id)!);
        });
    }

    private static async Task<Answer<ShownWebhook>> RemoveAsync(string webhook, WriteRequest request) => await request.DoAsync<ShownWebhook>(write =>
        Find(write, webhook) is { } found && WebhookChanges.Remove(request.Desk, write, request.Caller, found.Id) ? ShownWebhook.Of(found) : HttpProblem.NotFound(What));

    private static Answer<Page<ShownMessage>> Messages(string webhook, ListQuery query, Desk desk)
    {
        var (limit, word) = (query.Limit, query.Word("state", [.. MessageState.All.Select(state => state.Word)]));
        Guid? before = query.After(1) is { } after && Guid.TryParse(after[0], out var last) ? last : null;
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        if (Find(session, webhook) is not { } found) return HttpProblem.NotFound(What);
        var page = WebhookMessages.Page(session, found.Id, MessageState.All.FirstOrDefault(state => state.Word == word), before, limit + 1);
        return new Page<ShownMessage>([.. page.Take(limit).Select(ShownMessage.Of)], page.Count > limit ? Cursor.Write(query.List, page[limit - 1].Id.ToString()) : null);
    }

    private static async Task<Answer<ShownMessage>> ReplayAsync(string webhook, string message, WriteRequest request) => await request.DoAsync<ShownMessage>(write =>
    {
        if (Find(write, webhook) is not { } found) return HttpProblem.NotFound(What);
        if (!found.IsEnabled) return IsDisabled;
        return Guid.TryParse(message, out var id) && WebhookChanges.Replay(request.Desk, write, request.Caller, found, id) ? ShownMessage.Of(WebhookMessages.Find(write, found.Id, id)!) : HttpProblem.NotFound("message of this webhook");
    });

    public static HttpProblem TooMany { get; } = HttpProblem.Refused("too_many_webhooks", $"A desk may have at most {WebhookChanges.Most} webhooks. Remove one that is not needed any more.");

    public static HttpProblem IsDisabled { get; } = HttpProblem.Refused("webhook_disabled", "The webhook is disabled, so nothing is sent to it. Enable it first.");

    private static Webhook? Find(Session session, string webhook) => Guid.TryParse(webhook, out var id) ? WebhookStore.Find(session, id) : null;

    private static Answer<ShownWebhook> Shown(Webhook webhook) => Answer<ShownWebhook>.Of(ShownWebhook.Of(webhook), IfMatch.TagOf(webhook.Version));
}
