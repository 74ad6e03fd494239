using System.Text.Json;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Opportunities;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.SalesDesk;

/// <summary><c>/desk</c>: the page a salesperson lives in. What is done there is done by <see cref="LeadActs"/>, as the API does it.</summary>
internal static class SalesDeskPages
{
    private static readonly QueryWord[] Words = [new("for", "Whose desk."), new("lead", "The lead that is open."), new("place", "Where it stands on the desk, from 0: it stays there.")];

    public static void Map(WebApplication app)
    {
        app.MapGet("/desk", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();
        app.MapGet("/asleep", Asleep).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([QueryWord.Cursor]).ExcludeFromDescription();
        app.MapGet("/forgotten", Forgotten).ExcludeFromDescription();
        app.MapGet("/desk/{lead}", Focus).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words[0]).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/acceptance", AcceptAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/rejection", RejectAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/deal", DealAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/win", WinAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/loss", LoseAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/answer", AnswerAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/work", WorkAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/heard", HearAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/tasks", SetTaskAsync).ExcludeFromDescription();
        app.MapPost("/desk/{lead}/tasks/{task}/completion", FinishAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var (name, lead) = (request.Query.Text("for"), request.Query.Text("lead"));
        if (request.Query.Errors.Any) return request.Query.Errors.ToProblem();
        if (WhoseDesk(request, session, name) is not { } user) return name is null ? request.Page<NoDeskPage>(session, "Desk", NoDeskView.Of(request.Desk, session)) : HttpProblem.NotFound("user");
        int? place = int.TryParse(request.Query.Text("place"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var stood) ? stood : null;
        return Show(request, session, user, lead is not null && LeadId.TryParse(lead, out var id) ? id : null, place);
    }

    private static IResult Asleep(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var cursor = request.Http.Request.Query["cursor"].ToString();
        return AsleepView.Of(request.Desk, session, cursor.Length == 0 ? null : cursor) is { } view ? request.Page<AsleepPage>(session, "Asleep", view)
            : HttpProblem.Field("cursor", "It is none of this list. Begin again without it.");
    }

    private static IResult Forgotten(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<ForgottenPage>(session, "No lead forgotten", ForgottenView.Of(request.Desk, session));
    }

    private static IResult Focus(string lead, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        return request.IsPart ? request.Part<DeskFocus>(session, FocusView.Of(request.Desk, session, found, request.Caller) with { For = request.Query.Text("for") }) : request.GoTo($"/desk?lead={found.Id}");
    }

    private static Task<IResult> AcceptAsync(string lead, PageRequest request, PageForm form) =>
        DoAsync(lead, request, form, acts => acts.Accept, "Accepted. It is yours: do the first thing about it soon.");

    private static Task<IResult> AnswerAsync(string lead, PageRequest request, PageForm form) =>
        DoAsync(lead, request, form, acts => (id, _) => acts.Work(id, new()), "The answer is on record.");

    // Opens one where there is none.
    private static Task<IResult> DealAsync(string lead, PageRequest request, PageForm form)
    {
        var given = DealTerms.Of(form);
        return DoAsync(lead, request, form, (write, id, _) => LeadStore.Load(write, id) is { State.Stage: Stage.Opportunity } ? OpportunitiesApi.Change(request.Desk, write, request.Caller, id, given) : OpportunitiesApi.Open(request.Desk, write, request.Caller, id, given), "The deal is on record.");
    }

    private static Task<IResult> WinAsync(string lead, PageRequest request, PageForm form)
    {
        var given = DealTerms.Of(form);
        return DoAsync(lead, request, form, (write, id, _) => OpportunitiesApi.Win(request.Desk, write, request.Caller, id, new(given.Amount, given.Currency)), "Won.");
    }

    private static Task<IResult> LoseAsync(string lead, PageRequest request, PageForm form)
    {
        var given = ReturnOf(form);
        return DoAsync(lead, request, form, (write, id, _) => new LeadActs(request.Desk, write, request.Caller).Lose(id, given), "Lost. The lead goes on from here by itself.", problem => ReturnView.Of(request.Desk, lead, given, problem));
    }

    private static GivenReturn ReturnOf(PageForm form)
    {
        var reason = form.Text("reason");
        var referral = form.Text($"name-{reason}") is { } name || form.Text($"email-{reason}") is not null ? new GivenReferral(form.Text($"name-{reason}"), form.Text($"email-{reason}", 320)) : null;
        return new(reason, form.Text($"wake-{reason}"), referral, form.IsSet("sure"));
    }

    private static Task<IResult> RejectAsync(string lead, PageRequest request, PageForm form)
    {
        var given = ReturnOf(form);
        return DoAsync(lead, request, form, acts => (id, number) => acts.Reject(id, given, number), "Given back. It goes on from here by itself.", problem => ReturnView.Of(request.Desk, lead, given, problem));
    }

    private static Task<IResult> WorkAsync(string lead, PageRequest request, PageForm form)
    {
        var work = new GivenWork(form.Text("kind") ?? "call", form.Text("reached") != "no", form.Text("note", Tasks.LongestOutcome));
        var next = NextOf(form, request.Desk, form.Text("next", Tasks.LongestSays));
        return DoAsync(lead, request, form, acts => (id, _) => acts.Work(id, work, next), work.Reached == false ? "The try is on record." : "It is on record.");
    }

    private static Task<IResult> SetTaskAsync(string lead, PageRequest request, PageForm form)
    {
        var next = NextOf(form, request.Desk, form.Text("says", Tasks.LongestSays)) ?? new();
        return DoAsync(lead, request, form, acts => (id, _) => acts.SetTask(id, next), "The task is set.");
    }

    private static Task<IResult> FinishAsync(string lead, int task, PageRequest request, PageForm form)
    {
        var outcome = form.Text("outcome", Tasks.LongestOutcome);
        return DoAsync(lead, request, form, acts => (id, _) => acts.FinishTask(id, task, outcome), "Done.");
    }

    private static async Task<IResult> HearAsync(string lead, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in form.Names.Where(name => name.StartsWith("fact.", StringComparison.Ordinal)))
        {
            if (form.Text(name, GivenFacts.LongestValue) is { } value) facts[name["fact.".Length..]] = JsonSerializer.SerializeToElement(value, ApiJson.Options);
        }
        if (form.Errors.Any) return form.Errors.ToProblem();
        var desk = request.Desk;
        var told = await desk.Writer.DoAsync(write => Hear(desk, write, id, facts), request.Http.RequestAborted);
        return told.Problem is { } problem ? Again(request, id, problem, PlaceOf(form), form.Text("for")) : After(request, id, told.Value!, PlaceOf(form), form.Text("for"));
    }

    private static Answer<string> Hear(Desk desk, Write write, LeadId id, Dictionary<string, JsonElement> facts)
    {
        if (LeadStore.Load(write, id) is not { } found) return HttpProblem.NotFound("lead");
        if (!found.State.IsOpen) return LeadsApi.Closed;
        if (facts.Count == 0) return HttpProblem.Field("facts", "Type at least one of the answers.");
        var errors = new FieldErrors();
        if (new LeadArrivals(desk, write).Of(id.Person, found.State.Line ?? Desk.MainLine, new(facts, Stated.Sales), about: null, errors) is not { } arrival) return errors.ToProblem();
        var was = new LeadWording(desk, write).Of(found);
        new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([arrival]);
        return string.Join(" ", VerdictChange.Told(was.Findings, new LeadWording(desk, write).Of(LeadStore.Load(write, id)!).Findings));
    }

    private static GivenTask? NextOf(PageForm form, Desk desk, string? says)
    {
        if (says is null) return null;
        using var session = desk.Database.Read();
        var zone = desk.Settings.ZoneOf(session);
        // A day is over when it is over.
        var due = form.Text("due") is { } day && Dates.TryParse(day, out var date) ? zone.StartOf(date.AddDays(1)).Plus(-1).ToDateTimeOffset() : (DateTimeOffset?)null;
        return new(says, null, due);
    }

    private static async Task<IResult> DoAsync(
        string lead, PageRequest request, PageForm form, Func<LeadActs, Func<LeadId, int?, Answer<LeadRecord>>> act, string done, Func<HttpProblem, ReturnView>? again = null) =>
        await DoAsync(lead, request, form, (write, id, number) => act(new(request.Desk, write, request.Caller))(id, number), done, again);

    private static async Task<IResult> DoAsync(string lead, PageRequest request, PageForm form, Func<Write, LeadId, int?, Answer<LeadRecord>> act, string done, Func<HttpProblem, ReturnView>? again = null)
    {
        if (form.Problem is not null) return form.Problem;
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        if (form.Errors.Any) return form.Errors.ToProblem();
        int? number = int.TryParse(form.Text("handover"), System.Globalization.CultureInfo.InvariantCulture, out var meant) ? meant : null;
        var (desk, place) = (request.Desk, PlaceOf(form));
        var answer = await desk.Writer.DoAsync(write => act(write, id, number), request.Http.RequestAborted);
        if (answer.Problem is not { } problem) return form.Text("back") switch
        {
            "lead" => request.GoTo($"/leads/{id}"),
            "tasks" => request.GoTo(TasksView.PathOf(form.Text("for"))),
            _ => After(request, id, done, place, form.Text("for")),
        };
        if (again is not null && (problem.Status == 400 || problem.Code is not null) && again(problem) is { } view && view.IsStillAsked) return Returned(request, view with { For = form.Text("for"), IsOnDesk = form.Text("back") != "lead" });
        return Again(request, id, problem, place, form.Text("for"));
    }

    // The reject dialog stays open, with what was typed and what is wrong with it.
    private static IResult Returned(PageRequest request, ReturnView view)
    {
        using var session = request.Desk.Database.Read();
        request.Http.Response.Headers["HX-Retarget"] = "#return-form";
        request.Http.Response.Headers["HX-Reswap"] = "outerHTML";
        return request.IsPart ? request.Part<ReturnForm>(session, view, StatusCodes.Status400BadRequest) : request.Page<ReturnForm>(session, "Give it back", view, StatusCodes.Status400BadRequest);
    }

    private static IResult After(PageRequest request, LeadId lead, string done, int? place = null, string? whose = null)
    {
        using var session = request.Desk.Database.Read();
        if (!request.IsPart) return request.GoTo($"/desk?lead={lead}");
        return WhoseDesk(request, session, whose) is { } user ? request.Part<DeskMatter>(session, DeskView.Of(request.Desk, session, user, request.Caller, lead, done, place)) : request.GoTo($"/leads/{lead}");
    }

    // Somebody else was first, or it cannot be done: said on top, and the desk as it is now.
    private static IResult Again(PageRequest request, LeadId lead, HttpProblem problem, int? place = null, string? whose = null)
    {
        using var session = request.Desk.Database.Read();
        if (!request.IsPart || WhoseDesk(request, session, whose) is not { } user) return problem;
        return request.Part<DeskMatter>(session, DeskView.Of(request.Desk, session, user, request.Caller, lead, null, place) with { Problem = problem.Detail }, problem.Status);
    }

    private static int? PlaceOf(PageForm form) => int.TryParse(form.Text("place"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place) ? place : null;

    private static User? WhoseDesk(PageRequest request, Session session, string? name)
    {
        if (name is not null) return request.Desk.Users.Named(session, name) is { IsActive: true } user ? user : null;
        return request.Caller.User is { IsInSales: true } own ? own : null;
    }

    private static IResult Show(PageRequest request, Session session, User user, LeadId? selected, int? place)
    {
        var view = DeskView.Of(request.Desk, session, user, request.Caller, selected, place: place);
        return request.IsPart ? request.Part<DeskMatter>(session, view) : request.Page<SalesDeskPage>(session, "Desk", view);
    }
}

/// <summary>The form that gives a lead back, as it comes again.</summary>
/// <param name="IsUnsure">Fewer tries than agreed: asked once more.</param>
public sealed record ReturnView(string Lead, int? Handover, IReadOnlyList<ReasonView> Reasons, string? Reason, string? Wake, string? Name, string? Email, bool IsUnsure, string? Error)
{
    public bool IsOnDesk { get; init; } = true;

    /// <summary>Whose desk it is on, where that is not the reader's own.</summary>
    public string? For { get; init; }

    /// <summary>An opportunity is lost, rather than a handover rejected.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether the form makes sense still: where somebody else was first it does not.</summary>
    public bool IsStillAsked => Reasons.Count > 0;

    internal static ReturnView Of(Desk desk, string lead, GivenReturn given, HttpProblem problem)
    {
        using var session = desk.Database.Read();
        var found = LeadsApi.Find(session, lead)!;
        var handover = found.State.Handover;
        var isLost = found.State.Stage == Stage.Opportunity;
        var agreement = (handover is not null || isLost) && found.State.Agreement is { } version ? desk.Agreements.Compiled(session, found.State.Line ?? Desk.MainLine, version) : null;
        var sentence = problem.Errors?.Values.First()[0] ?? problem.Detail;
        return new(lead, handover?.Number, ActsView.ReasonsOf(agreement), given.Reason, given.Wake, given.Referral?.Name, given.Referral?.Email, problem.Code == "too_few_attempts", sentence) { IsLost = isLost };
    }

    internal static ReturnView Of(ActsView acts) => new(acts.Lead.Id.ToString(), acts.Handover, acts.Reasons, null, null, null, null, false, null) { IsLost = acts.Deal is not null };
}

/// <summary>What whoever is not in Sales sees instead of a desk of his own.</summary>
public sealed record NoDeskView(IReadOnlyList<Web.Components.Option> Desks)
{
    internal static NoDeskView Of(Desk desk, Session session) =>
        new([.. desk.Users.All(session).Where(user => user.IsInSales).Select(user => new Web.Components.Option(user.Email, user.Name))]);
}
