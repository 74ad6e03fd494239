using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Work;

/// <summary>Forgets, once a day, what is over: keys of requests and touches that nobody will repeat any more, sessions, links, wrong tries, and what is kept for a time alone.</summary>
internal sealed class OldKeys(Desk desk) : BackgroundService
{
    private const int Piece = 1_000;

    // Also of a server that is started anew every day.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Forgets what is old by now, and says how many.</summary>
    public static async Task<long> ForgetAsync(Desk desk, CancellationToken stop = default) =>
        await ForgetAsync(desk, "request_keys", "request_key", "answered_at", RequestKeys.KeptFor, stop) + await ForgetAsync(desk, "touch_keys", "client_id", "known_at", Repetitions.KeptFor, stop)
        + await desk.Writer.DoAsync(write => Sessions.Forget(write, desk.Now) + OneTimeLinks.Forget(write, desk.Now) + LoginLimits.Forget(write, desk.Now), stop)
        + await Retention.RunAsync(desk, stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LooksEvery, desk.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (IsDue()) await ForgetAsync(desk, stoppingToken);
            }
            catch (UnreachableException)
            {
                // Later, then.
            }
        }
    }

    private bool IsDue()
    {
        using var session = desk.Database.Read();
        return Retention.LastRun(session) is not { } last || desk.Now - last >= Day;
    }

    // Found by a reader, because looking through all keys takes long and the writer must not wait for it.
    private static async Task<int> ForgetAsync(Desk desk, string table, string key, string at, TimeSpan keptFor, CancellationToken stop)
    {
        var (oldest, forgotten) = (desk.Now - keptFor, 0);
        while (true)
        {
            var old = new List<(string Scope, string Key)>();
            using (var session = desk.Database.Read()) session.Read($"select scope, {key} from {table} where {at} <= @oldest limit @most", row => old.Add((row.GetString(0), row.GetString(1))), ("@oldest", oldest), ("@most", Piece));
            if (old.Count == 0) return forgotten;
            forgotten += await desk.Writer.DoAsync(write => old.Sum(one => write.Execute($"delete from {table} where scope = @scope and {key} = @key and {at} <= @oldest", ("@scope", one.Scope), ("@key", one.Key), ("@oldest", oldest))), stop);
        }
    }
}
