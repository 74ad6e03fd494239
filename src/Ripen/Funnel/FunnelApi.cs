using Ripen.Desks;
using Ripen.Exports;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>GET /api/v1/funnel</c>, its tables and its chart.</summary>
internal static class FunnelApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var funnel = api.MapGroup("/funnel").WithTags("Reports");
        funnel.MapGet("", Get).WithName("GetFunnel").WithSummary("From first inquiry to revenue: how many, how many of them, how fast, for how much")
            .WithDescription("By cohort the same leads are followed, first passes and later ones apart, with what older ones let expect of those still on their way; by period it is what happened in it. With a word that begins with vs_, compared_with has the same of others.")
            .TakesQuery(FunnelWords.All);
        funnel.MapGet("/tables", FunnelFiles.Tables).WithName("GetFunnelTables").WithSummary("The tables of the funnel as JSON, CSV or a workbook, as its page gives them")
            .WithDescription("The same numbers as GetFunnel: money in whole units of its currency, shares from 0 to 1. By cohort first, again, became, outlook, months; by period period, months; about says which leads are counted.")
            .TakesQuery([.. FunnelWords.All, .. ReportExport.Words(FunnelTables.Names, ReportExport.Formats)]).GivesTables();
        funnel.MapGet("/chart.svg", FunnelFiles.Chart).WithName("GetFunnelChart").WithSummary("The chart of the funnel by cohort as a picture (SVG)").TakesQuery(FunnelWords.All).Produces<string>(StatusCodes.Status200OK, FunnelFiles.ChartType);
    }

    private static Answer<ComparedFunnel> Get(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return ComparedFunnel.Of(desk, session, query) is { } found ? found : query.Errors.ToProblem();
    }
}
