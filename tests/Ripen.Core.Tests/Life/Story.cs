using Ripen.Life;
using Ripen.Nurture;
using Ripen.Tests.Agreements;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Life;

/// <summary>A lead's life told step by step: given what has happened, when a command comes, then this.</summary>
internal sealed record Story(LeadState State, Instant Now, ValueList<LeadEvent> Told)
{
    /// <summary>Clocks and wakes in plain days, so that a test can count them itself.</summary>
    public static readonly Policy Policy = Policy.Of(SmallAgreement.Read(SmallAgreement.With("""
        handover:
          when: qualified
          accept_within: 1 day
          respond_within: 1 hour
          work_within: 5 days
          attempts: 2
          when_late: { reassign_after: 2 days }
          reject_reasons:
            not_now: { says: Not now, then: recycle, wake: asked }
            no_budget: { says: No budget, then: recycle, wake: 90 days }
            other: { says: Something else, then: recycle }
            no_reply: { says: No reply, then: recycle, wake: 30 days }
            wrong_person: { says: Wrong person, then: ask_referral }
            not_ideal: { says: Not our kind, then: disqualify }
        """)).Agreement!, new(new(9, DurationUnit.Day), new(9, DurationUnit.Day), new(365, DurationUnit.Day))) with
    { Version = 3 };

    public static readonly ProgrammeBook Programmes = new(
    [
        new(
            new(
                "warm",
                [
                    new WaitStep("first", new(2, DurationUnit.Day)),
                    new MailStep("story", "How Orbis did it", "Hello"),
                    new WaitForTouchStep("look", ["pricing_viewed"], new(5, DurationUnit.Day), Otherwise: 4),
                    new TaskStep("call", "Call and ask what they compare us with", new(3, DurationUnit.Day)),
                    new EndStep("end"),
                ])
            { Says = "For the warm", LeaveOn = ["mail_answered"] },
            1,
            IsOpen: true),
        new(new("cold", [new WaitStep("first", new(9, DurationUnit.Day))]) { Says = "For the cold" }, 4, IsOpen: true),
    ]);

    public static readonly Instant Start = Instant.From(new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));

    public static readonly Findings Cold = new(3, 2, 0, -1, Truth.Unknown, false, Truth.Unknown, false, 1);
    public static readonly Findings Qualifying = Cold with { Temperature = 1, Fits = Truth.True, IsComplete = true, Qualified = Truth.True };
    public static readonly Findings Ripe = Qualifying with { Temperature = 0, IsHandover = true, Programme = -1 };

    public static Story Nothing => new(LeadState.Nothing, Start, []);
    public static Story Inquiry => Nothing.When(new OpenLead("main", OpenedBy.Touch));
    public static Story Qualified => Inquiry.When(new RecordJudgement(Qualifying));
    public static Story RipeLead => Inquiry.When(new RecordJudgement(Ripe));
    public static Story HandedOver => RipeLead.When(new HandOver("lena"));
    public static Story Accepted => HandedOver.When(new AcceptHandover("lena"));
    public static Story Stalled => Accepted.Later(5).When(new MarkStalled());
    public static Story Opportunity => Accepted.When(new OpenOpportunity("lena", SourceSide.Marketing));
    public static Story Won => Opportunity.When(new WinOpportunity("lena", new Amount(2_500_000, "EUR")));
    public static Story Resting => HandedOver.When(new RejectHandover("lena", "no_budget"));
    public static Story RestingWithoutDate => HandedOver.When(new RejectHandover("lena", "other"));
    public static Story Referred => HandedOver.When(new RejectHandover("lena", "wrong_person", ReferredTo: new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
    public static Story Disqualified => HandedOver.When(new RejectHandover("lena", "not_ideal"));

    /// <summary>What the last command led to.</summary>
    public ValueList<LeadEvent> Last { get; private init; } = [];

    public Story Later(int days, long seconds = 0) => this with { Now = Now.Plus((days * 86_400L) + seconds) };

    public Story When(LeadCommand command)
    {
        var decision = LeadLife.Decide(State, command, Policy, Now);
        Assert.True(decision.Refusal is null, decision.Refusal?.ToString());
        return this with { State = LeadState.Fold(decision.Events, State), Told = [.. Told, .. decision.Events], Last = decision.Events };
    }

    public Refusal Refuses(LeadCommand command)
    {
        var decision = LeadLife.Decide(State, command, Policy, Now);
        Assert.Empty(decision.Events);
        return Assert.IsType<Refusal>(decision.Refusal);
    }

    public void Refuses(string code, LeadCommand command) => Assert.Equal(code, Refuses(command).Code);

    /// <summary>The events of the last command but for their instants.</summary>
    public Story Then(params LeadEvent[] events)
    {
        Assert.Equal(events, Last.Select(happened => happened with { At = default }));
        Assert.All(Last, happened => Assert.Equal(Now, happened.At));
        return this;
    }

    public Instant In(int days, long seconds = 0) => Now.Plus((days * 86_400L) + seconds);
}
