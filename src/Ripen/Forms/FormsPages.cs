using System.Globalization;
using Ripen.Agreements;
using Ripen.Languages;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Forms;

/// <summary>The forms of the desk with what they bring.</summary>
public sealed record FormsView(IReadOnlyList<(KnownForm Form, FormNumbers Numbers)> Forms, string? Name, string? Error);

/// <summary>A form: what it brings, how it gets onto a page, what waits for a look.</summary>
/// <param name="Address">Of its page, whole.</param>
/// <param name="Sites">The websites that may show it.</param>
public sealed record FormResultView(KnownForm Form, FormTrial Trial, IReadOnlyList<QuestionNumbers> Questions, IReadOnlyList<FormResultView.Held> Waiting, string Address, string Base, IReadOnlyList<string> Sites, string Html, FormFile? File)
{
    /// <summary>An answer to look at.</summary>
    public sealed record Held(Guid Id, DateTimeOffset At, string? Email, IReadOnlyList<(string Field, string Value)> Fields, string? Address);
}

/// <summary><c>/forms</c>: building forms, putting them onto pages, and what they bring.</summary>
internal static class FormsPages
{
    private const string Path = "/forms";
    private const int LongestName = 100;
    private const int MostShown = 50;

    public static void Map(WebApplication app)
    {
        app.MapGet("/forms", List).ExcludeFromDescription();
        app.MapPost("/forms", AddAsync).ExcludeFromDescription();
        app.MapGet("/forms/{form}", Get).ExcludeFromDescription();
        app.MapGet("/forms/{form}/edit", Edit).ExcludeFromDescription();
        app.MapPost("/forms/{form}/edit", SaveAsync).ExcludeFromDescription();
        app.MapPost("/forms/{form}/edit/preview", Preview).ExcludeFromDescription();
        app.MapPost("/forms/{form}/standing", StandAsync).ExcludeFromDescription();
        app.MapPost("/forms/{form}/held", SettleAsync).ExcludeFromDescription();
        app.MapPost("/forms/{form}/file", AddFileAsync).ExcludeFromDescription();
        app.MapPost("/forms/{form}/file/removal", RemoveFileAsync).ExcludeFromDescription();
    }

    private static IResult List(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return Listed(request, session, null, null);
    }

    private static IResult Listed(PageRequest request, Session session, string? name, string? error)
    {
        var numbers = FormResults.All(session);
        var view = new FormsView([.. FormStore.All(session).Select(form => (form, numbers.GetValueOrDefault(form.Form) ?? FormNumbers.None))], name, error);
        return request.Page<FormsPage>(session, "Forms", view, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, name) = (request.Desk, form.Text("name", LongestName)?.ReplaceLineEndings(" "));
        var slug = name is null ? null : KnownForm.SlugOf(name);
        var added = slug is null || form.Errors.Any ? null : await desk.Writer.DoAsync(write => FormStore.Add(write, desk, name!, slug, FormDefinition.New, request.By), request.Http.RequestAborted);
        if (added is not null) return request.GoTo($"{Path}/{added}/edit");
        using var session = desk.Database.Read();
        return Listed(request, session, name, slug is null ? "Give the form a name with a letter or number of the Latin script: it stands in its address." : form.Errors.Any ? form.Errors.ToProblem().Detail : "The desk has as many forms as it can. Close some that nobody needs; they can be changed into new ones.");
    }

    private static IResult Get(string form, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (FormStore.Find(session, form) is not { } found) return HttpProblem.NotFound("form");
        var (desk, address) = (request.Desk, request.Reach.LinkTo(request.Http.Request, found.Path));
        var facts = desk.Agreements.InForce(session, found.Line, desk.Now)?.Plan.Facts ?? FactCatalogue.Standard;
        var waiting = HeldAnswers.Of(session, form, MostShown).ConvertAll(answer => new FormResultView.Held(answer.Id, answer.At, answer.Fields.GetValueOrDefault("email")?.FirstOrDefault(), [.. answer.Fields.SelectMany(field => field.Value.Select(value => (field.Key, value)))], answer.Address));
        var view = new FormResultView(found, FormResults.Of(session, form), FormResults.Questions(session, form, facts), waiting, address, address[..^found.Path.Length], Web.Public.Sites.Of(desk, session), FormHtml.Of(desk, session, found, address), found.Definition.File is { } file ? FormFiles.Find(session, file) : null);
        return request.Page<FormResultPage>(session, found.Name, view);
    }

