using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Web.Public;

/// <summary>What every public page needs besides its own matter.</summary>
/// <param name="Title">Of the page, in its language.</param>
/// <param name="DeskName">Whose it is; empty while nobody has named the desk.</param>
/// <param name="IsFramed">It stands in a page of another site, which has a heading of its own.</param>
public sealed record PublicFrame(string Title, string DeskName, Texts Texts, bool IsFramed)
{
    /// <summary>Scripts of the page, from <c>Web/Assets</c>.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>The page in the other languages of the desk; empty where it has but one.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
}

/// <summary>
/// A request for a public page, by somebody whom the desk may not know. No session has to do with it, and nothing is kept in
/// the browser.
/// </summary>
internal sealed class PublicRequest
{
    private const string LanguageWord = "lang";
    private const int LongestLanguage = 20;

    private PublicRequest(HttpContext http, Desk desk) => (Http, Desk) = (http, desk);

    public HttpContext Http { get; }

    public Desk Desk { get; }

    public Reach Reach => Http.RequestServices.GetRequiredService<Reach>();

    /// <summary>A value of the query; null where it is not there, or longer than it can be.</summary>
    public string? Word(string name, int most = 200) => Http.Request.Query[name].ToString() is { Length: > 0 } word && word.Length <= most && !word.Any(char.IsControl) ? word : null;

    public static ValueTask<PublicRequest?> BindAsync(HttpContext http, ParameterInfo parameter) => ValueTask.FromResult<PublicRequest?>(new(http, http.RequestServices.GetRequiredService<Desk>()));

    /// <summary>The texts in the language that is asked for: by the address, else what is known of the person, else by the browser.</summary>
    /// <param name="known">The person's language, where he is known; as he or somebody stated it.</param>
    public Texts TextsOf(Session session, string? known = null)
    {
        var there = Desk.Texts.Languages(session);
        var wanted = new[] { Word(LanguageWord, LongestLanguage), known }.Concat(ByBrowser(Http.Request)).Select(language => Among(there, language)).FirstOrDefault(language => language is not null);
        return Desk.Texts.Of(session, wanted ?? TextBook.English);
    }

    /// <summary>A page. Its component has one parameter, <c>View</c>.</summary>
    /// <param name="framesOwn">It shows other public pages in itself.</param>
    /// <param name="framedBy">The sites that may show it in a page of theirs, as a policy names them; null: none.</param>
    public IResult Page<TComponent>(Session session, Texts texts, string title, object view, int status = StatusCodes.Status200OK, string? framedBy = null, bool isFramed = false, bool framesOwn = false, params string[] scripts)
        where TComponent : Microsoft.AspNetCore.Components.IComponent
    {
        var headers = Http.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; {(framesOwn ? "frame-src 'self'; " : "")}frame-ancestors {framedBy ?? "'none'"}";
        if (framedBy is not null) headers.Remove("X-Frame-Options");
        var frame = new PublicFrame(title, Desk.Settings.Chosen(session, KnownSettings.DeskName) ?? "", texts, isFramed) { Scripts = scripts, Languages = Desk.Texts.Languages(session) };
        return new RazorComponentResult<PublicDocument>(new { Component = typeof(TComponent), Frame = frame, View = view }) { StatusCode = status };
    }

    /// <summary>There is nothing at this address: the link is cut off, or of another desk.</summary>
    public IResult Nothing()
    {
        using var session = Desk.Database.Read();
        var texts = TextsOf(session);
        return Page<NothingPage>(session, texts, texts["page.not_found"], "", StatusCodes.Status404NotFound);
    }

    /// <summary>On to another page, after something was done.</summary>
    public static IResult GoTo(string path) => new SeeOther(path);

    // The languages of a browser, the one it likes best first (RFC 9110, 12.5.4).
    private static IEnumerable<string> ByBrowser(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage.OfType<string>()], out var given)
            ? given.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Take(20).Select(one => one.Value.ToString()) : [];

    // "de-AT" is read in "de" where the desk has no texts for Austria alone; "German" is what people write into lists.
    private static string? Among(IReadOnlyList<string> there, string? wanted)
    {
        if (wanted is null || wanted.Length > LongestLanguage) return null;
        var folded = LanguageNames.CodeOf(wanted) ?? wanted.ToLowerInvariant().Replace('_', '-');
        return there.FirstOrDefault(language => language.Equals(folded, StringComparison.OrdinalIgnoreCase)) ?? there.FirstOrDefault(language => folded.StartsWith($"{language}-", StringComparison.OrdinalIgnoreCase));
    }

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status303SeeOther, path);
            return Task.CompletedTask;
        }
    }
}
