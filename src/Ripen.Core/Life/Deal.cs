namespace Ripen.Life;

/// <summary>What is hoped of an opportunity.</summary>
/// <param name="Amount">What it would bring; null: nobody said yet.</param>
/// <param name="ExpectedOn">The day on which it is expected to be decided.</param>
/// <param name="Stage">Name of one of the desk's stages of a deal.</param>
public readonly record struct Deal(Amount? Amount = null, DateOnly? ExpectedOn = null, string? Stage = null);
