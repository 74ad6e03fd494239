using Ripen.Accounts;

namespace Ripen.Web;

/// <summary>One entry of the navigation. It is shown to whom its page is served: the table of roles says so.</summary>
internal sealed record NavigationEntry(string Group, string Label, string Path)
{
    private static readonly NavigationEntry[] All =
    [
        new("", "Desk", "/desk"),
        new("", "Tasks", "/tasks"),
        new("", "Sales team", "/sales"),
        new("", "Opportunities", "/opportunities"),
        new("", "Leads", "/leads"),
        new("", "Asleep", "/asleep"),
        new("", "Organisations", "/organisations"),
        new("Ripening", "Programmes", "/programmes"),
        new("Ripening", "Forms", "/forms"),
        new("Ripening", "Campaigns", "/campaigns"),
        new("Ripening", "Sources", "/sources"),
        new("Ripening", "Kinds of touches", "/kinds"),
        new("Ripening", "Tracker", "/tracker"),
        new("Together", "Agreement", "/agreement"),
        new("Together", "Scorecard", "/scorecard"),
        new("Together", "Funnel", "/funnel"),
        new("Together", "Board", "/board"),
        new("Desk", "Import", "/imports"),
        new("Desk", "Work", "/work"),
        new("Desk", "Outbox", "/outbox"),
        new("Desk", "Webhooks", "/webhooks"),
        new("Desk", "Privacy", "/privacy"),
        new("Desk", "People", "/people"),
        new("Desk", "Tokens", "/tokens"),
        new("Desk", "Audit", "/audit"),
        new("Desk", "Settings", "/settings"),
    ];

    /// <summary>Those of pages that somebody may open.</summary>
    public static IEnumerable<NavigationEntry> Of(Caller caller) => All.Where(entry => Roles.May(caller, $"GET {entry.Path}"));

    public static ILookup<string, NavigationEntry> ShownIn(Frame frame) => Of(frame.Caller).ToLookup(entry => entry.Group, StringComparer.Ordinal);

    /// <summary>Whether a page stands under it.</summary>
    public bool IsAt(string path) => path == Path || path.StartsWith($"{Path}/", StringComparison.Ordinal) || (path == "/" && Path == "/leads");
}
