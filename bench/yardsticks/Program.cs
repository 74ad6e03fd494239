using System.Globalization;
using Ripen.Bench;
using Ripen.Bench.Inputs;

// One yardstick, one process: neither its memory nor its compiled code colours the next.
var yardsticks = new Dictionary<string, Func<Measurement>>(StringComparer.Ordinal)
{
    [RulesEngineYardstick.Name] = RulesEngineYardstick.Run,
    [CsvRowsYardstick.Name] = CsvRowsYardstick.Run,
};

switch (args)
{
    case ["list"]:
        foreach (var name in yardsticks.Keys) Console.WriteLine(name);
        return 0;

    case ["leads", var file, var count, var seed]:
        using (var writer = new StreamWriter(file))
            LeadsCsv.Write(Leads.Generate(int.Parse(count, CultureInfo.InvariantCulture), ulong.Parse(seed, CultureInfo.InvariantCulture)), writer);
        return 0;

    case [var name] when yardsticks.TryGetValue(name, out var run):
        Console.Error.WriteLine(name);
        Console.WriteLine(run().ToJson());
        return 0;

    default:
        Console.Error.WriteLine($"Usage: yardsticks list | leads FILE COUNT SEED | {string.Join(" | ", yardsticks.Keys)}");
        return 2;
}
