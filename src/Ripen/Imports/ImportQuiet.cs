using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>
/// While imports run, and a while after the last, nothing is done by itself about the leads they brought: leads come first,
/// what Sales decided of them in the next file.
/// </summary>
internal static class ImportQuiet
{
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    // An import that was broken off never ends.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    // Where files come all day, what the first brought does not wait for the last.
    private static readonly TimeSpan MostAfterItsOwn = TimeSpan.FromHours(1);

    /// <summary>Until when what an import brought is left alone; those of which nothing is said are not.</summary>
    /// <returns>By number of the import. Of one that runs, ten minutes from now.</returns>
    public static IReadOnlyDictionary<int, DateTimeOffset> Until(Session session, DateTimeOffset now)
    {
        var (ends, isTold) = (new Dictionary<int, DateTimeOffset>(), true);
        session.Read(
            "select import, ended_at from imports where undone_at is null and told_at is null and ((ended_at is null and began_at > @longest) or ended_at > @after)",
            row =>
            {
                isTold &= !row.IsDBNull(1);
                ends[row.GetInt32(0)] = row.GetAtOrNull(1) ?? now;
            },
            ("@longest", now - Longest),
            ("@after", now - Longest));
        var last = ends.Count == 0 ? now : ends.Values.Max() + After;
        return ends.ToDictionary(end => end.Key, end => isTold ? Earlier(last, end.Value + MostAfterItsOwn) : last).Where(until => until.Value > now).ToDictionary();
    }

    /// <summary>History is told: what waited for that begins.</summary>
    public static void End(Write write, DateTimeOffset now)
    {
        write.Execute("update imports set told_at = @now where told_at is null", ("@now", now));
        write.Execute("update due_work set due_at = @now where kind = 2 and due_at > @now and due_at <= @until and claimed_by is null", ("@now", now), ("@until", now + After));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
