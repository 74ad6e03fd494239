using System.Security.Cryptography;
using System.Text;
using Ripen.Storage;

namespace Ripen.Work;

/// <summary>A piece of work on more than one lead, as it was asked for and how far it is.</summary>
/// <param name="Owner">The group or organisation; of a line, who knows.</param>
/// <param name="Line">Of <see cref="DeskWorkKind.JudgeLine"/> and <see cref="DeskWorkKind.JudgeLineAnew"/>; of others what belongs to it.</param>
/// <param name="Place">The last person done.</param>
internal sealed record AskedWork(DeskWorkKind Kind, Guid Owner, DateTimeOffset DueAt, string? Line, Guid? Place);

/// <summary>
/// Follow-up work on more than one lead: asked for in the transaction that makes it necessary, done by and by. Whoever asks
/// again takes the claim away, and so it is done again from the start: what is ended or moved on is so only by who has it.
/// </summary>
internal static class DeskWork
{
    private const string Mine = "kind = @kind and owner = @owner and claimed_by = @by";

    /// <summary>Asks for work; what was asked for already is due again.</summary>
    public static void Ask(Write write, DeskWorkKind kind, IEnumerable<Guid> owners, DateTimeOffset due) =>
        write.Save(Tables.DeskWork, [.. owners.Select(owner => (object?[])[(int)kind, owner, due, null, null, null, null, 0, null])]);

    /// <summary>Asks that a line be judged under a version of its agreement when that comes in force; one does not put off another.</summary>
    public static void AskLine(Write write, string line, int version, DateTimeOffset due)
    {
        var owner = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{version} {line}"))).AsSpan(0, 16), bigEndian: true);
        write.Save(Tables.DeskWork, [[(int)DeskWorkKind.JudgeLine, owner, due, line, null, null, null, 0, null]]);
    }

    /// <summary>Asks that a line be judged again under the agreement that it is judged under already.</summary>
    public static void AskLineAnew(Write write, string line, DateTimeOffset due)
    {
        var owner = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(line)).AsSpan(0, 16), bigEndian: true);
        write.Save(Tables.DeskWork, [[(int)DeskWorkKind.JudgeLineAnew, owner, due, line, null, null, null, 0, null]]);
    }

    /// <summary>Asks for work about one owner, with what belongs to it.</summary>
    public static void Ask(Write write, DeskWorkKind kind, Guid owner, string data, DateTimeOffset due) =>
        write.Save(Tables.DeskWork, [[(int)kind, owner, due, data, null, null, null, 0, null]]);

    public static HashSet<DeskWorkKind> Due(Session session, DateTimeOffset now)
    {
        var kinds = new HashSet<DeskWorkKind>();
        session.Read($"select distinct kind from desk_work where {Claim.IsFree}", row => kinds.Add((DeskWorkKind)row.GetInt16(0)), ("@now", now));
        return kinds;
    }

    /// <summary>The first instant after now at which something is due.</summary>
    public static DateTimeOffset? Next(Session session, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        session.Read("select min(due_at) from desk_work where due_at > @now", row => next = row.GetAtOrNull(0), ("@now", now));
        return next;
    }

    /// <summary>Takes what has been due for longest; none where nothing is due, or others took it.</summary>
    public static List<AskedWork> Take(Write write, DeskWorkKind kind, Claim claim, int most)
    {
        var (owners, taken) = (new List<Guid>(), new List<AskedWork>());
        write.Read($"select owner from desk_work where kind = @kind and {Claim.IsFree} order by due_at limit @most", row => owners.Add(row.GetId(0)), ("@kind", kind), ("@now", claim.At), ("@most", most));
        write.Find(
            $"update desk_work set claimed_by = @by, claimed_until = @until where kind = @kind and owner = any(@keys) and {Claim.IsFree} returning owner, due_at, data, place",
            owners,
            row => taken.Add(new(kind, row.GetId(0), row.GetAt(1), row.GetTextOrNull(2), row.GetIdOrNull(3))),
            ("@kind", kind),
            ("@now", claim.At),
            ("@by", claim.By),
            ("@until", claim.Until));
        return taken;
    }

    public static void Done(Write write, AskedWork work, Guid by) =>
        write.Execute($"delete from desk_work where {Mine}", ("@kind", work.Kind), ("@owner", work.Owner), ("@by", by));

    /// <summary>Keeps how far it is, and leaves the rest to whoever comes next.</summary>
    public static void MoveOn(Write write, AskedWork work, Guid by, Guid? place, DateTimeOffset due) => write.Execute(
        $"update desk_work set place = @place, due_at = @due, claimed_by = null, claimed_until = null, attempts = 0, error = null where {Mine}",
        ("@kind", work.Kind),
        ("@owner", work.Owner),
        ("@by", by),
        ("@place", place),
        ("@due", due));

    /// <summary>Puts work that failed behind the other; it goes on from its place.</summary>
    /// <param name="error">What went wrong, without a word of what is known of anybody.</param>
    public static void PushAhead(Write write, AskedWork work, Guid by, DateTimeOffset now, string error) => write.Execute(
        $"update desk_work set due_at = @due, claimed_by = null, claimed_until = null, attempts = attempts + 1, error = @error, place = @place where {Mine}",
        ("@kind", work.Kind),
        ("@owner", work.Owner),
        ("@by", by),
        ("@due", now + DueWork.PushedAhead),
        ("@place", work.Place),
        ("@error", error));
}
