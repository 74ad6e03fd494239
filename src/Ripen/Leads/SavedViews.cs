using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>A list of leads that somebody gave a name.</summary>
internal sealed record SavedView(Guid Id, string Name, string Query);

/// <summary>The saved views of the desk.</summary>
internal static class SavedViews
{
    public const int LongestName = 60;
    public const int Most = 50;

    public static IReadOnlyList<SavedView> All(Session session)
    {
        var all = new List<SavedView>();
        session.Read("select view_id, name, query from saved_views order by view_id", row => all.Add(new(row.GetId(0), row.GetString(1), row.GetString(2))));
        return all;
    }

    public static void Save(Desk desk, Write write, string name, LeadsAddress address, string by) => write.Execute(
        "insert into saved_views (view_id, name, query, saved_at, saved_by) values (@id, @name, @query, @now, @by)",
        ("@id", desk.Ids.Next(desk.Now)),
        ("@name", name),
        ("@query", address.With("cursor", null).Query),
        ("@now", desk.Now),
        ("@by", by));

    public static bool Forget(Write write, Guid view) => write.Execute("delete from saved_views where view_id = @id", ("@id", view)) == 1;
}
