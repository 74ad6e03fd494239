using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>
/// What the tests on one subject (a fact, the touches, the interest) can be together: each row holds the truth of every
/// test. There is a row for all that can happen; a row for what cannot is allowed, it only hides a warning.
/// </summary>
/// <param name="All">The rows.</param>
/// <param name="Known">
/// So many of them, from the first, are of a subject that is known, and exactly; where the tests ask whether it is known,
/// the one in which it is missing is among them.
/// </param>
internal sealed record TruthRows(IReadOnlyList<Truth[]> All, int Known)
{
    /// <summary>No subject has more.</summary>
    public const int Most = 20_000;

    /// <summary>A name or a condition of which nothing is said but that it may be true, false or unknown.</summary>
    public static readonly TruthRows Free = new([[Truth.True], [Truth.False], [Truth.Unknown]], 2);

    /// <summary>Rows of something that is never missing; null where there are too many.</summary>
    public static TruthRows? Of(IEnumerable<Truth[]> rows)
    {
        var distinct = Distinct(rows);
        return distinct.Count > Most ? null : new(distinct, distinct.Count);
    }

    /// <summary>Rows of something that may be missing.</summary>
    /// <param name="exact">What is known exactly.</param>
    /// <param name="vague">What is known, but not so that every test can be answered.</param>
    /// <param name="ops">What the tests ask.</param>
    public static TruthRows? Of(IEnumerable<Truth[]> exact, IEnumerable<Truth[]> vague, IReadOnlyList<TestOp> ops)
    {
        var known = Distinct(exact);
        if (ops.Any(op => op is TestOp.Known or TestOp.Unknown)) known.Add([.. ops.Select(OfMissing)]);
        var all = Distinct([.. known, .. vague, [.. ops.Select(OfMissing)]]);
        return all.Count > Most ? null : new(all, known.Count);
    }

    public static List<Truth[]> Distinct(IEnumerable<Truth[]> rows) =>
        [.. rows.DistinctBy(row => string.Create(row.Length, row, (key, truths) =>
        {
            for (var i = 0; i < key.Length; i++) key[i] = (char)('0' + (int)truths[i]);
        }))];

    private static Truth OfMissing(TestOp op) => op switch
    {
        TestOp.Known => Truth.False,
        TestOp.Unknown => Truth.True,
        _ => Truth.Unknown,
    };
}
