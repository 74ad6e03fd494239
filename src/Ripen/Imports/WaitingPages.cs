using System.Globalization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Imports;

/// <summary><c>/imports/waiting/…</c>: a file that was sent: how it would be read, a dry run, its import.</summary>
internal static class WaitingPages
{
    private static readonly string[] KindWords = [.. Enum.GetValues<ImportKind>().Select(ImportStore.WordOf)];

    public static void Map(WebApplication app)
    {
        app.MapGet("/imports/waiting/{file}", Get).ExcludeFromDescription();
        app.MapPost("/imports/waiting/{file}/check", CheckAsync).ExcludeFromDescription();
        app.MapPost("/imports/waiting/{file}/start", Start).ExcludeFromDescription();
        app.MapPost("/imports/waiting/{file}/removal", Remove).ExcludeFromDescription();
    }

    private static IResult Get(string file, PageRequest request, WaitingFiles files)
    {
        if (files.Find(file) is not { } waiting) return Gone;
        if (Begun(request, waiting) is { } begun) return begun;
        var (kind, line) = (request.Query.Word("what", KindWords), request.Query.Text("line") ?? Desk.MainLine);
        if (request.Query.Errors.Any) return request.Query.Errors.ToProblem();
        using var session = request.Desk.Database.Read();
        var facts = FactsOf(request.Desk, session, line);
        var view = WaitingView.Of(request.Desk, session, waiting, ImportChoices.Proposed(waiting.File, facts, line, KindOf(kind)), facts);
        return Shown(request, session, view);
    }

    private static async Task<IResult> CheckAsync(string file, PageRequest request, PageForm form, WaitingFiles files)
    {
        if (form.Problem is not null) return form.Problem;
        if (files.Find(file) is not { } waiting) return Gone;
        if (Begun(request, waiting) is { } begun) return begun;
        using var session = request.Desk.Database.Read();
        var (choices, facts, problem) = Chosen(request.Desk, session, waiting, form);
        if (problem is not null) return problem;
        try
        {
            var done = await Task.Run(() => DryRun.Look(request.Desk, Wish(request, waiting, choices), waiting.Rows, _ => { }), request.Http.RequestAborted);
            return Shown(request, session, WaitingView.Of(request.Desk, session, waiting, choices, facts, WaitingView.Outlook.Of(done, waiting.File.Name)));
        }
        catch (InputRefusedException refused)
        {
            return Shown(request, session, WaitingView.Of(request.Desk, session, waiting, choices, facts, problem: refused.Message), StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Start(string file, PageRequest request, PageForm form, WaitingFiles files, ImportRuns runs)
    {
        if (form.Problem is not null) return form.Problem;
        if (files.Find(file) is not { } waiting) return Gone;
        if (Begun(request, waiting) is { } begun) return begun;
        using var session = request.Desk.Database.Read();
        var (choices, _, problem) = Chosen(request.Desk, session, waiting, form);
        if (problem is not null) return problem;
        runs.Start(waiting, Wish(request, waiting, choices));
        return request.GoTo($"/imports/waiting/{waiting.Id}");
    }

    private static IResult Remove(string file, PageRequest request, PageForm form, WaitingFiles files)
    {
        if (form.Problem is not null) return form.Problem;
        if (files.Find(file) is not { } waiting) return Gone;
        if (waiting.IsRunning) return HttpProblem.Refused("running", "This file is being imported. Once that is done it can be undone.");
        files.Remove(waiting);
        return request.GoTo("/imports");
    }

    private static HttpProblem Gone { get; } = HttpProblem.NotFound("file; a file waits for an hour, and not longer than the server runs. Send it again");

    // Once it is being imported the file is not read here any more.
    private static IResult? Begun(PageRequest request, WaitingFile waiting)
    {
        if (waiting.Run is { IsOver: true, Import: { } import }) return request.GoTo(string.Create(CultureInfo.InvariantCulture, $"/imports/{import}"));
        if (!waiting.IsRunning) return null;
        if (!HttpMethods.IsGet(request.Http.Request.Method)) return request.GoTo($"/imports/waiting/{waiting.Id}");
        using var session = request.Desk.Database.Read();
        return Shown(request, session, WaitingView.Running(waiting));
    }

    private static IResult Shown(PageRequest request, Session session, WaitingView view, int status = StatusCodes.Status200OK) =>
        request.IsPart ? request.Part<WaitingMatter>(session, view, status) : request.Page<WaitingPage>(session, $"Import of {view.Name}", view, status);

    private static (ImportChoices Choices, FactCatalogue Facts, HttpProblem? Problem) Chosen(Desk desk, Session session, WaitingFile waiting, PageForm form)
    {
        var (kind, line) = (form.Text("what"), form.Text("line") ?? Desk.MainLine);
        var facts = FactsOf(desk, session, line);
        if (kind is not null && !KindWords.Contains(kind)) form.Errors.Add("what", $"It is none of {string.Join(", ", KindWords)}.");
        var choices = ImportChoices.Proposed(waiting.File, facts, line, form.Errors.Any ? null : KindOf(kind)).With(form, facts);
        return (choices, facts, form.Errors.Any ? form.Errors.ToProblem() : null);
    }

    private static ImportWish Wish(PageRequest request, WaitingFile waiting, ImportChoices choices) => new(choices.Kind, waiting.File, choices.AsMapping(), choices.Line, choices.Campaign, request.By);

    private static FactCatalogue FactsOf(Desk desk, Session session, string line) => desk.Agreements.InForce(session, line, desk.Now)?.Plan.Facts ?? FactCatalogue.Standard;

    private static ImportKind? KindOf(string? word) => word is null ? null : Enum.Parse<ImportKind>(word, ignoreCase: true);
}
