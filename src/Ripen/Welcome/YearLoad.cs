using Ripen.Demo;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Welcome;

/// <summary>How far the demo's year is on its way into a desk.</summary>
/// <param name="Rows">Of all its files, so far.</param>
/// <param name="Refusal">Why it ended before its end, in a sentence.</param>
public sealed record YearOnItsWay(long Rows, bool IsOver, string? Refusal);

/// <summary>What the first page shows of it.</summary>
/// <param name="Year">Null while nobody has asked for it.</param>
public sealed record YearView(YearOnItsWay? Year);

/// <summary>Loads the demo's year into this desk, while its first page shows how far it is.</summary>
internal sealed partial class YearLoad(Desk desk, IHostApplicationLifetime life, ILogger<YearLoad> log)
{
    /// <summary>As many as a demo has.</summary>
    public const long Leads = 2_000;

    private const long Seed = 1;
    private readonly Lock gate = new();
    private Task? run;
    private string? refusal;

    /// <summary>False where it is on its way already.</summary>
    public bool TryStart()
    {
        lock (gate)
        {
            if (run is { IsCompleted: false }) return false;
            refusal = null;
            run = Task.Run(() => LoadAsync(life.ApplicationStopping));
            return true;
        }
    }

    /// <summary>Null while nobody has asked for it.</summary>
    public YearOnItsWay? Of(Session session)
    {
        lock (gate)
        {
            if (run is null) return null;
            return new(session.Count("select coalesce(sum(rows_read), 0) from imports"), run.IsCompleted, refusal);
        }
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ripen-year-");
        try
        {
            await new DemoYear(desk, TextWriter.Null, isTerminal: false).FillAsync(Seed, Leads, folder.FullName, stop);
        }
        catch (OperationCanceledException)
        {
            Refuse("The server was stopped before the end. What had come stays; undo it on the page of imports.");
        }
        catch (Exception failure) when (desk.Database.Explain(failure) is { } said)
        {
            Refuse(said.Message);
        }
        catch (Exception failure)
        {
            Failed(log, Rejudging.WhereOf(failure));
            Refuse("Ripen made a mistake; what happened stands in the server's log. What had come stays; undo it on the page of imports.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Refuse(string sentence)
    {
        lock (gate) refusal = sentence;
    }

    [LoggerMessage(1, LogLevel.Error, "Loading the demo's year broke off: {Where}")]
    private static partial void Failed(ILogger log, string where);
}
