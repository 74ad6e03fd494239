using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>
/// Writes down whose passes a transaction changes, so that what is kept in memory of passes is put right by reading these
/// anew. Kept for a day: who has looked at none for longer reads all.
/// </summary>
internal static class PassChanges
{
    /// <summary>How long a change is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    // Of more new persons than that all between the first and the last are named: they lie together, and are read in one go.
    private const int MostSingly = 50;

    // Of more persons who were there before: these lie anywhere, and each by itself is soon read.
    private const int MostChanged = 1_000;
    private const int TidiedEvery = 1_000;
    private static int noted;

    /// <param name="areNew">Whether they have just come, one after the other.</param>
    public static void Note(Write write, IEnumerable<Guid> persons, bool areNew = false)
    {
        var changed = new SortedSet<Guid>(persons);
        if (changed.Count > (areNew ? MostSingly : MostChanged)) NoteBetween(write, changed.Min, changed.Max);
        else if (changed.Count > 0) Insert(write, [.. changed.Select(person => (person, person))]);
    }

    /// <summary>Of all persons from the first to the last.</summary>
    public static void NoteBetween(Write write, Guid first, Guid last) => Insert(write, [(first, last)]);

    // By the machine's clock, not the desk's: it says how long ago a transaction was, and the desk's may be put forward.
    private static void Insert(Write write, List<(Guid First, Guid Last)> changed)
    {
        var now = TimeProvider.System.GetUtcNow();
        write.Insert(Tables.PassChanges, changed.ConvertAll(range => (object?[])[Guid.CreateVersion7(now), now, range.First, range.Last]));
        if (Interlocked.Increment(ref noted) % TidiedEvery == 0) write.Execute("delete from pass_changes where at < @old", ("@old", now - KeptFor));
    }
}
