using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Intake;

/// <summary>What has come before is recognised: a row by its key, a touch by its sender's id.</summary>
internal static class Repetitions
{
    /// <summary>So long a sender may repeat a touch.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>The arrivals that are new; those that are not are marked, and so are the touches in the others.</summary>
    public static List<Arrival> Without(Write write, IReadOnlyList<Arrival> arrivals)
    {
        var seenRows = new HashSet<Guid>();
        write.Find("select key from import_keys where key = any(@keys)", [.. arrivals.Select(arrival => arrival.Key).OfType<Guid>()], row => seenRows.Add(row.GetId(0)));
        var named = arrivals.SelectMany(arrival => arrival.Touches, (arrival, touch) => (Arrival: arrival, Touch: touch)).Where(pair => pair.Touch.ClientId is not null);
        foreach (var scope in named.GroupBy(pair => pair.Touch.Scope)) MarkSeen(write, scope);
        var fresh = new List<Arrival>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            if (arrival.Key is { } key && !seenRows.Add(key)) arrival.Became = Became.Seen;
            else if (IsRepeated(arrival)) arrival.Became = Became.Seen;
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
            if (arrival is not { Became: Became.Taken, Lead: { } lead }) continue;
            foreach (var touch in arrival.Touches)
            {
                if (touch is { ClientId: { } id, WasSeen: false }) touches.Add([touch.Scope, id, lead.Person, lead.Number, touch.At, now, import]);
            }
        }
        write.Claim(Tables.ImportKeys, rows);
        write.Claim(Tables.TouchKeys, touches);
    }

    // What a touch says is recorded with it, once; a row of a file has its own key.
    private static bool IsRepeated(Arrival arrival) =>
        arrival.Touches.Count > 0 && (arrival.Facts.Count == 0 || arrival.Key is null) && arrival.Touches.TrueForAll(touch => touch.WasSeen);

    private static void MarkSeen(Write write, IGrouping<string, (Arrival Arrival, ArrivedTouch Touch)> named)
    {
        var seen = new Dictionary<string, LeadId?>(StringComparer.Ordinal);
        write.Find(
            "select client_id, person_id, lead from touch_keys where scope = @scope and client_id = any(@keys)",
            [.. named.Select(pair => pair.Touch.ClientId!).Distinct()],
            row => seen.Add(row.GetString(0), new(row.GetId(1), row.GetInt16(2))),
            ("@scope", named.Key));
        foreach (var (arrival, touch) in named)
        {
            touch.WasSeen = seen.TryGetValue(touch.ClientId!, out var lead);
            if (touch.WasSeen) (arrival.Lead, arrival.About) = (lead, lead?.Person);
            else seen.Add(touch.ClientId!, null);
        }
    }
}
