namespace Ripen.Bench;

/// <summary>A measurement of the product, by the name that is given to it.</summary>
/// <param name="Yardstick">What it is compared with, to be taken before it in the same run.</param>
internal sealed record Benchmark(string? Yardstick, Func<string, IEnumerable<Measurement>> Run);
