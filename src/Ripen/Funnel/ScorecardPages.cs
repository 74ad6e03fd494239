using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>/scorecard</c> and <c>GET /api/v1/scorecard</c>: whether both sides keep the agreement.</summary>
internal static class ScorecardPages
{
    /// <summary>The days; three months where none are named.</summary>
    public static readonly QueryWord[] Words = [.. FunnelWords.All.Where(word => word.Name is "from" or "to")];

    public static void Map(WebApplication app) => app.MapGet("/scorecard", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();

    public static void Map(RouteGroupBuilder api) => api.MapGet("/scorecard", Answer).WithTags("Reports").WithName("GetScorecard").WithSummary("Whether both sides keep the agreement: what marketing brings, what Sales does with it, why it gives leads back")
        .WithDescription("Handovers that were opened within the time, by the clocks they began under. The same numbers: ripen scorecard, and the page.").TakesQuery(Words);

    public static Scorecard? Read(ListQuery query, Desk desk, Session session)
    {
        desk.Passes.Of(session);
        var asked = FunnelWords.Read(query, desk, session);
        return asked is null || query.Errors.Any ? null : Scorecard.Of(desk, session, asked);
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return Read(request.Query, request.Desk, session) is { } card ? request.Page<ScorecardPage>(session, "Scorecard", card) : request.Query.Errors.ToProblem();
    }

    private static Answer<Scorecard> Answer(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return Read(query, desk, session) is { } card ? card : query.Errors.ToProblem();
    }
}
