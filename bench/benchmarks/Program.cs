using Ripen.Bench;

// One benchmark, one process: neither its memory nor its compiled code colours the next.
var benchmarks = new Dictionary<string, Func<Measurement>>(StringComparer.Ordinal)
{
    ["judge"] = () => JudgeBenchmarks.Fast("judge", withInterest: true),
    ["judge-without-interest"] = () => JudgeBenchmarks.Fast("judge-without-interest", withInterest: false),
    ["judge-until"] = JudgeBenchmarks.Until,
    ["judge-explained"] = JudgeBenchmarks.Explained,
    ["grade-csv"] = () => GradeBenchmark.Run("grade-csv", "csv", withTouches: false),
    ["grade-ndjson"] = () => GradeBenchmark.Run("grade-ndjson", "ndjson", withTouches: false),
    ["grade-touches"] = () => GradeBenchmark.Run("grade-touches", "csv", withTouches: true),
};

switch (args)
{
    case ["list"]:
        foreach (var name in benchmarks.Keys) Console.WriteLine(name);
        return 0;

    case [var name] when benchmarks.TryGetValue(name, out var run):
        Console.Error.WriteLine(name);
        Console.WriteLine(run().ToJson());
        return 0;

    default:
        Console.Error.WriteLine($"Usage: benchmarks list | {string.Join(" | ", benchmarks.Keys)}");
        return 2;
}
