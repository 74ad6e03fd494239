using System.CommandLine;
using System.Globalization;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Work;

namespace Ripen.Imports;

/// <summary><c>ripen import undo N</c>.</summary>
internal static class ImportUndoCommand
{
    public static Command Create(TimeProvider clock)
    {
        var number = new Argument<int>("N") { Description = "The import's number; see ripen import list." };
        return new Command("undo", "Take back what an import brought. What has grown on it since stays and is told.") { number }
            .OnDesk(clock, (parsed, context) => RunAsync(parsed.GetRequiredValue(number), context));
    }

    private static async Task<int> RunAsync(int number, DeskContext context)
    {
        using (var session = context.Desk.Database.Read())
        {
            if (ImportStore.Find(session, number) is not { } import) throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"There is no import {number}. See: ripen import list"));
            if (import.UndoneAt is not null) throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"Import {number} was undone already."));
        }
        using var progress = new Progress(context.Desk.Clock, "persons", context.Error, context.IsTerminal);
        var undone = await new ImportUndo(context.Desk, number, progress.Report).RunAsync(context.Stop);
        await Worker.RunDueAsync(context.Desk, context.Stop);
        progress.Dispose();
        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Import {number} is undone: {undone.Leads:#,##0} leads, {undone.Persons:#,##0} persons, {undone.Touches:#,##0} touches and {undone.Facts:#,##0} rows of facts taken back."));
        if (undone.Kept > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {undone.Kept:#,##0} leads have gone on since and stay as they are."));
        return undone.Kept > 0 ? CommandLine.DoneWithFindings : CommandLine.Done;
    }
}
