using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ripen.Cli;
using Ripen.Imports;
using Ripen.Reading;

namespace Ripen.Verifying;

/// <summary>What was found, for people and for programs. Of each check the first faults are written, the rest counted.</summary>
internal static class VerifiedWords
{
    public static readonly string[] Formats = ["table", "json", "ndjson", "csv"];

    public static void Write(string format, Verified verified, TextWriter to)
    {
        switch (format)
        {
            case "json":
                to.WriteLine(AsJson(json => Whole(json, verified)));
                break;
            case "ndjson":
                foreach (var fault in All(verified)) to.WriteLine(AsJson(json => One(json, fault, named: true)));
                break;
            case "csv":
                to.Write(AsCsv(verified));
                break;
            default:
                Table(verified, to);
                break;
        }
    }

    private static IEnumerable<Fault> All(Verified verified) => verified.Faults.Groups.SelectMany(group => group.First);

    private static void Table(Verified verified, TextWriter to)
    {
        foreach (var group in verified.Faults.Groups)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Check.Name} ({group.Count:#,##0}): not everywhere: {group.Check.Says}"));
            foreach (var fault in group.First) to.WriteLine($"  {Reports.Harmless(fault.Where, 200)}: {Reports.Harmless(fault.What, 400)}");
            if (group.Count > group.First.Count) to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {group.Count - group.First.Count:#,##0} more"));
            to.WriteLine($"  To do: {group.Check.ToDo}");
            to.WriteLine();
        }
        var (count, seen) = (verified.Faults.Count, string.Create(CultureInfo.InvariantCulture, $"{verified.Leads:#,##0} leads looked at, {verified.Judged:#,##0} judged again"));
        to.WriteLine(count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Everything is as it should be: {Checks.All.Count} checks, {seen}.")
            : string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} {(count == 1 ? "thing is" : "things are")} wrong: {verified.Faults.Groups.Count} of {Checks.All.Count} checks, {seen}."));
    }

    private static string AsCsv(Verified verified)
    {
        using var bytes = new MemoryStream();
        using (var csv = new CsvExport(bytes))
        {
            csv.Row("check", "where", "what", "to_do");
            foreach (var fault in All(verified)) csv.Row(fault.Check.Name, fault.Where, fault.What, fault.Check.ToDo);
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Whole(Utf8JsonWriter json, Verified verified)
    {
        json.WriteStartObject();
        json.WriteNumber("wrong", verified.Faults.Count);
        json.WriteNumber("leads", verified.Leads);
        json.WriteNumber("judged_again", verified.Judged);
        json.WriteStartArray("checks");
        var found = verified.Faults.Groups.ToDictionary(group => group.Check);
        foreach (var check in Checks.All)
        {
            var group = found.GetValueOrDefault(check);
            json.WriteStartObject();
            json.WriteString("check", check.Name);
            json.WriteString("says", check.Says);
            json.WriteNumber("wrong", group?.Count ?? 0);
            if (group is not null) json.WriteString("to_do", check.ToDo);
            json.WriteStartArray("first");
            foreach (var fault in group?.First ?? []) One(json, fault, named: false);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void One(Utf8JsonWriter json, Fault fault, bool named)
    {
        json.WriteStartObject();
        if (named) json.WriteString("check", fault.Check.Name);
        json.WriteString("where", fault.Where);
        json.WriteString("what", fault.What);
        if (named) json.WriteString("to_do", fault.Check.ToDo);
        json.WriteEndObject();
    }

    private static string AsJson(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Json.Written)) write(json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
