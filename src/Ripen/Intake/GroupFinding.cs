using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>Finds the open buying groups of a line, by organisation or by name, or makes them.</summary>
internal sealed class GroupFinding(Desk desk, Write write, string line, DateTimeOffset now, int? import)
{
    private readonly Dictionary<Guid, Guid> groups = [];
    private readonly Dictionary<string, Guid> named = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> made = [];
    private readonly List<object?[]> rows = [];

    /// <summary>Those that were made, in which nobody else can be.</summary>
    public IReadOnlySet<Guid> New => made;

    /// <summary>Looks up what will be asked for.</summary>
    public void Find(IEnumerable<Guid> organisations, IEnumerable<string> names)
    {
        write.Find(
            "select organisation_id, group_id from buying_groups where line = @line and closed_at is null and name is null and organisation_id = any(@keys)",
            [.. organisations.Distinct()],
            row => groups[row.GetId(0)] = row.GetId(1),
            ("@line", line));
        write.Find(
            "select name, group_id from buying_groups where line = @line and closed_at is null and name = any(@keys)",
            [.. names.Distinct()],
            row => named[row.GetString(0)] = row.GetId(1),
            ("@line", line));
    }

    public Guid Of(Guid organisation)
    {
        if (!groups.TryGetValue(organisation, out var group)) groups[organisation] = group = Make(organisation, null);
        return group;
    }

    /// <summary>Who is named to be in one group is, whatever his organisation is called.</summary>
    public Guid Named(string name, Guid organisation)
    {
        if (!named.TryGetValue(name, out var group)) named[name] = group = Make(organisation, name);
        return group;
    }

    public void Write() => write.Insert(Tables.BuyingGroups, rows);

    private Guid Make(Guid organisation, string? name)
    {
        var group = desk.Ids.Next(now);
        made.Add(group);
        rows.Add([group, organisation, line, now, null, import, name]);
        return group;
    }
}
