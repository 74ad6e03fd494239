using System.Globalization;
using Ripen.Accounts;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Imports;

/// <summary><c>/imports</c>: what came from files, one import, its undoing, a new file.</summary>
internal static class ImportsPages
{
    private const int OnPage = 50;
    private const int MostAround = 10_000;

    public static void Map(WebApplication app)
    {
        app.MapGet("/imports", List).ExcludeFromDescription();
        app.MapPost("/imports", UploadAsync).ExcludeFromDescription().WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(ImportsApi.MostBytes + MostAround));
        app.MapGet("/imports/{import}", Get).ExcludeFromDescription();
        app.MapGet("/imports/{import}/rejected", RejectedAsync).ExcludeFromDescription();
        app.MapPost("/imports/{import}/undoing", Undo).ExcludeFromDescription();
    }

    private static IResult List(PageRequest request, WaitingFiles files, ImportRuns runs)
    {
        using var session = request.Desk.Database.Read();
        var view = Listed(request, session, files, runs, problem: null);
        if (request.Query.Errors.Any) return request.Query.Errors.ToProblem();
        return request.IsPart ? request.Part<ImportsList>(session, view) : request.Page<ImportsPage>(session, "Import", view);
    }

    private static ImportsView Listed(PageRequest request, Session session, WaitingFiles files, ImportRuns runs, string? problem)
    {
        var before = request.Query.Number("before", 1, int.MaxValue);
        var found = ImportStore.Before(session, before ?? int.MaxValue, OnPage + 1);
        var next = found.Count > OnPage ? string.Create(CultureInfo.InvariantCulture, $"/imports?before={found[OnPage - 1].Import}") : null;
        return new([.. found.Take(OnPage).Select(kept => ImportView.Of(kept with { Report = "" }, files, runs))], next, before is not null, problem);
    }

    private static async Task<IResult> UploadAsync(PageRequest request, WaitingFiles files, ImportRuns runs)
    {
        try
        {
            var (file, rows, problem) = await ImportUpload.ReadAsync(request.Http);
            return problem is not null ? problem : request.GoTo($"/imports/waiting/{files.Add(file!, rows).Id}");
        }
        catch (InputRefusedException refused)
        {
            using var session = request.Desk.Database.Read();
            return request.Page<ImportsPage>(session, "Import", Listed(request, session, files, runs, refused.Message), StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Get(string import, PageRequest request, WaitingFiles files, ImportRuns runs)
    {
        using var session = request.Desk.Database.Read();
        if (Find(session, import) is not { } kept) return HttpProblem.NotFound("import");
        var view = ImportView.Of(kept, files, runs);
        return request.IsPart ? request.Part<ImportMatter>(session, view) : request.Page<ImportPage>(session, $"Import of {kept.File}", view);
    }

    private static async Task<IResult> RejectedAsync(string import, PageRequest request, WaitingFiles files)
    {
        if (Number(import) is not { } number || files.HandedBackBy(number) is not { } rows) return HttpProblem.NotFound("list of rows that were handed back; it is kept for an hour, or until the server ends");
        await request.Desk.Writer.DoAsync(write => Audit.Note(write, request.Desk, request.Caller, Actions.Exported, $"rows that import {import} handed back"), request.Http.RequestAborted);
        return Results.File(rows.Bytes, "text/csv; charset=utf-8", rows.Name);
    }

    private static IResult Undo(string import, PageRequest request, PageForm form, ImportRuns runs)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Find(session, import) is not { } kept) return HttpProblem.NotFound("import");
        if (kept.UndoneAt is not null) return HttpProblem.Refused("already_undone", "This import was undone before.");
        runs.Undo(kept.Import);
        return request.GoTo(string.Create(CultureInfo.InvariantCulture, $"/imports/{kept.Import}"));
    }

    private static KeptImport? Find(Session session, string import) => Number(import) is { } number ? ImportStore.Find(session, number) : null;

    private static int? Number(string import) => int.TryParse(import, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
