using CsCheck;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class JudgeTests
{
    private static readonly Truth[] Truths = [Truth.False, Truth.Unknown, Truth.True];

    [Fact]
    public void Leads_are_judged_as_the_agreement_reads() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var leads = scenario.Dossiers(plan);
            var judge = new Judge(plan);
            var slow = new SlowJudge(scenario, plan);
            for (var i = 0; i < leads.Length; i++)
            {
                var outcome = judge.Of(leads[i], scenario.AsOf, [.. leads.Where(lead => lead != leads[i])]);
                Assert.Equal(slow.Of(i, scenario.AsOf), outcome);
                for (var criterion = 0; criterion < scenario.Agreement.Criteria.Count; criterion++)
                {
                    Assert.Equal(slow.Criterion(i, criterion, scenario.AsOf), judge.Criterion(criterion));
                }
                Assert.Equal(slow.Missing(i, scenario.AsOf), judge.Missing());
            }
        }, iter: 700);

    [Fact]
    public void All_verdicts_are_drawn()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var leads = scenario.Dossiers(plan);
            var slow = new SlowJudge(scenario, plan);
            var outcome = new Judge(plan).Of(leads[0], scenario.AsOf, leads.AsSpan(1));
            var until = new StandsUntil(plan).Of(leads[0], scenario.AsOf, leads.AsSpan(1));
            lock (seen)
            {
                foreach (var truth in slow.Truths(0, scenario.AsOf)) Count($"test {truth}");
                Count($"fits {outcome.Fits}");
                Count($"qualified {outcome.Qualified}");
                Count($"handover {outcome.IsHandover}");
                Count($"complete {outcome.IsComplete}");
                Count($"temperature {outcome.Temperature}");
                if (outcome.CouldBe != outcome.Temperature) Count("could be better");
                if (outcome.Tenths != 0) Count("interested");
                Count(until is null ? "for ever" : "for a while");
            }
        }, iter: 700);
        string[] wanted =
        [
            "test True", "test False", "test Unknown", "fits True", "fits False", "fits Unknown", "qualified True", "qualified False", "qualified Unknown", "handover True", "handover False",
            "complete True", "complete False", "temperature 0", "temperature 1", "temperature 2", "could be better", "interested", "for ever", "for a while",
        ];
        Assert.All(wanted, verdict => Assert.True(seen.GetValueOrDefault(verdict) >= 1, $"{verdict}: {seen.GetValueOrDefault(verdict)}"));

        void Count(string verdict) => seen[verdict] = seen.GetValueOrDefault(verdict) + 1;
    }

    [Fact]
    public void Judging_allocates_nothing() =>
        Generators.SingleLead.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var lead = scenario.Dossiers(plan)[0];
            var (judge, standing) = (new Judge(plan), new StandsUntil(plan));
            var sum = Work();
            // A collection that another test causes counts the unused rest of this thread's 8 KB as allocated: what judging
            // itself allocates would show every time.
            Assert.Contains(Enumerable.Range(0, 20), _ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                sum += Work();
                return GC.GetAllocatedBytesForCurrentThread() == before;
            });
            Assert.NotEqual(-1, sum);

            long Work()
            {
                var total = 0L;
                for (var i = 0; i < 50; i++)
                {
                    var at = scenario.AsOf.Plus(i * 10_000);
                    total += judge.Of(lead, at).Tenths + (standing.Of(lead, at)?.Seconds ?? 0);
                }
                return total;
            }
        }, iter: 200);

    [Fact]
    public void Kleenes_laws_hold_for_all_triples()
    {
        foreach (var a in Truths)
        {
            Assert.Equal(a, Kleene.Not(Kleene.Not(a)));
            Assert.Equal(Truth.False, Kleene.And(a, Truth.False));
            Assert.Equal(Truth.True, Kleene.Or(a, Truth.True));
            Assert.Equal(a, Kleene.And(a, Truth.True));
            Assert.Equal(a, Kleene.Or(a, Truth.False));
            Assert.Equal(a, Kleene.And(a, a));
            Assert.Equal(a, Kleene.Or(a, a));
            foreach (var b in Truths)
            {
                Assert.Equal(Kleene.And(b, a), Kleene.And(a, b));
                Assert.Equal(Kleene.Or(b, a), Kleene.Or(a, b));
                Assert.Equal(Kleene.Not(Kleene.And(a, b)), Kleene.Or(Kleene.Not(a), Kleene.Not(b)));
                Assert.Equal(Kleene.Not(Kleene.Or(a, b)), Kleene.And(Kleene.Not(a), Kleene.Not(b)));
                Assert.Equal(a, Kleene.Or(a, Kleene.And(a, b)));
                foreach (var c in Truths)
                {
                    Assert.Equal(Kleene.And(a, Kleene.And(b, c)), Kleene.And(Kleene.And(a, b), c));
                    Assert.Equal(Kleene.Or(a, Kleene.Or(b, c)), Kleene.Or(Kleene.Or(a, b), c));
                    Assert.Equal(Kleene.Or(Kleene.And(a, b), Kleene.And(a, c)), Kleene.And(a, Kleene.Or(b, c)));
                    Assert.Equal(Kleene.And(Kleene.Or(a, b), Kleene.Or(a, c)), Kleene.Or(a, Kleene.And(b, c)));
                    Assert.Equal(Kleene.Or(a, Kleene.Or(b, c)), AtLeast(1, a, b, c));
                    Assert.Equal(Kleene.And(a, Kleene.And(b, c)), AtLeast(3, a, b, c));
                    Assert.Equal(Kleene.Or(Kleene.And(a, b), Kleene.Or(Kleene.And(a, c), Kleene.And(b, c))), AtLeast(2, a, b, c));
                }
            }
        }
    }

    // Unknown stands for "either": what holds for both answers holds, and nothing else is claimed of a single truth.
    [Fact]
    public void Unknown_is_what_either_answer_could_make_of_it()
    {
        foreach (var a in Truths)
        {
            Assert.Equal(Of(Answers(a).Select(x => !x)), Kleene.Not(a));
            foreach (var b in Truths)
            {
                Assert.Equal(Of(Answers(a).SelectMany(x => Answers(b).Select(y => x && y))), Kleene.And(a, b));
                Assert.Equal(Of(Answers(a).SelectMany(x => Answers(b).Select(y => x || y))), Kleene.Or(a, b));
            }
        }

        static bool[] Answers(Truth truth) => truth switch { Truth.True => [true], Truth.False => [false], _ => [true, false] };
        static Truth Of(IEnumerable<bool> answers) => answers.Distinct().Count() == 2 ? Truth.Unknown : Kleene.From(answers.First());
    }

    private static Truth AtLeast(int wanted, params Truth[] of) =>
        Kleene.AtLeast(wanted, of.Count(truth => truth == Truth.True), of.Count(truth => truth == Truth.Unknown));
}
