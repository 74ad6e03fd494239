using System.Data.Common;
using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>What is known of a visitor: a browser on one site, mostly one person’s.</summary>
/// <param name="Person">Who first said who he is.</param>
/// <param name="KnownAt">When that was, or when there was first something to know.</param>
/// <param name="SharedAt">From then on several are known to use it.</param>
/// <param name="Turn">Whom a signed link named since then.</param>
internal sealed record Visitor(Guid Id, Guid? Person, DateTimeOffset KnownAt, DateTimeOffset? SharedAt, Guid? Turn, DateTimeOffset? TurnAt, MachineSign? Machine, DateTimeOffset? WithdrawnAt)
{
    /// <summary>So long after a signed link a shared browser is taken to be in the same hands.</summary>
    public static readonly TimeSpan TurnLasts = TimeSpan.FromMinutes(30);

    private const string Columns = "visitor, person_id, known_at, shared_at, turn_person_id, turn_at, machine, withdrawn_at";

    /// <summary>Whose a visit is; null: nobody can say.</summary>
    public Guid? OwnerOf(DateTimeOffset at)
    {
        if (SharedAt is not { } shared || at < shared) return Person;
        return TurnAt is { } turn && at >= turn && at < turn + TurnLasts ? Turn : null;
    }

    public static Visitor? Find(Session session, Guid visitor) => Of(session, [visitor]).GetValueOrDefault(visitor);

    public static Dictionary<Guid, Visitor> Of(Session session, IReadOnlyCollection<Guid> visitors)
    {
        var found = new Dictionary<Guid, Visitor>();
        session.Find($"select {Columns} from visitors where visitor = any(@keys)", visitors, row => found[row.GetId(0)] = Of(row));
        return found;
    }

    private static Visitor Of(DbDataReader row) => new(
        row.GetId(0), row.GetIdOrNull(1), row.GetAt(2), row.GetAtOrNull(3), row.GetIdOrNull(4), row.GetAtOrNull(5), (MachineSign?)row.GetIntOrNull(6), row.GetAtOrNull(7));
}
