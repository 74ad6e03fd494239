namespace Ripen.Work;

/// <summary>When something that did not get through is tried again: soon at first, then less and less often, for two days in all.</summary>
internal static class Backoff
{
    public static readonly TimeSpan InAll = TimeSpan.FromDays(2);

    private static readonly TimeSpan[] Rests =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>How many tries there are at most.</summary>
    public static int MostTries => Rests.Length + 2;

    /// <summary>When the next try is; the last one is two days after the first. Null: given up.</summary>
    /// <param name="attempts">How many tries there were, this one included.</param>
    /// <param name="first">When the first was, or when it was asked for.</param>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset first, DateTimeOffset now)
    {
        var end = first + InAll;
        if (now >= end) return null;
        var next = attempts <= Rests.Length ? now + Rests[attempts - 1] : end;
        return next < end ? next : end;
    }
}
