using Ripen.Funnel;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Views;

/// <summary>The saved views of a report as its page shows them, and what of it would be saved now.</summary>
/// <param name="Query">What it is about, for the address.</param>
/// <param name="Here">The view that is looked at.</param>
/// <param name="MayRemove">Whether whoever looks may remove that.</param>
/// <param name="IsUsual">Its days are those that it has where none are named.</param>
public sealed record ReportViews(string Path, string Query, IReadOnlyList<SavedView> Saved, SavedView? Here, bool MayRemove, DateOnly From, DateOnly To, bool IsUsual)
{
    /// <summary>In the form: the days stay as they are.</summary>
    public const string These = "these";

    /// <summary>In the form: everybody gets the view.</summary>
    public const string ForAll = "all";

    internal static ReportViews Of(PageRequest request, Session session, string path, FunnelQuery asked)
    {
        var saved = SavedViews.Of(session, request.Caller, path);
        var query = ViewedPage.QueryOf(request.Http.Request.QueryString.Value ?? "");
        var here = saved.Find(view => view.Query == query);
        var usual = FunnelWords.Read(ListQuery.Of(path), request.Desk, session)!;
        return new(path, query, saved, here, here?.IsFor(request.Caller) == true, asked.From, asked.To, (usual.From, usual.To) == (asked.From, asked.To));
    }
}
