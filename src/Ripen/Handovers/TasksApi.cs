using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Web;

namespace Ripen.Handovers;

/// <summary><c>/api/v1/tasks</c>, and what people do with a lead: work, tasks, its owner, its programme.</summary>
internal static class TasksApi
{
    private const string What = "task";

    private static readonly QueryWord[] Words =
    [
        new("for", "Whose: an address, or a name a user is known by; nobody: those that are nobody's yet.", "lena"),
        new("state", "open (the default), late: open and overdue; ended.", "late") { OneOf = ["open", "late", "ended"] },
        QueryWord.Limit, QueryWord.Cursor,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");
        tasks.MapGet("", List).WithName("ListTasks").WithSummary("Tasks, those due first first").TakesQuery(Words);
        tasks.MapGet("/{task}", Get).WithName("GetTask").WithSummary("One task, and what came of it").Fails(404);
        tasks.MapPatch("/{task}", MoveAsync).WithName("MoveTask").WithSummary("Give a task another date or another person").Fails(404, 409).WithExample("""{"due":"2026-12-01T09:00:00Z","for":"markus"}""");
        tasks.MapPost("/{task}/completion", FinishAsync).WithName("FinishTask").WithSummary("A task is done").Fails(404, 409).WithExample("""{"outcome":"She decides in March."}""");
        var lead = api.MapGroup("/leads/{lead}").WithTags("Leads");
        lead.MapPost("/tasks", SetAsync).WithName("SetTask").WithSummary("Set a task on a lead").Fails(404, 409).WithExample("""{"says":"Call again","due":"2026-12-01T09:00:00Z"}""");
        lead.MapPost("/work", WorkAsync).WithName("NoteWork").WithSummary("Something was done about a lead: an answer, a call, a mail, a meeting")
            .WithDescription("The first of a handover stops the clock for the answer; each begins the clock of an accepted lead anew. A call that reached nobody counts as a try. A kind is recorded as a touch, too.").Fails(404, 409).WithExample("""{"kind":"call","reached":true,"note":"Wants to see it in March."}""");
        lead.MapPost("/owner", OwnAsync).WithName("ChangeOwner").WithSummary("Give an accepted lead or an opportunity to somebody else").Fails(404, 409).WithExample("""{"to":"markus"}""");
        lead.MapPost("/disqualification", DisqualifyAsync).WithName("DisqualifyLead").WithSummary("Disqualify a lead, with a reason").Fails(404, 409).WithExample("""{"reason":"a competitor"}""");
        lead.MapPost("/reopening", ReopenAsync).WithName("ReopenLead").WithSummary("Reopen a disqualified lead, with a reason; its next pass begins").Fails(404, 409).WithExample("""{"reason":"bought by another company"}""");
        lead.MapPost("/review", ReviewAsync).WithName("ReviewLead").WithSummary("Look at a dormant lead before its date; it is nurtured again").Fails(404, 409);
        lead.MapPost("/programme/exit", LeaveAsync).WithName("LeaveProgramme").WithSummary("Take a lead out of its programme; it does not go through it again in this pass").Fails(404, 409);
    }

    private static Answer<Page<ShownTask>> List(ListQuery query, Desk desk)
    {
        var (limit, state, whose) = (query.Limit, query.Word("state", "open", "late", "ended") ?? "open", query.Text("for"));
        var after = TaskPlace.After(query);
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var names = whose is null ? null : whose == "nobody" ? [] : desk.Users.Named(session, whose) is { } user ? Accounts.Users.NamesOf(user) : (IReadOnlyList<string>)[whose];
        var found = HandoverStore.Tasks(session, state, names, after, limit + 1);
        return new Page<ShownTask>([.. found.Take(limit).Select(ShownTask.Of)], found.Count > limit ? TaskPlace.Cursor(query, found[limit - 1], found[limit - 1].Due) : null);
    }

    private static Answer<ShownTask> Get(string task, Desk desk)
    {
        using var session = desk.Database.Read();
        return HandoverRow.TryParse(task, out var lead, out var number) && HandoverStore.FindTask(session, lead, number) is { } row ? ShownTask.Of(row) : HttpProblem.NotFound(What);
    }

