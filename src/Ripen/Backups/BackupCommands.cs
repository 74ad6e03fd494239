using System.CommandLine;
using System.Globalization;
using Ripen.Accounts;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Backups;

/// <summary><c>ripen backup FILE</c> and <c>ripen restore FILE</c>.</summary>
internal static class BackupCommands
{
    public static Command Backup(TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it, such as desk.ripen.gz." };
        var replace = new Option<bool>("--replace") { Description = "Replace the file if it is there; the old one stays until the new one is whole." };
        return new Command("backup", "Write the whole desk to one file, also while it is being served.") { file, replace }
            .OnDesk(clock, (parsed, context) => MakeAsync(context, context.PathOf(parsed.GetRequiredValue(file)), parsed.GetValue(replace)));
    }

    public static Command Restore(TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "A backup." };
        var command = new Command("restore", "Make a desk of a backup, in an empty place: another data folder, or an empty PostgreSQL database. Not beside a server.") { file };
        command.SetAction(async (parsed, stop) =>
        {
            var (place, path) = (DeskCommand.PlaceOf(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)));
            BackupEnd done;
            using (var progress = new Progress(clock, "rows", Console.Error, !Console.IsErrorRedirected)) done = await Backups.Restore.RunAsync(place, path, clock.GetUtcNow(), progress.Report, stop);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done.AllRows:#,##0} rows of {done.Tables} tables were restored. Check the desk with: ripen verify --all"));
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<int> MakeAsync(DeskContext context, string path, bool replace)
    {
        if (!replace && Path.Exists(path)) throw new InputRefusedException($"{path} is there already. Name another file, or replace it with --replace.");
        var unfinished = path + ".part";
        try
        {
            BackedUp done;
            using (var progress = new Progress(context.Desk.Clock, "rows", context.Error, context.IsTerminal, Rows(context)))
            using (var file = Created(unfinished))
            {
                done = Backups.Backup.Write(context.Desk.Database, file, context.Desk.Now, progress.Report, context.Stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: replace);
            await context.Desk.Writer.DoAsync(write => Audit.Note(write, context.Desk, Caller.OnThisMachine, Actions.Exported, "backup", string.Create(CultureInfo.InvariantCulture, $"{done.Rows:#,##0} rows")), context.Stop);
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Rows:#,##0} rows of {done.Tables} tables are in {path} ({done.Bytes / 1e6:#,##0.0} MB)."));
            return CommandLine.Done;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new UnreachableException($"{path} may not be written: permission is denied. Name a file in another folder.", denied);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new InputRefusedException($"There is no folder {Path.GetDirectoryName(path)}. Make it first.", missing);
        }
        catch (IOException failed)
        {
            throw new UnreachableException($"{path} could not be written to its end: {InputFile.Sentence(failed)} Nothing is left of it. Free some space, or name a file on another disk.", failed);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static long Rows(DeskContext context)
    {
        using var session = context.Desk.Database.Read();
        return Backups.Backup.RowsOf(session);
    }

    // It holds what persons said: for this user's eyes alone.
    private static FileStream Created(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Never made: what went wrong is said already.
        }
    }
}
