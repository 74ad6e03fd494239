using System.Buffers;
using Ripen.Values;

namespace Ripen.Tracking;

/// <summary>What shows that a visit is a program’s. Numbers are stored.</summary>
public enum MachineSign : byte
{
    Crawler = 1,
    Headless = 2,
    Monitor = 3,
    MailScanner = 4,
    LinkChecker = 5,

    /// <summary>It has no name at all; every browser has one.</summary>
    Nameless = 6,

    /// <summary>A browser fetched the page in case somebody looks at it.</summary>
    Prefetch = 7,

    /// <summary>It asks whether the page is there, not what stands on it (RFC 9110, 9.3.2).</summary>
    Asking = 8,

    ManyPages = 9,
    NoTime = 10,
    EveryLink = 11,
}

/// <summary>A page view as it is looked at for signs of a machine.</summary>
/// <param name="Seconds">How long it was looked at; null while nobody has said.</param>
public readonly record struct ViewedPage(DateTimeOffset At, string Page, int? Seconds);

/// <summary>Tells visits of programs from those of people: by what they call themselves, by what their requests say, and by what they do.</summary>
public static class Machines
{
    /// <summary>So many different pages within <see cref="ManyWithin"/> nobody opens by hand.</summary>
    public const int Many = 6;
    public static readonly TimeSpan ManyWithin = TimeSpan.FromSeconds(1);

    /// <summary>So many pages, each left without a second of looking, nobody has read.</summary>
    public const int Unread = 6;

    /// <summary>How long after a page was opened it must have been said how long it was looked at.</summary>
    public static readonly TimeSpan LeftWithin = TimeSpan.FromMinutes(30);

    /// <summary>So many different links of the mails to one person within <see cref="LinksWithin"/> a scanner opens, before he does.</summary>
    public const int Links = 3;
    public static readonly TimeSpan LinksWithin = TimeSpan.FromSeconds(10);

    private const int LongestName = 1_000;
    private static readonly Table Shipped = Table.Read("machines.txt");
    private static readonly string[] People = [.. Words("person").Select(pair => pair.Word)];

    // What says most comes first: UptimeRobot is a monitor, though every robot is a crawler.
    private static readonly (MachineSign Sign, string Word)[] Names = [.. Words("crawler", "headless", "monitor", "scanner", "checker").OrderByDescending(pair => pair.Sign)];
    private static readonly SearchValues<string> AnyName = SearchValues.Create([.. Names.Select(pair => pair.Word)], StringComparison.OrdinalIgnoreCase);

    public static string Version => Shipped.Version;

    /// <summary>What a request says of itself.</summary>
    /// <param name="name">Its header User-Agent.</param>
    /// <param name="purpose">Its header Sec-Purpose (Fetch standard), or Purpose and X-Moz as older browsers write it: <c>prefetch</c>, <c>prefetch;prerender</c>, <c>preview</c>.</param>
    /// <returns>Null: nothing speaks against a person.</returns>
    public static MachineSign? ByRequest(string? name, string? purpose = null, string method = "POST")
    {
        if (purpose is not null && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase))) return MachineSign.Prefetch;
        if (method.Equals("HEAD", StringComparison.OrdinalIgnoreCase)) return MachineSign.Asking;
        return ByName(name);
    }

    public static MachineSign? ByName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return MachineSign.Nameless;
        if (name.Length > LongestName) name = name[..LongestName];
        foreach (var person in People) name = name.Replace(person, "", StringComparison.OrdinalIgnoreCase);
        // Nearly everybody is a person, and is found to be one by a single pass.
        if (name.AsSpan().ContainsAny(AnyName)) return Names.First(pair => name.Contains(pair.Word, StringComparison.OrdinalIgnoreCase)).Sign;
        return name.TrimEnd().EndsWith("bot", StringComparison.OrdinalIgnoreCase) ? MachineSign.Crawler : null;
    }

    /// <summary>What the page views of one visitor show, in any order.</summary>
    public static MachineSign? ByViews(IReadOnlyList<ViewedPage> views, DateTimeOffset now)
    {
        if (HasDifferent(views, Many, ManyWithin)) return MachineSign.ManyPages;
        var over = views.Where(view => view.Seconds is not null || view.At <= now - LeftWithin).ToList();
        return over.Select(view => view.Page).Distinct(StringComparer.Ordinal).Count() >= Unread && over.TrueForAll(view => view.Seconds is null or 0) ? MachineSign.NoTime : null;
    }

    /// <summary>What the links to one person that were opened show, in any order, whoever opened them.</summary>
    public static MachineSign? ByLinks(IReadOnlyList<ViewedPage> opened) => HasDifferent(opened, Links, LinksWithin) ? MachineSign.EveryLink : null;

    // Different pages within a time, wherever it begins.
    private static bool HasDifferent(IReadOnlyList<ViewedPage> views, int wanted, TimeSpan within)
    {
        if (views.Count < wanted) return false;
        var inOrder = views.OrderBy(view => view.At).ToList();
        for (var first = 0; first + wanted <= inOrder.Count; first++)
        {
            var pages = new HashSet<string>(StringComparer.Ordinal);
            for (var next = first; next < inOrder.Count && inOrder[next].At - inOrder[first].At <= within; next++) pages.Add(inOrder[next].Page);
            if (pages.Count >= wanted) return true;
        }
        return false;
    }

    private static IEnumerable<(MachineSign Sign, string Word)> Words(params string[] sorts) =>
        from line in Shipped.Lines
        let parts = line.Split(' ', 2)
        where Array.IndexOf(sorts, parts[0]) >= 0
        select (SignOf(parts[0]), parts[1]);

    private static MachineSign SignOf(string sort) => sort switch
    {
        "headless" => MachineSign.Headless,
        "monitor" => MachineSign.Monitor,
        "scanner" => MachineSign.MailScanner,
        "checker" => MachineSign.LinkChecker,
        _ => MachineSign.Crawler,
    };
}
