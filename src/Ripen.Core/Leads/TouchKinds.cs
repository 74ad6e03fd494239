using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Numbers the kinds of touches, so that judging compares numbers and not text. What we do ourselves has a low number;
/// every other kind is the person's. Not safe for writing from several threads at once.
/// </summary>
public sealed class TouchKinds
{
    private static readonly string[] Ours = [.. StandardKinds.All.Where(kind => kind.IsOurs).Select(kind => kind.Name)];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    public TouchKinds()
    {
        foreach (var kind in Ours) IdOf(kind);
    }

    public int Count => names.Count;

    /// <summary>Whether it is something we did rather than the person.</summary>
    public static bool IsOurs(int id) => id < Ours.Length;

    /// <summary>The number of a kind, given now if it is new; kinds that fold alike are one.</summary>
    public int IdOf(string kind)
    {
        var folded = Folded.From(kind);
        if (ids.TryGetValue(folded, out var id)) return id;
        ids.Add(folded, names.Count);
        names.Add(kind.Trim());
        return names.Count - 1;
    }

    /// <summary>As it was first written.</summary>
    public string NameOf(int id) => names[id];
}
