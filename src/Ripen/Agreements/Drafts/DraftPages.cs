using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary>
/// <c>/agreement/edit</c>: the next agreement, changed sentence by sentence or as text. Every change is kept at once in the
/// draft, each can be taken back, and nothing holds before the draft is proposed and put in force.
/// </summary>
internal static class DraftPages
{
    private const int LongestText = 300_000;
    private const string Title = "Change the agreement";

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/agreement/edit").ExcludeFromDescription();
        pages.MapGet("", Get);
        pages.MapPost("", ChangeAsync);
        pages.MapPost("/form", Shape);
        pages.MapPost("/impact", ImpactOfForm);
        pages.MapGet("/impact", ImpactOfDraft);
        pages.MapPost("/addition", AddAsync);
        pages.MapPost("/addition/form", ShapeAddition);
        pages.MapPost("/undo", UndoAsync);
        pages.MapPost("/drop", DropAsync);
        pages.MapPost("/proposal", ProposeAsync);
        pages.MapGet("/text", Text);
        pages.MapPost("/text", ChangeTextAsync);
    }

    private static IResult Get(PageRequest request)
    {
        var query = request.Http.Request.Query;
        using var session = request.Desk.Database.Read();
        if (View(request, session, query["line"]) is not { } view) return HttpProblem.NotFound("agreement");
        if (view.Whole.Reading.Agreement is { } agreement)
        {
            if (view.Whole.Find(query["open"].ToString()) is { } sentence)
            {
                var sharper = Sharper(view.Whole, sentence, query["sharper"].ToString());
                view = view with { Open = sharper?.Input ?? SentenceInput.Of(sentence, agreement), Suggested = sharper?.Says };
            }
            if (Addition.Find(query["add"]) is { } addition) view = view with { Adding = AdditionInput.Empty(addition, agreement) };
        }
        return Answer(request, session, view);
    }

    // A clause that a report suggests, as if somebody had typed it: nothing is changed before it is saved.
    private static (SentenceInput Input, string Says)? Sharper(EditableAgreement whole, EditableSentence sentence, string id)
    {
        if (id.Length == 0) return null;
        var clauses = whole.Reading.Agreement!.Criteria.Select(criterion => criterion.Name).Append(SharperClauses.Fits).SelectMany(criterion => SharperClauses.Of(whole, criterion));
        if (clauses.FirstOrDefault(clause => clause.Key == sentence.Key && clause.Id == id) is not { } clause || AgreementEditor.Apply(whole.Text, clause.Edit).Edited is not { } edited) return null;
        return EditableAgreement.Of(edited.Text) is { Reading.Agreement: { } agreement } sharper && sharper.Find(sentence.Key) is { } typed
            ? (SentenceInput.Of(typed, agreement), string.Join("; ", Drafting.Differences(whole.Reading.Agreement!, agreement)))
            : null;
    }

    private static async Task<IResult> ChangeAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Sent(request, session, form) is not var (view, input)) return HttpProblem.NotFound("sentence");
        var act = form.Text("act", 1_000) ?? SentenceEdits.Save;
        var outcome = form.Errors.Any ? new(form.Errors.ToProblem().Detail) : await Drafting.ChangeAsync(request, view, Revision(form), text => AgreementEditor.Apply(text, SentenceEdits.Of(input, act)));
        if (outcome.Refusal is { } refusal) return Answer(request, session, view with { Open = input, Problem = refusal, Errors = form.Errors.BySentence }, StatusCodes.Status400BadRequest);
        if (!request.IsPart) return request.GoTo($"{view.Path()}#{DraftView.IdOf(input.Sentence.Key)}");
        var after = View(request, session, view.Line)!;
        // What takes a piece away or moves it leaves the form open: there may be more to do.
        var isOver = act == SentenceEdits.Save || act == $"remove {input.Sentence.Thing}" || after.Whole.Reading.Agreement is null;
        var open = isOver ? null : after.Whole.Find(input.Sentence.Key);
        return Answer(request, session, after with { Open = open is null ? null : SentenceInput.Of(open, after.Whole.Reading.Agreement!), Last = input.Sentence.Key });
    }

    private static IResult Shape(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        return Sent(request, session, form) is var (view, input) ? Answer(request, session, view with { Open = input }) : HttpProblem.NotFound("sentence");
    }

    private static IResult ImpactOfForm(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Sent(request, session, form) is not var (view, input)) return HttpProblem.NotFound("sentence");
        var (refusal, edited) = Drafting.Tried(view.Whole, AgreementEditor.Apply(view.Whole.Text, SentenceEdits.Of(input, SentenceEdits.Save)));
        return request.Part<ImpactNote>(session, new ImpactView(refusal, edited is null ? null : Impact.Of(request.Desk, session, view.Line, view.Whole.Text, edited.Text), IsWhole: false));
    }

    private static IResult ImpactOfDraft(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (View(request, session, request.Http.Request.Query["line"]) is not { Whole.Reading.Agreement: not null } view || AgreementStore.Find(session, view.Line, view.InForce) is not { } inForce) return HttpProblem.NotFound("agreement");
        return request.Part<ImpactNote>(session, new ImpactView(null, Impact.Of(request.Desk, session, view.Line, inForce.Text, view.Whole.Text), IsWhole: true));
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (SentAddition(request, session, form) is not var (view, input)) return HttpProblem.NotFound("addition");
        var edit = input.Edit(form.Errors);
        var outcome = edit is null ? new("Something is missing.") : await Drafting.ChangeAsync(request, view, Revision(form), text => AgreementEditor.Apply(text, edit));
        if (outcome.Refusal is { } refusal) return Answer(request, session, view with { Adding = input, Problem = refusal, Errors = form.Errors.BySentence }, StatusCodes.Status400BadRequest);
        if (!request.IsPart) return request.GoTo(view.Path());
        var after = View(request, session, view.Line)!;
        var added = after.Whole.Sections.SelectMany(section => section.Sentences).Select(sentence => sentence.Key).Except(view.Whole.Sections.SelectMany(section => section.Sentences).Select(sentence => sentence.Key)).FirstOrDefault();
        return Answer(request, session, after with { Last = added });
    }

    private static IResult ShapeAddition(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        return SentAddition(request, session, form) is var (view, input) ? Answer(request, session, view with { Adding = input }) : HttpProblem.NotFound("addition");
    }

    private static async Task<IResult> UndoAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (View(request, session, form.Text("line")) is not { } view) return HttpProblem.NotFound("agreement");
        var outcome = await Drafting.TakeBackAsync(request, view, Number(form.Text("edit")));
        if (outcome.Refusal is { } refusal) return Answer(request, session, view with { Problem = refusal }, StatusCodes.Status409Conflict);
        return request.IsPart ? Answer(request, session, View(request, session, view.Line)!) : request.GoTo(view.Path());
    }

    private static async Task<IResult> DropAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var line = form.Text("line") ?? Desk.MainLine;
        await request.Desk.Writer.DoAsync(write => DraftStore.Drop(write, line));
        return request.GoTo(line == Desk.MainLine ? "/agreement" : $"/agreement?line={Uri.EscapeDataString(line)}");
    }

    private static async Task<IResult> ProposeAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (View(request, session, form.Text("line")) is not { } view) return HttpProblem.NotFound("agreement");
        if (await Drafting.ProposeAsync(request, view, Revision(form)) is { } version) return request.GoTo(AgreementView.PathOf(view.Line, version));
        return Answer(request, session, view with { Problem = view.Whole.Reading.Agreement is null ? "The text has errors. Mend them first: they stand beside the text." : DraftOutcome.Overtaken.Refusal }, StatusCodes.Status409Conflict);
    }

    private static IResult Text(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return View(request, session, request.Http.Request.Query["line"]) is { } view ? request.Page<DraftTextPage>(session, Title, view) : HttpProblem.NotFound("agreement");
    }

    private static async Task<IResult> ChangeTextAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (View(request, session, form.Text("line")) is not { } view) return HttpProblem.NotFound("agreement");
        // Browsers send the line ends of forms, not those of the text.
        var text = (form.All("text") is [var typed, ..] ? typed : "").ReplaceLineEndings(view.Whole.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        if (text.Length > LongestText) return HttpProblem.TooLarge(string.Create(CultureInfo.InvariantCulture, $"An agreement typed here has at most {LongestText:#,##0} characters."));
        var outcome = await Drafting.ChangeAsync(request, view, Revision(form), before => new(new(text, TextChange.Between(before, text), AgreementReader.Read(text)), null));
        if (outcome.Refusal is null) return request.GoTo(view.Path("/text"));
        var wrong = view with { Typed = EditableAgreement.Of(text), Problem = outcome == DraftOutcome.Overtaken ? outcome.Refusal : "The text was not kept, because it has errors." };
        return request.Page<DraftTextPage>(session, Title, wrong, StatusCodes.Status400BadRequest);
    }

    private static DraftView? View(PageRequest request, Session session, string? line) => Drafting.View(request.Desk, session, string.IsNullOrEmpty(line) ? Desk.MainLine : line);

    private static (DraftView View, SentenceInput Input)? Sent(PageRequest request, Session session, PageForm form)
    {
        if (View(request, session, form.Text("line")) is not { Whole.Reading.Agreement: { } agreement } view || view.Whole.Find(form.Text("key", 500) ?? "") is not { } sentence) return null;
        return (view, SentenceInput.Read(sentence, agreement, form));
    }

    private static (DraftView View, AdditionInput Input)? SentAddition(PageRequest request, Session session, PageForm form)
    {
        if (View(request, session, form.Text("line")) is not { Whole.Reading.Agreement: { } agreement } view || Addition.Find(form.Text("add")) is not { } addition) return null;
        return (view, AdditionInput.Read(addition, agreement, form));
    }

    private static IResult Answer(PageRequest request, Session session, DraftView view, int status = StatusCodes.Status200OK) =>
        request.IsPart ? request.Part<DraftBody>(session, view, status) : request.Page<DraftPage>(session, Title, view, status);

    private static int Revision(PageForm form) => Number(form.Text("revision"));

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
