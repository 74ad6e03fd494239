using System.CommandLine;
using System.Globalization;
using Ripen.Accounts;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Imports;

namespace Ripen.Exports;

/// <summary><c>ripen export leads|touches|decisions|outcomes|costs</c>: the files that <c>ripen import</c> reads.</summary>
internal static class ExportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command("export", "Write what the desk holds into files, with the columns that an import reads.");
        foreach (var kind in Enum.GetValues<ImportKind>()) command.Add(Of(kind, clock));
        return command;
    }

    private static Command Of(ImportKind kind, TimeProvider clock)
    {
        var file = new Option<string?>("--out") { Description = "A new file (else standard output).", HelpName = "FILE" };
        var line = new Option<string>("--line") { Description = "The product line.", DefaultValueFactory = _ => Desk.MainLine, HelpName = "LINE" };
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => ExportSheet.Formats[0] };
        format.AcceptOnlyFromAmong(ExportSheet.Formats);
        var command = new Command(ImportStore.WordOf(kind), DescriptionOf(kind)) { file, format };
        if (kind != ImportKind.Costs) command.Add(line);
        return command.OnDesk(clock, (parsed, context) =>
        {
            var path = parsed.GetValue(file) is { } named ? context.PathOf(named) : null;
            return RunAsync(context, kind, kind == ImportKind.Costs ? Desk.MainLine : parsed.GetRequiredValue(line), path, parsed.GetRequiredValue(format));
        });
    }

    private static async Task<int> RunAsync(DeskContext context, ImportKind kind, string line, string? path, string format)
    {
        using var session = context.Desk.Database.Read();
        var export = new Export(context.Desk, session, kind, line);
        using var sheet = path is null ? ExportSheet.To(context.Out, format, export.Columns) : ExportSheet.To(path, format, export.Columns);
        using (var progress = new Progress(context.Desk.Clock, "rows", context.Error, context.IsTerminal)) export.Write(sheet, progress.Report, context.Stop);
        sheet.Finish();
        await context.Desk.Writer.DoAsync(write => Audit.Note(write, context.Desk, Caller.OnThisMachine, Actions.Exported, ImportStore.WordOf(kind), string.Create(CultureInfo.InvariantCulture, $"{sheet.Rows:#,##0} rows")), context.Stop);
        await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{sheet.Rows:#,##0} rows of {ImportStore.WordOf(kind)} written{(path is null ? "" : $" to {path}")}."));
        return CommandLine.Done;
    }

    private static string DescriptionOf(ImportKind kind) => kind switch
    {
        ImportKind.Leads => "Leads with their facts as they are now, and when each was said.",
        ImportKind.Touches => "What happened, by lead.",
        ImportKind.Decisions => "What Sales said to handovers.",
        ImportKind.Outcomes => "How opportunities ended, with money.",
        _ => "What campaigns and programmes cost.",
    };
}
