using Ripen.Desks;
using Ripen.Intake;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>What became of one of several leads.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Status">created, known or refused.</param>
[Sparse]
internal sealed record BatchItem(int Index, string Status, LeadId? Lead, HttpProblem? Problem);

internal sealed record BatchAnswer(IReadOnlyList<BatchItem> Items);

/// <summary><c>/api/v1/leads</c>: list, get, record, change.</summary>
internal static class LeadsApi
{
    public static readonly HttpProblem Closed = HttpProblem.Refused("closed", "This lead is closed. What is known of its person by now goes to /api/v1/persons.");

    public static void Map(RouteGroupBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        leads.MapGet("", List).WithName("ListLeads").WithSummary("Leads, filtered and sorted, page by page")
            .WithDescription("Pages go by key: send next as cursor, with the same filters. Numbers of interest are of the last judgement.").TakesQuery(LeadList.Words);
        leads.MapPost("", RecordAsync).WithName("RecordLead").WithSummary("Record a lead, or what is new of one")
            .WithDescription("Who it is goes by external_id, then by e-mail address: a person the desk knows gets the facts added to his open lead, anybody else becomes a new one. Answers 201 where a lead was opened, 200 where there was one. Of a fact the latest statement counts; the earlier ones stay.")
            .Produces<ShownLead>(StatusCodes.Status201Created).Fails(409).WithExample("""{"external_id":"crm-4711","email":"ann@orbis-freight.com","source":"Trade fair","facts":{"name":"Ann Lee","job_title":"CFO","organisation":"Orbis Freight","budget":"25000 EUR"}}""");
        leads.MapPost("/batch", RecordManyAsync).WithName("RecordLeads").WithSummary("Record up to 500 leads at once")
            .WithDescription("Each is answered by itself, in order: good ones are taken although others are refused.")
            .WithExample("""{"leads":[{"email":"ann@orbis-freight.com","facts":{"job_title":"CFO"}},{"external_id":"crm-4712"}]}""");
        leads.MapGet("/{lead}", Get).WithName("GetLead").WithSummary("One lead, with its ETag").Fails(404);
        leads.MapPatch("/{lead}", ChangeAsync).WithName("ChangeLead").WithSummary("Say what is known of a lead by now")
            .WithDescription("Facts of the person, the organisation and the purchase alike; null forgets. Nothing is overwritten: each is a new statement, by Sales where by says nothing else. Needs If-Match with the ETag that was read.")
            .Fails(404, 409, 412, 428).WithExample("""{"facts":{"job_title":"CEO","budget":null}}""").WithMetadata(IfMatchMetadata.Instance);
        leads.MapGet("/{lead}/verdict", LeadVerdict.Get).WithName("GetVerdict").WithSummary("The verdict on a lead, judged now, with every reason")
            .WithDescription("As `ripen grade` writes it; and what would make the lead hot, and what to ask next.").Fails(404, 409);
        leads.MapGet("/{lead}/history", LeadHistory.Get).WithName("GetHistory").WithSummary("All that happened: events, touches and facts, the latest first").TakesQuery(LeadHistory.Words).Fails(404);
        leads.MapGet("/{lead}/passes", Passes).WithName("ListPasses").WithSummary("The passes of a lead: when each stage was reached, and how it ended").Fails(404);
    }

    private static Answer<Page<ShownLead>> List(ListQuery query, Desk desk) => LeadList.Of(desk, query);

    private static Answer<ShownLead> Get(string lead, Desk desk)
    {
        using var session = desk.Database.Read();
        return Find(session, lead) is { } found ? Shown(desk, session, found) : HttpProblem.NotFound("lead");
    }

    private static async Task<Answer<ShownLead>> RecordAsync(Body<GivenLead> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        var errors = new FieldErrors();
        if (ArrivalOf(request.Desk, body.Value!, errors) is not { } arrival) return errors.ToProblem();
        return await request.TakeAsync<ShownLead>((write, intake) =>
        {
            intake.Take([arrival]);
            if (ProblemOf(arrival) is { } problem) return problem;
            var lead = LeadStore.Load(write, arrival.Lead!.Value)!;
            var shown = Shown(request.Desk, write, lead);
            return arrival.IsNewLead ? Answer<ShownLead>.Created(shown.Value!, $"/api/v1/leads/{lead.Id}", shown.ETag) : shown;
        });
    }

