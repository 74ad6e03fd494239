using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Web;

namespace Ripen.Nurture;

/// <summary><c>ripen programme list|show|check|save|pause|resume|retire|coverage</c>.</summary>
internal static class ProgrammeCommands
{
    public static Command Create(TimeProvider clock) => new("programme", "What nurtures leads that are not ready: check programmes, save, show and pause them.")
    {
        List(clock), Show(clock), Check(), Save(clock), Stand(clock, "pause", ProgrammeStanding.Paused, "Let nobody enter for now; runs that have begun go on."),
        Stand(clock, "resume", ProgrammeStanding.Open, "Let leads enter again."), Stand(clock, "retire", ProgrammeStanding.Retired, "Let nobody enter any more; runs that have begun go on."), CoverageOf(clock),
    };

    private static Command List(TimeProvider clock)
    {
        var format = ResultTable.Format();
        return new Command("list", "Every programme, and how it stands.") { format }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            Tell(context, parsed.GetRequiredValue(format), ShownProgramme.All(context.Desk, session));
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command Show(TimeProvider clock)
    {
        var name = Name();
        var version = new Option<int?>("--version") { Description = "The version; the one by which runs begin where left out.", HelpName = "VERSION" };
        var text = new Option<bool>("--text") { Description = "Its YAML text instead of plain words." };
        return new Command("show", "A programme in plain words, or its text.") { name, version, text }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            var (wanted, number) = (parsed.GetRequiredValue(name), parsed.GetValue(version));
            number ??= context.Desk.Programmes.Kept(session, wanted)?.Version ?? throw None(wanted);
            var kept = ProgrammeStore.TextOf(session, wanted, number.Value) ?? throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"The programme {Reports.Harmless(wanted)} has no version {number}."));
            context.Out.Write(parsed.GetValue(text) ? kept.Text : ProgrammeWording.AsText(context.Desk.Programmes.Find(session, wanted, number.Value)!.Programme));
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command Check()
    {
        var file = File();
        var format = new Option<string>("--format") { Description = "text, or json for tools.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("check", "Say what is wrong with a programme, with line and column; or, if nothing is, read it out in plain words.") { file, format };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(file), parsed.GetRequiredValue(format) == "json"));
        return command;
    }

    private static int Check(string path, bool asJson)
    {
        var reading = ProgrammeText.Read(AgreementFile.TextOf(path));
        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(ProgrammesApi.Checked(reading), ApiJson.Options));
        else
        {
            AgreementFile.Tell(path, reading.Remarks, Console.Error);
            if (reading.Programme is { } programme) Console.Out.Write(ProgrammeWording.AsText(programme));
        }
        return reading.Programme is null ? CommandLine.BadInput : CommandLine.Done;
    }

    private static Command Save(TimeProvider clock)
    {
        var (file, format) = (File(), ResultTable.Format());
        return new Command("save", "Keep a programme as its next version, by which runs begin from now on.") { file, format }.OnDesk(clock, async (parsed, context) =>
        {
            var path = context.PathOf(parsed.GetRequiredValue(file));
            var text = AgreementFile.TextOf(path);
            using var session = context.Desk.Database.Read();
            var reading = ProgrammeSaving.Read(context.Desk, session, text);
            AgreementFile.Tell(path, reading.Remarks, context.Error);
            if (reading.Programme is not { } programme) return CommandLine.BadInput;
            var (version, isNew) = await context.Desk.Writer.DoAsync(write => ProgrammeSaving.Save(context.Desk, write, programme, text, Caller.OnThisMachine), context.Stop);
            if (!isNew) await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"This text is version {version} already."));
            Tell(context, parsed.GetRequiredValue(format), programme.Name);
            return CommandLine.Done;
        });
    }

    private static Command Stand(TimeProvider clock, string word, ProgrammeStanding standing, string says)
    {
        var (name, format) = (Name(), ResultTable.Format());
        return new Command(word, says) { name, format }.OnDesk(clock, async (parsed, context) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            var (isThere, isChanged) = await context.Desk.Writer.DoAsync(
                write => (ProgrammeStore.Names(write).Contains(wanted), ProgrammeSaving.SetStanding(context.Desk, write, wanted, standing, Caller.OnThisMachine)), context.Stop);
            if (!isThere) throw None(wanted);
            Tell(context, parsed.GetRequiredValue(format), wanted);
            return isChanged ? CommandLine.Done : CommandLine.DoneWithFindings;
        });
    }

    private static Command CoverageOf(TimeProvider clock)
    {
        var (line, format) = (new Option<string>("--line") { Description = "The product line.", DefaultValueFactory = _ => Desks.Desk.MainLine, HelpName = "LINE" }, ResultTable.Format());
        return new Command("coverage", "Which programme open leads get that are not with Sales, those that get none first.") { line, format }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            var wanted = parsed.GetRequiredValue(line);
            if (context.Desk.Agreements.InForce(session, wanted, context.Desk.Now) is null) throw new InputRefusedException($"No agreement is in force in line {Reports.Harmless(wanted)}. See: ripen agreement list");
            var coverage = Coverage.Of(context.Desk, session, wanted);
            var table = new ResultTable("temperature", "buying_stage", "last_rejection", "leads", "programme", "gap");
            foreach (var row in coverage.Rows) table.Add(row.Temperature, row.BuyingStage, row.LastRejection, row.Leads, row.Programme, row.Gap is { } gap ? JsonNamingPolicy.SnakeCaseLower.ConvertName(gap.ToString()) : null);
            table.WriteTo(context.Out, parsed.GetRequiredValue(format));
            return Task.FromResult(coverage.Uncovered > 0 ? CommandLine.DoneWithFindings : CommandLine.Done);
        });
    }

    private static void Tell(DeskContext context, string format, string name)
    {
        using var session = context.Desk.Database.Read();
        Tell(context, format, [ShownProgramme.Find(context.Desk, session, name)!]);
    }

    private static void Tell(DeskContext context, string format, IReadOnlyList<ShownProgramme> programmes)
    {
        var table = new ResultTable("programme", "version", "standing", "steps", "mails", "takes", "changed_at", "changed_by", "says");
        foreach (var one in programmes) table.Add(one.Name, one.Version, one.Standing, one.Steps, one.Mails, one.Takes, one.ChangedAt, one.ChangedBy, one.Says);
        table.WriteTo(context.Out, format);
    }

    private static Argument<string> Name() => new("NAME") { Description = "The programme, by name." };

    private static Argument<string> File() => new("FILE") { Description = "The programme, a YAML file." };

    private static InputRefusedException None(string name) => new($"There is no programme '{Reports.Harmless(name)}'. See: ripen programme list");
}
