using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What changed between two single tests of the same thing: a number, a date, a time, some options.</summary>
internal sealed class TestDifference(Agreement before, Agreement after, List<string> said)
{
    /// <param name="isAlternative">Whether something else would do instead, so that nothing "must" be.</param>
    /// <returns>False where more changed than such a sentence can say.</returns>
    public bool Say(Test was, Test now, Topic topic, bool isAlternative)
    {
        if (Options(was, now) is { } options) return SayOptions(was, options.Added, options.Removed, topic, isAlternative);
        if (Short(was, now) is not { } shortly) return false;
        var clause = TestClauses.Of(now, after);
        if (now is Behaviour { IsTouched: true, Kind: { } kind, Window: { } window }) said.Add(topic.Say($"{KindWords.NounOf(kind)} now counts for {window}, was {shortly}"));
        else if (Needs(was, now) is { } needs && (!isAlternative || topic.IsNamed(needs.Subject))) said.Add(topic.Say(needs.Subject, needs.Predicate));
        else said.Add(topic.Say(clause.SubjectAlone, $"must now {clause.Infinitive}{(isAlternative ? " to count" : "")}, was {shortly}"));
        return true;
    }

    /// <summary>The options that came and went as tests of their own, where only they changed and some stayed.</summary>
    public static (Test? Added, Test? Removed)? Options(Condition was, Condition now)
    {
        switch (was, now)
        {
            case (FactTest old, FactTest current) when old.Fact.Equals(current.Fact) && IsList(old.Op, current.Op):
                var (gone, come) = (old.Values.Except(current.Values).ToValueList(), current.Values.Except(old.Values).ToValueList());
                if (gone.Count == old.Values.Count || gone.Count + come.Count == 0) return null;
                return (come.Count == 0 ? null : current with { Values = come }, gone.Count == 0 ? null : old with { Values = gone });
            case (WordTest old, WordTest current) when old.Subject == current.Subject && IsList(old.Op, current.Op):
                var (less, more) = (old.Words.Except(current.Words).ToValueList(), current.Words.Except(old.Words).ToValueList());
                if (less.Count == old.Words.Count || less.Count + more.Count == 0) return null;
                return (more.Count == 0 ? null : current with { Words = more }, less.Count == 0 ? null : old with { Words = less });
            default:
                return null;
        }
    }

    /// <summary>The old value where that is all that changed: "20,000 EUR", "6 months", "3 times".</summary>
    public static string? Short(Condition was, Condition now) => (was, now) switch
    {
        (FactTest old, FactTest current) when old.Op == current.Op && old.Fact.Equals(current.Fact) => old.Op switch
        {
            TestOp.Within or TestOp.InTheLast => old.Span.ToString(),
            TestOp.Contains => $"'{old.Values[0].Written}'",
            TestOp.NotEqual or TestOp.NotIn or TestOp.Equal or TestOp.In when !AreDisjoint(old.Values, current.Values) => null,
            TestOp.Equal or TestOp.In when old.Fact.Type == FactType.YesNo => null,
            TestOp.Equal or TestOp.In => FactWords.Listed(TestWords.Values(old), "or"),
            TestOp.Between => Comparison.Ends(TestWords.Values(old)),
            TestOp.Less or TestOp.AtMost or TestOp.Greater or TestOp.AtLeast => old.Fact.Type == FactType.OrderedChoice
                ? Comparison.Of(old.Op, TestWords.Values(old), Order.Of(old.Fact), true, true) : TestWords.Values(old)[0],
            _ => null,
        },
        (InterestTest old, InterestTest current) when old.Op == current.Op => Numbered(old.Op, old.Numbers),
        (PassTest old, PassTest current) when old.Op == current.Op => Numbered(old.Op, old.Numbers),
        (Behaviour old, Behaviour current) when old.Kind == current.Kind && old.Op == current.Op => (old.Count == current.Count, old.Window, current.Window) switch
        {
            (true, { } window, not null) => window.ToString(),
            (false, _, _) when old.Window == current.Window && !old.IsTouched && !current.IsTouched => HandoverWords.Times(old.Count),
            _ => null,
        },
        _ => null,
    };

    private bool SayOptions(Test was, Test? added, Test? removed, Topic topic, bool isAlternative)
    {
        // What "not in" names may not be: a name more is one thing less.
        var isNot = was.Op is TestOp.NotEqual or TestOp.NotIn;
        var (more, less) = isNot ? (removed, added) : (added, removed);
        if (more is not null)
        {
            var clause = TestClauses.Of(more, isNot ? before : after, holds: !isNot);
            said.Add(topic.Say(clause.SubjectAlone, $"may now also {clause.Infinitive}"));
        }
        if (less is not null)
        {
            var clause = TestClauses.Of(less, isNot ? after : before, holds: !isNot);
            said.Add(isAlternative ? topic.Say($"it is no longer enough that {clause}") : topic.Say(clause.SubjectAlone, $"may no longer {clause.Infinitive}"));
        }
        return true;
    }

    // "budget" + "now needs at least 30,000 EUR, was 20,000 EUR": amounts from which something counts, and the size of companies.
    private static (string Subject, string Predicate)? Needs(Test was, Test now)
    {
        switch (was, now)
        {
            case (FactTest { Fact.Name: "employees", Fact.IsStandard: true } old, FactTest current):
                var (from, to) = (TestWords.Values(old), TestWords.Values(current));
                return (current.Op, current.Values.Count == 2 && from[0] == to[0], current.Values.Count == 2 && from[1] == to[1]) switch
                {
                    (TestOp.AtLeast, _, _) or (TestOp.Between, _, true) => ("companies", $"now need {to[0]} employees, was {from[0]}"),
                    (TestOp.AtMost, _, _) => ("companies", $"may now have up to {to[0]} employees, was {from[0]}"),
                    (TestOp.Between, true, _) => ("companies", $"may now have up to {to[1]} employees, was {from[1]}"),
                    (TestOp.Between, _, _) => ("companies", $"now need {Comparison.Ends(to, "to")} employees, was {Comparison.Ends(from, "to")}"),
                    _ => null,
                };
            case (FactTest { Op: TestOp.AtLeast, Fact: { Type: FactType.Number or FactType.Money, Several: false } } old, FactTest current):
                return (FactWords.Noun(current.Fact), $"now needs at least {TestWords.Values(current)[0]}, was {TestWords.Values(old)[0]}");
            case (InterestTest { Op: TestOp.AtLeast } old, InterestTest current):
                return ("interest", $"now needs at least {LeadWords.Points(current.Numbers[0])}, was {Numbers.ForPeople(old.Numbers[0])}");
            default:
                return null;
        }
    }

    private static string? Numbered(TestOp op, ValueList<decimal> numbers) => op switch
    {
        TestOp.Between => Comparison.Ends(TestWords.Values(numbers)),
        TestOp.Less or TestOp.AtMost or TestOp.Greater or TestOp.AtLeast => Numbers.ForPeople(numbers[0]),
        _ => null,
    };

    private static bool IsList(TestOp was, TestOp now) =>
        (was is TestOp.Equal or TestOp.In && now is TestOp.Equal or TestOp.In) || (was is TestOp.NotEqual or TestOp.NotIn && now is TestOp.NotEqual or TestOp.NotIn);

    private static bool AreDisjoint(ValueList<Operand> was, ValueList<Operand> now) => !was.Any(now.Contains);
}
