using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>People who work together, and who leads them.</summary>
public sealed record Team(Guid Id, string Name, Guid? Manager, int Version);

/// <summary>The teams of the desk.</summary>
internal static class Teams
{
    public const int LongestName = 60;
    private const string Columns = "team_id, name, manager, version";

    /// <summary>By name.</summary>
    public static List<Team> All(Session session) => Read(session, "order by name, team_id");

    public static Team? Find(Session session, Guid id) => Read(session, "where team_id = @id", ("@id", id)).FirstOrDefault();

    public static void Add(Write write, Team team) => write.Execute("insert into teams (team_id, name, manager, version) values (@id, @name, @manager, 1)", ("@id", team.Id), ("@name", team.Name), ("@manager", team.Manager));

    /// <returns>False where somebody changed it since it was read.</returns>
    public static bool Save(Write write, Team team) => write.Execute(
        "update teams set name = @name, manager = @manager, version = version + 1 where team_id = @id and version = @version", ("@name", team.Name), ("@manager", team.Manager), ("@id", team.Id), ("@version", team.Version)) == 1;

    /// <summary>Its people are in none then.</summary>
    public static bool Remove(Write write, Guid id)
    {
        foreach (var user in Users.InTeam(write, id)) Users.Save(write, user with { Team = null });
        return write.Execute("delete from teams where team_id = @id", ("@id", id)) == 1;
    }

    private static List<Team> Read(Session session, string which, params ReadOnlySpan<(string, object?)> values)
    {
        var all = new List<Team>();
        session.Read($"select {Columns} from teams {which}", row => all.Add(new(row.GetId(0), row.GetString(1), row.GetIdOrNull(2), row.GetInt32(3))), values);
        return all;
    }
}
