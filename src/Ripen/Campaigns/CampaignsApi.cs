using System.Globalization;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Campaigns;

/// <summary>What is changed of a campaign; what is left out stays.</summary>
/// <param name="Source">By name; empty: none.</param>
/// <param name="Starts">YYYY-MM-DD; empty: not known.</param>
/// <param name="Ends">YYYY-MM-DD; empty: not known.</param>
/// <param name="Audience">How many people it reaches; 0: not known.</param>
internal sealed record GivenCampaign(string? Source = null, string? Starts = null, string? Ends = null, long? Audience = null, bool? PrizeDraw = null);

/// <param name="Starts">YYYY-MM-DD.</param>
/// <param name="Ends">YYYY-MM-DD; the same day where it is left out.</param>
/// <param name="Amount">In whole units: 2500.00.</param>
/// <param name="Currency">ISO 4217; the desk's where it is left out.</param>
internal sealed record GivenCost(string Starts, decimal Amount, string? Ends = null, string? Currency = null);

/// <summary><c>/api/v1/campaigns</c>: list, get, change, costs.</summary>
internal static class CampaignsApi
{
    private const string What = "campaign";
    private static readonly QueryWord[] Words = [new("q", "Its name begins so.", "spring"), QueryWord.Limit, QueryWord.Cursor];

    public static void Map(RouteGroupBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapGet("", List).WithName("ListCampaigns").WithSummary("Campaigns with what came of them so far, the latest first").TakesQuery(Words);
        campaigns.MapGet("/{campaign}", Get).WithName("GetCampaign").WithSummary("One campaign with its costs and its ETag").Fails(404);
        campaigns.MapPatch("/{campaign}", ChangeAsync).WithName("ChangeCampaign").WithSummary("Change dates, audience, source or prize-draw mark of a campaign")
            .WithDescription("Its name is what touches and imports are recognised by, and stays. Needs If-Match with the ETag that was read.").Fails(404, 412, 428)
            .WithExample("""{"source":"Trade fair","starts":"2026-03-01","ends":"2026-03-04","audience":12000,"prize_draw":true}""").WithMetadata(IfMatchMetadata.Instance);
        campaigns.MapPost("/{campaign}/costs", AddCostAsync).WithName("AddCampaignCost").WithSummary("Add what was paid for a campaign").Fails(404, 409)
            .WithExample("""{"starts":"2026-03-01","ends":"2026-03-04","amount":2500.00,"currency":"EUR"}""");
        campaigns.MapDelete("/{campaign}/costs/{cost}", RemoveCostAsync).WithName("RemoveCampaignCost").WithSummary("Remove a cost of a campaign").Fails(404);
    }

    private static Answer<Page<ShownCampaign>> List(ListQuery query, Desk desk)
    {
        var (limit, words, before) = (query.Limit, query.Text("q"), int.MaxValue);
        if (query.After(1) is { } after && !int.TryParse(after[0], NumberStyles.None, CultureInfo.InvariantCulture, out before)) query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var found = CampaignStore.List(desk, session, words is null ? null : Folded.From(words), before, limit + 1);
        return new Page<ShownCampaign>([.. found.Take(limit)], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Campaign.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static Answer<ShownCampaign> Get(string campaign, Desk desk)
    {
        using var session = desk.Database.Read();
        return CampaignStore.Find(desk, session, campaign) is { } found ? Shown(found) : HttpProblem.NotFound(What);
    }

    private static async Task<Answer<ShownCampaign>> ChangeAsync(string campaign, Body<GivenCampaign> body, WriteRequest request, HttpContext http)
    {
        if (IfMatch.Missing(http) is { } missing) return missing;
        if (body.Problem is not null) return body.Problem;
        return await request.DoAsync<ShownCampaign>(write =>
        {
            if (CampaignStore.Find(request.Desk, write, campaign) is not { } found) return HttpProblem.NotFound(What);
            if (!IfMatch.Holds(http, found.RowVersion)) return HttpProblem.Changed;
            var errors = new FieldErrors();
            var terms = TermsOf(found, body.Value!, errors);
            if (errors.Any) return errors.ToProblem();
            CampaignStore.Save(request.Desk, write, found, terms);
            return Shown(CampaignStore.Find(request.Desk, write, campaign)!);
        });
    }

    private static async Task<Answer<ShownCampaign>> AddCostAsync(string campaign, Body<GivenCost> body, WriteRequest request)
    {
        if (body.Problem is not null) return body.Problem;
        return await request.DoAsync<ShownCampaign>(write =>
        {
            if (CampaignStore.Find(request.Desk, write, campaign) is not { } found) return HttpProblem.NotFound(What);
            if (TooMany(found) is { } full) return full;
            var (given, errors) = (body.Value!, new FieldErrors());
            var usual = request.Desk.Settings.Of(write, KnownSettings.Currency);
            if (CostTerms.Read(given.Starts, given.Ends, given.Amount.ToString(CultureInfo.InvariantCulture), given.Currency, usual, errors) is not { } cost) return errors.ToProblem();
            CampaignStore.AddCost(request.Desk, write, found.Campaign, cost);
            return Shown(CampaignStore.Find(request.Desk, write, campaign)!);
        });
    }

    private static async Task<Answer<ShownCampaign>> RemoveCostAsync(string campaign, Guid cost, WriteRequest request) => await request.DoAsync<ShownCampaign>(write =>
    {
        if (CampaignStore.Find(request.Desk, write, campaign) is not { } found) return HttpProblem.NotFound(What);
        return CampaignStore.RemoveCost(write, found.Campaign, cost) ? Shown(CampaignStore.Find(request.Desk, write, campaign)!) : HttpProblem.NotFound("cost");
    });

    public static HttpProblem? TooMany(ShownCampaign campaign) => campaign.Costs.Count < CampaignStore.MostCosts ? null
        : HttpProblem.Refused("too_many_costs", $"A campaign may have at most {CampaignStore.MostCosts} costs. Put several into one.");

    public static CampaignTerms TermsOf(ShownCampaign was, GivenCampaign given, FieldErrors errors) => CampaignTerms.Read(
        given.Source ?? was.Source, given.Starts ?? was.Starts, given.Ends ?? was.Ends, (given.Audience ?? was.Audience)?.ToString(CultureInfo.InvariantCulture), given.PrizeDraw ?? was.PrizeDraw, errors);

    private static Answer<ShownCampaign> Shown(ShownCampaign campaign) => Answer<ShownCampaign>.Of(campaign, IfMatch.TagOf(campaign.RowVersion));
}