    private static async Task<Answer<BatchAnswer>> RecordManyAsync(Body<GivenLeads> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        var given = body.Value!.Leads;
        if (given.Count > GivenLeads.Most) return HttpProblem.TooLarge($"A batch may have at most {GivenLeads.Most} leads. Send them in several.");
        var (arrivals, problems) = Read(request.Desk, given);
        return await request.TakeAsync<BatchAnswer>((_, intake) =>
        {
            intake.Take([.. arrivals.OfType<Arrival>()]);
            return new BatchAnswer([.. arrivals.Select((arrival, index) => ItemOf(index, arrival, problems[index]))]);
        });
    }

    private static async Task<Answer<ShownLead>> ChangeAsync(string lead, Body<GivenChange> body, WriteRequest request, HttpContext http)
    {
        if (IfMatch.Missing(http) is { } missing) return missing;
        if (body.Problem is not null) return body.Problem;
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        return await request.TakeAsync<ShownLead>((write, intake) => Change(request.Desk, write, intake, id, body.Value!, http));
    }

    private static Answer<ShownLead> Change(Desk desk, Write write, IntakeBatch intake, LeadId id, GivenChange given, HttpContext http)
    {
        if (LeadStore.Load(write, id) is not { } found) return HttpProblem.NotFound("lead");
        if (!IfMatch.Holds(http, found.RowVersion)) return HttpProblem.Changed;
        if (!found.State.IsOpen) return Closed;
        var errors = new FieldErrors();
        if (new LeadArrivals(desk, write).Of(id.Person, found.State.Line ?? Desk.MainLine, given, about: null, errors) is not { } arrival) return errors.ToProblem();
        // Held from here on, so that nobody changes it between our look and our write.
        if (write.Execute("update leads set row_version = row_version where person_id = @person and lead = @lead and row_version = @version", ("@person", id.Person), ("@lead", id.Number), ("@version", found.RowVersion)) != 1) throw new WriteConflictException("leads");
        intake.Take([arrival]);
        return Shown(desk, write, LeadStore.Load(write, id)!);
    }

    private static Answer<Page<ShownPass>> Passes(string lead, Desk desk)
    {
        using var session = desk.Database.Read();
        if (Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        return new Page<ShownPass>(LeadView.PassesOf(session, found, new(desk, session)), Next: null);
    }

    /// <summary>The lead of an address, or null.</summary>
    public static LeadRecord? Find(Session session, string lead) => LeadId.TryParse(lead, out var id) ? LeadStore.Load(session, id) : null;

    public static Answer<ShownLead> Shown(Desk desk, Session session, LeadRecord lead) => Answer<ShownLead>.Of(new LeadWording(desk, session).Whole(lead), IfMatch.TagOf(lead.RowVersion));

    public static HttpProblem? ProblemOf(Arrival arrival) => arrival.Became switch
    {
        Became.Review => HttpProblem.TwoPersons,
        Became.Unknown => HttpProblem.NotFound("person"),
        _ => null,
    };

    private static Arrival? ArrivalOf(Desk desk, GivenLead given, FieldErrors errors)
    {
        using var session = desk.Database.Read();
        return new LeadArrivals(desk, session).Of(given, errors);
    }

    private static (Arrival?[] Arrivals, HttpProblem?[] Problems) Read(Desk desk, IReadOnlyList<GivenLead> given)
    {
        using var session = desk.Database.Read();
        var reader = new LeadArrivals(desk, session);
        var (arrivals, problems) = (new Arrival?[given.Count], new HttpProblem?[given.Count]);
        for (var i = 0; i < given.Count; i++)
        {
            var errors = new FieldErrors();
            arrivals[i] = reader.Of(given[i], errors);
            problems[i] = arrivals[i] is null ? errors.ToProblem() : null;
        }
        return (arrivals, problems);
    }

    private static BatchItem ItemOf(int index, Arrival? arrival, HttpProblem? problem)
    {
        problem ??= ProblemOf(arrival!);
        return problem is not null ? new(index, "refused", null, problem) : new(index, arrival!.IsNewLead ? "created" : "known", arrival.Lead, null);
    }
}
