namespace Ripen.Work;

/// <summary>Who takes due work, and for how long: when a claim has run out, its work is anybody's again.</summary>
internal readonly record struct Claim(Guid By, DateTimeOffset At, TimeSpan Length)
{
    /// <summary>Of rows that nobody has: due, and not claimed or no longer.</summary>
    public const string IsFree = "due_at <= @now and (claimed_until is null or claimed_until < @now)";

    public DateTimeOffset Until => At + Length;
}