    private static async Task<Answer<ShownTask>> MoveAsync(string task, Body<GivenTask> body, WriteRequest request)
    {
        if (body.Problem is { } problem) return problem;
        if (body.Value!.Says is not null) return HttpProblem.Field("says", "What a task says stays. Finish it and set another.");
        return await OnTaskAsync(task, request, (acts, lead, number) => acts.MoveTask(lead, number, body.Value));
    }

    private static async Task<Answer<ShownTask>> FinishAsync(string task, Body<GivenOutcome> body, WriteRequest request) =>
        body.Problem is { } problem ? problem : await OnTaskAsync(task, request, (acts, lead, number) => acts.FinishTask(lead, number, body.Value!.Outcome));

    private static async Task<Answer<ShownTask>> SetAsync(string lead, Body<GivenTask> body, WriteRequest request)
    {
        if (body.Problem is { } problem) return problem;
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        return await request.DoAsync<ShownTask>(write =>
        {
            var done = new LeadActs(request.Desk, write, request.Caller).SetTask(id, body.Value!);
            if (done.Problem is { } refused) return refused;
            var shown = ShownTask.Of(HandoverStore.FindTask(write, id, done.Value!.State.TasksSet)!);
            return Answer<ShownTask>.Created(shown, $"/api/v1/tasks/{shown.Id}");
        });
    }

    private static async Task<Answer<ShownLead>> WorkAsync(string lead, Body<GivenWork> body, WriteRequest request) => body.Problem is { } problem ? problem : await OnLeadAsync(lead, request, (acts, id) => acts.Work(id, body.Value!));

    private static async Task<Answer<ShownLead>> OwnAsync(string lead, Body<GivenRecipient> body, WriteRequest request) => body.Problem is { } problem ? problem : await OnLeadAsync(lead, request, (acts, id) => acts.GiveTo(id, body.Value!.To));

    private static async Task<Answer<ShownLead>> DisqualifyAsync(string lead, Body<GivenReason> body, WriteRequest request) => body.Problem is { } problem ? problem : await OnLeadAsync(lead, request, (acts, id) => acts.Disqualify(id, body.Value!.Reason));

    private static async Task<Answer<ShownLead>> ReopenAsync(string lead, Body<GivenReason> body, WriteRequest request) => body.Problem is { } problem ? problem : await OnLeadAsync(lead, request, (acts, id) => acts.Reopen(id, body.Value!.Reason));

    private static Task<Answer<ShownLead>> ReviewAsync(string lead, WriteRequest request) => OnLeadAsync(lead, request, (acts, id) => acts.Review(id));

    private static Task<Answer<ShownLead>> LeaveAsync(string lead, WriteRequest request) => OnLeadAsync(lead, request, (acts, id) => acts.LeaveProgramme(id));

    /// <summary>Does something with a lead, and shows it.</summary>
    public static async Task<Answer<ShownLead>> OnLeadAsync(string lead, WriteRequest request, Func<LeadActs, LeadId, Answer<LeadRecord>> act)
    {
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        return await request.DoAsync<ShownLead>(write =>
        {
            var done = act(new(request.Desk, write, request.Caller), id);
            return done.Problem is { } problem ? problem : LeadsApi.Shown(request.Desk, write, done.Value!);
        });
    }

    private static async Task<Answer<ShownTask>> OnTaskAsync(string task, WriteRequest request, Func<LeadActs, LeadId, int, Answer<LeadRecord>> act)
    {
        if (!HandoverRow.TryParse(task, out var lead, out var number)) return HttpProblem.NotFound(What);
        return await request.DoAsync<ShownTask>(write =>
        {
            if (HandoverStore.FindTask(write, lead, number) is null) return HttpProblem.NotFound(What);
            var done = act(new(request.Desk, write, request.Caller), lead, number);
            return done.Problem is { } problem ? problem : ShownTask.Of(HandoverStore.FindTask(write, lead, number)!);
        });
    }
}
