namespace Ripen.Agreements;

/// <summary>What a change would have done, for the page.</summary>
/// <param name="Problem">Why the change cannot be made.</param>
/// <param name="Impact">Null where nothing is changed.</param>
/// <param name="IsWhole">Of all that the draft changes.</param>
public sealed record ImpactView(string? Problem, Impact? Impact, bool IsWhole);
