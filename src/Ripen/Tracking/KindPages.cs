using System.Globalization;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Tracking;

/// <summary>The kinds of touches as their page shows them.</summary>
/// <param name="Review">Those that nobody has looked at yet.</param>
/// <param name="IsCounting">How often they happened is being counted.</param>
public sealed record KindsView(IReadOnlyList<ShownKind> Review, IReadOnlyList<ShownKind> Known, int All, string? Words, bool IsCounting)
{
    public const int Most = 200;
}

/// <summary>One kind, and what is said of it.</summary>
/// <param name="Others">What it may count as.</param>
public sealed record KindView(ShownKind Kind, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string[]> Errors, IReadOnlyList<Option> Others)
{
    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field)?[0];
}

/// <summary><c>/kinds</c>: what touches were met, and what people of the desk say they are.</summary>
internal static class KindPages
{
    private static readonly QueryWord[] Words = [new("q", "Its name holds this.")];

    public static void Map(WebApplication app)
    {
        app.MapGet("/kinds", ListAsync).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();
        app.MapGet("/kinds/{kind}", GetAsync).ExcludeFromDescription();
        app.MapPost("/kinds/{kind}", ChangeAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(PageRequest request, KindCounts counts)
    {
        var counted = await counts.OfAsync();
        using var session = request.Desk.Database.Read();
        var (all, words) = (KindStore.All(request.Desk, session, counted), request.Query.Text("q"));
        var found = words is null ? all : all.FindAll(kind => kind.Name.Contains(words, StringComparison.OrdinalIgnoreCase) || kind.Label.Contains(words, StringComparison.OrdinalIgnoreCase));
        var sorted = found.OrderByDescending(kind => kind.Last90Days ?? 0).ThenBy(kind => kind.Name, StringComparer.Ordinal).ToList();
        var view = new KindsView([.. sorted.Where(kind => !kind.Confirmed).Take(KindsView.Most)], [.. sorted.Where(kind => kind.Confirmed).Take(KindsView.Most)], all.Count, words, counted is null);
        return request.IsPart ? request.Part<KindsPage>(session, view) : request.Page<KindsPage>(session, "Kinds of touches", view);
    }

    private static async Task<IResult> GetAsync(string kind, PageRequest request, KindCounts counts)
    {
        var counted = await counts.OfAsync();
        using var session = request.Desk.Database.Read();
        return KindStore.Find(request.Desk, session, kind, counted) is { } found ? Shown(request, session, found, new(StringComparer.Ordinal), FieldErrors.None) : HttpProblem.NotFound("kind");
    }

    private static async Task<IResult> ChangeAsync(string kind, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var given = new GivenKind(form.Text("label", KindStore.LongestLabel) ?? "", form.Text("direction"), form.Text("counts_as") ?? "");
        var (desk, version) = (request.Desk, form.Text("version"));
        var errors = new FieldErrors();
        var there = await desk.Writer.DoAsync(write =>
        {
            errors = new();
            if (KindStore.Find(desk, write, kind) is not { } found) return false;
            if (version != found.RowVersion.ToString(CultureInfo.InvariantCulture)) errors.Add("version", "Somebody has changed this kind since you opened it. Look at what stands there now, and save again.");
            else KindStore.Change(desk, write, request.Caller, found, given, errors);
            return true;
        }, request.Http.RequestAborted);
        if (!there) return HttpProblem.NotFound("kind");
        if (!errors.Any) return request.GoTo("/kinds");
        using var session = desk.Database.Read();
        var typed = new Dictionary<string, string>(StringComparer.Ordinal) { ["label"] = given.Label!, ["direction"] = given.Direction ?? "", ["counts_as"] = given.CountsAs! };
        return Shown(request, session, KindStore.Find(desk, session, kind)!, typed, errors.BySentence);
    }

    private static IResult Shown(PageRequest request, Storage.Session session, ShownKind kind, Dictionary<string, string> typed, IReadOnlyDictionary<string, string[]> errors)
    {
        var others = KindStore.All(request.Desk, session, null).Where(other => other.Kind != kind.Kind && other.CountsAs is null && (other.Confirmed || other.Standard)).Take(KindsView.Most);
        var view = new KindView(kind, typed, errors, [new("", "Itself"), .. others.Select(other => new Option(other.Name, other.Label == other.Name ? other.Name : $"{other.Name}: they {other.Label}"))]);
        return request.Page<KindPage>(session, kind.Name, view, errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
