using Ripen.Identity;
using Ripen.Web;

namespace Ripen.Privacy;

/// <summary><c>/privacy</c>: what people are asked for, to whom nothing is sent, and what is deleted by itself.</summary>
internal static class PrivacyPages
{
    private const string Title = "Privacy";
    private const int LongestList = 900_000;
    private const int LongestReason = 500;

    public static void Map(WebApplication app)
    {
        var privacy = app.MapGroup("/privacy").ExcludeFromDescription();
        privacy.MapGet("", Get);
        privacy.MapPost("/purposes", AddPurposeAsync);
        privacy.MapGet("/purposes/{purpose}", GetPurpose);
        privacy.MapPost("/purposes/{purpose}", ChangePurposeAsync);
        privacy.MapPost("/purposes/{purpose}/wordings", WordAsync);
        privacy.MapPost("/look-up", LookUpAsync);
        privacy.MapPost("/suppressions", SuppressAsync);
        privacy.MapPost("/suppressions/removal", RemoveAsync);
    }

    private static IResult Get(PageRequest request) => Answer(request, view => view);

    private static async Task<IResult> AddPurposeAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, terms, wording) = (request.Desk, PurposeChanges.Read(form, null), PurposeChanges.ReadWording(form, LanguagesOf(request)));
        if (terms is null || wording is not { } worded) return Answer(request, view => view, form);
        var name = await desk.Writer.DoAsync(write => PurposeChanges.Add(write, desk, request.Caller, terms, worded), request.Http.RequestAborted);
        if (name is not null) return request.GoTo($"/privacy/purposes/{name}");
        form.Errors.Add("label", "There is a purpose of this name already, or there are too many. Change that one.");
        return Answer(request, view => view, form);
    }

    private static IResult GetPurpose(string purpose, PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Desk.Purposes.Find(session, purpose) is { } found
            ? request.Page<PurposePage>(session, found.Label, PurposeView.Of(request.Desk, session, found, language: request.Http.Request.Query["language"]))
            : HttpProblem.NotFound("purpose");
    }

    private static Task<IResult> ChangePurposeAsync(string purpose, PageRequest request, PageForm form) =>
        EditAsync(purpose, request, form, found => PurposeChanges.Read(form, found.Name), (write, found, terms) => PurposeChanges.Change(write, request.Desk, request.Caller, found, terms));

    private static Task<IResult> WordAsync(string purpose, PageRequest request, PageForm form) =>
        EditAsync(purpose, request, form, _ => PurposeChanges.ReadWording(form, LanguagesOf(request)) is { } wording ? Tuple.Create(wording) : null, (write, found, wording) => PurposeChanges.Word(write, request.Desk, request.Caller, found.Name, wording.Item1));

    private static async Task<IResult> EditAsync<T>(string purpose, PageRequest request, PageForm form, Func<Purpose, T?> read, Action<Storage.Write, Purpose, T> change)
        where T : class
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        using var session = desk.Database.Read();
        if (desk.Purposes.Find(session, purpose) is not { } found) return HttpProblem.NotFound("purpose");
        if (read(found) is not { } terms) return request.Page<PurposePage>(session, found.Label, PurposeView.Of(desk, session, found, form), StatusCodes.Status400BadRequest);
        await desk.Writer.DoAsync(write => change(write, found, terms), request.Http.RequestAborted);
        return request.GoTo($"/privacy/purposes/{found.Name}{(form.Text("language") is { } language ? $"?language={Uri.EscapeDataString(language)}" : "")}");
    }

    // By POST, so that an address stands in no history and no log.
    private static IResult LookUpAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        return ReadAddress(form) is not { } email ? Answer(request, view => view, form) : Answer(request, view => view with { LookedUp = LookUp(request, email) });
    }

    private static async Task<IResult> SuppressAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var lines = form.Text("addresses", LongestList)?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (lines.Length == 0) form.Errors.Add("addresses", "Paste at least one address, each in a line of its own.");
        if (lines.Length > SuppressionList.Most) form.Errors.Add("addresses", "That is more than 10,000 lines. Paste them in pieces, or use: ripen suppress FILE");
        if (form.Errors.Any) return Answer(request, view => view, form);
        var added = await SuppressionList.AddAsync(request.Desk, request.Caller, lines, request.Http.RequestAborted);
        return Answer(request, view => view with { Added = added });
    }

    private static async Task<IResult> RemoveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, email, reason) = (request.Desk, ReadAddress(form), form.Text("reason", LongestReason));
        if (reason is null) form.Errors.Add("reason", "Say why mail may go there again; it stands in the audit.");
        if (email is null || form.Errors.Any) return Answer(request, view => email is null ? view : view with { LookedUp = LookUp(request, email) }, form);
        var isDone = await desk.Writer.DoAsync(write => SuppressionList.Remove(write, desk, request.Caller, email, reason!), request.Http.RequestAborted);
        return Answer(request, view => isDone ? view with { Removed = email.Text } : view with { LookedUp = LookUp(request, email) });
    }

    private static LookedUp LookUp(PageRequest request, EmailAddress email)
    {
        using var session = request.Desk.Database.Read();
        var found = Suppressions.HasKey(session, request.Desk) ? Suppressions.Find(session, request.Desk, email.Text) : null;
        return new(email.Text, found, found is null ? null : Suppressions.WordsOf(found.Reason), found?.By is { } by ? request.Desk.Users.Named(session, by)?.Name ?? by : null);
    }

    private static EmailAddress? ReadAddress(PageForm form)
    {
        var email = EmailAddress.TryRead(form.Text("address", 400) ?? "");
        if (email is null) form.Errors.Add("address", "It should be an e-mail address, such as ann@example.com.");
        return email;
    }

    private static IReadOnlyList<string> LanguagesOf(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Desk.Texts.Languages(session);
    }

    private static IResult Answer(PageRequest request, Func<PrivacyView, PrivacyView> with, PageForm? form = null)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<PrivacyPage>(session, Title, with(PrivacyView.Of(request.Desk, session, form)), form?.Errors.Any == true ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