    private static IResult Edit(string form, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (FormStore.Find(session, form) is not { } found) return HttpProblem.NotFound("form");
        if (request.Desk.Agreements.InForce(session, found.Line, request.Desk.Now) is not { } agreement) return NoAgreement;
        return request.Page<FormEditPage>(session, found.Name, FormEditing.View(request.Desk, session, found, found.Name, found.Definition, agreement, null, TextBook.English, new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    private static IResult Preview(string form, PageRequest request, PageForm typed)
    {
        if (typed.Problem is not null) return typed.Problem;
        var desk = request.Desk;
        using var session = desk.Database.Read();
        if (FormStore.Find(session, form) is not { } found) return HttpProblem.NotFound("form");
        if (desk.Agreements.InForce(session, found.Line, desk.Now) is not { } agreement) return NoAgreement;
        var definition = FormEditing.Read(typed, agreement, desk.Texts.Languages(session), found.Definition);
        return request.Part<FormPreview>(session, FormEditing.Preview(desk, session, found with { Name = typed.Text("name") ?? found.Name, Definition = definition }, agreement, desk.Texts.Of(session, typed.Text("in") ?? TextBook.English), typed.Text("as")));
    }

    private static async Task<IResult> SaveAsync(string form, PageRequest request, PageForm typed)
    {
        if (typed.Problem is not null) return typed.Problem;
        var desk = request.Desk;
        KnownForm? found;
        string? name;
        FormDefinition definition;
        using (var session = desk.Database.Read())
        {
            found = FormStore.Find(session, form);
            if (found is null) return HttpProblem.NotFound("form");
            if (desk.Agreements.InForce(session, found.Line, desk.Now) is not { } agreement) return NoAgreement;
            name = typed.Text("name", LongestName)?.ReplaceLineEndings(" ");
            if (name is null) typed.Errors.Add("name", "Give the form a name.");
            if (typed.Text("version") != found.Version.ToString(CultureInfo.InvariantCulture)) typed.Errors.Add("version", "Somebody has changed this form since you opened it. Open it again in another tab, compare, and save there.");
            definition = FormEditing.Read(typed, agreement, desk.Texts.Languages(session), found.Definition);
            if (typed.Errors.Any)
            {
                var errors = typed.Errors.ToProblem().Errors!.ToDictionary(pair => pair.Key, pair => pair.Value[0], StringComparer.Ordinal);
                return request.Page<FormEditPage>(session, found.Name, FormEditing.View(desk, session, found, name ?? "", definition, agreement, typed.Text("as"), typed.Text("in") ?? TextBook.English, errors), StatusCodes.Status400BadRequest);
            }
        }
        await desk.Writer.DoAsync(write => FormStore.Save(write, desk, found, name!, definition, request.By), request.Http.RequestAborted);
        return request.GoTo($"{Path}/{form}");
    }

    private static async Task<IResult> StandAsync(string form, PageRequest request, PageForm typed)
    {
        if (typed.Problem is not null) return typed.Problem;
        using (var session = request.Desk.Database.Read())
        {
            if (FormStore.Find(session, form) is null) return HttpProblem.NotFound("form");
        }
        await request.Desk.Writer.DoAsync(write => FormStore.Close(write, request.Desk, form, typed.Text("standing") == "closed", request.By), request.Http.RequestAborted);
        return request.GoTo($"{Path}/{form}");
    }

    private static async Task<IResult> SettleAsync(string form, PageRequest request, PageForm typed)
    {
        if (typed.Problem is not null) return typed.Problem;
        var chosen = typed.All("answer").Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Take(MostShown).ToList();
        var isTaken = typed.Text("act") == "take";
        await request.Desk.Writer.DoManyAsync(write =>
        {
            foreach (var id in chosen) HeldSettling.Settle(request.Desk, write, form, id, isTaken);
        }, request.Http.RequestAborted);
        return request.GoTo($"{Path}/{form}");
    }

    private static async Task<IResult> AddFileAsync(string form, PageRequest request)
    {
        var desk = request.Desk;
        var (file, problem) = await UploadedFile.ReadAsync(request.Http, FormFiles.MostBytes, Whole);
        if (problem is not null) return problem;
        return await ChangeAsync(request, form, write => FormFiles.Add(write, desk, file.Name, file.Content, request.By), (definition, id) => definition with { File = id });
    }

    private static async Task<IResult> RemoveFileAsync(string form, PageRequest request, PageForm typed) =>
        typed.Problem is { } problem ? problem : await ChangeAsync(request, form, _ => Guid.Empty, (definition, _) => definition with { File = null });

    // What was sent before goes on giving what it gave: older versions keep their file.
    private static async Task<IResult> ChangeAsync(PageRequest request, string form, Func<Write, Guid> add, Func<FormDefinition, Guid, FormDefinition> change)
    {
        var isThere = await request.Desk.Writer.DoAsync(write =>
        {
            if (FormStore.Find(write, form) is not { } found) return false;
            FormStore.Save(write, request.Desk, found, found.Name, change(found.Definition, add(write)), request.By);
            return true;
        }, request.Http.RequestAborted);
        return isThere ? request.GoTo($"{Path}/{form}") : HttpProblem.NotFound("form");
    }

    private static (string Name, byte[] Content) Whole(Stream body, string name)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = body.Read(buffer)) > 0;)
        {
            if (content.Length + read > FormFiles.MostBytes) throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"The file may have at most {FormFiles.MostBytes / 1_000_000} MB. Put a larger one onto your website, and give its link."));
            content.Write(buffer, 0, read);
        }
        return content.Length > 0 ? (name, content.ToArray()) : throw new InputRefusedException("The file is empty.");
    }

    private static HttpProblem NoAgreement => HttpProblem.Refused("no_agreement", "No agreement is in force, so nobody knows what to ask. Put one in force first.");
}
