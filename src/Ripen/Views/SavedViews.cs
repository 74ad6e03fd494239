using System.Data.Common;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Views;

/// <summary>A list or a report with its filters, which somebody gave a name.</summary>
/// <param name="Path">Of the list or report.</param>
/// <param name="Query">Its filters, as they stand in the address; days that are left out are the last twelve months, whenever it is opened.</param>
/// <param name="Shared">Whether everybody has it, or only who saved it.</param>
public sealed record SavedView(Guid Id, string Path, string Name, string Query, bool Shared, DateTimeOffset SavedAt, string SavedBy)
{
    public string Address => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>Whether somebody may remove it: who saved it, or an administrator.</summary>
    internal bool IsFor(Caller caller) => SavedBy == caller.By || caller.Roles.HasFlag(Role.Administrator);
}

/// <summary>The saved views of the desk. Everybody has those that are shared and his own.</summary>
internal static class SavedViews
{
    public const int LongestName = 60;
    public const int LongestQuery = 2_000;

    /// <summary>So many of one list or report somebody may have before he saves another.</summary>
    public const int Most = 50;

    private const string Columns = "view_id, path, name, query, is_shared, saved_at, saved_by";

    /// <summary>Those that somebody has, the oldest first.</summary>
    /// <param name="path">Only of this list or report.</param>
    public static List<SavedView> Of(Session session, Caller caller, string? path = null)
    {
        var found = new List<SavedView>();
        session.Read(
            $"select {Columns} from saved_views where (is_shared or saved_by = @by){(path is null ? "" : " and path = @path")} order by view_id",
            row => found.Add(Of(row)),
            [("@by", caller.By), .. path is null ? [] : new (string, object?)[] { ("@path", path) }]);
        return found;
    }

    /// <summary>Null where he has none of that id.</summary>
    public static SavedView? Find(Session session, Caller caller, string id)
    {
        SavedView? found = null;
        if (Guid.TryParse(id, out var view)) session.Read($"select {Columns} from saved_views where view_id = @id and (is_shared or saved_by = @by)", row => found = Of(row), ("@id", view), ("@by", caller.By));
        return found;
    }

    public static Answer<SavedView> Save(Desk desk, Write write, Caller caller, NewView view)
    {
        if (Of(write, caller, view.Page.Path).Count >= Most) return HttpProblem.Refused("too_many_views", $"There are {Most} saved views already. Remove one first.");
        var saved = new SavedView(desk.Ids.Next(desk.Now), view.Page.Path, view.Name, view.Query, view.Shared, desk.Now, caller.By);
        var isNew = write.Execute(
            $"insert into saved_views ({Columns}, folded) values (@id, @path, @name, @query, @shared, @at, @by, @folded) on conflict (saved_by, folded) do nothing",
            ("@id", saved.Id),
            ("@path", saved.Path),
            ("@name", saved.Name),
            ("@query", saved.Query),
            ("@shared", saved.Shared),
            ("@at", saved.SavedAt),
            ("@by", saved.SavedBy),
            ("@folded", Folded.From(saved.Name))) == 1;
        return isNew ? saved : HttpProblem.Refused("name_taken", "You have a view of this name already. Choose another name, or remove that one first.");
    }

    /// <summary>Answers with the view that is no more.</summary>
    public static Answer<SavedView> Remove(Write write, Caller caller, string id)
    {
        if (Find(write, caller, id) is not { } view) return HttpProblem.NotFound("view");
        if (!view.IsFor(caller)) return HttpProblem.Refused("not_yours", "Only who saved a view, or an administrator, may remove it.");
        write.Execute("delete from saved_views where view_id = @id", ("@id", view.Id));
        return view;
    }

    private static SavedView Of(DbDataReader row) => new(row.GetId(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetYes(4), row.GetAt(5), row.GetString(6));
}
