using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>A list of organisations as its page shows it.</summary>
/// <param name="Next">The address of the next page.</param>
/// <param name="IsNone">The desk knows none at all.</param>
public sealed record OrganisationsView(IReadOnlyList<OrganisationRow> Rows, PageCount Count, string? Next, string? Words, string Sort, bool IsFurther, bool IsNone)
{
    /// <summary>The list again, in another order.</summary>
    public string Sorted(string sort) => Address(("q", Words), ("sort", sort == OrganisationOrder.Sorts[0] ? null : sort));

    internal static string Address(params IEnumerable<(string Word, string? Value)> words)
    {
        var query = string.Join('&', words.Where(word => !string.IsNullOrEmpty(word.Value)).Select(word => $"{word.Word}={Uri.EscapeDataString(word.Value!)}"));
        return query.Length == 0 ? "/organisations" : $"/organisations?{query}";
    }
}

/// <summary><c>/organisations</c>: the list, searched and sorted.</summary>
internal static class OrganisationsPages
{
    private static readonly QueryWord[] Words = [new("q", "Its name begins so."), new("sort", "The order.") { OneOf = OrganisationOrder.Sorts }, QueryWord.Limit, QueryWord.Cursor];

    public static void Map(WebApplication app) =>
        app.MapGet("/organisations", Get).AddEndpointFilter(ListQuery.CheckAsync).TakesQuery(Words).ExcludeFromDescription();

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var (view, problem) = View(request, session);
        if (problem is not null) return problem;
        if (!request.IsPart) return request.Page<OrganisationsPage>(session, "Organisations", view!);
        if (view!.IsFurther == false) request.Http.Response.Headers["HX-Push-Url"] = view.Sorted(view.Sort);
        return request.Part<OrganisationsTable>(session, view);
    }

    private static (OrganisationsView? View, HttpProblem? Problem) View(PageRequest request, Session session)
    {
        var query = request.Query;
        var order = new OrganisationOrder(session, query);
        var found = order.Page(query.Limit, out var next);
        if (query.Errors.Any) return (null, query.Errors.ToProblem());
        var (words, sort) = (query.Text("q"), query.Text("sort") ?? OrganisationOrder.Sorts[0]);
        var isNone = found.Count == 0 && words is null && session.Single("select 1 from organisations limit 1") is null;
        var further = next is null ? null : OrganisationsView.Address(("q", words), ("sort", query.Text("sort")), ("limit", query.Text("limit")), ("cursor", next));
        return (new(OrganisationRow.Of(request.Desk, session, found), order.Count(), further, words, sort, request.Http.Request.Query["cursor"].Count > 0, isNone), null);
    }
}
