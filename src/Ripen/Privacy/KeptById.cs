using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>Deletes rows that have an id: found by a reader, in pieces, so that the writer waits for none of it.</summary>
internal static class KeptById
{
    private const int Piece = 1_000;

    /// <param name="find">Gives ids, at most <c>@most</c>, from <c>@oldest</c> or before.</param>
    /// <param name="deletes">Each with <c>= any(@keys)</c> and <c>returning</c> the id.</param>
    public static async Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, string find, CancellationToken stop, params string[] deletes)
    {
        for (var deleted = 0L; ;)
        {
            var old = new HashSet<Guid>();
            using (var session = desk.Database.Read()) session.Read(find, row => old.Add(row.GetId(0)), ("@oldest", oldest), ("@most", Piece));
            if (old.Count == 0) return deleted;
            await desk.Writer.DoAsync(write => Delete(write, deletes, old), stop);
            deleted += old.Count;
        }
    }

    private static void Delete(Write write, string[] deletes, HashSet<Guid> keys)
    {
        foreach (var sql in deletes) write.Find(sql, keys, _ => { });
    }
}
