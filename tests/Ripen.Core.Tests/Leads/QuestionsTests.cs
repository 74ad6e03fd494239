using CsCheck;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class QuestionsTests
{
    [Fact]
    public void The_first_question_is_the_verdicts_and_none_is_asked_twice_or_is_known_and_still_good() =>
        Gen.Select(Generators.Scenario, Gen.Int[0, 5]).Sample((scenario, most) =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var group = scenario.Dossiers(plan);
            var questions = new Questions(plan);
            var all = plan.Facts.All.Select(fact => fact.Name).Where(fact => fact != "email_domain").ToHashSet(StringComparer.Ordinal);
            var asked = questions.Of(group[0], scenario.AsOf, group.AsSpan(1), all, most);
            Assert.True(asked.Count <= most);
            Assert.Equal(asked.Distinct(), asked);
            Assert.All(asked, fact => Assert.True(questions.IsDue(fact, group[0], scenario.AsOf), $"{fact} is known and still good"));
            if (most > 0 && new Explainer(plan).Of(group[0], scenario.AsOf, group.AsSpan(1)).Ask is { } first && first != "email_domain") Assert.Equal(first, asked[0]);
            // Fewer questions are the first of more.
            Assert.Equal(asked, questions.Of(group[0], scenario.AsOf, group.AsSpan(1), all, 5).Take(most));
        }, iter: 300);

    [Fact]
    public void Only_what_may_be_asked_is_and_of_it_nothing_that_settles_nothing() =>
        Gen.Select(Generators.Scenario, Gen.Int[0, 7]).Sample((scenario, barred) =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var lead = scenario.Dossiers(plan)[0];
            var may = Questions.Asked(plan).Where((_, place) => place % 8 != barred).ToHashSet(StringComparer.Ordinal);
            var asked = new Questions(plan).Of(lead, scenario.AsOf, [], may, 100);
            Assert.All(asked, fact => Assert.Contains(fact, may));
            if (asked.Count == 0) return;
            // Some answer to the first settles a criterion, whether it fits, what is required, or more.
            var judge = new Judge(plan);
            var before = Settled(plan, judge, judge.Of(lead, scenario.AsOf, []));
            var place = plan.Facts.PlaceOf(asked[0]);
            Assert.Contains(new Answers(plan).Of(place, scenario.AsOf), answer =>
            {
                var supposed = new Statement[16];
                var count = Answers.Suppose(answer, lead, scenario.AsOf, supposed);
                return Settled(plan, judge, judge.Of(lead, scenario.AsOf, [], supposed.AsSpan(0, count))) != before;
            });
        }, iter: 300);

    private static string Settled(Plan plan, Judge judge, Outcome outcome) =>
        $"{outcome.Temperature} {outcome.Qualified} {outcome.IsComplete} {outcome.Fits} {string.Join(',', Enumerable.Range(0, plan.Agreement.Criteria.Count).Select(judge.Criterion))} {string.Join(',', judge.Missing())}";

    [Fact]
    public void Of_somebody_new_the_shipped_agreement_asks_what_it_says_to_ask_first()
    {
        var reading = AgreementReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Agreements", "bant.yaml")));
        var plan = Plan.Of(reading.Agreement!, new TouchKinds());
        var nobody = new Dossier(plan.Facts);
        nobody.Seal();
        var may = Questions.Asked(plan).Except(["email", "organisation"]).ToHashSet(StringComparer.Ordinal);
        var asOf = Instant.From(new DateTimeOffset(2026, 7, 15, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(["budget_status", "buying_role"], new Questions(plan).Of(nobody, asOf, [], may, 2));
        // Who has said both is asked for what is open: no second answer about a budget that is there.
        var reader = new StatementReader(plan);
        foreach (var (fact, value) in (ReadOnlySpan<(string, string)>)[("budget_status", "can_buy"), ("buying_role", "decision_maker")]) reader.Add(nobody, plan.Facts.PlaceOf(fact), value, asOf, Origin.Person, 0);
        nobody.Seal();
        Assert.Equal(["seniority", "problem"], new Questions(plan).Of(nobody, asOf, [], may, 2));
    }
}
