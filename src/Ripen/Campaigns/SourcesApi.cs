using Ripen.Desks;
using Ripen.Exports;
using Ripen.Funnel;
using Ripen.Web;

namespace Ripen.Campaigns;

/// <param name="Side">marketing, sales or partner.</param>
internal sealed record GivenSource(string Side);

/// <summary><c>/api/v1/sources</c>: list by worth, its tables; get, change the side.</summary>
internal static class SourcesApi
{
    private const string What = "source";

    public static void Map(RouteGroupBuilder api)
    {
        var sources = api.MapGroup("/sources").WithTags("Sources");
        sources.MapGet("", Worth).WithName("ListSources").WithSummary("Sources, campaigns or offers by worth: what became of the leads that first came by them within a time, with costs")
            .WithDescription("Each lead counts once, as far as it ever came. Shares have their interval (95 %), and likely is drawn towards that of all while few are counted. The same numbers: ripen sources, and the page.").TakesQuery(SourcesPages.Words);
        sources.MapGet("/tables", SourcesFiles.Tables).WithName("GetSourcesTables").WithSummary("The tables of sources, campaigns or offers by worth as JSON, CSV or a workbook, as the page gives them")
            .WithDescription("The same numbers as ListSources: money in whole units of its currency, shares from 0 to 1. worth, rejections, bought, sides; about says which leads are counted.")
            .TakesQuery([.. SourcesPages.Words, .. ReportExport.Words(WorthTables.Names, ReportExport.Formats)]).GivesTables();
        sources.MapGet("/{source}", Get).WithName("GetSource").WithSummary("One source with its ETag").Fails(404);
        sources.MapPatch("/{source}", ChangeAsync).WithName("ChangeSource").WithSummary("Say whose side a source is on")
            .WithDescription("Holds for all reports, of what was before, too. Its name is what touches and imports are recognised by, and stays. Needs If-Match with the ETag that was read.").Fails(404, 412, 428)
            .WithExample("""{"side":"partner"}""").WithMetadata(IfMatchMetadata.Instance);
    }

    private static Answer<WorthReport> Worth(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        return WorthReport.Of(desk, session, query, out _) is { } report ? report : query.Errors.ToProblem();
    }

    private static Answer<ShownSource> Get(string source, Desk desk)
    {
        using var session = desk.Database.Read();
        return SourceStore.Find(session, source) is { } found ? Shown(found) : HttpProblem.NotFound(What);
    }

    private static async Task<Answer<ShownSource>> ChangeAsync(string source, Body<GivenSource> body, WriteRequest request, HttpContext http)
    {
        if (IfMatch.Missing(http) is { } missing) return missing;
        if (body.Problem is not null) return body.Problem;
        if (!SourceStore.Sides.Contains(body.Value!.Side)) return HttpProblem.Field("side", $"It should be one of {string.Join(", ", SourceStore.Sides)}.");
        return await request.DoAsync<ShownSource>(write =>
        {
            if (SourceStore.Find(write, source) is not { } found) return HttpProblem.NotFound(What);
            if (!IfMatch.Holds(http, found.RowVersion)) return HttpProblem.Changed;
            SourceStore.Save(write, found, body.Value.Side);
            return Shown(SourceStore.Find(write, source)!);
        });
    }

    private static Answer<ShownSource> Shown(ShownSource source) => Answer<ShownSource>.Of(source, IfMatch.TagOf(source.RowVersion));
}
