using Ripen.Desks;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Backups;

/// <summary>Puts a backup into an empty place, whole or not at all; never over a desk.</summary>
internal static class Restore
{
    private const int Piece = 5_000;

    /// <exception cref="InputRefusedException">The place is not empty, or the backup is damaged, cut off or newer.</exception>
    /// <exception cref="UnreachableException">The place cannot be reached, is held, or is full.</exception>
    public static async Task<BackupEnd> RunAsync(DeskPlace place, string file, DateTimeOffset now, Action<long> progress, CancellationToken stop)
    {
        using var backup = new BackupReader(file);
        return place.IsPostgres ? await IntoPostgresAsync(place, backup, now, progress, stop) : await IntoFolderAsync(place, backup, now, progress, stop);
    }

    private static async Task<BackupEnd> IntoPostgresAsync(DeskPlace place, BackupReader backup, DateTimeOffset now, Action<long> progress, CancellationToken stop)
    {
        await using var database = Database.At(place);
        using (var session = database.Read())
        {
            if (Schema.Read(session).Any(table => TableClasses.Find(table.Name) is not null)) throw NotEmpty(database.Name, "--database CONNECTION");
        }
        return Fill(database, backup, now, progress, stop);
    }

    // Into a file beside the place, which becomes the desk when all is there.
    private static async Task<BackupEnd> IntoFolderAsync(DeskPlace place, BackupReader backup, DateTimeOffset now, Action<long> progress, CancellationToken stop)
    {
        var isNewFolder = !Directory.Exists(place.Folder);
        var unfinished = place.SqliteFile + ".restoring";
        try
        {
            using var held = DeskLock.TryTake(place.Folder) ?? throw DeskLock.InUse(place.Folder);
            if (File.Exists(place.SqliteFile)) throw NotEmpty(place.Folder, "--data FOLDER");
            Remove(unfinished);
            try
            {
                BackupEnd done;
                await using (var database = new Sqlite(unfinished)) done = Fill(database, backup, now, progress, stop);
                if (File.Exists(unfinished + "-wal")) throw new UnreachableException($"{unfinished} could not be closed: another program has it open. Stop it, then try again.");
                // What a desk that was removed left behind would be taken for this one's.
                Remove(place.SqliteFile);
                File.Move(unfinished, place.SqliteFile);
                return done;
            }
            finally
            {
                Remove(unfinished);
            }
        }
        catch when (isNewFolder && !File.Exists(place.SqliteFile))
        {
            if (Directory.Exists(place.Folder)) Directory.Delete(place.Folder, recursive: true);
            throw;
        }
    }

    private static BackupEnd Fill(Database database, BackupReader backup, DateTimeOffset now, Action<long> progress, CancellationToken stop)
    {
        using var write = new Write(database, database.Writer());
        var done = 0L;
        try
        {
            write.Begin();
            // As the desk was that it is of; what came since is migrated to behind its rows.
            Migrator.Make(write, backup.Head.Schema, now);
            var end = backup.Read(Backup.TablesOf(Schema.Migrated(backup.Head.Schema)), Piece, Take);
            Migrator.Make(write, Migrator.Newest, now, after: backup.Head.Schema);
            write.Commit();
            return end;
        }
        catch (Exception failure)
        {
            write.Rollback();
            throw database.Explain(failure) ?? failure;
        }

        void Take(Table table, IReadOnlyList<object?[]> rows)
        {
            stop.ThrowIfCancellationRequested();
            write.Insert(table, rows);
            progress(done += rows.Count);
            if (database.IsPostgres) return;
            // The file is not the desk yet: shorter transactions keep its log short.
            write.Commit();
            write.Begin();
        }
    }

    private static InputRefusedException NotEmpty(string place, string option) => new($"There is a desk in {place} already, and a backup is never restored over one. Name an empty place with {option}.");

    private static void Remove(string file)
    {
        foreach (var part in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(file + part);
    }
}
