using System.Globalization;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Nurture;

/// <summary><c>/programmes/{programme}</c>: its flow with the mails as a lead would get them, its text, its next version, pausing it.</summary>
internal static class ProgrammePages
{
    private const int LongestText = 300_000;
    private const string What = "programme";
    private static readonly QueryWord[] Words = [new("lead", "The lead whose facts fill the mails."), new("version", "The version; the one by which runs begin where left out.") { IsNumber = true }];

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/programmes/{programme}").ExcludeFromDescription();
        pages.MapGet("", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words);
        pages.MapGet("/text", Text).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words);
        pages.MapGet("/edit", Edit);
        pages.MapPost("/edit", SaveAsync);
        pages.MapPost("/standing", StandAsync);
    }

    private static IResult Get(string programme, PageRequest request) => Shown<ProgrammePage>(programme, request);

    private static IResult Text(string programme, PageRequest request) => Shown<ProgrammeTextPage>(programme, request);

    private static IResult Shown<TPage>(string programme, PageRequest request)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        using var session = request.Desk.Database.Read();
        var version = request.Query.Number("version", 1, int.MaxValue);
        if (request.Query.Errors.Any) return request.Query.Errors.ToProblem();
        return ProgrammeView.Of(request.Desk, session, programme, version, request.Query.Text("lead"), request.Caller.User) is { } view ? request.Page<TPage>(session, view.Programme.Name, view) : HttpProblem.NotFound(What);
    }

    private static IResult Edit(string programme, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (request.Desk.Programmes.Kept(session, programme) is not { } kept) return HttpProblem.NotFound(What);
        return Editor(request, session, kept, ProgrammeStore.TextOf(session, kept.Name, kept.Version)!.Text, null);
    }

    private static async Task<IResult> SaveAsync(string programme, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        using var session = desk.Database.Read();
        if (desk.Programmes.Kept(session, programme) is not { } kept) return HttpProblem.NotFound(What);
        // Browsers send the line ends of forms, not those of the text.
        var text = (form.All("text") is [var typed, ..] ? typed : "").ReplaceLineEndings(ProgrammeStore.TextOf(session, kept.Name, kept.Version)!.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        if (text.Length > LongestText) return HttpProblem.TooLarge(string.Create(CultureInfo.InvariantCulture, $"A programme typed here has at most {LongestText:#,##0} characters."));
        if (form.Text("act") == "check") return Editor(request, session, kept, text, null);
        var reading = ProgrammeSaving.Read(desk, session, text);
        if (reading.Programme is not { } read) return Editor(request, session, kept, text, "The text was not saved, because it has errors.", StatusCodes.Status400BadRequest);
        if (read.Name != kept.Name) return Editor(request, session, kept, text, $"A programme keeps its name, because agreements and runs know it by that. Here it has to be: programme: {kept.Name}", StatusCodes.Status400BadRequest);
        var seen = form.Text("version");
        var isSaved = await desk.Writer.DoAsync(
            write =>
            {
                if (seen != ProgrammeSaving.VersionOf(write, kept.Name).ToString(CultureInfo.InvariantCulture)) return false;
                ProgrammeSaving.Save(desk, write, read, text, request.Caller);
                return true;
            },
            request.Http.RequestAborted);
        if (isSaved) return request.GoTo($"/programmes/{kept.Name}");
        using var now = desk.Database.Read();
        var there = desk.Programmes.Kept(now, kept.Name)!;
        return Editor(request, now, there, text, $"Nothing was saved: version {there.Version} has been saved meanwhile. Look at it at /programmes/{kept.Name}/text, take over what belongs into yours, and save again.", StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> StandAsync(string programme, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        ProgrammeStanding? standing = form.Text("standing") switch { "open" => ProgrammeStanding.Open, "paused" => ProgrammeStanding.Paused, "retired" => ProgrammeStanding.Retired, _ => null };
        if (standing is not { } wanted) return HttpProblem.Field("standing", "It is open, paused or retired.");
        var isThere = await request.Desk.Writer.DoAsync(
            write =>
            {
                if (ProgrammeSaving.VersionOf(write, programme) == 0) return false;
                ProgrammeSaving.SetStanding(request.Desk, write, programme, wanted, request.Caller);
                return true;
            },
            request.Http.RequestAborted);
        return isThere ? request.GoTo($"/programmes/{programme}") : HttpProblem.NotFound(What);
    }

    private static IResult Editor(PageRequest request, Session session, KeptProgramme kept, string text, string? problem, int status = StatusCodes.Status200OK)
    {
        var reading = ProgrammeSaving.Read(request.Desk, session, text);
        var view = new ProgrammeEditView(kept.Name, kept.Version, text, reading.Remarks, reading.Programme is { } programme ? ProgrammeWording.Of(programme) : null, problem);
        return request.Page<ProgrammeEditPage>(session, $"Change {kept.Name}", view, status);
    }
}
