using Ripen.Storage;

namespace Ripen.Work;

/// <summary>Follow-up work on more than one lead: asked for in the transaction that makes it necessary, done by and by.</summary>
internal static class DeskWork
{
    /// <summary>Asks for work; what was asked for already is due again.</summary>
    public static void Ask(Write write, DeskWorkKind kind, IEnumerable<Guid> owners, DateTimeOffset due) =>
        write.Save(Tables.DeskWork, [.. owners.Select(owner => (object?[])[(int)kind, owner, due, null, null, null, null, 0, null])]);
}
