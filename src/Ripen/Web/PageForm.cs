using System.Reflection;
using Microsoft.AspNetCore.Http.Features;

namespace Ripen.Web;

/// <summary>
/// A form of a page as it was sent, bounded; and what is wrong with it. A form that does not say that it comes from a page
/// of this desk is refused: browsers send Origin with every form, so nothing else is needed against forged ones.
/// </summary>
internal sealed class PageForm
{
    private const int MostFields = 1_100;
    private const int MostBytes = 1_000_000;
    private readonly IFormCollection fields;

    private PageForm(IFormCollection fields, HttpProblem? problem) => (this.fields, Problem) = (fields, problem);

    /// <summary>Why it is no form at all.</summary>
    public HttpProblem? Problem { get; }

    public FieldErrors Errors { get; } = new();

    /// <summary>Whether it comes from a page of this desk: a foreign Origin has been turned away before.</summary>
    public static bool IsOurs(HttpRequest request) => request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"] == "same-origin";

    public static async ValueTask<PageForm> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        return IsOurs(http.Request) ? await ReadAsync(http, MostFields, MostBytes) : new(FormCollection.Empty, HttpProblem.WrongOrigin);
    }

    /// <summary>A form that may come from any site: what is done by it must not rest on who sends it.</summary>
    public static ValueTask<PageForm> OfAnybodyAsync(HttpContext http, int mostFields, int mostBytes) => ReadAsync(http, mostFields, mostBytes);

    private static async ValueTask<PageForm> ReadAsync(HttpContext http, int mostFields, int mostBytes)
    {
        var request = http.Request;
        if (!RequestBytes.IsOf(request, "application/x-www-form-urlencoded")) return new(FormCollection.Empty, HttpProblem.WrongMediaType("application/x-www-form-urlencoded"));
        if (request.ContentLength is not { } length || length > mostBytes) return new(FormCollection.Empty, RequestBytes.TooLarge(mostBytes));
        try
        {
            var options = new FormOptions { ValueCountLimit = mostFields, BufferBody = false, BufferBodyLengthLimit = mostBytes };
            return new(await new FormFeature(request, options).ReadFormAsync(http.RequestAborted), null);
        }
        catch (InvalidDataException)
        {
            return new(FormCollection.Empty, HttpProblem.Malformed("The form has too many fields or is not as forms are. Nothing was recorded."));
        }
    }

    /// <summary>As it was typed, without the blanks around it and without control characters; null where nothing was.</summary>
    public string? Text(string name, int most = 200)
    {
        var typed = fields[name].ToString();
        var text = string.Concat(typed.Where(c => !char.IsControl(c) || c == '\n')).Trim();
        if (text.Length > most) Errors.Add(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It may have at most {most:#,##0} characters; this has {text.Length:#,##0}."));
        return text.Length == 0 ? null : text.Length > most ? text[..most] : text;
    }

    /// <summary>Exactly as it was typed: a password may begin with a blank.</summary>
    public string? Secret(string name, int most = 500) => fields[name].ToString() is { Length: > 0 } typed && typed.Length <= most ? typed : null;

    /// <summary>Of all its fields.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>All values of a field that may stand there several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. fields[name].OfType<string>()];

    public bool IsSet(string name) => fields.ContainsKey(name);
}
