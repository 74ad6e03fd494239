using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Numbers the kinds of touches, so that judging compares numbers and not text. What we do ourselves has a low number, be it
/// of the shipped kinds or of those of which a desk says so; every other kind is the person's. Bounded, because kinds come from files. Not for several threads at once while kinds
/// are still being met.
/// </summary>
public sealed class TouchKinds
{
    /// <summary>So many kinds are told apart; all further ones are one, <see cref="Other"/>.</summary>
    public const int Most = 10_000;

    /// <summary>So many kinds beside the shipped ones may be ours.</summary>
    public const int MostOurs = 100;

    private const int LongestName = 200;
    private static readonly string[] Ours = [.. StandardKinds.All.Where(kind => kind.IsOurs).Select(kind => kind.Name)];
    private readonly Dictionary<string, int> byFolded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> asWritten = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<string> names = [];

    /// <param name="alsoOurs">Further kinds of what we do ourselves; beyond <see cref="MostOurs"/> they are the person's.</param>
    public TouchKinds(IEnumerable<string>? alsoOurs = null)
    {
        foreach (var kind in Ours) IdOf(kind);
        foreach (var kind in (alsoOurs ?? []).Take(MostOurs)) IdOf(kind);
        while (names.Count < Ours.Length + MostOurs) names.Add("");
        Other = IdOf("other");
    }

    /// <summary>The kind of everything beyond <see cref="Most"/> kinds.</summary>
    public int Other { get; }

    public int Count => names.Count;

    /// <summary>How often a kind was counted as <see cref="Other"/> for want of room.</summary>
    public long CountedAsOther { get; private set; }

    /// <summary>Whether it is something we did rather than the person.</summary>
    public static bool IsOurs(int id) => id < Ours.Length + MostOurs;

    /// <summary>The number of a kind, given now if it is new; kinds that fold alike are one.</summary>
    public int IdOf(ReadOnlySpan<char> kind)
    {
        if (asWritten.TryGetValue(kind, out var id)) return id;
        if (kind.Length > LongestName) return CountAsOther();
        var folded = Folded.From(kind);
        if (!byFolded.TryGetValue(folded, out id))
        {
            if (names.Count == Most) return CountAsOther();
            id = names.Count;
            byFolded.Add(folded, id);
            names.Add(folded.Replace(' ', '_'));
        }
        if (asWritten.Dictionary.Count < 2 * Most) asWritten[kind] = id;
        return id;
    }

    /// <summary>In lower case with underscores: <c>demo_requested</c>.</summary>
    public string NameOf(int id) => names[id];

    private int CountAsOther()
    {
        CountedAsOther++;
        return Other;
    }
}
