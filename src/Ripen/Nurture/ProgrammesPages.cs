using System.Text.RegularExpressions;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Nurture;

/// <summary><c>/programmes</c>: the list, a new one from another's text, and which leads get none.</summary>
internal static partial class ProgrammesPages
{
    private static readonly QueryWord[] CoverageWords = [new("line", "The product line; main where left out.")];

    public static void Map(WebApplication app)
    {
        app.MapGet("/programmes", List).ExcludeFromDescription();
        app.MapGet("/programmes/new", New).ExcludeFromDescription();
        app.MapPost("/programmes/new", AddAsync).ExcludeFromDescription();
        app.MapGet("/programmes/coverage", GetCoverage).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(CoverageWords).ExcludeFromDescription();
    }

    private static IResult List(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<ProgrammesPage>(session, "Programmes", new ProgrammesView(ShownProgramme.All(request.Desk, session)));
    }

    private static IResult GetCoverage(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var lines = request.Desk.Agreements.LinesInForce(session, request.Desk.Now);
        var line = request.Query.Text("line") ?? Desk.MainLine;
        return lines.Contains(line) ? request.Page<CoveragePage>(session, "Coverage", new CoverageView(Coverage.Of(request.Desk, session, line), lines)) : HttpProblem.NotFound("line");
    }

    private static IResult New(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<NewProgrammePage>(session, "New programme", new NewProgrammeView(null, null, null, Templates(request.Desk, session), new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        var (name, says, from) = (form.Text("name", 50), form.Text("says")?.ReplaceLineEndings(" "), form.Text("from"));
        using var session = desk.Database.Read();
        if (desk.Programmes.Current(session, from ?? "") is not { } template) form.Errors.Add("from", "Choose one to begin with.");
        else
        {
            if (says is null) form.Errors.Add("says", "Say in a sentence for whom it is.");
            if (name is null) form.Errors.Add("name", "Give it a name.");
            else if (desk.Programmes.Kept(session, name) is not null) form.Errors.Add("name", "There is a programme of this name already.");
            if (!form.Errors.Any)
            {
                var text = TextOf(ProgrammeStore.TextOf(session, template.Name, template.Version)!.Text, name!, says!);
                var reading = ProgrammeText.Read(text);
                if (reading.Programme is { } programme)
                {
                    var isNew = await desk.Writer.DoAsync(write => ProgrammeSaving.VersionOf(write, programme.Name) == 0 && ProgrammeSaving.Save(desk, write, programme, text, request.Caller).IsNew, request.Http.RequestAborted);
                    if (isNew) return request.GoTo($"/programmes/{programme.Name}/edit");
                    form.Errors.Add("name", "There is a programme of this name already.");
                }
                else form.Errors.Add("name", reading.Errors.First().Message);
            }
        }
        var errors = form.Errors.ToProblem().Errors!.ToDictionary(pair => pair.Key, pair => pair.Value[0], StringComparer.Ordinal);
        return request.Page<NewProgrammePage>(session, "New programme", new NewProgrammeView(name, says, from, Templates(desk, session), errors), StatusCodes.Status400BadRequest);
    }

    private static IReadOnlyList<Option> Templates(Desk desk, Session session) => [.. ShownProgramme.All(desk, session).Select(one => new Option(one.Name, $"{one.Name}: {one.Says}"))];

    // The remarks above a programme are about that one; those between its steps are of use to the next.
    private static string TextOf(string template, string name, string says)
    {
        var head = Name().Match(template);
        var body = Says().Replace(head.Success ? template[(head.Index + head.Length)..] : template, $"says: {ValueTrap.Quoted(says).Replace("$", "$$", StringComparison.Ordinal)}", 1);
        return $"programme: {name}{body}";
    }

    [GeneratedRegex(@"^programme:.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^says:.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Says();
}
