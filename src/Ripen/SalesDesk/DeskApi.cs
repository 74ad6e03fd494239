using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.SalesDesk;

/// <summary>One row of a salesperson's desk as the API shows it.</summary>
/// <param name="Part">Why it stands there: answer, decide, decide_cold, work, woken, reply, task; later, what is not due today.</param>
/// <param name="Due">The clock or date that counts; null where none runs.</param>
/// <param name="Task">The task that it is about; null where it is about the lead itself.</param>
/// <param name="Says">The same in a few words.</param>
internal sealed record ShownDeskRow(LeadId Lead, DeskPart Part, string Name, string? Organisation, string? Temperature, Instant? Due, string? Task, string Says);

/// <summary><c>/api/v1/desk</c>: what a salesperson does first, in the order of the page.</summary>
internal static class DeskApi
{
    private static readonly QueryWord[] Words = [new("for", "Whose desk: an address, or a name a user is known by.", "lena"), QueryWord.Limit];

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/desk", List).WithTags("Sales").WithName("ListDesk").WithSummary("What somebody in Sales has to do, what comes first first").TakesQuery(Words).Fails(404);

    private static Answer<Page<ShownDeskRow>> List(ListQuery query, HttpContext http, Desk desk)
    {
        var (limit, name) = (query.Limit, query.Text("for"));
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        if (name is null && http.Caller().User is not { IsInSales: true }) return HttpProblem.Field("for", "Say whose desk: you are not in Sales yourself.");
        if ((name is null ? http.Caller().User : desk.Users.Named(session, name)) is not { IsActive: true } user) return HttpProblem.NotFound("user");
        var zone = desk.Settings.ZoneOf(session);
        var now = Instant.From(desk.Now);
        var (words, rows) = (new LeadWording(desk, session), new DeskWords(desk, session, zone, now));
        return new Page<ShownDeskRow>([.. DeskStore.Of(session, user, zone.StartOf(zone.DateOf(now).AddDays(1))).Take(limit).Select(item => Shown(words.Of(item.Lead), rows.Of(words.Of(item.Lead), item.Lead.State, item.Item), item.Item))], null);
    }

    private static ShownDeskRow Shown(ShownLead lead, DeskRowView row, DeskItem item) =>
        new(lead.Id, item.Part, lead.Shown, lead.OrganisationName, lead.Findings?.Temperature, item.Due, item.Task is { } number ? HandoverRow.IdOf(lead.Id, number) : null, row.Says);
}
