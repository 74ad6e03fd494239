using Ripen.Campaigns;
using Ripen.Desks;
using Ripen.Exports;
using Ripen.Storage;
using Ripen.Views;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>Sources, campaigns or offers by worth as their page shows them.</summary>
/// <param name="Query">The report's words, for addresses.</param>
/// <param name="Sides">Every source, from A to Z, five hundred at most, with its side.</param>
/// <param name="Set">What is chosen, by word.</param>
/// <param name="Choices">What may be chosen, by word.</param>
public sealed record SourcesView(WorthReport Report, string Query, IReadOnlyList<ShownSource> Sides, IReadOnlyDictionary<string, string> Set, IReadOnlyDictionary<string, IReadOnlyList<Option>> Choices)
{
    public required ReportViews Views { get; init; }

    /// <summary>Where its tables are to be had as files.</summary>
    public string Export => $"/sources/export?{FunnelWords.Address(Set)}";

    /// <summary>Its days alone, for the reports that know no other words.</summary>
    public string Days => $"from={FunnelWords.Said(Report.From)}&to={FunnelWords.Said(Report.To)}";

    /// <summary>Who came one way and came as far as a step.</summary>
    public string Behind(ShownWorth way, string words) => Behind(way.Id, words);

    public string Behind(int way, string words) => $"/sources/leads?{Query}&by={Report.By}&way={way}&{words}";
}

/// <summary><c>/sources</c>: what each source, campaign or offer is worth, and whose side a source is on.</summary>
internal static class SourcesPages
{
    public static readonly QueryWord[] Words =
    [
        .. FunnelWords.All.Where(word => word.Name is not ("by" or "unit") && !word.Name.StartsWith(FunnelWords.Other, StringComparison.Ordinal)),
        new("by", "What is held against each other.", "source") { OneOf = WorthReport.Bys },
    ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/sources", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();
        app.MapGet("/sources/export", SourcesFiles.Export).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. Words, .. ReportExport.Words(WorthTables.Names, ReportExport.Files)]).ExcludeFromDescription();
        app.MapGet("/sources/leads", Behind).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery([.. Words, .. LeadsOfWay.Words, QueryWord.Cursor]).ExcludeFromDescription();
        app.MapPost("/sources/{source}", ChangeAsync).ExcludeFromDescription();
    }

    /// <summary>What is asked for; null where something in the query is wrong, which it says.</summary>
    public static (FunnelQuery Which, string By)? Read(Desk desk, Session session, ListQuery query)
    {
        var (by, asked) = (query.Word("by", WorthReport.Bys) ?? "source", FunnelWords.Read(query, desk, session));
        return asked is null || query.Errors.Any ? null : (asked, by);
    }

    private static IResult Get(PageRequest request)
    {
        var (desk, query) = (request.Desk, request.Query);
        using var session = desk.Database.Read();
        if (WorthReport.Of(desk, session, query, out var asked) is not { } report) return query.Errors.ToProblem();
        var view = new SourcesView(report, FunnelWords.Address(asked!), report.By == "source" ? SourceStore.All(session, 500) : [], FunnelWords.SetOf(query, asked!), FunnelWords.ChoicesOf(desk, session))
        {
            Views = ReportViews.Of(request, session, "/sources", asked!),
        };
        return request.Page<SourcesPage>(session, "Sources", view);
    }

    private static IResult Behind(PageRequest request)
    {
        var (desk, query) = (request.Desk, request.Query);
        using var session = desk.Database.Read();
        var way = LeadsOfWay.Of(query);
        if (Read(desk, session, query) is not var (asked, by)) return query.Errors.ToProblem();
        var back = FunnelWords.Address(asked, ("by", by));
        return BehindPages.Answer(request, session, way.In(desk.Passes.Of(session), asked, by), way.Says(desk, session, asked, by), "/sources", back, LeadsOfWay.Words);
    }

    private static async Task<IResult> ChangeAsync(string source, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, side) = (request.Desk, form.Text("side") ?? "");
        using var session = desk.Database.Read();
        if (SourceStore.Find(session, source) is not { } found) return HttpProblem.NotFound("source");
        if (!SourceStore.Sides.Contains(side)) return HttpProblem.Field("side", $"It should be one of {string.Join(", ", SourceStore.Sides)}.");
        await desk.Writer.DoAsync(write => SourceStore.Save(write, found, side), request.Http.RequestAborted);
        return request.GoTo("/sources");
    }
}

/// <summary>The tables of sources, campaigns or offers by worth, taken away from the page and from the API alike.</summary>
internal static class SourcesFiles
{
    public static IResult Export(ListQuery query, Desk desk) => Tables(query, desk, ReportExport.Files);

    public static IResult Tables(ListQuery query, Desk desk) => Tables(query, desk, ReportExport.Formats);

    private static IResult Tables(ListQuery query, Desk desk, string[] formats)
    {
        using var session = desk.Database.Read();
        if (WorthReport.Of(desk, session, query, out var asked) is not { } report) return query.Errors.ToProblem();
        return ReportExport.Answer(query, $"{report.By}s", asked!, WorthTables.Of(report, FunnelWords.SetOf(query, asked!)), formats);
    }
}
