using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Tests.Generated;
using Ripen.Values;

namespace Ripen.Tests.Leads;

/// <summary>
/// The agreement read once more, word by word and without a thought of speed: nothing is compiled, sorted or kept. Shares
/// with the product only how a single value is read.
/// </summary>
internal sealed class SlowJudge
{
    private readonly Agreement agreement;
    private readonly SlowLead[] leads;
    private readonly SlowTests tests;

    public SlowJudge(Scenario scenario, Plan plan)
    {
        agreement = scenario.Agreement;
        leads = [.. scenario.Leads.Select(lead => new SlowLead(lead, scenario.Leads, plan))];
        tests = new(agreement, plan.Zone);
    }

    public Outcome Of(int lead, Instant at)
    {
        var judged = new Judged(this, lead, at);
        var nurture = judged.FirstTrue(agreement.Nurture.Select(rule => rule.When));
        return new(
            judged.FirstTrue(agreement.Temperature.Select(band => band.When)) ?? 2,
            judged.FirstPossible(agreement.Temperature.Select(band => band.When)) ?? 2,
            agreement.BuyingStage.Count == 0 ? -1 : judged.FirstTrue(agreement.BuyingStage.Select(band => band.When)) ?? 2,
            judged.Fits(),
            (long)(tests.Interest(leads[lead], at) * 10),
            judged.Complete() == Truth.True,
            judged.Of(agreement.QualifiedWhen),
            judged.Of(agreement.Handover.When) == Truth.True,
            nurture ?? -1);
    }

    public Truth Criterion(int lead, int criterion, Instant at) => new Judged(this, lead, at).Criterion(agreement.Criteria[criterion]);

    public IEnumerable<string> Missing(int lead, Instant at) => agreement.Required.Where(name => tests.Of(Known(name), null, leads[lead], at) != Truth.True);

    /// <summary>The truth of every single test, with those of colleagues where anyone may meet a criterion, and of what is required.</summary>
    public IReadOnlyList<Truth> Truths(int lead, Instant at)
    {
        var truths = new List<Truth>();
        foreach (var (condition, goodFor, byAnyone) in Parts.RootsOf(agreement))
        {
            foreach (var test in Parts.All(condition).OfType<Test>().Where(test => test is not WordTest { Subject: WordSubject.Temperature or WordSubject.BuyingStage }))
            {
                truths.Add(tests.Of(test, goodFor, leads[lead], at));
                if (byAnyone) truths.AddRange(leads.Select(colleague => tests.Of(test, goodFor, colleague, at)));
            }
        }
        truths.AddRange(agreement.Required.Select(name => tests.Of(Known(name), null, leads[lead], at)));
        return truths;
    }

    private FactTest Known(string name) => new(agreement.Catalogue().Find(name)!, TestOp.Known, []);

    /// <summary>One lead at one instant.</summary>
    private sealed class Judged(SlowJudge judge, int lead, Instant at)
    {
        private readonly Agreement agreement = judge.agreement;

        public Truth Of(Condition condition) => Of(condition, null, lead);

        public Truth Criterion(Criterion criterion) => criterion.MetByAnyone
            ? Enumerable.Range(0, judge.leads.Length).Select(colleague => Of(criterion.MetWhen, criterion.GoodFor, colleague)).Max()
            : Of(criterion.MetWhen, criterion.GoodFor, lead);

        public Truth Fits()
        {
            var ideal = agreement.IdealProspect ?? new();
            if (ideal.Never.Any(never => Of(never) == Truth.True)) return Truth.False;
            return ideal.Organisation.Concat(ideal.Role).Select(Of).Append(Truth.True).Min();
        }

        public Truth Complete() => judge.Missing(lead, at).Any() ? Truth.False : Truth.True;

        public int? FirstTrue(IEnumerable<Condition> conditions) => First(conditions, truth => truth == Truth.True);

        public int? FirstPossible(IEnumerable<Condition> conditions) => First(conditions, truth => truth != Truth.False);

        private int? First(IEnumerable<Condition> conditions, Func<Truth, bool> holds)
        {
            var place = 0;
            foreach (var condition in conditions)
            {
                if (holds(Of(condition))) return place;
                place++;
            }
            return null;
        }

        private Truth Of(Condition condition, Duration? goodFor, int whose) => condition switch
        {
            Otherwise => Truth.True,
            Any any => any.Of.Max(part => Of(part, goodFor, whose)),
            All all => all.Of.Min(part => Of(part, goodFor, whose)),
            Not not => Of(not.Of, goodFor, whose) switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown },
            AtLeast some => AtLeast(some.Wanted, [.. some.Of.Select(part => Of(part, goodFor, whose))]),
            Named { Name: "fits" } => Fits(),
            Named { Name: "complete" } => Complete(),
            Named { Name: "qualified" } => Of(agreement.QualifiedWhen),
            Named named => Criterion(agreement.Criteria.Single(criterion => criterion.Name == named.Name)),
            WordTest { Subject: WordSubject.Temperature } word => IsBand(word, agreement.Temperature),
            WordTest { Subject: WordSubject.BuyingStage } word => IsBand(word, agreement.BuyingStage),
            Test test => judge.tests.Of(test, goodFor, judge.leads[whose], at),
            _ => throw new InvalidOperationException(condition.ToString()),
        };

        private static Truth AtLeast(int wanted, Truth[] parts)
        {
            if (parts.Count(part => part == Truth.True) >= wanted) return Truth.True;
            return parts.Count(part => part != Truth.False) < wanted ? Truth.False : Truth.Unknown;
        }

        private Truth IsBand(WordTest test, ValueList<Band> bands)
        {
            var word = bands[FirstTrue(bands.Select(band => band.When)) ?? 2].Word;
            return test.Words.Contains(word) == test.Op is TestOp.Equal or TestOp.In ? Truth.True : Truth.False;
        }
    }
}
