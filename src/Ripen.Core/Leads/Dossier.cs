using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// What is known of one lead: statements and touches with their times, those after as-of too. Made to be filled and
/// emptied again for the next lead without allocating. Add everything, then <see cref="Seal"/>, then judge.
/// </summary>
public sealed class Dossier
{
    private readonly FactCatalogue facts;
    private readonly int[] from;
    private Statement[] statements = new Statement[32];
    private Touch[] touches = new Touch[32];
    private int statementCount;
    private int touchCount;
    private bool isSealed;

    public Dossier(FactCatalogue facts)
    {
        this.facts = facts;
        from = new int[facts.All.Count + 1];
    }

    /// <summary>What names the lead to its users.</summary>
    public string Id { get; set; } = "";

    /// <summary>Which turn of the lead this is, from 1.</summary>
    public int Pass { get; set; } = 1;

    /// <summary>Place in the stages inquiry, qualified, handed_over, accepted, opportunity.</summary>
    public int Stage { get; set; }

    /// <summary>The id of the reason for which it was last rejected, or null.</summary>
    public string? LastRejection { get; set; }

    /// <summary>In order of time.</summary>
    public ReadOnlySpan<Touch> Touches => touches.AsSpan(0, touchCount);

    /// <summary>Every statement, by fact; of one fact the derived ones first, then in the order in which they supersede each other.</summary>
    public ReadOnlySpan<Statement> Statements => statements.AsSpan(0, statementCount);

    public FactCatalogue Facts => facts;

    public void Clear()
    {
        (Id, Pass, Stage, LastRejection) = ("", 1, 0, null);
        (statementCount, touchCount, isSealed) = (0, 0, false);
    }

    public void Add(in Statement statement)
    {
        if (statementCount == statements.Length) Array.Resize(ref statements, 2 * statementCount);
        statements[statementCount++] = statement;
        isSealed = false;
    }

    public void Add(Touch touch)
    {
        if (touchCount == touches.Length) Array.Resize(ref touches, 2 * touchCount);
        touches[touchCount++] = touch;
        isSealed = false;
    }

    /// <summary>Takes over what a colleague of the buying group knows of the organisation and the purchase.</summary>
    /// <param name="known">The colleague's own statements, without what others shared.</param>
    public void Share(ReadOnlySpan<Statement> known)
    {
        foreach (ref readonly var statement in known)
        {
            if (facts.All[statement.Fact].Of != FactOwner.Person) Add(statement);
        }
    }

    /// <summary>
    /// Takes over what is known of the organisation and the purchase, as far as it counts at <paramref name="asOf"/> or may
    /// later on: what another statement has superseded by then stays out.
    /// </summary>
    /// <param name="known">Sealed.</param>
    public void ShareCurrent(Dossier known, Instant asOf)
    {
        for (var fact = 0; fact < facts.All.Count; fact++)
        {
            var (first, end) = (known.from[fact], known.from[fact + 1]);
            if (first == end || facts.All[fact].Of == FactOwner.Person) continue;
            if (!facts.All[fact].Several && known.Current(fact, asOf) is >= 0 and var current) first = current;
            for (var i = first; i < end; i++) Add(known.statements[i]);
        }
    }

    /// <summary>Sorts, so that statements and touches stand as <see cref="Statements"/> and <see cref="Touches"/> say.</summary>
    public void Seal()
    {
        if (isSealed) return;
        SortStatements();
        SortTouches();
        var next = 0;
        for (var fact = 0; fact < from.Length; fact++)
        {
            while (next < statementCount && statements[next].Fact < fact) next++;
            from[fact] = next;
        }
        from[^1] = statementCount;
        isSealed = true;
    }

    /// <summary>The statements of one fact, in the order in which they supersede each other.</summary>
    public ReadOnlySpan<Statement> Of(int fact) => statements.AsSpan(from[fact], from[fact + 1] - from[fact]);

    /// <summary>Index of the statement of <paramref name="fact"/> that counts at <paramref name="asOf"/>, or -1: the last stated one not after it, else the last derived one.</summary>
    public int Current(int fact, Instant asOf)
    {
        for (var i = from[fact + 1] - 1; i >= from[fact]; i--)
        {
            if (statements[i].LearnedAt <= asOf) return i;
        }
        return -1;
    }

    // Leads have few statements and mostly in order: insertion sort beats the library's here and does not allocate.
    private void SortStatements()
    {
        if (statementCount > 64)
        {
            statements.AsSpan(0, statementCount).Sort(Compare);
            return;
        }
        for (var i = 1; i < statementCount; i++)
        {
            if (Compare(statements[i - 1], statements[i]) <= 0) continue;
            var moving = statements[i];
            var j = i;
            for (; j > 0 && Compare(statements[j - 1], moving) > 0; j--) statements[j] = statements[j - 1];
            statements[j] = moving;
        }
    }

    private static int Compare(Statement a, Statement b)
    {
        if (a.Fact != b.Fact) return a.Fact.CompareTo(b.Fact);
        if (a.IsDerived != b.IsDerived) return a.IsDerived ? -1 : 1;
        if (a.LearnedAt != b.LearnedAt) return a.LearnedAt.CompareTo(b.LearnedAt);
        if (a.Origin != b.Origin) return a.Origin.CompareTo(b.Origin);
        return a.ReadOff != b.ReadOff ? a.ReadOff.CompareTo(b.ReadOff) : a.Order.CompareTo(b.Order);
    }

    private void SortTouches()
    {
        for (var i = 1; i < touchCount; i++)
        {
            if (touches[i - 1].At <= touches[i].At) continue;
            touches.AsSpan(0, touchCount).Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Kind.CompareTo(b.Kind));
            return;
        }
    }
}
