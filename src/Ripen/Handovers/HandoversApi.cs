using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Handovers;

/// <summary><c>/api/v1/handovers</c>: what Sales was given, and what it makes of it.</summary>
internal static class HandoversApi
{
    private const string What = "handover";

    private static readonly QueryWord[] Words =
    [
        new("to", "Whose: an address, or a name a user is known by.", "lena"),
        new("state", "running (the default), late: running, and its clock has run out; ended.", "late") { OneOf = ["running", "late", "ended"] },
        QueryWord.Limit, QueryWord.Cursor,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var handovers = api.MapGroup("/handovers").WithTags("Handovers");
        handovers.MapGet("", List).WithName("ListHandovers").WithSummary("Handovers: those that run, those that are late, or those that have ended, the latest first").TakesQuery(Words);
        handovers.MapGet("/{handover}", Get).WithName("GetHandover").WithSummary("One handover, with its clocks").Fails(404);
        handovers.MapPost("/{handover}/acceptance", AcceptAsync).WithName("AcceptHandover").WithSummary("Accept a lead").WithDescription("The lead is whoever accepts it. Who comes second is told who was first, and when.").Fails(404, 409);
        handovers.MapPost("/{handover}/rejection", RejectAsync).WithName("RejectHandover").WithSummary("Give a lead back, with a reason of the agreement")
            .WithDescription("What the reason demands has to come with it: a day to wake on where it says so, the person to turn to where it asks for a referral. no_reply before the agreed number of tries is refused (too_few_attempts) unless sure is true. What the reason says to forget is known no more.")
            .Fails(404, 409).WithExample("""{"reason":"not_now","wake":"2026-12-01"}""");
        handovers.MapPost("/{handover}/reassignment", ReassignAsync).WithName("ReassignHandover").WithSummary("Give a running handover to somebody else").WithDescription("Its clocks begin anew. Without to, the agreement finds the next.").Fails(404, 409).WithExample("""{"to":"markus"}""");
    }

    private static Answer<Page<ShownHandover>> List(ListQuery query, Desk desk)
    {
        var (limit, state) = (query.Limit, query.Word("state", "running", "late", "ended") ?? "running");
        var to = query.Text("to");
        var after = query.After(3);
        var begin = default((DateTimeOffset At, LeadId Lead, int Number));
        if (after is not null && !TryRead(after, out begin)) query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var names = to is null ? null : desk.Users.Named(session, to) is { } user ? Accounts.Users.NamesOf(user) : [to];
        var found = HandoverStore.List(session, state, names, after is null ? null : begin, limit + 1);
        return new Page<ShownHandover>([.. found.Take(limit).Select(ShownHandover.Of)], found.Count > limit ? Cursor.Write(query.List, Key(found[limit - 1])) : null);
    }

    private static Answer<ShownHandover> Get(string handover, Desk desk)
    {
        using var session = desk.Database.Read();
        return HandoverRow.TryParse(handover, out var lead, out var number) && HandoverStore.Find(session, lead, number) is { } row ? ShownHandover.Of(row) : HttpProblem.NotFound(What);
    }

    private static Task<Answer<ShownHandover>> AcceptAsync(string handover, WriteRequest request) => DoAsync(handover, request, (acts, lead, number) => acts.Accept(lead, number));

    private static async Task<Answer<ShownHandover>> RejectAsync(string handover, Body<GivenReturn> body, WriteRequest request) =>
        body.Problem is { } problem ? problem : await DoAsync(handover, request, (acts, lead, number) => acts.Reject(lead, body.Value!, number));

    private static async Task<Answer<ShownHandover>> ReassignAsync(string handover, Body<GivenRecipient> body, WriteRequest request) =>
        body.Problem is { } problem ? problem : await DoAsync(handover, request, (acts, lead, number) => acts.GiveTo(lead, body.Value!.To, number));

    private static async Task<Answer<ShownHandover>> DoAsync(string handover, WriteRequest request, Func<LeadActs, LeadId, int, Answer<LeadRecord>> act)
    {
        if (!HandoverRow.TryParse(handover, out var lead, out var number)) return HttpProblem.NotFound(What);
        return await request.DoAsync<ShownHandover>(write =>
        {
            var done = act(new(request.Desk, write, request.Caller), lead, number);
            return done.Problem is { Status: 404 } ? HttpProblem.NotFound(What) : done.Problem is { } problem ? problem : ShownHandover.Of(HandoverStore.Find(write, lead, number)!);
        });
    }

    private static string[] Key(HandoverRow row) =>
    [
        DbValues.Microseconds(row.OpenedAt.ToDateTimeOffset()).ToString(System.Globalization.CultureInfo.InvariantCulture), row.Lead.ToString(), row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    ];

    private static bool TryRead(string[] values, out (DateTimeOffset, LeadId, int) begin)
    {
        begin = default;
        if (!DbValues.TryAt(values[0], out var at) || !LeadId.TryParse(values[1], out var lead) || !int.TryParse(values[2], System.Globalization.CultureInfo.InvariantCulture, out var number)) return false;
        begin = (at, lead, number);
        return true;
    }
}
