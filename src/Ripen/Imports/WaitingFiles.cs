using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ripen.Desks;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary>How far an import or its undoing in this process is.</summary>
internal sealed class ImportRun
{
    private long done;

    /// <summary>Rows, or persons where it is undone.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>The import's number, once it is over and was one.</summary>
    public int? Import { get; private set; }

    /// <summary>Why it ended before its end, in a sentence.</summary>
    public string? Refusal { get; private set; }

    public bool IsOver { get; private set; }

    public void Report(long count) => Interlocked.Exchange(ref done, count);

    public void End(int? import, string? refusal) => (Import, Refusal, IsOver) = (import, refusal, true);
}

/// <summary>A file that somebody uploaded and has not imported yet.</summary>
/// <param name="Rows">How many it has.</param>
/// <param name="Until">From then on it is gone.</param>
internal sealed record WaitingFile(string Id, ImportFile File, long Rows, DateTimeOffset Until)
{
    public ImportRun? Run { get; set; }

    public bool IsRunning => Run is { IsOver: false };
}

/// <summary>
/// Files between their upload and their import, and rows that were handed back until somebody has fetched them: in nameless
/// temporary files of this process, for an hour, under ids that nobody guesses.
/// </summary>
internal sealed class WaitingFiles : IDisposable
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private const int Most = 20;
    private const int IdBytes = 16;
    private static readonly TimeSpan LookedAfter = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, WaitingFile> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, HandedBackRows> handedBack = new();
    private readonly Desk desk;
    private readonly ITimer timer;

    public WaitingFiles(Desk desk)
    {
        this.desk = desk;
        timer = desk.Clock.CreateTimer(_ => Tidy(), null, LookedAfter, LookedAfter);
    }

    private sealed record HandedBackRows(TempFile File, string Name, DateTimeOffset Until);

    /// <summary>Keeps a file that was read to its end; where very many wait, the oldest goes.</summary>
    public WaitingFile Add(ImportFile file, long rows)
    {
        Tidy();
        foreach (var oldest in files.Values.Where(one => !one.IsRunning).OrderByDescending(one => one.Until).Skip(Most - 1)) Remove(oldest);
        var waiting = new WaitingFile(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), file, rows, desk.Now + KeptFor);
        files[waiting.Id] = waiting;
        return waiting;
    }

    /// <summary>Null where there is none, or no longer.</summary>
    public WaitingFile? Find(string id) => files.TryGetValue(id, out var file) && (file.IsRunning || file.Until > desk.Now) ? file : null;

    public void Remove(WaitingFile file)
    {
        if (files.TryRemove(file.Id, out _)) file.File.Dispose();
    }

    /// <summary>Keeps the rows that an import handed back.</summary>
    public void Keep(int import, RejectedRows rejected, ImportFile file)
    {
        if (rejected.Count == 0) return;
        using var written = new MemoryStream();
        rejected.Write(file, written);
        var kept = new TempFile();
        kept.Append(written.ToArray());
        handedBack[import] = new(kept, $"{Path.GetFileNameWithoutExtension(file.Name)}.rejected.csv", desk.Now + KeptFor);
    }

    /// <summary>Until when the rows that an import handed back can be fetched here; null where they cannot.</summary>
    public DateTimeOffset? HandedBackUntil(int import) => handedBack.TryGetValue(import, out var rows) && rows.Until > desk.Now ? rows.Until : null;

    public (byte[] Bytes, string Name)? HandedBackBy(int import)
    {
        if (HandedBackUntil(import) is null || !handedBack.TryGetValue(import, out var rows)) return null;
        var bytes = new byte[rows.File.Length];
        rows.File.Read(0, bytes);
        return (bytes, rows.Name);
    }

    public void Dispose()
    {
        timer.Dispose();
        foreach (var file in files.Values) file.File.Dispose();
        foreach (var rows in handedBack.Values) rows.File.Dispose();
    }

    private void Tidy()
    {
        foreach (var file in files.Values.Where(file => !file.IsRunning && file.Until <= desk.Now)) Remove(file);
        foreach (var (import, rows) in handedBack)
        {
            if (rows.Until <= desk.Now && handedBack.TryRemove(import, out _)) rows.File.Dispose();
        }
    }
}
