using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Nurture;

/// <summary><c>/api/v1/programmes</c>: list, in words, text, check, save, coverage.</summary>
internal static class ProgrammesApi
{
    private const string What = "programme";
    private static readonly QueryWord Line = new("line", "The product line; main where left out.", "main");
    private static readonly QueryWord Version = new("version", "The version; the one by which runs begin where left out.", "2") { IsNumber = true };

    public static void Map(RouteGroupBuilder api)
    {
        var programmes = api.MapGroup("/programmes").WithTags("Programmes");
        programmes.MapGet("", List).WithName("ListProgrammes").WithSummary("Every programme: for whom, how long, how it stands");
        programmes.MapGet("/coverage", GetCoverage).WithName("GetCoverage").WithSummary("Which programme open leads get that are not with Sales, those that get none first").TakesQuery(Line);
        programmes.MapPost("/check", Check).WithName("CheckProgramme").WithSummary("Say what is wrong with a programme, or read it out in plain words").WithDescription("Changes nothing.");
        programmes.MapGet("/{programme}", Get).WithName("GetProgramme").WithSummary("One programme in plain words, with its versions").Fails(404);
        programmes.MapGet("/{programme}/text", Text).WithName("GetProgrammeText").WithSummary("The YAML text, with its ETag").TakesQuery(Version).Produces<string>(StatusCodes.Status200OK, "application/yaml").Fails(404);
        programmes.MapPut("/{programme}/text", SaveAsync).WithName("SaveProgrammeText").WithSummary("Save the next version: the YAML text as body")
            .WithDescription("A programme that is there needs If-Match with the ETag of its text; one that is not is begun (201). Runs that have begun keep their version. With errors nothing is kept, and remarks say what is wrong, by line and column.")
            .Fails(412, 428).WithMetadata(IfMatchMetadata.Instance).Produces<ShownProgramme>(StatusCodes.Status201Created);
    }

    private static Answer<Page<ShownProgramme>> List(Desk desk)
    {
        using var session = desk.Database.Read();
        return new Page<ShownProgramme>(ShownProgramme.All(desk, session), Next: null);
    }

    private static Answer<Coverage> GetCoverage(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        var line = query.Text("line") ?? Desk.MainLine;
        if (desk.Agreements.InForce(session, line, desk.Now) is null) query.Errors.Add("line", "No agreement is in force in a line of this name.");
        return query.Errors.Any ? query.Errors.ToProblem() : Coverage.Of(desk, session, line);
    }

    private static Answer<ShownProgrammeCheck> Check(TextBody body, Desk desk)
    {
        if (body.Problem is not null) return body.Problem;
        using var session = desk.Database.Read();
        return Checked(ProgrammeSaving.Read(desk, session, body.Text));
    }

    private static Answer<ShownProgrammeWords> Get(string programme, Desk desk)
    {
        using var session = desk.Database.Read();
        if (ShownProgramme.Find(desk, session, programme) is not { } shown) return HttpProblem.NotFound(What);
        var words = ProgrammeWording.Of(desk.Programmes.Find(session, shown.Name, shown.Version)!.Programme);
        return Answer<ShownProgrammeWords>.Of(new(shown, words, [.. ProgrammeStore.Versions(session, shown.Name).Select(kept => new ShownProgrammeVersion(kept.Version, kept.SavedAt, kept.SavedBy))]), IfMatch.TagOf(shown.Version));
    }

    private static IResult Text(string programme, ListQuery query, Desk desk, HttpContext http)
    {
        using var session = desk.Database.Read();
        var version = query.Number("version", 1, int.MaxValue);
        if (query.Errors.Any) return query.Errors.ToProblem();
        if (desk.Programmes.Kept(session, programme) is not { } kept || ProgrammeStore.TextOf(session, programme, version ?? kept.Version) is not { } text) return HttpProblem.NotFound(What);
        // The tag of what is there, not of an older version: by it nobody could save.
        http.Response.Headers.ETag = IfMatch.TagOf(text.Version);
        return Results.Text(text.Text, "application/yaml", System.Text.Encoding.UTF8);
    }

    private static async Task<Answer<ShownProgramme>> SaveAsync(string programme, TextBody body, WriteRequest request, HttpContext http)
    {
        if (body.Problem is not null) return body.Problem;
        return await request.DoAsync<ShownProgramme>(write =>
        {
            var before = ProgrammeSaving.VersionOf(write, programme);
            if (before > 0 && IfMatch.Missing(http) is { } missing) return missing;
            if (before > 0 ? !IfMatch.Holds(http, before) : IfMatch.Missing(http) is null) return HttpProblem.Changed;
            var reading = ProgrammeSaving.Read(request.Desk, write, body.Text);
            if (reading.Programme is not { } read) return Wrong(reading);
            if (read.Name != programme) return HttpProblem.Validation($"The text is of the programme '{read.Name}', the address of another. A programme keeps its name: agreements and runs know it by that.");
            ProgrammeSaving.Save(request.Desk, write, read, body.Text, request.Caller);
            var shown = ShownProgramme.Find(request.Desk, write, programme)!;
            var tag = IfMatch.TagOf(shown.Version);
            return before == 0 ? Answer<ShownProgramme>.Created(shown, $"/api/v1/programmes/{programme}", tag) : Answer<ShownProgramme>.Of(shown, tag);
        });
    }

    public static ShownProgrammeCheck Checked(ProgrammeReading reading) => new(reading.Programme is not null, ShownRemark.Of(reading.Remarks), reading.Programme is { } programme ? ProgrammeWording.Of(programme) : null);

    private static HttpProblem Wrong(ProgrammeReading reading)
    {
        var (first, count) = (reading.Errors.First(), reading.Errors.Count());
        return HttpProblem.Validation($"The programme has {count} error{(count == 1 ? "" : "s")}; the first is in line {first.Line}, column {first.Column}: {first.Message}") with { Remarks = ShownRemark.Of(reading.Remarks) };
    }
}
