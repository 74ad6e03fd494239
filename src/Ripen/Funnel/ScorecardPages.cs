using Ripen.Desks;
using Ripen.Exports;
using Ripen.Storage;
using Ripen.Views;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>The scorecard as its page shows it.</summary>
/// <param name="Query">The report's words, for addresses.</param>
/// <param name="Set">What is chosen, by word.</param>
public sealed record ScorecardView(Scorecard Card, string Query, IReadOnlyDictionary<string, string> Set)
{
    public required ReportViews Views { get; init; }

    /// <summary>Where its tables are to be had as files.</summary>
    public string Export => $"/scorecard/export?{Query}";

    /// <summary>Who is behind a line of Sales; null where its count is of no handovers.</summary>
    public string? Behind(ScoreLine line, bool did) => SalesMeasure.All.Any(measure => measure.What == line.What) ? $"/scorecard/leads?{Query}&what={line.What}{(did ? "" : "&did=no")}" : null;

    public string Behind(ScoreReason reason, bool isMet) => $"/scorecard/leads?{Query}&reason={Uri.EscapeDataString(reason.Reason)}{(isMet ? $"&met={Uri.EscapeDataString(reason.Criterion!)}" : "")}";

    /// <summary>Who is behind a line of marketing; null where it counts no leads.</summary>
    public string? BehindMarketing(ScoreLine line) => line.What switch
    {
        MarketingScore.Qualified => Reached("qualified"),
        MarketingScore.Accepted => Reached("accepted"),
        MarketingScore.Opportunities => Reached("opportunity"),
        _ when line.What == SalesMeasure.MoreThanPrizeDraw.What => $"/scorecard/leads?{Query}&what={line.What}&did=no",
        _ => null,
    };

    public string Clauses(ScoreReason reason) => $"/scorecard/clauses?{Query}&reason={Uri.EscapeDataString(reason.Reason)}";

    private string Reached(string step) => $"/funnel/leads?{Query}&by=period&reached={step}";
}

/// <summary>Clauses against a reason, for their page.</summary>
public sealed record ClausesView(ClauseTrials Trials, string Back);

/// <summary><c>/scorecard</c> and <c>GET /api/v1/scorecard</c>: whether both sides keep the agreement.</summary>
internal static class ScorecardPages
{
    /// <summary>The days; as in every report where none are named.</summary>
    public static readonly QueryWord[] Words = [.. FunnelWords.All.Where(word => word.Name is "from" or "to")];

    private static readonly QueryWord Reason = new("reason", "For which Sales gave leads back, by its id.", "no_budget");

    public static void Map(WebApplication app)
    {
        app.MapGet("/scorecard", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();
        app.MapGet("/scorecard/export", Files).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. Words, .. ReportExport.Words(ScoreTables.Names, ReportExport.Files)]).ExcludeFromDescription();
        app.MapGet("/scorecard/leads", Behind).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. Words, .. ScoreBehind.Words, QueryWord.Cursor]).ExcludeFromDescription();
        app.MapGet("/scorecard/clauses", Clauses).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. Words, Reason]).ExcludeFromDescription();
    }

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/scorecard", Answer).WithTags("Reports").WithName("GetScorecard").WithSummary("Whether both sides keep the agreement: what marketing brings, what Sales does with it, why it gives leads back")
            .WithDescription("Handovers that were opened within the time, by the clocks they began under. The same numbers: ripen scorecard, and the page.").TakesQuery(Words);
        api.MapGet("/scorecard/tables", Tables).WithTags("Reports").WithName("GetScorecardTables").WithSummary("The tables of the scorecard as JSON, CSV or a workbook, as its page gives them")
            .GivesTables().TakesQuery([.. Words, .. ReportExport.Words(ScoreTables.Names, ReportExport.Formats)]);
        api.MapGet("/scorecard/clauses", AnswerClauses).WithTags("Reports").WithName("TryClauses").WithSummary("Sharper clauses against a reason for which leads come back, tried on what was handed over")
            .WithDescription("Of the 150 leads given back last for the reason, and of the 150 accepted last: how many would not have met the criterion as they were handed over.").TakesQuery([.. Words, Reason]);
    }

    /// <summary>What is asked for; null where something in the query is wrong, which it says.</summary>
    public static FunnelQuery? Asked(ListQuery query, Desk desk, Session session)
    {
        var asked = FunnelWords.Read(query, desk, session);
        return query.Errors.Any ? null : asked;
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return Asked(request.Query, request.Desk, session) is { } asked
            ? request.Page<ScorecardPage>(session, "Scorecard", new ScorecardView(Scorecard.Of(request.Desk, session, asked), FunnelWords.Address(asked), FunnelWords.SetOf(request.Query, asked)) { Views = ReportViews.Of(request, session, "/scorecard", asked) })
            : request.Query.Errors.ToProblem();
    }

    private static IResult Behind(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (Asked(request.Query, request.Desk, session) is not { } asked || ScoreBehind.Of(request.Query) is not { } behind) return request.Query.Errors.ToProblem();
        return BehindPages.Answer(request, session, behind.In(request.Desk, session, asked), behind.Says(request.Desk, session, asked), "/scorecard", FunnelWords.Address(asked), ScoreBehind.Words);
    }

    private static IResult Clauses(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (Tried(request.Query, request.Desk, session, out var asked) is not { } trials) return request.Query.Errors.ToProblem();
        var view = new ClausesView(trials, $"/scorecard?{FunnelWords.Address(asked!)}");
        return request.IsPart ? request.Part<ClausesPart>(session, view) : request.Page<ClausesPage>(session, "Sharper clauses", view);
    }

    private static IResult Files(ListQuery query, Desk desk) => Give(query, desk, ReportExport.Files);

    private static IResult Tables(ListQuery query, Desk desk) => Give(query, desk, ReportExport.Formats);

    private static IResult Give(ListQuery query, Desk desk, string[] formats)
    {
        using var session = desk.Database.Read();
        return Asked(query, desk, session) is { } asked ? ReportExport.Answer(query, "scorecard", asked, ScoreTables.Of(Scorecard.Of(desk, session, asked), FunnelWords.SetOf(query, asked)), formats) : query.Errors.ToProblem();
    }

    private static Answer<Scorecard> Answer(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return Asked(query, desk, session) is { } asked ? Scorecard.Of(desk, session, asked) : query.Errors.ToProblem();
    }

    private static Answer<ClauseTrials> AnswerClauses(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return Tried(query, desk, session, out _) is { } trials ? trials : query.Errors.ToProblem();
    }

    private static ClauseTrials? Tried(ListQuery query, Desk desk, Session session, out FunnelQuery? asked)
    {
        asked = Asked(query, desk, session);
        if (asked is null) return null;
        if (query.Text("reason") is { } reason) return ClauseTrials.Of(desk, session, asked, reason);
        query.Errors.Add("reason", "Say for which reason leads came back.");
        return null;
    }
}
