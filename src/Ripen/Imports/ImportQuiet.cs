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

    /// <summary>Until when; null where it is quiet enough to act. Of an import that runs, ten minutes from now.</summary>
    public static DateTimeOffset? Until(Session session, DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        session.Read(
            "select ended_at from imports where undone_at is null and told_at is null and ((ended_at is null and began_at > @longest) or ended_at > @after)",
            row => until = Later(until, (row.GetAtOrNull(0) ?? now) + After),
            ("@longest", now - Longest),
            ("@after", now - After));
        return until;
    }

    /// <summary>History is told: what waited for that begins.</summary>
    public static void End(Write write, DateTimeOffset now)
    {
        write.Execute("update imports set told_at = @now where told_at is null", ("@now", now));
        write.Execute("update due_work set due_at = @now where kind = 2 and due_at > @now and due_at <= @until and claimed_by is null", ("@now", now), ("@until", now + After));
    }

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;
}
