using System.CommandLine;
using System.Text;
using System.Text.Json;
using Ripen.Accounts;
using Ripen.Cli;
using Ripen.Imports;
using Ripen.Reading;

namespace Ripen.Settings;

/// <summary><c>ripen settings [list|get|set|unset]</c>.</summary>
internal static class SettingsCommand
{
    private static readonly string[] Formats = ["table", "json", "ndjson", "csv"];

    /// <param name="Chosen">Somebody has; else the value is the default.</param>
    private sealed record Shown(Setting Setting, string Value, bool Chosen);

    public static Command Create(TimeProvider clock) =>
        Listing(new("settings", "What the people of the desk chose for all of it."), clock, get: Get(clock), set: Set(clock), unset: Unset(clock));

    // `ripen settings` alone lists, too.
    private static Command Listing(Command command, TimeProvider clock, Command get, Command set, Command unset)
    {
        var list = Listed(new("list", "Every setting with its value."), clock);
        foreach (var child in (Command[])[list, get, set, unset]) command.Add(child);
        return Listed(command, clock);
    }

    private static Command Listed(Command command, TimeProvider clock)
    {
        var format = new Option<string>("--format") { Description = "table, json, ndjson or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong(Formats);
        command.Add(format);
        return command.OnDesk(clock, (parsed, context) =>
        {
            Write(parsed.GetRequiredValue(format), All(context), context.Out);
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command Get(TimeProvider clock)
    {
        var name = Name();
        return new Command("get", "One value, by itself.") { name }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            context.Out.WriteLine(context.Desk.Settings.Of(session, Find(parsed.GetRequiredValue(name))));
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command Set(TimeProvider clock)
    {
        var name = Name();
        var value = new Argument<string>("VALUE") { Description = "Of a secret: the file in which it stands." };
        return new Command("set", "Choose a value.") { name, value }.OnDesk(clock, async (parsed, context) =>
        {
            var (setting, typed) = (Find(parsed.GetRequiredValue(name)), parsed.GetRequiredValue(value));
            // What is typed stays in the history of the shell.
            if (setting.IsSecret) typed = SecretIn(context.PathOf(typed));
            var read = setting.Read(typed) ?? throw new InputRefusedException(setting.IsSecret ? $"What stands in the file does not fit: {setting.Name} is {setting.Wanted}." : $"'{Reports.Harmless(typed)}' does not fit: {setting.Name} is {setting.Wanted}.");
            await context.Desk.Writer.DoAsync(write => SettingStore.Change(write, context.Desk, Caller.OnThisMachine, setting, read), context.Stop);
            context.Out.WriteLine($"{setting.Name} is {SettingStore.Told(setting, read)}.");
            return CommandLine.Done;
        });
    }

    private static Command Unset(TimeProvider clock)
    {
        var name = Name();
        return new Command("unset", "Go back to the default.") { name }.OnDesk(clock, async (parsed, context) =>
        {
            var setting = Find(parsed.GetRequiredValue(name));
            await context.Desk.Writer.DoAsync(write => SettingStore.Change(write, context.Desk, Caller.OnThisMachine, setting, null), context.Stop);
            context.Out.WriteLine($"{setting.Name} is {SettingStore.Told(setting, null)}.");
            return CommandLine.Done;
        });
    }

    private static string SecretIn(string file)
    {
        using var reader = new StreamReader(InputFile.OpenStream(file));
        return reader.ReadToEnd().Trim() is { Length: > 0 } secret ? secret : throw new InputRefusedException($"There is nothing in {Reports.Harmless(file)}.");
    }

    private static Argument<string> Name() => new("NAME") { Description = string.Join(", ", KnownSettings.All.Select(setting => setting.Name)) };

    private static Setting Find(string name) => KnownSettings.Find(name) ?? throw new InputRefusedException(KnownSettings.Nearest(name) is { } near
        ? $"There is no setting '{Reports.Harmless(name)}'. Did you mean {near}?"
        : $"There is no setting '{Reports.Harmless(name)}'. There are {string.Join(", ", KnownSettings.All.Select(setting => setting.Name))}.");

    private static List<Shown> All(DeskContext context)
    {
        using var session = context.Desk.Database.Read();
        return [.. KnownSettings.All.Select(setting => new Shown(setting, context.Desk.Settings.Of(session, setting), context.Desk.Settings.Chosen(session, setting) is not null))];
    }

    private static void Write(string format, List<Shown> all, TextWriter to)
    {
        if (format == "table")
        {
            foreach (var shown in all) to.WriteLine($"{shown.Setting.Name,-18} {Reports.Harmless(shown.Value),-24} {(shown.Chosen ? "" : "(default) ")}{shown.Setting.Help}");
        }
        else if (format == "json") to.WriteLine($"[{string.Join(",", all.Select(AsJson))}]");
        else if (format == "ndjson") all.ForEach(shown => to.WriteLine(AsJson(shown)));
        else
        {
            using var bytes = new MemoryStream();
            using (var csv = new CsvExport(bytes))
            {
                csv.Row("name", "value", "default", "help");
                foreach (var shown in all) csv.Row(shown.Setting.Name, shown.Value, shown.Setting.Default, shown.Setting.Help);
            }
            to.Write(Encoding.UTF8.GetString(bytes.ToArray()));
        }
    }

    private static string AsJson(Shown shown)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json.Written))
        {
            json.WriteStartObject();
            json.WriteString("name", shown.Setting.Name);
            json.WriteString("value", shown.Value);
            json.WriteBoolean("is_default", !shown.Chosen);
            json.WriteString("default", shown.Setting.Default);
            json.WriteString("type", shown.Setting.Type);
            json.WriteString("help", shown.Setting.Help);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
