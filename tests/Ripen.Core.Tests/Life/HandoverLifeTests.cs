using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class HandoverLifeTests
{
    [Fact]
    public void A_ripe_lead_is_handed_over_under_the_agreement_with_its_clocks()
    {
        var told = Story.RipeLead.When(new HandOver("lena"));
        told.Then(new HandedOver("lena", 1, 3, AcceptBy: told.In(1), ReassignAt: told.In(3)));
        Assert.Equal((Situation.HandedOver, 3), (told.State.Situation, told.State.Agreement));
        Assert.Equal(new(NextKind.AcceptClock, told.In(1)), NextThing.Of(told.State));
    }

    [Fact]
    public void A_request_runs_a_clock_for_its_answer_until_there_is_one()
    {
        var told = Story.RipeLead.When(new HandOver("lena", IsRequest: true));
        Assert.Equal(new(NextKind.RespondClock, told.In(0, 3600)), NextThing.Of(told.State));
        Assert.Equal(NextKind.AcceptClock, NextThing.Of(told.When(new NoteWork("lena")).State).Kind);
        Assert.Equal(told.Now, told.When(new NoteWork("lena")).State.RespondedAt);
    }

    [Fact]
    public void What_is_not_ripe_is_not_handed_over()
    {
        Story.Inquiry.Refuses("not_ripe", new HandOver("lena"));
        Story.Qualified.Refuses("not_ripe", new HandOver("lena"));
        Story.RipeLead.Refuses("salesperson_wanted", new HandOver(" "));
    }

    [Fact]
    public void There_are_never_two_handovers_at_once()
    {
        Story.HandedOver.Refuses("already_handed_over", new HandOver("markus"));
        Story.Accepted.Refuses("already_accepted", new HandOver("markus"));
    }

    [Fact]
    public void Of_two_who_answer_at_once_one_wins_and_the_other_is_told_who_and_when()
    {
        var told = Story.HandedOver.When(new AcceptHandover("lena"));
        told.Then(new HandoverAccepted("lena", told.In(5)));
        var refusal = told.Later(1).Refuses(new RejectHandover("markus", "other"));
        Assert.Equal(new("already_accepted", "lena accepted this lead on 1 July 2026, 09:00."), refusal);
    }

    [Fact]
    public void A_handover_is_late_when_its_clock_has_run_out()
    {
        Story.HandedOver.Later(1, -1).Refuses("not_late", new MarkLate());
        var late = Story.HandedOver.Later(1).When(new MarkLate()).Then(new HandoverLate());
        late.Refuses("already_late", new MarkLate());
        Assert.Equal(new(NextKind.ReassignClock, late.In(2)), NextThing.Of(late.State));
        Assert.Equal(Situation.Accepted, late.When(new AcceptHandover("lena")).State.Situation);
    }

    [Fact]
    public void A_late_handover_expires_to_the_next_salesperson_and_the_second_time_to_the_manager()
    {
        var first = Story.HandedOver.Later(3);
        Story.HandedOver.Later(3, -1).Refuses("not_expired", new ReassignLate("markus"));
        var second = first.When(new ReassignLate("markus"));
        second.Then(new HandoverExpired("lena"), new HandedOver("markus", 2, 3, AcceptBy: second.In(1), ReassignAt: second.In(3)));
        var third = second.Later(3).When(new ReassignLate("mona"));
        third.Then(new HandoverExpired("markus"), new HandedOver("mona", 3, 3, AcceptBy: third.In(1)) { IsWithManager = true });
        third.Later(9).Refuses("with_manager", new ReassignLate("lena"));
        Assert.Equal((1, Stage.HandedOver, Story.Start), (third.State.Pass, third.State.Stage, third.State.StageSince));
    }

    [Fact]
    public void A_handover_can_be_given_to_somebody_else_before_it_expires()
    {
        var given = Story.HandedOver.When(new Reassign("markus", "mona"));
        given.Then(new HandoverReassigned("lena", "mona"), new HandedOver("markus", 1, 3, AcceptBy: given.In(1), ReassignAt: given.In(3)));
        var withManager = given.Later(3).When(new ReassignLate("lena")).Later(3).When(new ReassignLate("mona"));
        Assert.True(withManager.State.Handover!.IsWithManager);
        Assert.Equal(1, withManager.When(new Reassign("lena", "mona")).State.Handover!.Try);
    }

    [Fact]
    public void Rejected_for_a_reason_with_a_span_it_rests_for_that_span_in_the_next_pass()
    {
        var told = Story.HandedOver.When(new RejectHandover("lena", "No Budget"));
        told.Then(new HandoverRejected("lena", "no_budget"), new PassEnded(PassEnd.Recycled, "no_budget"), new PassBegan(2, told.In(90)) { IsResting = true });
        Assert.Equal((Situation.Resting, 2, "lena", "no_budget"), (told.State.Situation, told.State.Pass, told.State.LastOwner, told.State.LastRejection));
        Assert.Equal(new(NextKind.WakeDate, told.In(90)), NextThing.Of(told.State));
        Story.HandedOver.Refuses("wake_date_not_asked", new RejectHandover("lena", "no_budget", Story.HandedOver.In(7)));
    }

    [Fact]
    public void Where_Sales_is_asked_for_the_date_it_has_to_give_one_to_come()
    {
        var told = Story.HandedOver;
        told.Refuses("wake_date_wanted", new RejectHandover("lena", "not_now"));
        told.Refuses("wake_date_past", new RejectHandover("lena", "not_now", told.Now));
        Assert.Equal(told.In(30), told.When(new RejectHandover("lena", "not_now", told.In(30))).State.RestsUntil);
    }

    [Fact]
    public void A_reason_that_says_nothing_of_a_date_leaves_it_open()
    {
        Assert.Equal((true, null), (Story.RestingWithoutDate.State.IsResting, Story.RestingWithoutDate.State.RestsUntil));
        Assert.Equal(Story.Start.Plus(99), Story.HandedOver.When(new RejectHandover("lena", "other", Story.Start.Plus(99))).State.RestsUntil);
    }

    [Fact]
    public void The_wrong_person_refers_to_the_right_one()
    {
        var told = Story.HandedOver;
        var right = new Guid(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
        told.Refuses("referral_wanted", new RejectHandover("lena", "wrong_person"));
        told.Refuses("referral_not_asked", new RejectHandover("lena", "other", ReferredTo: right));
        told.When(new RejectHandover("lena", "wrong_person", ReferredTo: right))
            .Then(new HandoverRejected("lena", "wrong_person"), new PassEnded(PassEnd.Referred, "wrong_person"), new Referred(right));
    }

    [Fact]
    public void Rejected_as_not_our_kind_it_is_disqualified() => Story.Disqualified
        .Then(new HandoverRejected("lena", "not_ideal"), new PassEnded(PassEnd.Disqualified, "not_ideal"), new Disqualified("lena", "not_ideal"));

    [Fact]
    public void A_rejection_has_a_reason_from_the_agreement()
    {
        Story.HandedOver.Refuses("unknown_reason", new RejectHandover("lena", "bad_vibes"));
        Story.HandedOver.Refuses("reason_wanted", new RejectHandover("lena", ""));
        Story.RipeLead.Refuses("not_handed_over", new RejectHandover("lena", "other"));
    }

    [Fact]
    public void No_reply_before_the_agreed_tries_asks_first()
    {
        var tried = Story.HandedOver.When(new NoteWork("lena", IsAttempt: true));
        tried.Refuses("too_few_attempts", new RejectHandover("lena", "no_reply"));
        Assert.True(tried.When(new RejectHandover("lena", "no_reply", IsSure: true)).State.IsResting);
        Assert.True(tried.When(new NoteWork("lena", IsAttempt: true)).When(new RejectHandover("lena", "no_reply")).State.IsResting);
    }

    [Fact]
    public void Another_versions_terms_are_a_bug_of_the_caller() => Assert.Throws<InvalidOperationException>(() =>
        LeadLife.Decide(Story.HandedOver.State, new AcceptHandover("lena"), Story.Policy with { Version = 4 }, Story.Start));
}
