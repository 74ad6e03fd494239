using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>Makes a single test ready to be run.</summary>
internal sealed class TestPlanner
{
    private readonly FactCatalogue facts;
    private readonly TouchKinds kinds;
    private readonly decimal?[] rates;
    private readonly string[] problems;
    private readonly decimal highFrom;

    public TestPlanner(Agreement agreement, FactCatalogue facts, TouchKinds kinds)
    {
        (this.facts, this.kinds) = (facts, kinds);
        problems = [.. agreement.Problems.Select(problem => Folded.From(problem.Id))];
        highFrom = agreement.Interest?.HighFrom ?? 0;
        rates = new decimal?[Currency.Count];
        foreach (var (code, rate) in agreement.Rates)
        {
            if (Currency.TryParse(code, out var currency)) rates[currency.Index] = rate;
        }
        // The agreement's own currency is worth itself, whatever the rates say.
        if (Currency.TryParse(agreement.Currency, out var home)) rates[home.Index] = 1;
    }

    /// <summary>What one unit of each currency is worth in the agreement's, by currency index.</summary>
    public decimal?[] Rates => rates;

    public TestPlan Plan(Test test, Duration? goodFor) => test switch
    {
        FactTest fact => PlanFact(fact, goodFor),
        InterestTest { Op: TestOp.High or TestOp.NotHigh } high => new()
        {
            Test = high,
            Subject = TestSubject.Interest,
            Op = high.Op,
            Tenths = Intervals(high.Op == TestOp.High ? TestOp.AtLeast : TestOp.Less, [highFrom]),
        },
        InterestTest interest => new() { Test = interest, Subject = TestSubject.Interest, Op = interest.Op, Tenths = Intervals(interest.Op, interest.Numbers) },
        PassTest pass => new() { Test = pass, Subject = TestSubject.Pass, Op = pass.Op, Tenths = Intervals(pass.Op, pass.Numbers) },
        Behaviour behaviour => new()
        {
            Test = behaviour,
            Subject = TestSubject.Behaviour,
            Op = behaviour.Op,
            Kind = behaviour.Kind is null ? -1 : kinds.IdOf(behaviour.Kind),
            Window = behaviour.Window,
            Count = behaviour.Count,
        },
        WordTest word => new() { Test = word, Subject = word.Subject == WordSubject.Stage ? TestSubject.Stage : TestSubject.LastRejection, Op = word.Op, Words = [.. word.Words] },
        _ => throw new InvalidOperationException($"A plan knows no {test.GetType().Name}."),
    };

    private TestPlan PlanFact(FactTest test, Duration? goodFor)
    {
        var place = facts.PlaceOf(test.Fact.Name);
        FactValue[] values = [.. test.Values.Select(operand => operand.Value)];
        return new()
        {
            Test = test,
            Subject = TestSubject.Fact,
            GoodFor = goodFor,
            Fact = place,
            Fallback = place == FactCatalogue.Country ? FactCatalogue.OrganisationCountry : -1,
            IsSeveral = test.Fact.Several,
            Op = test.Op,
            Span = test.Span ?? default,
            Values = values,
            ByOption = test.Fact.Type is FactType.Choice or FactType.OrderedChoice ? ByOption(test.Op, values, test.Fact.Options.Count) : [],
            Converted = test.Fact.Type == FactType.Money ? [.. values.Select(value => value.Low * rates[value.Code])] : [],
            Rates = rates,
            Texts = test.Op is TestOp.InProblems or TestOp.NotInProblems ? problems : [.. values.Select(value => value.Text ?? "")],
        };
    }

    private static Truth[] ByOption(TestOp op, FactValue[] values, int options)
    {
        if (values.Length == 0) return [];
        var truths = new Truth[options];
        for (var place = 0; place < options; place++)
        {
            truths[place] = Kleene.From(op switch
            {
                TestOp.Less => place < values[0].Code,
                TestOp.AtMost => place <= values[0].Code,
                TestOp.Greater => place > values[0].Code,
                TestOp.AtLeast => place >= values[0].Code,
                TestOp.Between => place >= values[0].Code && place <= values[1].Code,
                // Negations are taken from the positive test, because a fact of several values negates it as a whole.
                _ => Array.Exists(values, value => value.Code == place),
            });
        }
        return truths;
    }

    // In tenths, because interest is rounded to 0.1 before it is compared. Sorted, none touching another.
    private static (long, long)[] Intervals(TestOp op, ValueList<decimal> numbers)
    {
        // No interest comes near the bound; a larger number would not fit.
        static decimal Tenfold(decimal number) => Math.Clamp(number * 10, -1e18m, 1e18m);
        static long Ceil(decimal number) => (long)decimal.Ceiling(Tenfold(number));
        static long Floor(decimal number) => (long)decimal.Floor(Tenfold(number));
        const long low = long.MinValue / 4, high = long.MaxValue / 4;
        static (long, long)[] Points(ValueList<decimal> numbers) =>
            [.. numbers.Where(number => number * 10 == decimal.Floor(number * 10)).Select(Floor).Distinct().Order().Select(point => (point, point))];
        static (long, long)[] Gaps((long From, long To)[] intervals)
        {
            var gaps = new List<(long, long)>();
            var from = low;
            foreach (var interval in intervals)
            {
                if (interval.From > from) gaps.Add((from, interval.From - 1));
                from = interval.To + 1;
            }
            gaps.Add((from, high));
            return [.. gaps];
        }
        return op switch
        {
            TestOp.Less => [(low, Ceil(numbers[0]) - 1)],
            TestOp.AtMost => [(low, Floor(numbers[0]))],
            TestOp.Greater => [(Floor(numbers[0]) + 1, high)],
            TestOp.AtLeast => [(Ceil(numbers[0]), high)],
            TestOp.Between => Ceil(numbers[0]) <= Floor(numbers[1]) ? [(Ceil(numbers[0]), Floor(numbers[1]))] : [],
            TestOp.NotEqual or TestOp.NotIn => Gaps(Points(numbers)),
            _ => Points(numbers),
        };
    }
}
