using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Views;

/// <param name="Path">/leads, /funnel, /sources.</param>
/// <param name="Name">As it is to be called; 60 characters at most.</param>
/// <param name="Query">The words of the page's address, without the question mark; empty: as it comes.</param>
/// <param name="Shared">For everybody; only for you where left out.</param>
internal sealed record GivenView(string Path, string Name, string? Query = null, bool? Shared = null);

/// <summary>A view that can be saved as it is.</summary>
internal sealed record NewView(ViewedPage Page, string Name, string Query, bool Shared)
{
    /// <summary>Null where something is wrong, which is added.</summary>
    public static NewView? Read(Desk desk, Session session, GivenView given, FieldErrors errors)
    {
        var (page, name, query) = (ViewedPage.Find(given.Path), given.Name.Trim(), given.Query ?? "");
        if (page is null) errors.Add("path", $"It should be one of {string.Join(", ", ViewedPage.All.Select(known => known.Path))}.");
        if (name.Length == 0) errors.Add("name", "Give the view a name.");
        else if (name.Length > SavedViews.LongestName) errors.Add("name", $"It may have at most {SavedViews.LongestName} characters.");
        else if (name.Any(char.IsControl)) errors.Add("name", "It holds a control character.");
        if (query.Length > SavedViews.LongestQuery) errors.Add("query", $"It may have at most {SavedViews.LongestQuery} characters.");
        if (errors.Any) return null;
        page!.CheckQuery(desk, session, query, errors);
        return errors.Any ? null : new(page, name, ViewedPage.QueryOf(query), given.Shared == true);
    }
}
