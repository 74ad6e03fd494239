using Ripen.Funnel;
using Ripen.Web;

namespace Ripen.Views;

/// <summary><c>/views</c>: what the forms of saved views are sent to.</summary>
internal static class ViewPages
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/views", SaveReportAsync).ExcludeFromDescription();
        app.MapPost("/views/{view}/removal", RemoveAsync).ExcludeFromDescription();
    }

    /// <summary>Saves what a form names, and goes there; says what is wrong with it.</summary>
    public static async Task<IResult> SaveAsync(PageRequest request, PageForm form, GivenView given)
    {
        var desk = request.Desk;
        NewView? view;
        using (var session = desk.Database.Read()) view = NewView.Read(desk, session, given, form.Errors);
        if (view is null) return form.Errors.ToProblem();
        var saved = await desk.Writer.DoAsync(write => SavedViews.Save(desk, write, request.Caller, view), request.Http.RequestAborted);
        return saved.Problem ?? request.GoTo(saved.Value!.Address);
    }

    public static async Task<IResult> RemoveAsync(string view, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var removed = await request.Desk.Writer.DoAsync(write => SavedViews.Remove(write, request.Caller, view), request.Http.RequestAborted);
        return removed.Problem ?? request.GoTo(removed.Value!.Path);
    }

    private static async Task<IResult> SaveReportAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var (path, query) = (form.Text("path") ?? "", form.Text("query", SavedViews.LongestQuery) ?? "");
        if (form.Text("days") is { } days)
        {
            (string, string)[] those = days == ReportViews.These ? [("from", form.Text("from") ?? ""), ("to", form.Text("to") ?? "")] : [];
            query = ViewedPage.QueryOf(query, FunnelWords.Days, those);
        }
        return await SaveAsync(request, form, new(path, form.Text("name", SavedViews.LongestName) ?? "", query, form.Text("for") == ReportViews.ForAll));
    }
}
