using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Campaigns;

/// <param name="Side">marketing, sales or partner.</param>
internal sealed record GivenSource(string Side);

/// <summary><c>/api/v1/sources</c>: list by worth, get, change the side.</summary>
internal static class SourcesApi
{
    private const string What = "source";

    public static void Map(RouteGroupBuilder api)
    {
        var sources = api.MapGroup("/sources").WithTags("Sources");
        sources.MapGet("", List).WithName("ListSources").WithSummary("Sources with what came of them so far, by worth: won first, then qualified");
        sources.MapGet("/{source}", Get).WithName("GetSource").WithSummary("One source with its ETag").Fails(404);
        sources.MapPatch("/{source}", ChangeAsync).WithName("ChangeSource").WithSummary("Say whose side a source is on")
            .WithDescription("Holds for passes that begin from now on. Its name is what touches and imports are recognised by, and stays. Needs If-Match with the ETag that was read.").Fails(404, 412, 428)
            .WithExample("""{"side":"partner"}""").WithMetadata(IfMatchMetadata.Instance);
    }

    private static Answer<Page<ShownSource>> List(Desk desk)
    {
        using var session = desk.Database.Read();
        return new Page<ShownSource>(SourceStore.ByWorth(desk, session), Next: null);
    }

    private static Answer<ShownSource> Get(string source, Desk desk)
    {
        using var session = desk.Database.Read();
        return SourceStore.Find(desk, session, source) is { } found ? Shown(found) : HttpProblem.NotFound(What);
    }

    private static async Task<Answer<ShownSource>> ChangeAsync(string source, Body<GivenSource> body, WriteRequest request, HttpContext http)
    {
        if (IfMatch.Missing(http) is { } missing) return missing;
        if (body.Problem is not null) return body.Problem;
        if (!SourceStore.Sides.Contains(body.Value!.Side)) return HttpProblem.Field("side", $"It should be one of {string.Join(", ", SourceStore.Sides)}.");
        return await request.DoAsync<ShownSource>(write =>
        {
            if (SourceStore.Find(request.Desk, write, source) is not { } found) return HttpProblem.NotFound(What);
            if (!IfMatch.Holds(http, found.RowVersion)) return HttpProblem.Changed;
            SourceStore.Save(write, found, body.Value.Side);
            return Shown(SourceStore.Find(request.Desk, write, source)!);
        });
    }

    private static Answer<ShownSource> Shown(ShownSource source) => Answer<ShownSource>.Of(source, IfMatch.TagOf(source.RowVersion));
}
