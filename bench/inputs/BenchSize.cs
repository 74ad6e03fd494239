using System.Globalization;

namespace Ripen.Bench.Inputs;

/// <summary>How many leads or persons a measurement is taken with, where somebody wants other than the usual number.</summary>
public static class BenchSize
{
    public const string Variable = "RIPEN_BENCH_SIZE";

    public static int Or(int usual) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : throw new InvalidOperationException($"{Variable} says {text}; it should be a whole number.")
        : usual;
}
