using CsCheck;
using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class AgreementDifferenceTests
{
    [Theory]
    [InlineData("employees between 50 and 5000", "employees between 100 and 5000", "Companies now need 100 employees, was 50")]
    [InlineData("employees between 50 and 5000", "employees between 50 and 9000", "Companies may now have up to 9,000 employees, was 5,000")]
    [InlineData("employees between 50 and 5000", "employees between 100 and 9000", "Companies now need 100 to 9,000 employees, was 50 to 5,000")]
    [InlineData("employees between 50 and 5000", "employees >= 50", "“the company has 50 to 5,000 employees” is now “the company has at least 50 employees”")]
    [InlineData("budget >= 20000 EUR", "budget >= 30000 EUR", "Budget now needs at least 30,000 EUR, was 20,000 EUR")]
    [InlineData("budget >= 20000 EUR", "budget > 20000 EUR", "Budget: “the budget is at least 20,000 EUR” is now “the budget is more than 20,000 EUR”")]
    [InlineData("budget >= 20000 EUR", "not budget < 20000 EUR", "Budget: written in another way, a part still reads: the budget is at least 20,000 EUR")]
    [InlineData("budget >= 20000 EUR or", "budget >= 20000 EUR and", "Budget is now met when the budget is at least 20,000 EUR, and the budget status is can buy or will buy, was when the budget is at least 20,000 EUR, or the budget status is can buy or will buy")]
    [InlineData("budget >= 20000 EUR or", "", "Budget: it is no longer enough that the budget is at least 20,000 EUR")]
    [InlineData("[can_buy, will_buy]", "[may_buy, can_buy, will_buy]", "Budget: budget status may now also be may buy")]
    [InlineData("country in [DE, AT, CH]", "country in [DE, CH, LI]", "Route to lena and markus in turn: country may now also be Liechtenstein", "Route to lena and markus in turn: country may no longer be Austria")]
    [InlineData("industry in [software, logistics, financial services]", "industry in [software, financial services, retail]", "Industry may now also be retail", "Industry may no longer be logistics")]
    [InlineData("industry in [software, logistics, financial services]", "country in [DE, AT]", "Country must now also be Germany or Austria", "Industry need no longer be software, logistics or financial services")]
    [InlineData("    - employees between 50 and 5000\n", "    - employees between 50 and 5000\n    - revenue >= 1000000 EUR\n", "The company's revenue must now also be at least 1,000,000 EUR")]
    [InlineData("    - employees between 50 and 5000\n", "", "A company need no longer have 50 to 5,000 employees")]
    [InlineData("[competitor, student, supplier]", "[competitor, student, job_seeker]", "A lead now also never fits when they are a job seeker", "A lead may now fit even when they are a supplier")]
    [InlineData("    - email_domain is free                # an exclusion needs to be known: unknown does not exclude\n", "", "A lead may now fit even when the e-mail address is from a free mail provider")]
    [InlineData("good_for: 180 days", "good_for: 90 days", "An answer on budget now counts for 90 days, was 180 days")]
    [InlineData("    good_for: 1 year\n", "", "An answer on need now counts for ever, was 1 year")]
    [InlineData("seniority >= vp", "seniority >= director", "Authority: seniority must now be director or higher to count, was VP or higher")]
    [InlineData("within 6 months", "within 9 months", "Timeline: they must now want to buy within 9 months, was 6 months")]
    [InlineData("demo_requested: 40", "demo_requested: 30", "A demo requested is now worth 30 points, was 40")]
    [InlineData("mail_clicked: 3, ", "", "A mail clicked is no longer counted, was worth 3 points")]
    [InlineData("half_life: 14 days", "half_life: 30 days", "Points are now worth half after 30 days, was 14 days")]
    [InlineData("accept_within: 4 business hours", "accept_within: 8 business hours", "Sales now has 8 business hours to accept, was 4 business hours")]
    [InlineData("    no_reply:  ", "    wrong_team: { says: Wrong team, then: ask_referral }\n    no_reply:  ", "New reason to reject: Wrong team")]
    [InlineData("wake: 30 days", "wake: 60 days", "After “Could not be reached in 6 attempts”, the lead rests for 60 days; was: the lead rests for 30 days")]
    [InlineData("at least 4 of", "at least 3 of", "Hot now needs 3 of budget, authority, need and timeline, was 4")]
    [InlineData("at least 4 of (budget, authority, need, timeline)", "budget and need", "A lead is now hot when budget and need are met, was when all 4 of budget, authority, need and timeline are met")]
    [InlineData("temperature in [hot, warm] and complete", "temperature in [hot, warm]", "Qualified: required information need no longer be complete")]
    [InlineData("fits and temperature in [hot, warm]", "fits and temperature is hot", "Qualified: a lead may no longer be warm")]
    [InlineData("solution_known is yes and timeline", "solution_known is yes and need", "Buying stage late: need must now also be met", "Buying stage late: timeline need no longer be met")]
    [InlineData("in the last 30 days)", "in the last 60 days)", "Handover: a demo requested now counts for 60 days, was 30 days")]
    [InlineData("last 24 hours >= 3", "last 24 hours >= 5", "Moment back on pricing: they must now have looked at pricing at least 5 times in the last 24 hours, was 3 times")]
    [InlineData("last 24 hours >= 3", "last 48 hours >= 3", "Moment back on pricing: they must now have looked at pricing at least 3 times in the last 48 hours, was 24 hours")]
    [InlineData("    - to: [team inside_sales]", "    - when: pass > 2\n      to: lena\n    - to: [team inside_sales]", "New route: When the lead is past pass 2, it goes to lena")]
    [InlineData("options: [SAP, Oracle, Dynamics, other]", "options: [SAP, Infor, Oracle, Dynamics, other]", "ERP may now also be Infor")]
    [InlineData("type: choice\n    options: [SAP, Oracle, Dynamics, other]", "type: choice\n    several: yes\n    options: [SAP, Oracle, Dynamics, other]", "ERP is now a choice of SAP, Oracle, Dynamics and other, several at once, was a choice of SAP, Oracle, Dynamics and other")]
    [InlineData("win_rate: 25 %", "win_rate: measured", "The share of opportunities won is now what we measure, was 25 %")]
    [InlineData("revenue: 600000 EUR", "revenue: 700000 EUR", "The revenue to win is now 700,000 EUR, was 600,000 EUR")]
    [InlineData("sales: [We name", "sales: [We call before we judge, We name", "Sales now also promises: We call before we judge")]
    [InlineData("in_force_from: 2026-07-01", "in_force_from: 2026-10-01", "It is now in force from 1 October 2026, was 1 July 2026")]
    [InlineData("currency: EUR", "currency: CHF", "An amount without a currency is now in CHF, was EUR", "1 USD is now worth 0.92 CHF, was 0.92 EUR", "1 GBP is now worth 1.17 CHF, was 1.17 EUR")]
    [InlineData("required: [email, organisation,", "required: [email, phone,", "The required information now includes the phone number", "The required information no longer includes the company name")]
    public void Each_change_has_its_sentence(string old, string replacement, params string[] sentences) =>
        Assert.Equal(sentences, AgreementDifference.Between(Example.Agreement, Example.With(old, replacement)));

    [Fact]
    public void The_weightiest_comes_first()
    {
        var after = Example.Read(Example.Text
            .Replace("in_force_from: 2026-07-01", "in_force_from: 2026-10-01", StringComparison.Ordinal)
            .Replace("demo_requested: 40", "demo_requested: 30", StringComparison.Ordinal)
            .Replace("at least 4 of", "at least 3 of", StringComparison.Ordinal)
            .Replace("good_for: 180 days", "good_for: 90 days", StringComparison.Ordinal));
        Assert.Equal(
            [
                "Hot now needs 3 of budget, authority, need and timeline, was 4",
                "An answer on budget now counts for 90 days, was 180 days",
                "A demo requested is now worth 30 points, was 40",
                "It is now in force from 1 October 2026, was 1 July 2026",
            ],
            AgreementDifference.Between(Example.Agreement, after));
    }

    [Fact]
    public void A_new_question_for_a_fact_is_no_change_of_the_conditions_that_test_it()
    {
        var before = Example.With("middle: need", "middle: erp is SAP");
        var after = Example.Read(Example.Text.Replace("middle: need", "middle: erp is SAP", StringComparison.Ordinal)
            .Replace("options: [SAP,", "options: [Infor, SAP,", StringComparison.Ordinal).Replace("Which ERP do", "What ERP do", StringComparison.Ordinal));
        Assert.Equal(
            ["ERP may now also be Infor", "For ERP, we now ask “What ERP do you use?”, was “Which ERP do you use?”"],
            AgreementDifference.Between(before, after));
    }

    [Theory]
    [MemberData(nameof(Replacements.All), MemberType = typeof(Replacements))]
    public void No_value_changes_unsaid(string old, string replacement)
    {
        var after = Example.With(old, replacement);
        Assert.NotEmpty(AgreementDifference.Between(Example.Agreement, after));
        Assert.NotEmpty(AgreementDifference.Between(after, Example.Agreement));
        Assert.NotEqual(AgreementWords.AsText(Example.Agreement), AgreementWords.AsText(after));
    }

    // Each of the two with up to four of the replacements made.
    [Fact]
    public void Nothing_is_said_only_where_both_say_the_same()
    {
        var pairs = Replacements.All.Select(row => (Old: row.Data.Item1, New: row.Data.Item2)).ToArray();
        var agreement = Gen.Int[0, pairs.Length - 1].Array[0, 4].Select(places => Example.Read(places.Aggregate(Example.Text,
            (text, place) => text.Replace(pairs[place].Old, pairs[place].New, StringComparison.Ordinal))));
        Gen.Select(agreement, agreement).Sample(
            (before, after) => AgreementDifference.Between(before, after).Count == 0 == before.Equals(after), iter: 100, threads: 1);
    }

    [Fact]
    public void Agreements_without_anything_in_common_are_told_apart()
    {
        var all = Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Cases"))
            .Select(folder => Example.Read(File.ReadAllText(Path.Combine(folder, "agreement.yaml")))).Append(Example.Agreement).ToList();
        foreach (var before in all)
        {
            Assert.All(all, after =>
            {
                var said = AgreementDifference.Between(before, after);
                Assert.Equal(before.Equals(after), said.Count == 0);
                Assert.DoesNotContain("Something is written in another way", said);
                Assert.All(said, sentence => Assert.False(char.IsLower(sentence[0]), sentence));
            });
        }
    }
}
