using System.Globalization;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Values;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Campaigns;

/// <summary>A list of campaigns as its page shows it.</summary>
public sealed record CampaignsView(IReadOnlyList<ShownCampaign> Campaigns, string? Next, string? Words, bool IsFurther, string? Error);

/// <summary>A campaign as its page shows it: what it is, what is typed, and what is wrong with that.</summary>
/// <param name="Typed">By field, as it stands in the form.</param>
/// <param name="Link">The link that the builder made.</param>
public sealed record CampaignView(ShownCampaign Campaign, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string> Errors, string Currency, IReadOnlyList<Option> Sources, string? Link)
{
    public string? At(string field) => Typed.GetValueOrDefault(field);

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);
}

/// <summary><c>/campaigns</c> and <c>/campaigns/{campaign}</c>: the list, one campaign edited in place, its costs, its links.</summary>
internal static class CampaignPages
{
    private static readonly QueryWord[] ListWords = [new("q", "Its name begins so."), QueryWord.Cursor];
    private static readonly QueryWord[] LinkWords = [new("address", "Where the link leads."), new("from", "utm_source"), new("medium", "utm_medium")];

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns", List).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(ListWords).ExcludeFromDescription();
        app.MapPost("/campaigns", AddAsync).ExcludeFromDescription();
        app.MapGet("/campaigns/{campaign}", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(LinkWords).ExcludeFromDescription();
        app.MapPost("/campaigns/{campaign}", ChangeAsync).ExcludeFromDescription();
        app.MapPost("/campaigns/{campaign}/costs", AddCostAsync).ExcludeFromDescription();
        app.MapPost("/campaigns/{campaign}/costs/{cost}/removal", RemoveCostAsync).ExcludeFromDescription();
    }

    private const int OnAPage = 50;

    private static IResult List(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return Listed(request, session, null);
    }

    private static IResult Listed(PageRequest request, Session session, string? error)
    {
        var (query, before) = (request.Query, int.MaxValue);
        var words = query.Text("q");
        if (query.After(1) is { } after && !int.TryParse(after[0], NumberStyles.None, CultureInfo.InvariantCulture, out before)) query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var found = CampaignStore.List(request.Desk, session, words is null ? null : Folded.From(words), before, OnAPage + 1);
        var next = found.Count > OnAPage ? $"/campaigns?{(words is null ? "" : $"q={Uri.EscapeDataString(words)}&")}cursor={Cursor.Write(query.List, found[OnAPage - 1].Campaign.ToString(CultureInfo.InvariantCulture))}" : null;
        return request.Page<CampaignsPage>(session, "Campaigns", new CampaignsView([.. found.Take(OnAPage)], next, words, before != int.MaxValue, error), error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, name) = (request.Desk, form.Text("name", NameTable.LongestName)?.ReplaceLineEndings(" "));
        if (name is null || form.Errors.Any || Folded.From(name).Length == 0)
        {
            using var session = desk.Database.Read();
            return Listed(request, session, form.Errors.Any ? form.Errors.ToProblem().Detail : "Give the campaign a name with at least one letter or number.");
        }
        var number = await desk.Writer.DoAsync(write => desk.Campaigns.NumberOf(write, name, desk.Now), request.Http.RequestAborted);
        return request.GoTo(string.Create(CultureInfo.InvariantCulture, $"/campaigns/{number}"));
    }

    private static IResult Get(string campaign, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (CampaignStore.Find(request.Desk, session, campaign) is not { } found) return HttpProblem.NotFound("campaign");
        var (query, errors) = (request.Http.Request.Query, new FieldErrors());
        if (!query.ContainsKey("address")) return Shown(request, session, found, [], errors);
        var typed = LinkWords.ToDictionary(word => word.Name, word => query[word.Name].ToString(), StringComparer.Ordinal);
        return Shown(request, session, found, typed, errors, UtmLink.Of(typed["address"], typed["from"], typed["medium"], found.Name, errors));
    }

    private static async Task<IResult> ChangeAsync(string campaign, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, typed) = (request.Desk, Typed(form, "source", "starts", "ends", "audience"));
        var terms = CampaignTerms.Read(typed["source"], typed["starts"], typed["ends"], typed["audience"], form.IsSet("prize_draw"), form.Errors);
        using var session = desk.Database.Read();
        if (CampaignStore.Find(desk, session, campaign) is not { } found) return HttpProblem.NotFound("campaign");
        if (form.Text("version") != found.RowVersion.ToString(CultureInfo.InvariantCulture)) form.Errors.Add("version", "Somebody has changed this campaign since you opened it. Look at what stands there now, and save again.");
        if (form.Errors.Any) return Shown(request, session, found, typed, form.Errors);
        await desk.Writer.DoAsync(write => CampaignStore.Save(desk, write, found, terms), request.Http.RequestAborted);
        return request.GoTo($"/campaigns/{found.Campaign}");
    }

    private static async Task<IResult> AddCostAsync(string campaign, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, typed) = (request.Desk, Typed(form, "cost_starts", "cost_ends", "amount", "currency"));
        using var session = desk.Database.Read();
        if (CampaignStore.Find(desk, session, campaign) is not { } found) return HttpProblem.NotFound("campaign");
        if (CampaignsApi.TooMany(found) is { } full) return full;
        var cost = CostTerms.Read(typed["cost_starts"], typed["cost_ends"], typed["amount"], typed["currency"], desk.Settings.Of(session, KnownSettings.Currency), form.Errors);
        if (cost is null) return Shown(request, session, found, typed, form.Errors, before: "cost_");
        await desk.Writer.DoAsync(write => CampaignStore.AddCost(desk, write, found.Campaign, cost), request.Http.RequestAborted);
        return request.GoTo($"/campaigns/{found.Campaign}");
    }

    private static async Task<IResult> RemoveCostAsync(string campaign, Guid cost, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        if (!int.TryParse(campaign, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return HttpProblem.NotFound("campaign");
        return await request.Desk.Writer.DoAsync(write => CampaignStore.RemoveCost(write, number, cost), request.Http.RequestAborted) ? request.GoTo($"/campaigns/{number}") : HttpProblem.NotFound("cost");
    }

    private static Dictionary<string, string> Typed(PageForm form, params IEnumerable<string> fields) => fields.ToDictionary(field => field, field => form.Text(field) ?? "", StringComparer.Ordinal);

    /// <param name="before">Put before the names of days: two forms on the page have them.</param>
    private static IResult Shown(PageRequest request, Session session, ShownCampaign campaign, Dictionary<string, string> typed, FieldErrors errors, string? link = null, string before = "")
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["source"] = campaign.Source ?? "",
            ["starts"] = campaign.Starts ?? "",
            ["ends"] = campaign.Ends ?? "",
            ["audience"] = campaign.Audience?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["from"] = campaign.Source ?? "",
        };
        foreach (var (field, value) in typed) shown[field] = value;
        var wrong = errors.Any ? errors.ToProblem().Errors!.ToDictionary(pair => pair.Key is "starts" or "ends" ? before + pair.Key : pair.Key, pair => pair.Value[0], StringComparer.Ordinal) : [];
        var sources = new List<Option>();
        session.Read("select name from sources order by source limit 200", row => sources.Add(new(row.GetString(0), "")));
        var view = new CampaignView(campaign, shown, wrong, request.Desk.Settings.Of(session, KnownSettings.Currency), sources, link);
        return request.Page<CampaignPage>(session, campaign.Name, view, errors.Any ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
