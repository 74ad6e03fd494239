using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class ImportedLifeTests
{
    private static readonly HandedOver SupposedHandover = new("lena", 1) { Assumed = true };
    private static readonly HandoverAccepted SupposedAcceptance = new("lena") { Assumed = true };
    private static readonly OpportunityOpened SupposedOpportunity = new("lena", SourceSide.Sales) { Assumed = true };

    [Fact]
    public void An_acceptance_supposes_a_handover_and_runs_no_clock()
    {
        var told = Story.Inquiry.When(new ImportDecision(true, "lena")).Then(SupposedHandover, new HandoverAccepted("lena"));
        Assert.Equal((Situation.Accepted, "lena"), (told.State.Situation, told.State.Owner));
        Assert.Equal(default, NextThing.Of(told.State));
        told.Later(999).Refuses("not_stalled", new MarkStalled());
        told.Refuses("already_accepted", new ImportDecision(false, "lena", "other"));
        Assert.NotNull(told.When(new NoteWork("lena")).State.WorkBy);
    }

    [Fact]
    public void A_rejection_goes_on_by_todays_reason_of_that_name()
    {
        var told = Story.Inquiry;
        told.When(new ImportDecision(false, "lena", "no_budget")).Then(
            SupposedHandover, new HandoverRejected("lena", "no_budget"), new PassEnded(PassEnd.Recycled, "no_budget"), new PassBegan(2, told.In(90)) { IsResting = true });
        Assert.Equal(told.In(8), told.When(new ImportDecision(false, "lena", "no_budget", told.In(8))).State.RestsUntil);
        Assert.Equal(Situation.Disqualified, told.When(new ImportDecision(false, "lena", "not_ideal")).State.Situation);
        Assert.Equal(Situation.Referred, told.When(new ImportDecision(false, "lena", "wrong_person")).State.Situation);
        told.Refuses("wake_date_past", new ImportDecision(false, "lena", "other", told.Now));
    }

    [Theory]
    [InlineData("Went with a rival", "Went with a rival")]
    [InlineData(" budget froze ", "budget froze")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_reason_that_the_agreement_does_not_know_is_kept_and_rests_without_a_date(string? text, string? kept) =>
        Story.Inquiry.When(new ImportDecision(false, "lena", text)).Then(
            SupposedHandover, new HandoverRejected("lena", kept), new PassEnded(PassEnd.Recycled, kept), new PassBegan(2) { IsResting = true });

    [Fact]
    public void A_won_deal_supposes_every_step_that_leads_to_it() =>
        Story.Inquiry.When(new ImportOutcome(true, "lena", new Amount(66_485_800, "BRL"))).Then(
            SupposedHandover, SupposedAcceptance, SupposedOpportunity, new OpportunityWon("lena", new Amount(66_485_800, "BRL")), new PassEnded(PassEnd.Won));

    [Fact]
    public void A_lost_deal_goes_on_by_its_reason() =>
        Story.Inquiry.When(new ImportOutcome(false, "lena", Reason: "price")).Then(
            SupposedHandover, SupposedAcceptance, SupposedOpportunity,
            new OpportunityLost("lena", "price"), new PassEnded(PassEnd.Lost, "price"), new PassBegan(2) { IsResting = true });

    [Fact]
    public void Only_what_is_missing_is_supposed()
    {
        Story.Opportunity.When(new ImportOutcome(true, "lena")).Then(new OpportunityWon("lena"), new PassEnded(PassEnd.Won));
        Story.Accepted.When(new ImportOutcome(true)).Then(
            new OpportunityOpened("lena", SourceSide.Sales, 3) { Assumed = true }, new OpportunityWon(null), new PassEnded(PassEnd.Won));
        var told = Story.HandedOver.When(new ImportDecision(true));
        Assert.Equal(("lena", told.In(5)), (told.State.Owner, told.State.WorkBy));
    }

    [Fact]
    public void What_was_taken_back_since_goes_on_in_its_next_pass()
    {
        var woken = new Woken(WokenBy.Sales) { Assumed = true };
        Story.Resting.When(new ImportDecision(true, "lena")).Then(woken, SupposedHandover, new HandoverAccepted("lena"));
        Story.Disqualified.When(new ImportDecision(true, "lena")).Then(
            new Reopened("lena", null) { Assumed = true }, new PassBegan(2) { Assumed = true }, SupposedHandover, new HandoverAccepted("lena"));
        Story.Referred.Refuses("referred", new ImportDecision(true, "lena"));
    }

    [Fact]
    public void A_deal_won_before_the_lead_was_there_is_taken() =>
        Assert.Equal(Situation.Won, Story.Inquiry.Later(-30).When(new ImportOutcome(true, "lena")).State.Situation);

    [Fact]
    public void Money_is_read_as_strictly_as_ever() =>
        Story.Inquiry.Refuses("unknown_currency", new ImportOutcome(true, "lena", new Amount(1, "real")));

    [Fact]
    public void All_that_comes_of_an_assumed_command_is_assumed() =>
        Assert.All(Story.Inquiry.When(new ImportOutcome(true, "lena") { Assumed = true }).Last, happened => Assert.True(happened.Assumed));
}
