using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Web;

/// <summary>A request for a page or a part of one, and the ways to answer it.</summary>
internal sealed class PageRequest
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PageRequest(HttpContext http, Desk desk) => (Http, Desk, Caller, Query) = (http, desk, http.Caller(), new(http.Request.Path, http.Request.Query));

    public HttpContext Http { get; }

    public Desk Desk { get; }

    public Caller Caller { get; }

    public Reach Reach => Http.RequestServices.GetRequiredService<Reach>();

    /// <summary>Who does what is done here.</summary>
    public string By => Caller.By;

    /// <summary>The query, read as lists of the API read theirs.</summary>
    public ListQuery Query { get; }

    /// <summary>Whether only a part is wanted, which takes the place of what is there.</summary>
    public bool IsPart => Http.Request.Headers["HX-Request"] == "true";

    public static ValueTask<PageRequest?> BindAsync(HttpContext http, ParameterInfo parameter) => ValueTask.FromResult<PageRequest?>(new(http, http.RequestServices.GetRequiredService<Desk>()));

    /// <summary>A page in its frame. Its component has one parameter, <c>View</c>.</summary>
    public IResult Page<TComponent>(Session session, string title, object view, int status = StatusCodes.Status200OK)
        where TComponent : Microsoft.AspNetCore.Components.IComponent => Answer(Http, typeof(TComponent), Frame.Of(Http, Desk, session, title) with { IsFragment = false }, view, status);

    /// <summary>A part of a page, for whoever asked for a part.</summary>
    public IResult Part<TComponent>(Session session, object view, int status = StatusCodes.Status200OK)
        where TComponent : Microsoft.AspNetCore.Components.IComponent => Answer(Http, typeof(TComponent), Frame.Of(Http, Desk, session, "") with { IsFragment = true }, view, status);

    /// <summary>On to another page, after something was done; a part is told to let the whole page go there.</summary>
    public IResult GoTo(string path)
    {
        if (!IsPart) return new SeeOther(path);
        Http.Response.Headers["HX-Redirect"] = path;
        return TypedResults.NoContent();
    }

    /// <summary>Something went wrong, for a person who looks at it in a browser.</summary>
    public static Task SayAsync(HttpProblem problem, HttpContext http)
    {
        var frame = Frame.Bare(http, problem.Title);
        return Answer(http, typeof(ProblemPage), frame, ProblemView.Of(problem), problem.Status).ExecuteAsync(http);
    }

    /// <summary>Whether whoever asks reads pages, not JSON.</summary>
    public static bool IsReader(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !NotPages.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal));

    private static readonly string[] NotPages = ["/api", "/internal", "/health", "/openapi"];

    private static RazorComponentResult<Document> Answer(HttpContext http, Type component, Frame frame, object view, int status)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        // Without a referrer browsers send forms with the Origin null, and the fence would not know them for ours.
        headers["Referrer-Policy"] = "same-origin";
        headers.Vary = "HX-Request";
        return new(new { Component = component, Frame = frame, View = view }) { StatusCode = status };
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
