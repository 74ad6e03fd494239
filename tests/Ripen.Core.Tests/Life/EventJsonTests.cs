using System.Text.Json;
using CsCheck;
using Ripen.Life;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class EventJsonTests
{
    // Kept for years: a line of the approved text may be added, never changed.
    private static readonly LeadEvent[] OneOfEach =
    [
        new LeadOpened("main", OpenedBy.Import) { Assumed = true },
        new Judged(Story.Ripe),
        new Qualified(),
        new HandedOver("lena", 1, 3, Story.Start.Plus(300), Story.Start.Plus(3600), Story.Start.Plus(7200)),
        new HandedOver("mona", 3) { IsWithManager = true },
        new HandedOver(null, 1) { Assumed = true },
        new HandoverLate(),
        new HandoverExpired("lena"),
        new HandoverReassigned("lena", "mona"),
        new HandoverAccepted("lena", Story.Start.Plus(3600)),
        new HandoverRejected("lena", "no_budget"),
        new HandoverRejected(null, "Käufer wählte „Orbis“ <gratis>"),
        new WorkNoted("lena", Story.Start.Plus(3600)) { IsAttempt = true },
        new WorkNoted("lena"),
        new Stalled(Story.Start.Plus(3600)),
        new OpportunityOpened("lena", SourceSide.Marketing, 3),
        new OpportunityWon("lena", new Amount(2_500_000, "EUR")),
        new OpportunityWon(null),
        new OpportunityLost("lena", "not_now"),
        new PassEnded(PassEnd.Won),
        new PassEnded(PassEnd.Lost, "not_now"),
        new PassBegan(2, Story.Start.Plus(3600)) { IsResting = true },
        new PassBegan(2),
        new Referred(new Guid("0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f")),
        new Disqualified("lena", "not_ideal"),
        new Reopened("sam", "bought by Orbis"),
        new Woken(WokenBy.Prospect),
        new LeadOpened("main", OpenedBy.Referral, new Guid("0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f")),
        new HandedOver("lena", 1, 3) { Because = "the organisation is hers" },
        new AnswerAsked(Story.Start.Plus(300)),
        new ResponseLate(),
        new OwnerChanged("lena", "markus", "mona"),
        new OpportunityOpened("lena", SourceSide.Sales) { Deal = new(new(2_500_000, "EUR"), new(2026, 9, 1), "proposal") },
        new OpportunityChanged("lena", new(ExpectedOn: new(2026, 10, 1))),
        new Enrolled("warm-evaluate", 2, 1, Story.Start.Plus(172_800)),
        new StepTaken("story", StepOutcome.Mailed, 2, Story.Start.Plus(3600)),
        new StepTaken("story", StepOutcome.Skipped, 2, Story.Start.Plus(3600)) { Why = "it was sent before" },
        new EnrolmentEnded("warm-evaluate", EnrolmentEnd.TheirTouch, "mail_answered"),
        new EnrolmentEnded("warm-evaluate", EnrolmentEnd.Exhausted, By: "sam"),
        new TaskSet(1, TaskKind.OfProgramme, "Call", "lena", Story.Start.Plus(3600)),
        new TaskSet(2, TaskKind.ByHand, "Call again", null, Story.Start.Plus(3600), "lena"),
        new TaskMoved(1, "markus", Story.Start.Plus(7200), "mona"),
        new TaskLate(1),
        new TaskDone(1, "lena", "reached"),
        new TaskDropped(2),
        new FellDormant(Story.Start.Plus(31_536_000)),
        new DormancyEnded("sam"),
    ];

    private static readonly LeadEvent[] Events = [.. OneOfEach.Select(happened => happened with { At = Story.Start })];

    [Fact]
    public void Each_event_is_written_as_approved() =>
        Assert.Equal(Approved.Text("events.txt"), All());

    internal static string All() => string.Concat(Events.Select(happened => EventJson.WriteOne(happened) + "\n"));

    [Fact]
    public void Each_approved_event_is_still_read() =>
        Assert.Equal(Events, Approved.Text("events.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(EventJson.ReadOne));

    [Fact]
    public void There_is_one_of_each() => Assert.Equal(
        typeof(LeadEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LeadEvent))).Select(type => type.Name).Order(),
        OneOfEach.Select(happened => happened.GetType().Name).Distinct().Order());

    [Fact]
    public void What_is_written_is_read_again() => Lives.Drawn.Sample(life =>
    {
        var (state, now, told) = (LeadState.Nothing, Story.Start, new List<LeadEvent>());
        foreach (var (command, wait) in life)
        {
            now = now.Plus(wait);
            told.AddRange(LeadLife.Decide(state, command, Story.Policy, now).Events);
            state = LeadState.Fold(told);
        }

        Assert.Equal(told, EventJson.Read(EventJson.Write(told)));
    }, iter: 300);

    [Fact]
    public void All_instants_and_texts_survive() => Gen.Select(Gen.Long[Instant.Min.Seconds, Instant.Max.Seconds], Gen.String).Sample((at, text) =>
    {
        LeadEvent happened = new HandoverRejected(text, text) { At = new(at) };
        Assert.Equal(happened, EventJson.ReadOne(EventJson.WriteOne(happened)));
    });

    // PostgreSQL's jsonb keeps keys by their length, not in the order written.
    [Fact]
    public void The_type_need_not_come_first() => Assert.Equal(Events[7], EventJson.ReadOne("""{"at":"2026-07-01T09:00:00Z","from":"lena","type":"handover_expired"}"""));

    [Theory]
    [InlineData("""{"type":"lead_promoted","at":"2026-07-01T09:00:00Z"}""")]
    [InlineData("""{"type":"pass_ended","at":"2026-07-01T09:00:00Z","end":"forgotten"}""")]
    [InlineData("""{"type":"qualified","at":"yesterday"}""")]
    [InlineData("null")]
    public void What_is_no_event_is_not_read(string json) => Assert.Throws<JsonException>(() => EventJson.ReadOne(json));
}
