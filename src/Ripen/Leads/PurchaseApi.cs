using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary><c>/api/v1/leads/{lead}/purchase/facts</c>: what is known of a lead's purchase, which its buying group shares.</summary>
internal static class PurchaseApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var facts = api.MapGroup("/leads/{lead}/purchase/facts").WithTags("Leads");
        facts.MapGet("", List).WithName("ListPurchaseFacts").WithSummary("What was said of a lead's purchase, with both times and origins, the latest first")
            .WithDescription("The purchase is the buying group's. While a lead's organisation is unknown, what is said of its purchase stands with the facts of its person.").TakesQuery(LeadHistory.Words).Fails(404);
        facts.MapPost("", AddAsync).WithName("AddPurchaseFacts").WithSummary("Say what is known of a lead's purchase by now")
            .WithDescription("Nothing is overwritten: of two statements the later one counts. null forgets. The lead is judged again at once, the others of its group by and by.").Fails(404, 409)
            .WithExample("""{"facts":{"budget":"25000 EUR","purchase_by":"2026-12-31"}}""");
    }

    private static Answer<Page<ShownEntry>> List(string lead, ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        return found.GroupId is { } group ? LeadHistory.FactsOf(desk, session, "group", group, query) : LeadHistory.FactsOf(desk, session, "person", found.Id.Person, query);
    }

    private static async Task<Answer<ShownLead>> AddAsync(string lead, Body<GivenChange> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        return await request.TakeAsync<ShownLead>((write, intake) =>
        {
            if (LeadStore.Load(write, id) is not { } found) return HttpProblem.NotFound("lead");
            if (!found.State.IsOpen) return LeadsApi.Closed;
            var errors = new FieldErrors();
            if (new LeadArrivals(request.Desk, write).Of(id.Person, found.State.Line ?? Desk.MainLine, body.Value!, FactOwner.Purchase, errors) is not { } arrival) return errors.ToProblem();
            intake.Take([arrival]);
            return LeadsApi.Shown(request.Desk, write, LeadStore.Load(write, id)!);
        });
    }
}
