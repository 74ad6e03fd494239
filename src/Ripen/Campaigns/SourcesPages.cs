using Ripen.Web;

namespace Ripen.Campaigns;

/// <summary>Sources by worth as their page shows them.</summary>
/// <param name="NamesOnly">The one that brought most names of those that brought nothing else; null where there is none.</param>
public sealed record SourcesView(IReadOnlyList<ShownSource> Sources, ShownSource? NamesOnly)
{
    private const int FewNames = 10;

    public long Inquiries { get; } = Sources.Sum(source => source.Worth.Inquiries);

    /// <summary>In whole percent, of all names.</summary>
    public long ShareOf(ShownSource source) => Inquiries == 0 ? 0 : (source.Worth.Inquiries * 100 + Inquiries / 2) / Inquiries;

    internal static SourcesView Of(IReadOnlyList<ShownSource> sources) => new(
        sources, sources.Where(source => source.Worth is { Qualified: 0, Accepted: 0, Won: 0, Inquiries: >= FewNames }).MaxBy(source => source.Worth.Inquiries));
}

/// <summary><c>/sources</c>: what each is worth, and whose side it is on.</summary>
internal static class SourcesPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/sources", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery().ExcludeFromDescription();
        app.MapPost("/sources/{source}", ChangeAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<SourcesPage>(session, "Sources", SourcesView.Of(SourceStore.ByWorth(request.Desk, session)));
    }

    private static async Task<IResult> ChangeAsync(string source, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, side) = (request.Desk, form.Text("side") ?? "");
        using var session = desk.Database.Read();
        if (SourceStore.Find(desk, session, source) is not { } found) return HttpProblem.NotFound("source");
        if (!SourceStore.Sides.Contains(side)) return HttpProblem.Field("side", $"It should be one of {string.Join(", ", SourceStore.Sides)}.");
        await desk.Writer.DoAsync(write => SourceStore.Save(write, found, side), request.Http.RequestAborted);
        return request.GoTo("/sources");
    }
}
