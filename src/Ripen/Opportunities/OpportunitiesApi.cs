using System.Globalization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Organisations;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Opportunities;

/// <summary>One opportunity as the API shows it.</summary>
/// <param name="Stages">All stages of a deal it has been in, in order.</param>
/// <param name="Ended">won or lost; null while it is open.</param>
internal sealed record ShownOpportunity(
    string Id, LeadId Lead, int Pass, Guid? BuyingGroup, string? Owner, SourceSide Side, Instant OpenedAt, ShownMoney? Amount, DateOnly? ExpectedOn, string? Stage, Instant StageSince, IReadOnlyList<string> Stages,
    string? Ended, Instant? EndedAt, string? Reason, bool Assumed)
{
    public static ShownOpportunity Of(OpportunityRow row) => new(
        HandoverRow.IdOf(row.Lead, row.Pass), row.Lead, row.Pass, row.Group, row.Seller, row.Side, row.OpenedAt, row.Deal.Amount is { } amount ? new(amount.MinorUnits, amount.Currency) : null, row.Deal.ExpectedOn,
        row.Deal.Stage, row.StageSince, row.Stages, row.IsWon switch { true => "won", false => "lost", _ => null }, row.EndedAt, row.Reason, row.IsAssumed);
}

/// <summary>What a deal brought.</summary>
/// <param name="Amount">What was hoped for where left out.</param>
internal sealed record GivenWin(decimal? Amount = null, string? Currency = null);

/// <summary><c>/api/v1/opportunities</c>, and opening, changing and ending one.</summary>
internal static class OpportunitiesApi
{
    private static readonly QueryWord[] Words =
    [
        new("state", "open (the default), won or lost.", "open") { OneOf = ["open", "won", "lost"] },
        new("owner", "Whose: an address, or a name a user is known by.", "lena"),
        new("line", "The product line; main where left out.", "main"),
        QueryWord.Limit, QueryWord.Cursor,
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var all = api.MapGroup("/opportunities").WithTags("Opportunities");
        all.MapGet("", List).WithName("ListOpportunities").WithSummary("Opportunities: those expected first first, or those that ended last").TakesQuery(Words);
        all.MapGet("/forecast", Expected).WithName("GetForecast").WithSummary("What open opportunities will bring, by month and currency, from how often their stages were won").TakesQuery(new QueryWord("line", "The product line; main where left out.", "main"));
        var one = api.MapGroup("/leads/{lead}/opportunity").WithTags("Opportunities");
        one.MapGet("", Get).WithName("GetOpportunity").WithSummary("The opportunity that a lead is in now").Fails(404);
        one.MapGet("/buyers", Buyers).WithName("GetOpportunityBuyers").WithSummary("Who considers the purchase together, in which roles, and which roles nobody is known to have").Fails(404);
        one.MapPost("", OpenAsync).WithName("OpenOpportunity").WithSummary("Open an opportunity: from an accepted lead, or of Sales' own making")
            .WithDescription("Its side is that of the first touch of its buying group; without an accepted handover it is sales.").Fails(404, 409).WithExample("""{"amount":25000,"currency":"EUR","expected_on":"2026-12-15","stage":"Proposal"}""");
        one.MapPatch("", ChangeAsync).WithName("ChangeOpportunity").WithSummary("Say what is hoped of it by now: amount, day, stage").Fails(404, 409).WithExample("""{"stage":"Negotiation"}""");
        one.MapPost("/win", WinAsync).WithName("WinOpportunity").WithSummary("The opportunity is won").Fails(404, 409).WithExample("""{"amount":24000,"currency":"EUR"}""");
        one.MapPost("/loss", LoseAsync).WithName("LoseOpportunity").WithSummary("It is lost, for a reason of the agreement; the lead goes on by that").Fails(404, 409).WithExample("""{"reason":"not_now","wake":"2027-03-01"}""");
    }

