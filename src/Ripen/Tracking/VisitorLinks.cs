using Ripen.Desks;
using Ripen.Privacy;

namespace Ripen.Tracking;

/// <summary>Links in what we send to a person, by which his visit is known for his: the tracker takes the mark out of the address and hands it to the desk.</summary>
internal static class VisitorLinks
{
    /// <summary>The parameter of the address.</summary>
    public const string Mark = "rp";
    private const string Purpose = "visitor";

    /// <summary>What stands behind the parameter.</summary>
    public static string Of(Desk desk, Guid person) => SignedLink.Of(desk.Secrets, Purpose, $"{person:N}");

    /// <summary>The address of a page of ours, with the mark of a person.</summary>
    public static string To(Desk desk, Guid person, string address)
    {
        var fragment = address.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : "";
        var page = address[..(address.Length - fragment.Length)];
        return $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Mark}={Of(desk, person)}{fragment}";
    }

    /// <summary>Null where the desk did not make it.</summary>
    public static Guid? PersonOf(Desk desk, string? link) => SignedLink.ReadId(desk.Secrets, Purpose, link);
}
