using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ripen.Bench.Inputs;

namespace Ripen.Bench;

/// <summary>The twelve questions of <c>bench/queries.md</c>, at the database and through the API.</summary>
internal static partial class QueriesBenchmark
{
    public static IEnumerable<Measurement> Run(string name, string kind)
    {
        using var desk = BenchDesk.Copy(kind);
        var values = QueryValues.Pick(desk, Asking.Calls);
        using var server = RipenProgram.Serve(desk);
        using var connection = desk.Open();
        var asking = new Asking(server, "application/json", NextOf);
        foreach (var query in NamedQuery.All())
        {
            var database = Try(() => AtDatabase(connection, desk, query, values));
            var api = Try(() => asking.Ask(query.Address, values));
            var worst = (api.Latencies ?? database.Latencies)?.Percentile(95) ?? double.NaN;
            if (double.IsNaN(worst)) Console.Error.WriteLine($"  {query.Name} is not measured: {database.Missing}; {api.Missing}");
            else yield return new($"{name}/{query.Name}", worst, "ms", string.Create(CultureInfo.InvariantCulture, $"p95 {(api.Latencies is null ? "at the database" : "through the API")}, {desk.Terms}, {BenchSize.Or(BenchDesk.Usual):N0} leads; API: {api}; database: {database}"));
        }
    }

    private sealed record Found(Latencies? Latencies, string? Missing)
    {
        public override string ToString() => Latencies?.ToString() ?? $"not there ({Missing})";
    }

    private static Found Try(Func<Latencies> measure)
    {
        try
        {
            return new(measure(), null);
        }
        catch (Exception missing) when (missing is DbException or InvalidOperationException)
        {
            return new(null, missing.Message.ReplaceLineEndings(" ")[..Math.Min(missing.Message.Length, 200)]);
        }
    }

    private static Latencies AtDatabase(DbConnection connection, BenchDatabase desk, NamedQuery query, List<QueryValues> values)
    {
        var commands = query.Statements.Select(sql => CommandOf(connection, sql)).ToList();
        var latencies = new Latencies();
        for (var i = -Asking.WarmUp; i < values.Count; i++)
        {
            foreach (var command in commands) values[(i + values.Count) % values.Count].Bind(command, desk);
            if (i < 0) Read(commands);
            else latencies.Time(() => Read(commands));
        }
        commands.ForEach(command => command.Dispose());
        return latencies;
    }

    private static DbCommand CommandOf(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static void Read(List<DbCommand> commands)
    {
        foreach (var command in commands)
        {
            using var rows = command.ExecuteReader();
            var values = new object[rows.FieldCount];
            while (rows.Read()) rows.GetValues(values);
        }
    }

    private static string NextOf(byte[] answer)
    {
        using var page = JsonDocument.Parse(answer);
        return page.RootElement.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString()! : "";
    }

    [GeneratedRegex(@"@\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
