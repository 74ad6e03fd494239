using CsCheck;
using Ripen.Leads;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class OneAnswerAwayTests
{
    [Fact]
    public void One_answer_away_from_hot_is_who_could_be_hot_and_becomes_hot_by_one_answer_to_an_open_question() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var group = scenario.Dossiers(plan);
            var judge = new Judge(plan);
            var now = judge.Of(group[0], scenario.AsOf, group.AsSpan(1));
            var found = new OneAnswerAway(plan, judge).Of(group[0], scenario.AsOf, group.AsSpan(1), now);
            var couldBeHot = scenario.Agreement.Temperature[now.CouldBe].Word == "hot";
            var way = new Explainer(plan).WhatWouldMakeItHot(group[0], scenario.AsOf, group.AsSpan(1)).Answers;
            Assert.Equal(couldBeHot && way is { Count: 1 } && way[0].Today is null ? way[0].Fact : null, found);
        }, iter: 400);

    [Fact]
    public void What_it_has_kept_of_one_lead_holds_for_the_next() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var (judge, leads) = (new Judge(plan), scenario.Dossiers(plan));
            var keeping = new OneAnswerAway(plan, judge);
            foreach (var lead in leads.Concat(leads.Reverse()))
            {
                foreach (var colleagues in (Dossier[][])[[], [.. leads.Where(other => other != lead)], []])
                {
                    var found = new OneAnswerAway(plan, judge).Of(lead, scenario.AsOf, colleagues, judge.Of(lead, scenario.AsOf, colleagues));
                    Assert.Equal(found, keeping.Of(lead, scenario.AsOf, colleagues, judge.Of(lead, scenario.AsOf, colleagues)));
                }
            }
        }, iter: 200);
}
