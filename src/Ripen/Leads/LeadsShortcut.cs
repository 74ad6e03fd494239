using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>A view of the list of leads with a name: one that comes with the desk, or one that somebody saved.</summary>
/// <param name="Count">How many leads are in it; null where that is not asked for.</param>
/// <param name="Saved">Its id, where somebody saved it.</param>
public sealed record LeadsShortcut(string Name, LeadsAddress Address, bool IsHere, string? Count = null, Guid? Saved = null)
{
    private static readonly (string Name, (string, string)[] Words)[] Ready =
    [
        ("Open", []),
        ("Hot", [("temperature", "hot")]),
        ("One answer away from hot", [("one_answer_away", "true")]),
        ("Warm", [("temperature", "warm")]),
        ("Qualified", [("qualified", "yes")]),
        ("Runs out by tomorrow", [("stands", "tomorrow"), ("sort", "stands_until")]),
        ("Closed", [("show", "closed")]),
    ];

    internal static IReadOnlyList<LeadsShortcut> Of(Session session, LeadsAddress here) =>
        [.. Ready.Select(ready => Of(ready.Name, LeadsAddress.Of(ready.Words), here)), .. SavedViews.All(session).Select(saved => Of(saved.Name, LeadsAddress.Of(saved.Query), here) with { Saved = saved.Id })];

    /// <summary>With how many leads are in each.</summary>
    internal static IReadOnlyList<LeadsShortcut> Counted(Desk desk, Session session, LeadsAddress here)
    {
        var zone = desk.Settings.ZoneOf(session);
        return [.. Of(session, here).Select(shortcut =>
        {
            var query = shortcut.Address.ToQuery(zone, desk.Now);
            var filter = LeadFilter.Of(desk, session, query);
            return shortcut with { Count = query.Errors.Any ? null : filter.Count().Shown };
        })];
    }

    private static LeadsShortcut Of(string name, LeadsAddress address, LeadsAddress here) => new(name, address, address.ToString() == here.With("cursor", null).ToString());
}
