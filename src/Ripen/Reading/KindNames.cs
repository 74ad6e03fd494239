namespace Ripen.Reading;

/// <summary>
/// Small numbers for the kinds of touches. The caller folds the text, so that equal kinds are equal here, and asks for
/// the kinds of its agreement first, so that these never run out.
/// </summary>
public sealed class KindNames
{
    /// <summary>So many kinds get a number of their own; a file with more has something else in that column.</summary>
    public const int Most = 10_000;

    /// <summary>The number that all further kinds share.</summary>
    public const ushort Other = Most;

    private const int LongestName = 200;

    private readonly List<string> _names = [];
    private readonly Dictionary<string, ushort>.AlternateLookup<ReadOnlySpan<char>> _numbers =
        new Dictionary<string, ushort>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _names.Count;

    /// <summary>How often <see cref="Other"/> was given, to be reported.</summary>
    public long CountedAsOther { get; private set; }

    public string this[ushort number] => number == Other ? "other" : _names[number];

    /// <summary>The kind's number, or <see cref="Other"/> where it is new and there is no room, or it is absurdly long.</summary>
    public ushort Number(ReadOnlySpan<char> folded)
    {
        if (_numbers.TryGetValue(folded, out var known)) return known;
        if (_names.Count == Most || folded.Length > LongestName)
        {
            CountedAsOther++;
            return Other;
        }

        var number = (ushort)_names.Count;
        _names.Add(folded.ToString());
        _numbers[folded] = number;
        return number;
    }
}
