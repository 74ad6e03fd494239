using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Ripen.Bench;

/// <summary>The values that the questions of <c>bench/queries.md</c> are asked with, of leads picked all over a desk.</summary>
internal sealed class QueryValues
{
    private const string LastOfAll = "\U0010FFFF";
    private static readonly string[] Temperatures = ["hot", "warm", "cold"];
    private readonly Dictionary<string, object?> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    public static List<QueryValues> Pick(BenchDatabase desk, int count)
    {
        var since = desk.Count("select count(*) from leads") is > 0 ? LastChange(desk).AddMilliseconds(-20) : throw new InvalidOperationException("The desk is empty.");
        var all = new List<QueryValues>();
        var leads = desk.Count("select count(*) from leads");
        using var connection = desk.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select person_id, lead, organisation_id, group_id, interest, email from leads order by person_id, lead";
        command.CommandTimeout = 0;
        using (var row = command.ExecuteReader())
        {
            for (var i = 0L; row.Read(); i++)
            {
                if (i * count / leads >= all.Count) all.Add(Of(row, since, all.Count));
            }
        }
        foreach (var values in all) values.Set("named", NameOf(connection, desk, values.parameters["organisation"]), 6);
        // In an order in which neighbours do not follow each other.
        return [.. all.OrderBy(values => Inputs.Touches.Scattered(all.IndexOf(values)))];
    }

    public string In(string address) => words.Aggregate(address, (text, word) => text.Replace($"{{{word.Key}}}", Uri.EscapeDataString(word.Value), StringComparison.Ordinal));

    public void Bind(DbCommand command, BenchDatabase desk)
    {
        foreach (DbParameter parameter in command.Parameters) parameter.Value = desk.ValueOf(parameters[parameter.ParameterName.TrimStart('@')]);
    }

    private static QueryValues Of(DbDataReader row, DateTimeOffset since, int number)
    {
        var values = new QueryValues();
        var (person, lead, temperature) = (IdOf(row, 0)!.Value, row.GetInt32(1), number % Temperatures.Length);
        (values.parameters["person"], values.parameters["number"], values.parameters["interest"]) = (person, lead, row.GetInt32(4));
        (values.parameters["organisation"], values.parameters["group"]) = (IdOf(row, 2) ?? Guid.Empty, IdOf(row, 3) ?? Guid.Empty);
        (values.parameters["temperature"], values.words["temperature"]) = (temperature, Temperatures[temperature]);
        (values.parameters["since"], values.words["since"]) = (since, since.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        values.words["lead"] = string.Create(CultureInfo.InvariantCulture, $"{person:N}-{lead}");
        values.words["organisation"] = $"{values.parameters["organisation"]}";
        values.Set("email", row.GetString(5), 5);
        return values;
    }

    private void Set(string name, string text, int letters)
    {
        var start = text[..Math.Min(letters, text.Length)];
        (words[name], parameters[name], parameters[name + "_end"]) = (start, start, start + LastOfAll);
    }

    private static string NameOf(DbConnection connection, BenchDatabase desk, object? organisation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select value from organisation_keys where organisation_id = @organisation and kind = 2";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@organisation", desk.ValueOf(organisation));
        command.Parameters.Add(parameter);
        return command.ExecuteScalar() as string ?? "orbis";
    }

    private static DateTimeOffset LastChange(BenchDatabase desk)
    {
        using var connection = desk.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select max(judged_at) from leads";
        using var row = command.ExecuteReader();
        row.Read();
        return row is NpgsqlDataReader ? row.GetFieldValue<DateTimeOffset>(0) : DateTimeOffset.UnixEpoch.AddMicroseconds(row.GetInt64(0));
    }

    private static Guid? IdOf(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row is NpgsqlDataReader ? row.GetGuid(column) : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);
}
