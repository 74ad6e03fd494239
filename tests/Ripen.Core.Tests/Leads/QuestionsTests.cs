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
            var all = plan.Facts.All.Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal);
            var asked = questions.Of(group[0], scenario.AsOf, group.AsSpan(1), all, most);
            Assert.True(asked.Count <= most);
            Assert.Equal(asked.Distinct(), asked);
            Assert.All(asked, fact => Assert.True(questions.IsDue(fact, group[0], scenario.AsOf), $"{fact} is known and still good"));
            if (most > 0 && new Explainer(plan).Of(group[0], scenario.AsOf, group.AsSpan(1)).Ask is { } first) Assert.Equal(first, asked[0]);
            // Fewer questions are the first of more.
            Assert.Equal(asked, questions.Of(group[0], scenario.AsOf, group.AsSpan(1), all, 5).Take(most));
        }, iter: 300);

    [Fact]
    public void Only_what_may_be_asked_is_and_all_of_it_where_there_is_room() =>
        Gen.Select(Generators.Scenario, Gen.Int[0, 7]).Sample((scenario, barred) =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var lead = scenario.Dossiers(plan)[0];
            var questions = new Questions(plan);
            var deciding = Questions.Asked(plan);
            var may = deciding.Where((_, place) => place % 8 != barred).ToHashSet(StringComparer.Ordinal);
            var asked = questions.Of(lead, scenario.AsOf, [], may, 100);
            Assert.All(asked, fact => Assert.Contains(fact, may));
            // What is still due and was not asked has been answered with another question: a title tells the level.
            Assert.All(deciding.Where(fact => may.Contains(fact) && !asked.Contains(fact) && questions.IsDue(fact, lead, scenario.AsOf)), fact => Assert.Contains(fact, (string[])["seniority", "function", "job_title", "email", "email_domain", "domain", "country", "organisation_country"]));
        }, iter: 300);

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
    }
}
