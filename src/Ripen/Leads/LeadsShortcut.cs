using Ripen.Storage;
using Ripen.Views;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>A view of the list of leads with a name: one that comes with the desk, or one that somebody saved.</summary>
/// <param name="Count">How many leads are in it; null where that is not asked for.</param>
/// <param name="Saved">Where somebody saved it.</param>
/// <param name="MayRemove">Whether whoever looks may remove it.</param>
public sealed record LeadsShortcut(string Name, LeadsAddress Address, bool IsHere, string? Count = null, SavedView? Saved = null, bool MayRemove = false)
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

    internal static IReadOnlyList<LeadsShortcut> Of(PageRequest request, Session session, LeadsAddress here) =>
        [.. Ready.Select(ready => Of(ready.Name, LeadsAddress.Of(ready.Words), here)), .. SavedViews.Of(session, request.Caller, "/leads").Select(saved => Of(saved.Name, LeadsAddress.Of(saved.Query), here) with { Saved = saved, MayRemove = saved.IsFor(request.Caller) })];

    /// <summary>With how many leads are in each.</summary>
    internal static IReadOnlyList<LeadsShortcut> Counted(PageRequest request, Session session, LeadsAddress here)
    {
        var (desk, zone) = (request.Desk, request.Desk.Settings.ZoneOf(session));
        return [.. Of(request, session, here).Select(shortcut =>
        {
            var query = shortcut.Address.ToQuery(zone, desk.Now);
            var filter = LeadFilter.Of(desk, session, query);
            return shortcut with { Count = query.Errors.Any ? null : filter.Count().Shown };
        })];
    }

    private static LeadsShortcut Of(string name, LeadsAddress address, LeadsAddress here) => new(name, address, address.ToString() == here.With("cursor", null).ToString());
}
