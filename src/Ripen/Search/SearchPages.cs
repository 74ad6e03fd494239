using Ripen.Web;

namespace Ripen.Search;

/// <summary><c>/search</c>: what is found, under the search field while somebody types, or as a page.</summary>
internal static class SearchPages
{
    private const int MostUnderField = 6;
    private const int MostOnPage = 50;

    public static void Map(WebApplication app) => app.MapGet("/search", Get).ExcludeFromDescription();

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var view = Finding.Of(request.Desk, session, request.Http.Request.Query["q"].ToString(), request.IsPart ? MostUnderField : MostOnPage, request.IsPart);
        return request.IsPart ? request.Part<SearchHits>(session, view) : request.Page<SearchPage>(session, view.Words.Length == 0 ? "Search" : $"Search: {view.Words}", view);
    }
}
