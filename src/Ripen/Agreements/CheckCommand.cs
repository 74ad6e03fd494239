using System.CommandLine;
using System.Text.Json;
using Ripen.Cli;

namespace Ripen.Agreements;

/// <summary><c>ripen agreement check FILE</c>: errors with their places, or the agreement in plain words.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The agreement, a YAML file." };
        var format = new Option<string>("--format") { Description = "text, or json for tools.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("check", "Say what is wrong with an agreement, with line and column; or, if nothing is, read it out in plain words.") { file, format };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(format) == "json"));
        return command;
    }

    private static int Run(string path, bool asJson)
    {
        var reading = AgreementFile.Read(path);
        if (asJson) Console.Out.WriteLine(AsJson(reading));
        else
        {
            AgreementFile.Tell(path, reading, Console.Error);
            var (errors, warnings) = (reading.Errors.Count(), reading.Warnings.Count());
            if (errors > 0) Console.Error.WriteLine($"{Counted(errors, "error")}{(warnings > 0 ? $", {Counted(warnings, "warning")}" : "")}.");
            if (reading.Agreement is { } agreement) Console.Out.WriteLine(AgreementWords.AsText(agreement));
        }
        return reading.Agreement is null ? CommandLine.BadInput : CommandLine.Done;
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string AsJson(AgreementReading reading)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json.Written))
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", reading.Agreement is not null);
            json.WriteStartArray("remarks");
            foreach (var remark in reading.Remarks)
            {
                json.WriteStartObject();
                json.WriteString("severity", remark.Severity == Severity.Error ? "error" : "warning");
                json.WriteNumber("line", remark.Line);
                json.WriteNumber("column", remark.Column);
                json.WriteString("text", remark.Offending);
                json.WriteString("message", remark.Message);
                json.WriteString("suggestion", remark.Suggestion);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
