using System.CommandLine;
using System.Globalization;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Work;

namespace Ripen.Imports;

/// <summary><c>ripen import leads|touches|decisions|outcomes|costs FILE</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var command = new Command("import", "Bring files into the desk: good rows are taken, bad ones handed back with reasons; the same file twice changes nothing.");
        foreach (var kind in Enum.GetValues<ImportKind>()) command.Add(Of(kind, clock));
        command.Add(ImportListCommand.Create(clock));
        command.Add(ImportUndoCommand.Create(clock));
        return command;
    }

    private static Command Of(ImportKind kind, TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "CSV or NDJSON; - is standard input." };
        var map = new Option<string?>("--map") { Description = "Which column is what, a YAML file; see docs/import.md.", HelpName = "FILE" };
        var campaign = new Option<string?>("--campaign") { Description = "The campaign of rows that name none.", HelpName = "NAME" };
        var line = new Option<string>("--line") { Description = "The product line.", DefaultValueFactory = _ => Desk.MainLine, HelpName = "LINE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be taken and how each column is read; change nothing." };
        var command = new Command(ImportStore.WordOf(kind), DescriptionOf(kind)) { file, map, campaign, line, dryRun };
        return command.OnDesk(clock, async (parsed, context) =>
        {
            var path = parsed.GetRequiredValue(file);
            using var input = ImportFile.Open(path == ImportFile.StandardInput ? path : context.PathOf(path));
            var wish = new Wanted(kind, input, parsed.GetValue(map) is { } mapping ? context.PathOf(mapping) : null, parsed.GetRequiredValue(line), parsed.GetValue(campaign));
            return parsed.GetValue(dryRun) ? DryRun.Of(context, wish.AsWish(context)) : await RunAsync(context, wish);
        }).OnServer((parsed, server, stop) => parsed.GetValue(map) is null && !parsed.GetValue(dryRun)
            ? RemoteImport.RunAsync(server, kind, parsed.GetRequiredValue(file), parsed.GetRequiredValue(line), parsed.GetValue(campaign), stop)
            : throw new InputRefusedException("With --server, files are read by their headers: leave out --map and --dry-run. The page of imports has both."));
    }

    /// <summary>What was typed.</summary>
    private sealed record Wanted(ImportKind Kind, ImportFile File, string? Map, string Line, string? Campaign)
    {
        public ImportWish AsWish(DeskContext context)
        {
            using var session = context.Desk.Database.Read();
            var facts = context.Desk.Agreements.InForce(session, Line, context.Desk.Now)?.Plan.Facts ?? Agreements.FactCatalogue.Standard;
            return new(Kind, File, Map is null ? Mapping.None : Mapping.Read(Map, facts, Kind), Line, Campaign, Environment.UserName);
        }
    }

    private static async Task<int> RunAsync(DeskContext context, Wanted wanted)
    {
        var wish = wanted.AsWish(context);
        var checking = wanted.File.Check();
        ImportDone done;
        using (var progress = new Progress(context.Desk.Clock, "rows", context.Error, context.IsTerminal, checking.Rows))
        {
            done = await new Importer(context.Desk, wish, progress.Report).RunAsync(context.Stop);
            Tell(context, wanted, done, progress.Elapsed);
        }
        // Colleagues of those who came are judged with what became known of their purchase.
        if (done.Counts.Taken > 0) await Worker.RunDueAsync(context.Desk, context.Stop);
        var handedBack = done.Rejected.Write(wanted.File);
        if (handedBack is not null) context.Error.WriteLine($"Rows that were handed back, with reasons: {handedBack}. Mend them and import that file.");
        return done.Rejected.Count + done.Counts.Review > 0 ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    private static void Tell(DeskContext context, Wanted wanted, ImportDone done, TimeSpan took)
    {
        context.Error.Write(context.IsTerminal ? "\r\e[2K" : "");
        done.Rejected.Reports.WriteTo(context.Error);
        done.Remarks.WriteTo(context.Error);
        var counts = done.Counts;
        var what = ImportStore.WordOf(wanted.Kind);
        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Import {done.Import}: {counts.Taken:#,##0} of {counts.Read:#,##0} rows taken as {what} in {took.TotalSeconds:0.0} s."));
        if (counts.Seen > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {counts.Seen:#,##0} had come before and changed nothing."));
        if (counts.Review > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {counts.Review:#,##0} wait in review: they name two different persons."));
        if (counts.Refused > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {counts.Refused:#,##0} handed back."));
        if (counts.Taken > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  Undo it with: ripen import undo {done.Import}"));
    }

    private static string DescriptionOf(ImportKind kind) => kind switch
    {
        ImportKind.Leads => "Persons with what is known of them: id, email, facts by name, source, campaign, created_at.",
        ImportKind.Touches => "What happened: lead or email, kind, at; known_at, source, campaign, offer, id.",
        ImportKind.Decisions => "What Sales said: lead, at, by, decision (accepted, rejected), reason, wake.",
        ImportKind.Outcomes => "How it ended: lead, at, outcome (won, lost), amount, currency, reason, by.",
        _ => "What campaigns and programmes cost: campaign or programme, from, to, amount, currency.",
    };
}
