using System.Globalization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Imports;

/// <summary>An import as the API shows it.</summary>
/// <param name="Report">What was found, in lines.</param>
[Sparse]
internal sealed record ShownImport(int Import, string What, string File, string Line, DateTimeOffset BeganAt, string BeganBy, DateTimeOffset? EndedAt, DateTimeOffset? UndoneAt, ImportCounts Counts, string? Report)
{
    /// <summary>The rows that were handed back, with reasons; only in the answer to an upload, and the first thousand.</summary>
    public IReadOnlyList<HandedBack>? Rejected { get; init; }

    public static ShownImport Of(KeptImport kept, bool withReport) =>
        new(kept.Import, kept.What, kept.File, kept.Line, kept.BeganAt, kept.BeganBy, kept.EndedAt, kept.UndoneAt, kept.Counts, withReport ? kept.Report : null);
}

internal sealed record HandedBack(long Row, string Reason);

/// <summary><c>/api/v1/imports</c>: list, get, upload.</summary>
internal static class ImportsApi
{
    /// <summary>Of an upload.</summary>
    public const int MostBytes = 50_000_000;
    private const int MostHandedBack = 1_000;
    private static readonly string[] Types = ["text/csv", "application/x-ndjson"];

    private static readonly QueryWord[] UploadWords =
    [
        new("what", "What the rows are.", "leads") { OneOf = [.. Enum.GetValues<ImportKind>().Select(ImportStore.WordOf)] },
        new("line", "The product line of rows that name none; main where left out.", "main"),
        new("campaign", "The campaign of rows that name none."),
        new("file", "What to call it in lists.", "leads.csv"),
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports.MapGet("", List).WithName("ListImports").WithSummary("Imports, the latest first").TakesQuery(QueryWord.Limit, QueryWord.Cursor);
        imports.MapGet("/{import}", Get).WithName("GetImport").WithSummary("One import: its counts, and what was found").Fails(404);
        imports.MapPost("", UploadAsync).WithName("UploadImport").WithSummary("Import a file: CSV or NDJSON as body, up to 50 MB")
            .WithDescription("As `ripen import` does it: good rows are taken, bad ones handed back with reasons, the same row twice changes nothing; a file that is cut off is refused whole. Headers of HubSpot and Salesforce exports are known; for others use the command line with a mapping. Answered when all is done. Larger files: the command line.")
            .TakesQuery(UploadWords).Accepts<string>(Types[0], Types[1]).Produces<ShownImport>(StatusCodes.Status201Created).Fails(413)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));
    }

    private static Answer<Page<ShownImport>> List(ListQuery query, Desk desk)
    {
        var limit = query.Limit;
        var after = query.After(1) is { } values && int.TryParse(values[0], CultureInfo.InvariantCulture, out var last) ? last : int.MaxValue;
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var session = desk.Database.Read();
        var found = ImportStore.Before(session, after, limit + 1);
        return new Page<ShownImport>([.. found.Take(limit).Select(one => ShownImport.Of(one, withReport: false))], found.Count > limit ? Cursor.Write(query.List, found[limit - 1].Import.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static Answer<ShownImport> Get(string import, Desk desk)
    {
        using var session = desk.Database.Read();
        return int.TryParse(import, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ImportStore.Find(session, number) is { } kept ? ShownImport.Of(kept, withReport: true) : HttpProblem.NotFound("import");
    }

    private static async Task<Answer<ShownImport>> UploadAsync(HttpContext http, ListQuery query, Desk desk)
    {
        if (!RequestBytes.IsOf(http.Request, Types)) return HttpProblem.WrongMediaType("text/csv or application/x-ndjson");
        if (http.Request.ContentLength > MostBytes) return RequestBytes.TooLarge(MostBytes);
        var (what, line, campaign) = (query.Word("what", [.. Enum.GetValues<ImportKind>().Select(ImportStore.WordOf)]), query.Text("line") ?? Desk.MainLine, query.Text("campaign"));
        var name = Path.GetFileName(query.Text("file") ?? "upload");
        if (what is null && !query.Errors.Any) query.Errors.Add("what", "Say what the rows are: leads, touches, decisions, outcomes or costs.");
        if (query.Errors.Any) return query.Errors.ToProblem();
        try
        {
            var wish = (Kind: Enum.Parse<ImportKind>(what!, ignoreCase: true), Line: line, Campaign: campaign);
            // The reader of files is synchronous, and so is the spool.
            using var file = await Task.Run(() => ImportFile.Spool(new SynchronousBody(http.Request.Body), name, MostBytes), http.RequestAborted);
            return await RunAsync(desk, new(wish.Kind, file, Mapping.None, wish.Line, wish.Campaign, http.Caller().By), http.RequestAborted);
        }
        catch (InputRefusedException refused)
        {
            return HttpProblem.Malformed(refused.Message);
        }
    }

    private static async Task<Answer<ShownImport>> RunAsync(Desk desk, ImportWish wish, CancellationToken stop)
    {
        wish.File.Check();
        var done = await new Importer(desk, wish, _ => { }).RunAsync(stop);
        using var session = desk.Database.Read();
        var shown = ShownImport.Of(ImportStore.Find(session, done.Import)!, withReport: true) with { Rejected = [.. done.Rejected.InOrder().Take(MostHandedBack).Select(row => new HandedBack(row.Row, row.Reason))] };
        return Answer<ShownImport>.Created(shown, string.Create(CultureInfo.InvariantCulture, $"/api/v1/imports/{done.Import}"));
    }
}
