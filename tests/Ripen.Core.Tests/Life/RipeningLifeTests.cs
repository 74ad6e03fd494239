using Ripen.Life;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class RipeningLifeTests
{
    [Theory]
    [InlineData(OpenedBy.Touch)]
    [InlineData(OpenedBy.Import)]
    [InlineData(OpenedBy.Hand)]
    [InlineData(OpenedBy.Referral)]
    public void A_lead_begins_as_an_inquiry_in_its_first_pass(OpenedBy how)
    {
        var told = Story.Nothing.When(new OpenLead("main", how)).Then(new LeadOpened("main", how));
        Assert.Equal((Situation.Inquiry, 1, 1, "main"), (told.State.Situation, told.State.Pass, told.State.Version, told.State.Line));
        told.Refuses("lead_exists", new OpenLead("main", how));
        Story.Nothing.Refuses("line_wanted", new OpenLead("", how));
    }

    [Fact]
    public void Nothing_can_be_done_with_a_lead_that_is_not_there() => Story.Nothing.Refuses("no_such_lead", new RecordJudgement(Story.Cold));

    [Fact]
    public void An_inquiry_that_qualifies_is_qualified_and_stays_so()
    {
        var told = Story.Inquiry.When(new RecordJudgement(Story.Qualifying)).Then(new Judged(Story.Qualifying), new Qualified());
        Assert.Equal(Stage.Qualified, told.When(new RecordJudgement(Story.Cold)).Then(new Judged(Story.Cold)).State.Stage);
    }

    [Fact]
    public void A_judgement_that_changes_nothing_writes_no_event()
    {
        Story.Qualified.When(new RecordJudgement(Story.Qualifying)).Then();
        Story.HandedOver.When(new RecordJudgement(Story.Ripe)).Then();
    }

    [Fact]
    public void At_rest_nothing_is_reached_and_nothing_handed_over()
    {
        var told = Story.Resting.When(new RecordJudgement(Story.Ripe)).Then();
        told.Refuses("resting", new HandOver("lena"));
        Assert.Equal(Stage.Inquiry, told.State.Stage);
    }

    [Fact]
    public void A_lead_wakes_on_its_date_and_not_before()
    {
        Story.Resting.Later(90, -1).Refuses("resting", new Wake());
        Story.RestingWithoutDate.Later(9999).Refuses("resting", new Wake());
        var woken = Story.Resting.Later(90).When(new Wake());
        woken.Then(new Woken(WokenBy.Date), new TaskSet(1, TaskKind.OnWaking, "Ask again. Last time: no budget", "lena", woken.In(1)));
        Assert.Equal((Situation.Inquiry, 2), (woken.State.Situation, woken.State.Pass));
        woken.Refuses("not_resting", new Wake());
        woken.When(new RecordJudgement(Story.Ripe)).Then(new Qualified());
        var handed = woken.When(new HandOver("lena"));
        Assert.Equal((Situation.HandedOver, 0), (handed.State.Situation, handed.State.Tasks.Count));
    }

    [Fact]
    public void A_lead_wakes_when_its_prospect_makes_it_ripe_and_only_then()
    {
        Story.Resting.When(new RecordJudgement(Story.Cold)).When(new RecordJudgement(Story.Ripe)).Then(new Judged(Story.Ripe));
        Story.Resting.When(new RecordJudgement(Story.Qualifying, IsByProspect: true)).Then(new Judged(Story.Qualifying));
        Story.Resting.When(new RecordJudgement(Story.Cold)).When(new RecordJudgement(Story.Ripe, IsByProspect: true))
            .Then(new Judged(Story.Ripe), new Woken(WokenBy.Prospect), new Qualified());
    }

    [Fact]
    public void Dormancy_ends_by_any_touch_of_theirs_by_its_review_and_by_a_person()
    {
        var told = Story.Inquiry.When(new PlanNext(null, Story.Programmes)).Then(new FellDormant(Story.Inquiry.In(365)));
        Assert.Null(told.When(new RecordTheirTouch()).Then(new DormancyEnded()).State.DormantUntil);
        told.When(new EndDormancy("sam")).Then(new DormancyEnded("sam"));
        told.Later(365, -1).Refuses("dormant", new EndDormancy());
        told.Later(365).When(new EndDormancy()).Then(new DormancyEnded());
        Story.Inquiry.Refuses("not_dormant", new EndDormancy());
        Story.Inquiry.When(new RecordTheirTouch()).Then();
    }

    [Fact]
    public void A_dormant_lead_that_ripens_is_handed_over_and_dormant_no_more()
    {
        var told = Story.Inquiry.When(new PlanNext(null, Story.Programmes)).When(new RecordJudgement(Story.Ripe)).When(new HandOver("lena"));
        Assert.Null(told.State.DormantUntil);
    }

    [Fact]
    public void A_disqualified_lead_does_nothing_until_it_is_reopened()
    {
        Story.Disqualified.Refuses("disqualified", new RecordJudgement(Story.Ripe));
        Story.Disqualified.Refuses("reason_wanted", new Reopen("sam", ""));
        Story.Inquiry.Refuses("not_disqualified", new Reopen("sam", "typo"));
        var told = Story.Disqualified.When(new Reopen("sam", "bought by Orbis")).Then(new Reopened("sam", "bought by Orbis"), new PassBegan(2));
        Assert.Equal((Situation.Inquiry, 2), (told.State.Situation, told.State.Pass));
    }

    [Fact]
    public void A_lead_can_be_disqualified_by_hand_unless_Sales_has_yet_to_decide()
    {
        Story.Inquiry.When(new Disqualify("sam", "a competitor")).Then(new PassEnded(PassEnd.Disqualified, "a competitor"), new Disqualified("sam", "a competitor"));
        Story.Inquiry.Refuses("reason_wanted", new Disqualify("sam", " "));
        Story.HandedOver.Refuses("with_sales", new Disqualify("sam", "a competitor"));
        Story.Opportunity.Refuses("with_sales", new Disqualify("sam", "a competitor"));
    }

    [Fact]
    public void Findings_are_the_outcome_without_its_interest() =>
        Assert.Equal(Story.Ripe, Findings.Of(new(0, 0, -1, Truth.True, 375, true, Truth.True, true, -1), 3));
}
