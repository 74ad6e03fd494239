using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary><c>GET /api/v1/funnel</c>.</summary>
internal static class FunnelApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/funnel", Get).WithTags("Reports").WithName("GetFunnel").WithSummary("From first inquiry to revenue: how many, how many of them, how fast, for how much")
        .WithDescription("By cohort the same leads are followed, first passes and later ones apart, with what older ones let expect of those still on their way; by period it is what happened in it. With a word that begins with vs_, compared_with has the same of others.")
        .TakesQuery(FunnelWords.All);

    private static Answer<ComparedFunnel> Get(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return ComparedFunnel.Of(desk, session, query) is { } found ? found : query.Errors.ToProblem();
    }
}
