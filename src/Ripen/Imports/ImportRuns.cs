using System.Collections.Concurrent;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>Imports and their undoing that this server does while pages show how far they are.</summary>
internal sealed partial class ImportRuns(Desk desk, WaitingFiles files, IHostApplicationLifetime life, ILogger<ImportRuns> log)
{
    private readonly ConcurrentDictionary<int, ImportRun> undoing = new();

    /// <summary>Begins, unless it runs already.</summary>
    public void Start(WaitingFile file, ImportWish wish)
    {
        var run = new ImportRun();
        lock (file)
        {
            if (file.IsRunning || file.Run?.Import is not null) return;
            file.Run = run;
        }
        _ = Task.Run(async () =>
        {
            await WatchedAsync(run, () => ImportAsync(wish, run));
            // The file itself is not kept any longer than it is needed.
            if (run.Import is not null) file.File.Dispose();
        });
    }

    /// <summary>Begins to take an import back, unless that is done already.</summary>
    public void Undo(int import)
    {
        var run = new ImportRun();
        var there = undoing.AddOrUpdate(import, run, (_, before) => before.IsOver ? run : before);
        if (there != run) return;
        _ = Task.Run(() => WatchedAsync(run, async () =>
        {
            await new ImportUndo(desk, import, run.Report).RunAsync(life.ApplicationStopping);
            return import;
        }));
    }

    public ImportRun? UndoingOf(int import) => undoing.GetValueOrDefault(import);

    private async Task<int> ImportAsync(ImportWish wish, ImportRun run)
    {
        var done = await new Importer(desk, wish, run.Report).RunAsync(life.ApplicationStopping);
        files.Keep(done.Import, done.Rejected, wish.File);
        return done.Import;
    }

    private async Task WatchedAsync(ImportRun run, Func<Task<int>> work)
    {
        try
        {
            run.End(await work(), refusal: null);
        }
        catch (OperationCanceledException)
        {
            run.End(null, "The server was stopped before the end. What was done until then stays; do it once more, and only the rest is done.");
        }
        catch (Exception failure) when ((failure as InputRefusedException ?? failure as UnreachableException ?? (Exception?)desk.Database.Explain(failure)) is { } said)
        {
            run.End(null, said.Message);
        }
        catch (Exception failure)
        {
            Failed(log, Rejudging.WhereOf(failure));
            run.End(null, "Ripen made a mistake; what happened stands in the server's log. What was taken until then stays; doing it once more does no harm.");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "An import of a page broke off: {Where}")]
    private static partial void Failed(ILogger log, string where);
}
