using Ripen.Desks;

namespace Ripen.Tracking;

/// <summary>
/// How often each kind of touch happened in the last 90 days. Touches lie by person, so all of them are read for it: beside
/// everything else, at most every ten minutes, and whoever asks meanwhile gets what was counted before.
/// </summary>
internal sealed class KindCounts(Desk desk)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Looked = TimeSpan.FromDays(90);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private readonly Lock gate = new();
    private Task<Counted>? counting;
    private Counted? counted;

    private sealed record Counted(DateTimeOffset At, IReadOnlyDictionary<int, long> ByKind);

    /// <summary>By number; null while they are counted for the first time.</summary>
    public async Task<IReadOnlyDictionary<int, long>?> OfAsync()
    {
        if (Fresh() is { } fresh) return fresh.ByKind;
        var running = Begin();
        await Task.WhenAny(running, Task.Delay(Patience));
        return running.IsCompletedSuccessfully ? (await running).ByKind : counted?.ByKind;
    }

    /// <summary>The same, whatever time it takes.</summary>
    public async Task<IReadOnlyDictionary<int, long>> AllAsync() => Fresh() is { } fresh ? fresh.ByKind : (await Begin()).ByKind;

    private Counted? Fresh() => counted is { } there && desk.Now - there.At < Lasts && desk.Now >= there.At ? there : null;

    private Task<Counted> Begin()
    {
        lock (gate) return counting is { IsCompleted: false } running ? running : counting = Task.Run(Count);
    }

    private Counted Count()
    {
        var (now, byKind) = (desk.Now, new Dictionary<int, long>());
        using var session = desk.Database.Read();
        session.Read("select kind, count(*) from touches where at > @since and discounted_at is null group by kind", row => byKind[row.GetInt32(0)] = row.GetInt64(1), ("@since", now - Looked));
        return counted = new(now, byKind);
    }
}
