using Ripen.Web;

namespace Ripen.Languages;

/// <summary>One text as it can be worded.</summary>
/// <param name="Usual">As it stands without a wording of the desk's: what ships in the language, else in English.</param>
/// <param name="Own">As the desk words it; null: as it ships.</param>
public sealed record TextRow(string Key, string Usual, bool IsTranslated, string? Own);

/// <summary>The texts of one language.</summary>
/// <param name="Missing">How many stand in English.</param>
public sealed record TextsView(string Language, IReadOnlyList<string> Languages, IReadOnlyList<IGrouping<string, TextRow>> Groups, int Missing, bool IsSaved, string? Error, string? Typed);

/// <summary><c>/texts</c>: what visitors read, worded otherwise or in a further language.</summary>
internal static class TextPages
{
    private const string Path = "/texts";
    private const int Longest = 1_000;
    private const int MostLanguages = 40;

    public static void Map(WebApplication app)
    {
        app.MapGet(Path, Get).ExcludeFromDescription();
        app.MapPost(Path, SaveAsync).ExcludeFromDescription();
        app.MapPost($"{Path}/languages", AddAsync).ExcludeFromDescription();
    }

    /// <summary>What a group of texts is about.</summary>
    public static string NameOf(string group) => group switch
    {
        "page" => "All pages",
        "form" => "Forms",
        "wrong" => "What is wrong with an answer",
        "help" => "How to answer",
        "ask" => "Questions for facts that every agreement knows",
        "option" => "Answers to choose from",
        _ => "Consent and mails",
    };

    private static IResult Get(PageRequest request) => Shown(request, request.Http.Request.Query["language"].ToString(), null, null, StatusCodes.Status200OK);

    private static IResult Shown(PageRequest request, string language, string? error, string? typed, int status)
    {
        using var session = request.Desk.Database.Read();
        var book = request.Desk.Texts;
        var all = book.Languages(session);
        var chosen = all.Contains(language) ? language : TextBook.English;
        var own = book.WordedHere(session, chosen);
        var rows = TextBook.Keys.Select(key => new TextRow(key, TextBook.ShippedOf(chosen, key) ?? TextBook.ShippedOf(TextBook.English, key)!, TextBook.ShippedOf(chosen, key) is not null, own.GetValueOrDefault(key))).ToList();
        var view = new TextsView(chosen, all, [.. rows.GroupBy(row => row.Key.Split('.')[0])], rows.Count(row => row is { IsTranslated: false, Own: null }), request.Http.Request.Query.ContainsKey("saved"), error, typed);
        return request.Page<TextsPage>(session, "Texts", view, status);
    }

    private static async Task<IResult> SaveAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, language) = (request.Desk, form.Text("language") ?? "");
        var changes = new List<(string Key, string? Says)>();
        using (var session = desk.Database.Read())
        {
            if (!desk.Texts.Languages(session).Contains(language)) return HttpProblem.NotFound("language");
            var own = desk.Texts.WordedHere(session, language);
            foreach (var key in TextBook.Keys.Where(key => form.IsSet(key)))
            {
                var says = form.Text(key, Longest);
                // What is typed as it ships is no wording of its own.
                if (says == TextBook.ShippedOf(language, key)) says = null;
                if (says != own.GetValueOrDefault(key)) changes.Add((key, says));
            }
        }
        if (form.Errors.Any) return Shown(request, language, form.Errors.ToProblem().Detail, null, StatusCodes.Status400BadRequest);
        await desk.Writer.DoAsync(write => changes.ForEach(change => TextBook.Set(write, language, change.Key, change.Says, request.By, desk.Now)), request.Http.RequestAborted);
        return request.GoTo($"{Path}?language={language}&saved=yes");
    }

    private static async Task<IResult> AddAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, typed) = (request.Desk, form.Text("add", 40));
        var code = typed is null ? null : LanguageNames.CodeOf(typed) ?? (LanguageNames.IsCode(typed.ToLowerInvariant()) ? typed.ToLowerInvariant() : null);
        if (code is null) return Shown(request, "", "This is no language. Write its name or code: Italian, italiano or it.", typed, StatusCodes.Status400BadRequest);
        bool isFull;
        using (var session = desk.Database.Read()) isFull = desk.Texts.Languages(session).Count >= MostLanguages;
        if (isFull) return Shown(request, "", "The desk has as many languages as it can.", typed, StatusCodes.Status400BadRequest);
        await desk.Writer.DoAsync(write =>
        {
            if (!desk.Texts.Languages(write).Contains(code)) TextBook.Set(write, code, "page.language", LanguageNames.OwnNameOf(code), request.By, desk.Now);
        }, request.Http.RequestAborted);
        return request.GoTo($"{Path}?language={code}");
    }
}
