using System.Globalization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Agreements;

/// <summary><c>/agreement</c>: the agreement in plain words, what its sentences decide, comments, versions, and signing.</summary>
internal static class AgreementPages
{
    private const string Title = "Agreement";
    private const string SigningPath = "/agreement/signatures";

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/agreement").ExcludeFromDescription();
        pages.MapGet("", Get);
        pages.MapGet("/text", Text);
        pages.MapGet("/versions", Versions);
        pages.MapPost("/comments", CommentAsync);
        pages.MapPost("/comments/settlement", SettleAsync);
        pages.MapPost("/signatures", SignAsync);
        pages.MapPost("/signatures/question", AskAsync);
        pages.MapGet("/signed", Signed);
        DraftPages.Map(app);
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var query = request.Http.Request.Query;
        return View(request, session, query["line"], query["version"]) is { } view ? Answer(request, session, view with { Commenting = query["comment"] }) : HttpProblem.NotFound("agreement");
    }

    private static IResult Text(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var query = request.Http.Request.Query;
        return View(request, session, query["line"], query["version"]) is { } view ? request.Page<AgreementTextPage>(session, Title, view) : HttpProblem.NotFound("agreement");
    }

    private static IResult Versions(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var query = request.Http.Request.Query;
        if (View(request, session, query["line"], query["version"]) is not { } view) return HttpProblem.NotFound("agreement");
        return request.Page<VersionsPage>(session, "Versions of the agreement", new VersionsView(view, AgreementView.Versions(request.Desk, session, view.Line)));
    }

    private static async Task<IResult> CommentAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Sent(request, session, form) is not { } view) return HttpProblem.NotFound("agreement");
        var key = form.Text("sentence", 500) ?? "";
        if (view.Sections.SelectMany(section => section.Sentences).FirstOrDefault(sentence => sentence.Key == key) is not { } sentence) return HttpProblem.NotFound("sentence");
        var text = form.Text("text", Comments.Longest);
        if (text is null || form.Errors.Any)
        {
            var problem = text is null ? "Write something first." : form.Errors.BySentence["text"][0];
            return Answer(request, session, view with { Commenting = key, Typed = text, Problem = problem }, StatusCodes.Status400BadRequest);
        }
        var now = request.Desk.Now;
        await request.Desk.Writer.DoAsync(write => Comments.Add(write, view.Line, new(request.Desk.Ids.Next(now), view.Version, key, sentence.Text, text, now, request.By)));
        return Done(request, session, view, key);
    }

    private static async Task<IResult> SettleAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Sent(request, session, form) is not { } view || !Guid.TryParse(form.Text("comment"), out var comment)) return HttpProblem.NotFound("comment");
        await request.Desk.Writer.DoAsync(write => Comments.Settle(write, comment, request.Desk.Now));
        return Done(request, session, view, form.Text("sentence", 500) ?? "");
    }

    private static async Task<IResult> SignAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Sent(request, session, form) is not { } view) return HttpProblem.NotFound("agreement");
        if (Signatures.SideOf(form.Text("side")) is not { } side) return HttpProblem.Field("side", "Say for which side: sales or marketing.");
        if (await NotForAsync(request, side) is { } refused) return refused;
        if (await UnconfirmedAsync(request, form, view, side) is { } sentence)
            return Answer(request, session, view with { Problem = sentence, Signing = side }, StatusCodes.Status400BadRequest);
        await request.Desk.Writer.DoAsync(write =>
        {
            if (AgreementStore.Find(write, view.Line, view.Version) is { } kept) Signatures.Sign(request.Desk, write, kept, side, request.Caller);
        });
        return request.GoTo(AgreementView.PathOf(view.Line, view.Version));
    }

    // Before a passkey signs: what is asked names what is signed, and is good for nothing else.
    private static async Task<IResult> AskAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        if (Sent(request, session, form) is not { } view) return HttpProblem.NotFound("agreement");
        if (Signatures.SideOf(form.Text("side")) is not { } side) return HttpProblem.Field("side", "Say for which side: sales or marketing.");
        return await NotForAsync(request, side) ?? await PasskeyCheck.AskAsync(request, request.Caller.User, SigningPath, PurposeOf(view, side));
    }

    private static async Task<IResult?> NotForAsync(PageRequest request, Side side)
    {
        if (request.Caller.SignsFor(side)) return null;
        await request.Desk.Writer.DoAsync(write => Audit.Note(write, request.Desk, request.Caller, Actions.Refused, $"signing for {side}", wasRefused: true));
        return HttpProblem.WrongRole with { Detail = $"You do not sign for {side}. An administrator says who does, at /people." };
    }

    /// <summary>Why neither password nor passkey shows that it is he who signs; null where one does.</summary>
    private static async Task<string?> UnconfirmedAsync(PageRequest request, PageForm form, AgreementView view, Side side)
    {
        // A demo's users have neither.
        if (request.Caller.IsOfDemo) return null;
        if (!form.IsSet("answer")) return await Confirmation.ProblemAsync(request, form.Secret("password"));
        return (await PasskeyCheck.OfAsync(request, request.Caller.User, SigningPath, PurposeOf(view, side), form.Secret("answer", PasskeyCheck.LongestAnswer))).Problem;
    }

    private static string PurposeOf(AgreementView view, Side side) => string.Create(CultureInfo.InvariantCulture, $"signing {view.Line} {view.Version} for {side}");

    private static IResult Signed(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var query = request.Http.Request.Query;
        if (View(request, session, query["line"], query["version"]) is not { } view || AgreementStore.Find(session, view.Line, view.Version) is not { } kept) return HttpProblem.NotFound("agreement");
        return Results.File(SignedExport.Of(request.Desk, session, kept).ToJson(), "application/json", string.Create(CultureInfo.InvariantCulture, $"agreement-{kept.Line}-{kept.Version}.json"));
    }

    private static AgreementView? View(PageRequest request, Session session, string? line, string? version)
    {
        int? number = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        if (!string.IsNullOrEmpty(version) && number is null) return null;
        return AgreementView.Of(request.Desk, session, string.IsNullOrEmpty(line) ? Desk.MainLine : line, number) is { } view ? view with { HasPasskey = PasskeyPlace.Of(request).IsHere && Passkeys.Of(session, request.Caller.User!.Id).Count > 0 } : null;
    }

    private static AgreementView? Sent(PageRequest request, Session session, PageForm form) => View(request, session, form.Text("line"), form.Text("version"));

    private static IResult Done(PageRequest request, Session session, AgreementView view, string key) =>
        request.IsPart ? Answer(request, session, View(request, session, view.Line, string.Create(CultureInfo.InvariantCulture, $"{view.Version}"))!) : request.GoTo($"{view.Path()}#{DraftView.IdOf(key)}");

    private static IResult Answer(PageRequest request, Session session, AgreementView view, int status = StatusCodes.Status200OK) =>
        request.IsPart ? request.Part<AgreementWordsPart>(session, view, status) : request.Page<AgreementPage>(session, Title, view, status);
}
