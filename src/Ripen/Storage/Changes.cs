using System.Diagnostics;

namespace Ripen.Storage;

/// <summary>
/// Tells every process on the database that things of a kind have changed, by a number in <c>versions</c>. Each process
/// raises it at most once a second, as the last thing in a transaction, so that it costs nothing beside what changed and
/// nobody waits for it: whoever sees it raised reads once more a second later.
/// </summary>
internal sealed class Changes
{
    public const string Leads = "leads";

    /// <summary>What the desk sends to its users, and what became of it.</summary>
    public const string Mails = "mails";

    /// <summary>What is told to other programs, and what became of it.</summary>
    public const string Webhooks = "webhook_tries";

    /// <summary>What the tracker tells of.</summary>
    public const string Visits = "visits";

    /// <summary>How long nothing more is said after something was said.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> said = new(StringComparer.Ordinal);
    private readonly Lock access = new();

    /// <summary>Whether it is to be said now; from then on it counts as said.</summary>
    public bool IsDue(string what)
    {
        lock (access)
        {
            var now = Stopwatch.GetTimestamp();
            if (said.TryGetValue(what, out var last) && Stopwatch.GetElapsedTime(last, now) < Apart) return false;
            said[what] = now;
            return true;
        }
    }

    /// <summary>It was not said after all.</summary>
    public void Forget(string what)
    {
        lock (access) said.Remove(what);
    }
}
