using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>A test on a fact, held against one value.</summary>
internal static class ValueTests
{
    /// <summary>The operation that a negated one negates; others are themselves.</summary>
    public static TestOp Positive(TestOp op) => op switch
    {
        TestOp.NotEqual => TestOp.Equal,
        TestOp.NotIn => TestOp.In,
        TestOp.NotInProblems => TestOp.InProblems,
        TestOp.NotFree => TestOp.Free,
        _ => op,
    };

    public static bool IsNegated(TestOp op) => op is TestOp.NotEqual or TestOp.NotIn or TestOp.NotInProblems or TestOp.NotFree;

    /// <summary>The truth of the positive form of <paramref name="test"/> for one value.</summary>
    /// <param name="test">A test on a fact other than known and unknown.</param>
    /// <param name="value">A value of the fact's type.</param>
    /// <param name="today">As-of's day in the agreement's zone, as <see cref="DateOnly.DayNumber"/>.</param>
    public static Truth Of(TestPlan test, in FactValue value, int today)
    {
        switch (value.Type)
        {
            case FactType.Text:
                return Kleene.From(OfText(test, value));
            case FactType.Number:
                return OfNumber(test, value);
            case FactType.Money:
                return OfMoney(test, value);
            case FactType.Date:
                return Kleene.From(OfDate(test, value.Code, today));
            case FactType.YesNo:
                foreach (ref readonly var wanted in test.Values.AsSpan())
                {
                    if (wanted.Code == value.Code) return Truth.True;
                }
                return Truth.False;
            default:
                return test.ByOption[value.Code];
        }
    }

    private static bool OfText(TestPlan test, in FactValue value)
    {
        if (test.Op is TestOp.Free or TestOp.NotFree) return value.Code == 1;
        if (test.Op == TestOp.Contains) return Folded.ContainsAtWordStart(value.Text!, test.Texts[0]);
        foreach (var text in test.Texts)
        {
            if (string.Equals(text, value.Text, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    // True or false where it is so for every number of the range.
    private static Truth OfNumber(TestPlan test, in FactValue value)
    {
        var (low, high) = (value.Low, value.High);
        var wanted = test.Values[0].Low;
        switch (test.Op)
        {
            case TestOp.Less: return high < wanted ? Truth.True : low >= wanted ? Truth.False : Truth.Unknown;
            case TestOp.AtMost: return high <= wanted ? Truth.True : low > wanted ? Truth.False : Truth.Unknown;
            case TestOp.Greater: return low > wanted ? Truth.True : high <= wanted ? Truth.False : Truth.Unknown;
            case TestOp.AtLeast: return low >= wanted ? Truth.True : high < wanted ? Truth.False : Truth.Unknown;
            case TestOp.Between:
                var most = test.Values[1].Low;
                return low >= wanted && high <= most ? Truth.True : high < wanted || low > most || wanted > most ? Truth.False : Truth.Unknown;
            default:
                var any = Truth.False;
                foreach (ref readonly var one in test.Values.AsSpan())
                {
                    if (one.Low < low || one.Low > high) continue;
                    if (low == high) return Truth.True;
                    any = Truth.Unknown;
                }
                return any;
        }
    }

    private static Truth OfMoney(TestPlan test, in FactValue value)
    {
        switch (test.Op)
        {
            case TestOp.Between:
                return Kleene.And(Compared(test, value, 0, TestOp.AtLeast), Compared(test, value, 1, TestOp.AtMost));
            case TestOp.Equal or TestOp.NotEqual or TestOp.In or TestOp.NotIn:
                var any = Truth.False;
                for (var i = 0; i < test.Values.Length; i++) any = Kleene.Or(any, Compared(test, value, i, TestOp.Equal));
                return any;
            default:
                return Compared(test, value, 0, test.Op);
        }
    }

    private static Truth Compared(TestPlan test, in FactValue value, int index, TestOp op)
    {
        ref readonly var wanted = ref test.Values[index];
        int order;
        if (wanted.Code == value.Code) order = value.Low.CompareTo(wanted.Low);
        else if (test.Converted[index] is { } there && test.Rates[value.Code] is { } rate) order = (value.Low * rate).CompareTo(there);
        else return Truth.Unknown;
        return Kleene.From(op switch
        {
            TestOp.Less => order < 0,
            TestOp.AtMost => order <= 0,
            TestOp.Greater => order > 0,
            TestOp.AtLeast => order >= 0,
            _ => order == 0,
        });
    }

    private static bool OfDate(TestPlan test, int date, int today)
    {
        var values = test.Values;
        switch (test.Op)
        {
            case TestOp.Within: return date >= today && date <= DaySpans.Later(today, test.Span);
            case TestOp.InTheLast: return date <= today && DaySpans.Later(date, test.Span) >= today;
            case TestOp.Less: return date < values[0].Code;
            case TestOp.AtMost: return date <= values[0].Code;
            case TestOp.Greater: return date > values[0].Code;
            case TestOp.AtLeast: return date >= values[0].Code;
            case TestOp.Between: return date >= values[0].Code && date <= values[1].Code;
            default:
                foreach (ref readonly var one in values.AsSpan())
                {
                    if (one.Code == date) return true;
                }
                return false;
        }
    }
}
