using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ripen.Imports;
using Ripen.Reading;

namespace Ripen.Cli;

/// <summary>A result of rows and columns, in the form that was asked for: a table for people, the others for programs.</summary>
/// <param name="columns">In snake_case, as JSON names them.</param>
internal sealed class ResultTable(params string[] columns)
{
    private readonly List<object?[]> rows = [];

    /// <summary>Every command with a result takes it.</summary>
    public static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "table, csv, json or ndjson.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "csv", "json", "ndjson");
        return format;
    }

    /// <param name="values">One a column: texts, numbers, amounts, instants, days; null where there is none.</param>
    public void Add(params object?[] values) => rows.Add(values);

    public void WriteTo(TextWriter to, string format)
    {
        if (format == "table") WriteTable(to);
        else if (format == "csv") WriteCsv(to);
        else if (format == "json") to.WriteLine($"[{string.Join(",", rows.Select(Json))}]");
        else foreach (var row in rows) to.WriteLine(Json(row));
    }

    private void WriteTable(TextWriter to)
    {
        var shown = rows.ConvertAll(row => row.Select(Shown).ToArray());
        var widths = columns.Select((column, i) => shown.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        WriteLine(to, columns, widths);
        foreach (var row in shown) WriteLine(to, row, widths);
    }

    private static void WriteLine(TextWriter to, string[] cells, int[] widths) => to.WriteLine(string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());

    private void WriteCsv(TextWriter to)
    {
        using var written = new MemoryStream();
        using (var csv = new CsvExport(written, ','))
        {
            csv.Row(columns);
            foreach (var row in rows) csv.Row([.. row.Select(Text)]);
        }
        to.Write(Encoding.UTF8.GetString(written.ToArray()).TrimStart('\uFEFF'));
    }

    private string Json(object?[] row)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written, Cli.Json.Written))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
            {
                json.WritePropertyName(columns[i]);
                Write(json, row[i]);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        if (value is null) json.WriteNullValue();
        else if (value is int or long) json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        else if (value is double number) json.WriteNumberValue(number);
        else if (value is decimal amount) json.WriteNumberValue(amount);
        else json.WriteStringValue(Text(value));
    }

    // For people.
    private static string Shown(object? value) => value switch
    {
        DateTimeOffset at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("#,##0.##", CultureInfo.InvariantCulture),
        _ => Reports.Harmless(Text(value)),
    };

    private static string Text(object? value) => value switch
    {
        DateTimeOffset at => Web.ApiJson.Text(at),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
