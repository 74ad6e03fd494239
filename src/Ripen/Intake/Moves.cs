using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>
/// Remembers where persons and leads were before an import moved them to another organisation or buying group, so that it
/// can be taken back. A move that comes otherwise is for good.
/// </summary>
internal sealed class Moves(Write write, int? import)
{
    private readonly List<object?[]> before = [];

    /// <summary>Groups that somebody left; those who stay are judged without him.</summary>
    public HashSet<Guid> Left { get; } = [];

    /// <param name="lead">Number 0: the person himself.</param>
    public void Add(LeadId lead, Guid? organisation, Guid? group)
    {
        if (group is { } left) Left.Add(left);
        if (import is not null) before.Add([lead.Person, lead.Number, import, organisation, group]);
        else write.Execute("delete from moves where person_id = @person and lead = @lead", ("@person", lead.Person), ("@lead", lead.Number));
    }

    // Of several moves by one import the first tells where it was.
    public void Write() => write.InsertNew(Tables.Moves, before);
}
