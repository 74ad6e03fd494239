using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>People who work together, and who leads them.</summary>
public sealed record Team(Guid Id, string Name, Guid? Manager, int Version);

/// <summary>The teams of the desk.</summary>
internal static class Teams
{
    public const int LongestName = 60;

    /// <summary>By name.</summary>
    public static List<Team> All(Session session)
    {
        var all = new List<Team>();
        session.Read("select team_id, name, manager, version from teams order by name, team_id", row => all.Add(new(row.GetId(0), row.GetString(1), row.GetIdOrNull(2), row.GetInt32(3))));
        return all;
    }
}
