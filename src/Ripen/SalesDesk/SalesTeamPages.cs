using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.SalesDesk;

/// <summary>A handover whose clock has run out.</summary>
public sealed record LateRow(ShownLead Lead, string To, DateTimeOffset LateAt, DateTimeOffset? ReassignAt);

/// <summary>What whoever leads Sales sees: who has how much, who is late, who decides how; and giving leads to others.</summary>
/// <param name="Late">The longest late first, a hundred at most.</param>
public sealed record SalesTeamView(IReadOnlyList<SellerNumbers> Sellers, IReadOnlyList<LateRow> Late, IReadOnlyList<Option> People, string? Done, string? Problem)
{
    internal static SalesTeamView Of(Desk desk, Session session, string? done = null, string? problem = null)
    {
        var sellers = SellerNumbers.Of(desk, session);
        var (words, late) = (new LeadWording(desk, session), new List<LateRow>());
        var rows = HandoverStore.LongestLate(session, 100);
        var leads = LeadStore.Open(session, [.. rows.Select(row => row.Lead)]).ToDictionary(lead => lead.Id);
        foreach (var row in rows)
        {
            if (leads.TryGetValue(row.Lead, out var lead)) late.Add(new(words.Of(lead), desk.Users.Named(session, row.Seller ?? "")?.Name ?? row.Seller ?? "nobody", row.LateAt!.Value.ToDateTimeOffset(), row.ReassignAt?.ToDateTimeOffset()));
        }
        return new(sellers, late, [.. sellers.Select(seller => new Option(seller.User, seller.Name))], done, problem);
    }
}

/// <summary>Of whose handovers, which, and to whom they go.</summary>
/// <param name="From">Whose; an address or a name.</param>
/// <param name="To">Left out: whom the agreement finds, one by one.</param>
/// <param name="State">running (the default), or late.</param>
internal sealed record GivenReassignment(string? From = null, string? To = null, string? State = null);

/// <summary>So many were given to others.</summary>
internal sealed record Reassigned(int Given);

/// <summary><c>/sales</c> and <c>/api/v1/sales</c>: Sales as whoever leads it sees it.</summary>
internal static class SalesTeamPages
{
    private const int Piece = 50;
    private const int MostAtOnce = 1_000;

    public static void Map(WebApplication app)
    {
        app.MapGet("/sales", Get).ExcludeFromDescription();
        app.MapPost("/sales/reassignment", GiveAsync).ExcludeFromDescription();
    }

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/sales", Numbers).WithTags("Handovers").WithName("ListSellers").WithSummary("Everybody in Sales: what each has now, and how he has decided in the last 90 days");
        api.MapPost("/handovers/reassignment", GiveByApiAsync).WithTags("Handovers").WithName("ReassignHandovers").WithSummary("Give somebody's running handovers to others")
            .WithDescription($"Those that are late, or all that run; {MostAtOnce:#,##0} at most at once. Without to, the agreement finds the next for each.").WithExample("""{"from":"lena","state":"late"}""");
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<SalesTeamPage>(session, "Sales team", SalesTeamView.Of(request.Desk, session));
    }

    private static Answer<Page<SellerNumbers>> Numbers(Desk desk)
    {
        using var session = desk.Database.Read();
        return new Page<SellerNumbers>(SellerNumbers.Of(desk, session), Next: null);
    }

    private static async Task<IResult> GiveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var given = new GivenReassignment(form.Text("from"), form.Text("to"), form.Text("state"));
        if (form.Errors.Any) return form.Errors.ToProblem();
        var answer = await GiveAllAsync(request.Desk, request.Caller, given, request.Http.RequestAborted);
        using var session = request.Desk.Database.Read();
        return answer.Problem is { } problem ? request.Page<SalesTeamPage>(session, "Sales team", SalesTeamView.Of(request.Desk, session, problem: problem.Detail), problem.Status)
            : request.Page<SalesTeamPage>(session, "Sales team", SalesTeamView.Of(request.Desk, session, $"{Spoken.Counted(answer.Value!.Given, "lead has", "leads have")} gone to others."));
    }

    private static async Task<Answer<Reassigned>> GiveByApiAsync(Body<GivenReassignment> body, WriteRequest request, HttpContext http) =>
        body.Problem is { } problem ? problem : await GiveAllAsync(request.Desk, request.Caller, body.Value!, http.RequestAborted);

    // A piece at a time, so that nobody waits for a desk of hundreds; done again it goes on with what is left.
    private static async Task<Answer<Reassigned>> GiveAllAsync(Desk desk, Caller caller, GivenReassignment given, CancellationToken stop)
    {
        List<HandoverRow> rows;
        using (var session = desk.Database.Read())
        {
            if (given.State is not (null or "running" or "late")) return HttpProblem.Field("state", "It should be running or late.");
            if (given.From is null || desk.Users.Named(session, given.From) is not { } from) return HttpProblem.Field("from", given.From is null ? "Whose?" : $"Nobody here goes by '{HttpProblem.Shown(given.From)}'.");
            if (given.To is { } to && desk.Users.Named(session, to) is not { IsActive: true }) return HttpProblem.Field("to", $"Nobody here goes by '{HttpProblem.Shown(to)}'.");
            rows = HandoverStore.List(session, given.State ?? "running", Users.NamesOf(from), null, MostAtOnce);
        }
        var done = 0;
        foreach (var some in rows.Chunk(Piece)) done += await desk.Writer.DoAsync(write => some.Count(row => new LeadActs(desk, write, caller).GiveTo(row.Lead, given.To, row.Number).Problem is null), stop);
        return new Reassigned(done);
    }
}
