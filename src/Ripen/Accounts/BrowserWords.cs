namespace Ripen.Accounts;

/// <summary>What people call a browser by whose name it gives.</summary>
internal static class BrowserWords
{
    // Each names the ones before it, too: the last that fits is the one.
    private static readonly (string Mark, string Name)[] Browsers = [("Safari/", "Safari"), ("Chrome/", "Chrome"), ("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera")];
    private static readonly (string Mark, string Name)[] Systems = [("Linux", "Linux"), ("Mac OS X", "macOS"), ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")];

    public static string Of(string? agent)
    {
        if (string.IsNullOrEmpty(agent)) return "A browser";
        var browser = Browsers.LastOrDefault(one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name ?? "A browser";
        var system = Systems.LastOrDefault(one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
        return system is null ? browser : $"{browser} on {system}";
    }
}
