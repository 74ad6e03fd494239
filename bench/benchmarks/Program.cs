using Ripen.Bench;

// One benchmark, one process: neither its memory nor its compiled code colours the next.
var benchmarks = new Dictionary<string, Benchmark>(StringComparer.Ordinal)
{
    ["judge"] = new(null, name => [JudgeBenchmarks.Fast(name, withInterest: true)]),
    ["judge-without-interest"] = new("rules-engine", name => [JudgeBenchmarks.Fast(name, withInterest: false)]),
    ["judge-until"] = new(null, _ => [JudgeBenchmarks.Until()]),
    ["judge-explained"] = new(null, _ => [JudgeBenchmarks.Explained()]),
    ["grade-csv"] = new("csv-rows", name => [GradeBenchmark.Run(name, "csv", withTouches: false)]),
    ["grade-ndjson"] = new("csv-rows", name => [GradeBenchmark.Run(name, "ndjson", withTouches: false)]),
    ["grade-touches"] = new("csv-rows", name => [GradeBenchmark.Run(name, "csv", withTouches: true)]),
    ["demo-start"] = new(null, name => [DemoStartBenchmark.Run(name)]),
};
foreach (var kind in (string[])[BenchDatabase.Sqlite, BenchDatabase.Postgres])
{
    benchmarks[$"import-leads-{kind}"] = new($"import-rows-{kind}", name => ImportBenchmark.Alone(name, kind));
    benchmarks[$"import-leads-serving-{kind}"] = new(null, name => ImportBenchmark.Serving(name, kind));
    benchmarks[$"judge-{kind}"] = new($"touches-scan-{kind}", name => JudgeDeskBenchmark.Run(name, kind));
    benchmarks[$"touches-http-{kind}"] = new($"touches-insert-{kind}", name => TouchesHttpBenchmark.Run(name, kind));
    benchmarks[$"beacon-{kind}"] = new($"group-commit-{kind}", name => BeaconBenchmark.Run(name, kind));
    benchmarks[$"serve-start-{kind}"] = new("aspnet-bare", name => ServeStartBenchmark.Run(name, kind));
    benchmarks[$"queries-{kind}"] = new(null, name => QueriesBenchmark.Run(name, kind));
    benchmarks[$"sales-{kind}"] = new(null, name => SalesBenchmark.Run(name, kind));
    benchmarks[$"reports-{kind}"] = new(null, name => ReportsBenchmark.Run(name, kind));
    benchmarks[$"clocks-{kind}"] = new(null, name => ClocksBenchmark.Run(name, kind));
    benchmarks[$"pages-{kind}"] = new(null, name => PagesBenchmark.Run(name, kind));
}

switch (args)
{
    case ["list"]:
        foreach (var name in benchmarks.Keys) Console.WriteLine(name);
        return 0;

    case ["compared", var name] when benchmarks.TryGetValue(name, out var benchmark):
        if (benchmark.Yardstick is { } yardstick) Console.WriteLine(yardstick);
        return 0;

    case [var name] when benchmarks.TryGetValue(name, out var benchmark):
        Console.Error.WriteLine(name);
        try
        {
            foreach (var measurement in benchmark.Run(name)) Console.WriteLine((benchmark.Yardstick is { } its && measurement.Yardstick is null ? measurement.Against(its) : measurement).ToJson());
            return 0;
        }
        catch (NotThereException missing)
        {
            Console.Error.WriteLine($"{name} is not measured: {missing.Message}");
            return 3;
        }

    default:
        Console.Error.WriteLine($"Usage: benchmarks list | compared NAME | {string.Join(" | ", benchmarks.Keys)}");
        return 2;
}
