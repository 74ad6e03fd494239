using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>What has come before is recognised: a row by its key, a touch by its sender's id.</summary>
internal static class Repetitions
{
    /// <summary>The arrivals that are new; those that are not are marked, and so are the touches in the others.</summary>
    public static List<Arrival> Without(Write write, IReadOnlyList<Arrival> arrivals)
    {
        var seenRows = new HashSet<Guid>();
        write.Find("select key from import_keys where key = any(@keys)", [.. arrivals.Select(arrival => arrival.Key).OfType<Guid>()], row => seenRows.Add(row.GetId(0)));
        foreach (var scope in arrivals.SelectMany(arrival => arrival.Touches).Where(touch => touch.ClientId is not null).GroupBy(touch => touch.Scope)) MarkSeen(write, scope);
        var fresh = new List<Arrival>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            if (arrival.Key is { } key && !seenRows.Add(key)) arrival.Became = Became.Seen;
            else if (arrival.Touches.Count > 0 && arrival.Facts.Count == 0 && arrival.Touches.TrueForAll(touch => touch.WasSeen)) arrival.Became = Became.Seen;
            else fresh.Add(arrival);
        }
        return fresh;
    }

    /// <summary>Keeps the keys of what was taken, or lies in review.</summary>
    public static void Remember(Write write, IEnumerable<Arrival> arrivals, DateTimeOffset now, int? import)
    {
        var (rows, touches) = (new List<object?[]>(), new List<object?[]>());
        foreach (var arrival in arrivals)
        {
            if (arrival is { Became: Became.Taken or Became.Review, Key: { } key }) rows.Add([key, import ?? 0]);
            if (arrival.Became != Became.Taken) continue;
            foreach (var touch in arrival.Touches)
            {
                if (touch is { ClientId: { } id, WasSeen: false }) touches.Add([touch.Scope, id, arrival.About, touch.At, now]);
            }
        }
        write.Claim(Tables.ImportKeys, rows);
        write.Claim(Tables.TouchKeys, touches);
    }

    private static void MarkSeen(Write write, IGrouping<string, ArrivedTouch> touches)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        write.Find("select client_id from touch_keys where scope = @scope and client_id = any(@keys)", [.. touches.Select(touch => touch.ClientId!).Distinct()], row => seen.Add(row.GetString(0)), ("@scope", touches.Key));
        foreach (var touch in touches) touch.WasSeen = !seen.Add(touch.ClientId!);
    }
}