    private static Answer<Page<ShownOpportunity>> List(ListQuery query, Desk desk)
    {
        var (limit, state, owner, line) = (query.Limit, query.Word("state", "open", "won", "lost") ?? "open", query.Text("owner"), query.Text("line") ?? Desk.MainLine);
        var after = 0;
        if (query.After(1) is { } values && !int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out after)) query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var names = owner is null ? null : desk.Users.Named(session, owner) is { } user ? Users.NamesOf(user) : [owner];
        var found = OpportunityStore.List(session, line, state, names, after, limit + 1);
        return new Page<ShownOpportunity>([.. found.Take(limit).Select(ShownOpportunity.Of)], found.Count > limit ? Cursor.Write(query.List, (after + limit).ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static Answer<Forecast> Expected(ListQuery query, Desk desk)
    {
        var line = query.Text("line") ?? Desk.MainLine;
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        return Forecast.Of(desk, session, line);
    }

    private static Answer<ShownOpportunity> Get(string lead, Desk desk)
    {
        using var session = desk.Database.Read();
        return LeadsApi.Find(session, lead) is { } found && OpportunityStore.Find(session, found.Id, found.State.Pass) is { } row ? ShownOpportunity.Of(row) : HttpProblem.NotFound("opportunity");
    }

    private static Answer<BuyingRoles> Buyers(string lead, Desk desk)
    {
        using var session = desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { State: { IsOpen: true, Stage: Stage.Opportunity } state } found) return HttpProblem.NotFound("opportunity");
        var groups = found.GroupId is { } group ? BuyingRoles.Of(session, desk.Agreements.InForce(session, state.Line ?? Desk.MainLine, desk.Now), [group], desk.Now) : [];
        return groups.Values.FirstOrDefault() ?? BuyingRoles.Of([]);
    }

    private static async Task<Answer<ShownOpportunity>> OpenAsync(string lead, Body<GivenDeal> body, WriteRequest request) =>
        body.Problem is { } problem ? problem : await OnAsync(lead, request, (write, id) => Open(request.Desk, write, request.Caller, id, body.Value!));

    private static async Task<Answer<ShownOpportunity>> ChangeAsync(string lead, Body<GivenDeal> body, WriteRequest request)
    {
        if (body.Problem is { } problem) return problem;
        if (body.Value!.Side is not null) return HttpProblem.Field("side", "It is what it was when the opportunity was opened.");
        return await OnAsync(lead, request, (write, id) => Change(request.Desk, write, request.Caller, id, body.Value));
    }

    private static async Task<Answer<ShownOpportunity>> WinAsync(string lead, Body<GivenWin> body, WriteRequest request) =>
        body.Problem is { } problem ? problem : await OnAsync(lead, request, (write, id) => Win(request.Desk, write, request.Caller, id, body.Value!));

    private static async Task<Answer<ShownOpportunity>> LoseAsync(string lead, Body<GivenReturn> body, WriteRequest request) =>
        body.Problem is { } problem ? problem : await OnAsync(lead, request, (write, id) => new LeadActs(request.Desk, write, request.Caller).Lose(id, body.Value!));

    /// <summary>Opens one; for pages, too.</summary>
    public static Answer<LeadRecord> Open(Desk desk, Write write, Caller caller, LeadId lead, GivenDeal given)
    {
        if (LeadStore.Load(write, lead) is not { } record) return HttpProblem.NotFound("lead");
        var errors = new FieldErrors();
        var stages = OpportunityStore.Stages(desk, write);
        var deal = DealTerms.Read(given with { Stage = given.Stage ?? stages[0] }, default, desk.Settings.Of(write, KnownSettings.Currency), stages, errors);
        if (errors.Any) return errors.ToProblem();
        var side = given.Side ?? (record.State.Stage == Stage.Accepted ? OpportunityStore.SideOf(write, record) : SourceSide.Sales);
        return new LeadActs(desk, write, caller).OpenOpportunity(lead, side, deal);
    }

    /// <summary>Changes one; for pages, too.</summary>
    public static Answer<LeadRecord> Change(Desk desk, Write write, Caller caller, LeadId lead, GivenDeal given)
    {
        if (LeadStore.Load(write, lead) is not { } record) return HttpProblem.NotFound("lead");
        var errors = new FieldErrors();
        var deal = DealTerms.Read(given, record.State.Deal, desk.Settings.Of(write, KnownSettings.Currency), OpportunityStore.Stages(desk, write), errors);
        return errors.Any ? errors.ToProblem() : new LeadActs(desk, write, caller).ChangeOpportunity(lead, deal);
    }

    /// <summary>Wins one; for pages, too.</summary>
    public static Answer<LeadRecord> Win(Desk desk, Write write, Caller caller, LeadId lead, GivenWin given)
    {
        if (LeadStore.Load(write, lead) is not { } record) return HttpProblem.NotFound("lead");
        var errors = new FieldErrors();
        var amount = given.Amount is { } value ? DealTerms.AmountOf(value, given.Currency ?? record.State.Deal.Amount?.Currency ?? desk.Settings.Of(write, KnownSettings.Currency), errors) : null;
        return errors.Any ? errors.ToProblem() : new LeadActs(desk, write, caller).Win(lead, amount);
    }

    // The opportunity is the one of the pass in which the lead was before: a lost one goes on in the next.
    private static async Task<Answer<ShownOpportunity>> OnAsync(string lead, WriteRequest request, Func<Write, LeadId, Answer<LeadRecord>> act)
    {
        if (!LeadId.TryParse(lead, out var id)) return HttpProblem.NotFound("lead");
        return await request.DoAsync<ShownOpportunity>(write =>
        {
            var pass = LeadStore.Load(write, id)?.State.Pass ?? 0;
            var done = act(write, id);
            return done.Problem is { } problem ? problem : ShownOpportunity.Of(OpportunityStore.Find(write, id, pass)!);
        });
    }
}
