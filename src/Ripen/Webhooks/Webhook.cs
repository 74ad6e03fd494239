namespace Ripen.Webhooks;

/// <summary>A program elsewhere that is told of what happens here.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Events">The types of which it is told.</param>
/// <param name="Secret">Sealed; by it what is sent is signed.</param>
/// <param name="OldSecret">Sealed; the one before, which is good until <see cref="OldUntil"/>.</param>
public sealed record Webhook(Guid Id, string Name, string Url, IReadOnlyList<string> Events, string Secret, string? OldSecret, DateTimeOffset? OldUntil, DateTimeOffset CreatedAt, string CreatedBy)
{
    /// <summary>Since when every try has failed; null while the last one did not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public string? DisabledBecause { get; init; }

    /// <summary>Grows with every change that somebody makes.</summary>
    public int Version { get; init; }

    public bool IsEnabled => DisabledAt is null;
}
