using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class WorkLifeTests
{
    [Fact]
    public void An_accepted_lead_that_nobody_works_on_stalls_and_is_recycled_after_as_long_again()
    {
        var told = Story.Accepted;
        Assert.Equal(new(NextKind.WorkClock, told.In(5)), NextThing.Of(told.State));
        told.Later(5, -1).Refuses("not_stalled", new MarkStalled());
        told.Refuses("not_stalled", new RecycleStalled());
        var stalled = told.Later(5).When(new MarkStalled());
        stalled.Then(new Stalled(stalled.In(5)));
        Assert.Equal(new(NextKind.RecycleClock, stalled.In(5)), NextThing.Of(stalled.State));
        stalled.Refuses("already_stalled", new MarkStalled());
        stalled.Later(5, -1).Refuses("not_stalled", new RecycleStalled());
        var recycled = stalled.Later(5).When(new RecycleStalled()).Then(new PassEnded(PassEnd.Recycled, "stalled"), new PassBegan(2) { IsResting = true });
        Assert.Equal(("lena", null), (recycled.State.LastOwner, recycled.State.Owner));
    }

    [Fact]
    public void Work_winds_the_clock_up_again()
    {
        var worked = Story.Accepted.Later(4).When(new NoteWork("lena"));
        worked.Then(new WorkNoted("lena", worked.In(5)));
        var resumed = Story.Stalled.Later(1).When(new NoteWork("lena", IsAttempt: true));
        Assert.Equal((Situation.Accepted, resumed.In(5), 1), (resumed.State.Situation, resumed.State.WorkBy, resumed.State.Attempts));
        Story.Inquiry.Refuses("not_handed_over", new MarkStalled());
    }

    [Fact]
    public void Whoever_talks_with_a_lead_that_woke_has_asked_again_and_whoever_reached_nobody_has_not()
    {
        var woken = Story.Resting.Later(90).When(new Wake());
        Assert.Single(woken.When(new NoteWork("lena", IsAttempt: true)).State.Tasks);
        Assert.Empty(woken.When(new NoteWork("lena")).State.Tasks);
    }

    [Fact]
    public void A_try_that_reached_nobody_stops_no_clock_for_an_answer()
    {
        var asked = Story.RipeLead.When(new HandOver("lena", IsRequest: true));
        Assert.NotNull(asked.State.RespondBy);
        var tried = asked.When(new NoteWork("lena", IsAttempt: true));
        Assert.Equal((asked.State.RespondBy, null, 1), (tried.State.RespondBy, tried.State.RespondedAt, tried.State.Attempts));
        Assert.Null(tried.When(new NoteWork("lena")).State.RespondBy);
    }

    [Fact]
    public void Work_on_what_is_not_with_Sales_is_on_record_and_changes_nothing_else()
    {
        var called = Story.Inquiry.When(new NoteWork("lena", IsAttempt: true) { Kind = "call_tried", Note = "Voicemail" });
        Assert.Equal((Situation.Inquiry, 1, null, null), (called.State.Situation, called.State.Attempts, called.State.RespondedAt, called.State.WorkBy));
        Assert.True(Story.Resting.When(new NoteWork("lena")).State.IsResting);
    }

    [Fact]
    public void An_opportunity_is_opened_on_an_accepted_lead()
    {
        var told = Story.Accepted.When(new OpenOpportunity("lena", SourceSide.Marketing)).Then(new OpportunityOpened("lena", SourceSide.Marketing, 3));
        Assert.Equal((Situation.Opportunity, SourceSide.Marketing), (told.State.Situation, told.State.OpportunitySide));
        Assert.Null(told.State.WorkBy);
        told.Refuses("opportunity_open", new OpenOpportunity("lena", SourceSide.Marketing));
        Story.HandedOver.Refuses("not_accepted", new OpenOpportunity("lena", SourceSide.Marketing));
    }

    [Fact]
    public void Sales_may_open_one_of_its_own_making()
    {
        Story.Inquiry.Refuses("side_is_sales", new OpenOpportunity("lena", SourceSide.Marketing));
        Story.Inquiry.When(new OpenOpportunity("lena", SourceSide.Sales)).Then(new OpportunityOpened("lena", SourceSide.Sales, 3));
        var told = Story.Resting.When(new OpenOpportunity("lena", SourceSide.Sales)).Then(new Woken(WokenBy.Sales), new OpportunityOpened("lena", SourceSide.Sales, 3));
        told.Refuses("opportunity_open", new AcceptHandover("lena"));
    }

    [Fact]
    public void Won_is_the_end_and_the_next_inquiry_a_new_lead()
    {
        var told = Story.Opportunity.When(new WinOpportunity("lena", new Amount(2_500_000, "EUR")));
        told.Then(new OpportunityWon("lena", new Amount(2_500_000, "EUR")), new PassEnded(PassEnd.Won));
        Assert.Equal((Situation.Won, false, new Amount(2_500_000, "EUR")), (told.State.Situation, told.State.IsOpen, told.State.Won));
        told.Refuses("lead_exists", new OpenLead("main", OpenedBy.Touch));
        told.Refuses("already_won", new RecordJudgement(Story.Ripe));
        told.Refuses("already_won", new RecordTheirTouch());
        told.Refuses("already_won", new ImportOutcome(true));
    }

    [Fact]
    public void Money_is_not_negative_and_has_a_currency()
    {
        Story.Opportunity.Refuses("amount_negative", new WinOpportunity("lena", new Amount(-1, "EUR")));
        Story.Opportunity.Refuses("unknown_currency", new WinOpportunity("lena", new Amount(1, "EURO")));
        Story.Accepted.Refuses("no_opportunity", new WinOpportunity("lena"));
    }

    [Fact]
    public void Lost_goes_on_by_its_reason()
    {
        var told = Story.Opportunity;
        told.When(new LoseOpportunity("lena", "no_budget")).Then(
            new OpportunityLost("lena", "no_budget"), new PassEnded(PassEnd.Lost, "no_budget"), new PassBegan(2, told.In(90)) { IsResting = true });
        var lost = told.When(new LoseOpportunity("lena", "not_ideal"));
        lost.Then(new OpportunityLost("lena", "not_ideal"), new PassEnded(PassEnd.Lost, "not_ideal"), new Disqualified("lena", "not_ideal"));
        Assert.Equal((Situation.Disqualified, PassEnd.Lost), (lost.State.Situation, lost.State.End));
        told.Refuses("referral_wanted", new LoseOpportunity("lena", "wrong_person"));
        Assert.Equal(Situation.Referred, told.When(new LoseOpportunity("lena", "wrong_person", ReferredTo: default(Guid))).State.Situation);
        told.Refuses("unknown_reason", new LoseOpportunity("lena", "price"));
    }

    [Fact]
    public void A_loss_is_no_rejection() => Assert.Null(Story.Opportunity.When(new LoseOpportunity("lena", "no_budget")).State.LastRejection);
}
