using Ripen.Life;
using Ripen.Tests.Agreements;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class PolicyTests
{
    [Fact]
    public void The_clocks_of_a_handover_run_in_the_agreements_business_hours()
    {
        var policy = Policy.Of(Example.Agreement);
        var friday = Instant.From(new(2026, 7, 3, 17, 29, 0, TimeSpan.FromHours(2)));
        var handed = Assert.IsType<HandedOver>(LeadLife.Decide(Story.RipeLead.State, new HandOver("lena", IsRequest: true), policy, friday).Events[0]);
        Assert.Equal(3, handed.Agreement);
        Assert.Equal("2026-07-06T07:04:00Z", handed.RespondBy.ToString());
        Assert.Equal("2026-07-06T10:59:00Z", handed.AcceptBy.ToString());
        Assert.Equal("2026-07-07T10:59:00Z", handed.ReassignAt.ToString());
    }

    [Fact]
    public void Where_the_agreement_is_silent_the_desks_own_choices_hold()
    {
        var policy = Policy.Of(SmallAgreement.Read(SmallAgreement.With()).Agreement!);
        Assert.Equal((0, 0, null, null), (policy.Version, policy.Attempts, policy.RespondWithin, policy.ReassignAfter));
        Assert.Equal((DeskTerms.Default.AcceptWithin, DeskTerms.Default.WorkWithin), (policy.AcceptWithin, policy.WorkWithin));
        var handed = Story.HandedOver.State with { Agreement = 0, Handover = Story.HandedOver.State.Handover! with { ReassignAt = null } };
        Assert.Equal("not_expired", LeadLife.Decide(handed, new ReassignLate("markus"), policy, Story.Start.Plus(999_999_999)).Refusal!.Code);
    }

    [Fact]
    public void A_dormant_lead_is_looked_at_again_a_year_on_to_the_day()
    {
        var leapDay = Instant.From(new(2028, 2, 29, 12, 0, 0, TimeSpan.Zero));
        var decision = LeadLife.Decide(Story.Inquiry.State, new PlanNext(null, Story.Programmes), Policy.Of(Example.Agreement), leapDay);
        Assert.Equal("2029-02-28T12:00:00Z", Assert.IsType<FellDormant>(decision.Events[0]).ReviewAt.ToString());
    }
}
