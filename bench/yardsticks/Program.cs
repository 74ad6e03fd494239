using System.Globalization;
using Ripen.Bench;
using Ripen.Bench.Inputs;

// One yardstick, one process: neither its memory nor its compiled code colours the next.
var yardsticks = new Dictionary<string, Func<IEnumerable<Measurement>>>(StringComparer.Ordinal)
{
    [RulesEngineYardstick.Name] = () => [RulesEngineYardstick.Run()],
    [CsvRowsYardstick.Name] = () => [CsvRowsYardstick.Run()],
    [AspNetBareYardstick.Name] = AspNetBareYardstick.Run,
};
foreach (var kind in (string[])[BenchDatabase.Sqlite, BenchDatabase.Postgres])
{
    Add($"import-rows-{kind}", name => ImportRowsYardstick.Run(name, kind));
    Add($"touches-scan-{kind}", name => TouchesScanYardstick.Run(name, kind));
    yardsticks[$"group-commit-{kind}"] = () => GroupCommitYardstick.Run($"group-commit-{kind}", kind);
    Add($"touches-insert-{kind}", name => TouchesInsertYardstick.Run(name, kind));
}

switch (args)
{
    case ["list"]:
        foreach (var name in yardsticks.Keys) Console.WriteLine(name);
        return 0;

    case ["leads", var file, var count, var seed]:
        using (var writer = new StreamWriter(file))
            LeadsCsv.Write(Leads.Generate(int.Parse(count, CultureInfo.InvariantCulture), ulong.Parse(seed, CultureInfo.InvariantCulture)), writer);
        return 0;

    case [AspNetBareYardstick.AppArgument, var url]:
        AspNetBareYardstick.Serve(url);
        return 0;

    case [GroupCommitYardstick.AppArgument, var url, var folder, .. var address]:
        GroupCommitYardstick.Serve(url, folder, address.FirstOrDefault());
        return 0;

    case [var name] when yardsticks.TryGetValue(name, out var run):
        Console.Error.WriteLine(name);
        foreach (var measurement in run()) Console.WriteLine(measurement.ToJson());
        return 0;

    default:
        Console.Error.WriteLine($"Usage: yardsticks list | leads FILE COUNT SEED | {string.Join(" | ", yardsticks.Keys)}");
        return 2;
}

void Add(string name, Func<string, Measurement> run) => yardsticks[name] = () => [run(name)];
