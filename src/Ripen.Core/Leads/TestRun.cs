using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Runs a plan's tests on a lead at an instant. Holds nothing of a lead between calls.</summary>
internal readonly ref struct TestRun(Plan plan, Dossier lead, Instant asOf, ReadOnlySpan<Statement> supposed)
{
    private readonly int today = plan.Zone.DateOf(asOf).DayNumber;

    // What is assumed to be said at as-of, in the search for the answers that would help; mostly empty.
    private readonly ReadOnlySpan<Statement> supposed = supposed;

    /// <summary>The truth of one test. <paramref name="tenths"/> is the lead's interest in tenths.</summary>
    public Truth Of(TestPlan test, long tenths) => test.Subject switch
    {
        TestSubject.Fact => OfFact(test),
        TestSubject.Interest => Kleene.From(IsIn(test.Tenths, tenths)),
        TestSubject.Behaviour => Kleene.From(IsCount(test, CountOf(test))),
        TestSubject.Pass => Kleene.From(IsIn(test.Tenths, lead.Pass * 10L)),
        TestSubject.Stage => Kleene.From(Array.IndexOf(test.Words, Words.Stages[lead.Stage]) >= 0 != ValueTests.IsNegated(test.Op)),
        _ => OfLastRejection(test),
    };

    /// <summary>Index of the statement that counts for a test, or -1 where its fact is missing. Not for facts of several values, nor under a supposition.</summary>
    public int Speaking(TestPlan test)
    {
        var index = Valid(test, lead.Current(test.Fact, asOf));
        return index < 0 && test.Fallback >= 0 ? Valid(test, lead.Current(test.Fallback, asOf)) : index;
    }

    /// <summary>Whether a test on a fact finds a value that counts.</summary>
    public bool IsKnown(TestPlan test)
    {
        if (!test.IsSeveral) return Speaking(test) >= 0;
        var statements = lead.Of(test.Fact);
        for (var i = statements.Length - 1; i >= 0; i--)
        {
            if (statements[i].LearnedAt > asOf) continue;
            if (statements[i].Saying == Saying.Forgotten) return false;
            if (statements[i].Saying == Saying.Value && IsGood(test, statements[i])) return true;
        }
        return false;
    }

    public static bool IsIn((long From, long To)[] intervals, long tenths)
    {
        foreach (var (from, to) in intervals)
        {
            if (tenths >= from && tenths <= to) return true;
        }
        return false;
    }

    public static bool IsCount(TestPlan test, int count) => test.Op switch
    {
        TestOp.Equal => count == test.Count,
        TestOp.NotEqual => count != test.Count,
        TestOp.Less => count < test.Count,
        TestOp.AtMost => count <= test.Count,
        TestOp.Greater => count > test.Count,
        _ => count >= test.Count,
    };

    public static bool IsOfKind(TestPlan test, Touch touch) => test.Kind < 0 ? !TouchKinds.IsOurs(touch.Kind) : touch.Kind == test.Kind;

    /// <summary>How many touches the test counts.</summary>
    public int CountOf(TestPlan test)
    {
        var count = 0;
        foreach (var touch in lead.Touches)
        {
            if (touch.At > asOf) break;
            if (IsOfKind(test, touch) && (test.Window is not { } window || plan.Zone.Add(touch.At, window) >= asOf)) count++;
        }
        return count;
    }

    /// <summary>Whether a statement still counts for a test whose criterion wants it fresh.</summary>
    public bool IsGood(TestPlan test, in Statement statement) =>
        test.GoodFor is not { } goodFor || plan.Zone.Add(statement.LearnedAt, goodFor) >= asOf;

    private Truth OfFact(TestPlan test)
    {
        if (test.IsSeveral) return OfSeveral(test);
        if (Supposed(test.Fact) is var said and >= 0) return supposed[said].Saying == Saying.Value ? OfValue(test, supposed[said]) : OfNothing(test);
        var index = Speaking(test);
        return index >= 0 ? OfValue(test, lead.Statements[index]) : OfNothing(test);
    }

    private static Truth OfNothing(TestPlan test) => test.Op switch { TestOp.Known => Truth.False, TestOp.Unknown => Truth.True, _ => Truth.Unknown };

    private Truth OfValue(TestPlan test, in Statement statement)
    {
        if (test.Op == TestOp.Known) return Truth.True;
        if (test.Op == TestOp.Unknown) return Truth.False;
        var truth = ValueTests.Of(test, statement.Value, today);
        return ValueTests.IsNegated(test.Op) ? Kleene.Not(truth) : truth;
    }

    // Holds if it holds for any value; its negation negates that.
    private Truth OfSeveral(TestPlan test)
    {
        var any = Truth.False;
        var isKnown = false;
        foreach (ref readonly var said in supposed)
        {
            if (said.Fact == test.Fact && said.Saying == Saying.Value) Count(test, said, today, ref isKnown, ref any);
        }
        var statements = lead.Of(test.Fact);
        for (var i = statements.Length - 1; i >= 0; i--)
        {
            if (statements[i].LearnedAt > asOf) continue;
            if (statements[i].Saying == Saying.Forgotten) break;
            if (statements[i].Saying == Saying.Value && IsGood(test, statements[i])) Count(test, statements[i], today, ref isKnown, ref any);
        }
        if (test.Op is TestOp.Known or TestOp.Unknown) return Kleene.From(isKnown == (test.Op == TestOp.Known));
        if (!isKnown) return Truth.Unknown;
        return ValueTests.IsNegated(test.Op) ? Kleene.Not(any) : any;
    }

    private static void Count(TestPlan test, in Statement statement, int today, ref bool isKnown, ref Truth any)
    {
        isKnown = true;
        if (test.Op is not (TestOp.Known or TestOp.Unknown)) any = Kleene.Or(any, ValueTests.Of(test, statement.Value, today));
    }

    private Truth OfLastRejection(TestPlan test)
    {
        if (test.Op is TestOp.Known or TestOp.Unknown) return Kleene.From(lead.LastRejection is not null == (test.Op == TestOp.Known));
        if (lead.LastRejection is not { } reason) return Truth.Unknown;
        return Kleene.From(Array.IndexOf(test.Words, reason) >= 0 != ValueTests.IsNegated(test.Op));
    }

    private int Valid(TestPlan test, int index) =>
        index >= 0 && lead.Statements[index].Saying == Saying.Value && IsGood(test, lead.Statements[index]) ? index : -1;

    private int Supposed(int fact)
    {
        for (var i = supposed.Length - 1; i >= 0; i--)
        {
            if (supposed[i].Fact == fact) return i;
        }
        return -1;
    }
}
