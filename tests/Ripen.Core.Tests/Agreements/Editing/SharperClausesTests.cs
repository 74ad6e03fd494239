using CsCheck;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class SharperClausesTests
{
    [Theory]
    [InlineData("budget", "budget >= 30000 EUR", "budget >= 40000 EUR", "budget_status in [will_buy]", "budget_status in [can_buy]", "good_for 90 days")]
    [InlineData("authority", "buying_role in [economic_buyer]", "buying_role in [decision_maker]", "seniority >= c_level", "met_by lead")]
    [InlineData("need", "good_for 6 months")]
    [InlineData("timeline", "purchase_by within 3 months")]
    [InlineData("fits", "industry in [logistics, financial services]", "industry in [software, financial services]", "industry in [software, logistics]", "employees between 100 and 5000", "employees between 50 and 2500", "seniority >= vp", "function in [operations]", "function in [finance]")]
    [InlineData("luck")]
    public void Each_value_of_a_criterion_can_ask_for_more(string criterion, params string[] ids)
    {
        var clauses = SharperClauses.Of(EditableAgreement.Of(Example.Text), criterion);
        Assert.Equal(ids, clauses.Select(clause => clause.Id));
        Assert.All(clauses.Where(_ => criterion != SharperClauses.Fits), clause => Assert.Equal(clause.Id.Split(' ')[0] is "good_for" or "met_by" ? $"criteria.{criterion}.{clause.Id.Split(' ')[0]}" : $"criteria.{criterion}", clause.Key));
    }

    [Fact]
    public void What_would_hold_is_said_and_only_that_is_changed()
    {
        var clause = SharperClauses.Of(EditableAgreement.Of(Example.Text), "budget")[0];
        Assert.Equal("“budget >= 30000 EUR” instead of “budget >= 20000 EUR”", clause.Says);
        Assert.Equal("“budget_status in [can_buy, will_buy]” without “can_buy”", SharperClauses.Of(EditableAgreement.Of(Example.Text), "budget")[2].Says);
        Assert.Equal(Example.Text.Replace("met_when: budget >= 20000 EUR", "met_when: budget >= 30000 EUR", StringComparison.Ordinal), AgreementEditor.Apply(Example.Text, clause.Edit).Edited!.Text);
    }

    [Fact]
    public void Nobody_meets_a_sharper_criterion_who_did_not_meet_it_before()
    {
        var (sharper, spared) = (0, 0);
        Generators.Scenario.Sample(scenario =>
        {
            var whole = EditableAgreement.Of(AgreementWriter.Write(scenario.Agreement));
            foreach (var (place, criterion) in scenario.Agreement.Criteria.Select(criterion => criterion.Name).Append(SharperClauses.Fits).Index())
            {
                var before = Met(whole.Reading.Agreement!, place);
                foreach (var clause in SharperClauses.Of(whole, criterion))
                {
                    var after = Met(AgreementEditor.Apply(whole.Text, clause.Edit).Edited!.Reading.Agreement!, place);
                    for (var i = 0; i < before.Length; i++) Assert.True(before[i] || !after[i], $"{clause.Says} in\n{whole.Text}");
                    Interlocked.Increment(ref sharper);
                    if (before.Zip(after).Any(pair => pair.First && !pair.Second)) Interlocked.Increment(ref spared);
                }
            }

            bool[] Met(Agreement agreement, int place)
            {
                var plan = Plan.Of(agreement, new TouchKinds());
                var (leads, judge) = ((scenario with { Agreement = agreement }).Dossiers(plan), new Judge(plan));
                return [.. leads.Select(lead =>
                {
                    var outcome = judge.Of(lead, scenario.AsOf, [.. leads.Where(other => other != lead)]);
                    return (place < agreement.Criteria.Count ? judge.Criterion(place) : outcome.Fits) == Truth.True;
                })];
            }
        }, iter: 300);
        Assert.InRange(sharper, 100, int.MaxValue);
        Assert.InRange(spared, 5, int.MaxValue);
    }
}
