using Ripen.Life;
using Ripen.Values;

namespace Ripen.Tests.Life;

/// <summary>A command and how long after the one before it comes.</summary>
internal sealed record Happening(LeadCommand Command, long Wait);

/// <summary>Draws lives: mostly what may well be allowed next, now and then anything.</summary>
internal static class Lives
{
    private const long Day = 86_400;

    private static readonly long[] Waits = [0, 0, 1, 3600, Day, 3 * Day, 5 * Day, 30 * Day, 90 * Day, 365 * Day, -Day];

    private static readonly string[] Reasons = ["not_now", "no_budget", "other", "no_reply", "wrong_person", "not_ideal", "no_such_reason"];

    public static Drawn<List<Happening>> Drawn { get; } = new(draw => Draw(draw, draw.Int(1, 60)));

    /// <summary>One of each that a lead could be asked, at that instant.</summary>
    public static IReadOnlyList<LeadCommand> All(Instant now) => [.. Kinds.SelectMany(kind => Variants(kind, now))];

    private static readonly string[] Kinds =
    [
        "open", "judge", "touch", "wake", "plan", "step", "leave", "set task", "finish task", "move task", "late task", "unanswered", "owner", "deal", "review", "hand over", "late", "reassign late", "reassign", "accept", "reject",
        "work", "stall", "recycle", "opportunity", "win", "lose", "disqualify", "reopen", "decision", "outcome",
    ];

    private static List<Happening> Draw(Draw draw, int steps)
    {
        var (life, now, happenings) = (new SlowLife(), Story.Start, new List<Happening>());
        for (var i = 0; i < steps; i++)
        {
            var wait = draw.Of(Waits);
            now = now.Plus(wait);
            var kind = i == 0 && draw.Chance(95) ? "open" : draw.Chance(25) ? draw.Of(Kinds) : draw.Of(Likely(life.Where));
            var command = draw.Of(Variants(kind, now));
            life.Do(command, now.Seconds);
            happenings.Add(new(command, wait));
        }

        return happenings;
    }

    private static string[] Likely(string where) => where switch
    {
        "resting" => ["wake", "judge", "judge", "plan", "plan", "step", "touch", "late task", "decision"],
        "inquiry" or "qualified" => ["judge", "judge", "hand over", "hand over", "plan", "plan", "step", "step", "step", "touch", "touch", "review", "opportunity"],
        "handed over" => ["accept", "accept", "reject", "late", "reassign late", "reassign", "work", "unanswered", "plan", "touch"],
        "accepted" or "stalled" => ["work", "stall", "recycle", "opportunity", "opportunity", "owner", "plan", "set task", "finish task", "touch", "unanswered"],
        "opportunity" => ["lose", "lose", "lose", "work", "win", "deal", "plan", "finish task", "late task"],
        "disqualified" => ["reopen", "decision"],
        _ => ["open"],
    };

    private static IReadOnlyList<LeadCommand> Variants(string kind, Instant now)
    {
        Instant?[] wakes = [null, now.Plus(9 * Day), now];
        Amount?[] amounts = [null, new(1, "EUR"), new(-1, "EUR"), new(1, "EURO")];
        Guid?[] people = [null, new Guid(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)];
        return kind switch
        {
            "open" => [new OpenLead("main", OpenedBy.Touch)],
            "judge" => [.. from found in new[] { Story.Cold, Story.Qualifying, Story.Ripe, Story.Cold with { IsHandover = true } }
                        from isByProspect in new[] { false, true }
                        select new RecordJudgement(found, isByProspect)],
            "touch" =>
            [
                new RecordTheirTouch(), new RecordTheirTouch(IsRequest: true), new RecordTheirTouch { Kinds = ["pricing_viewed"], Programmes = Story.Programmes },
                new RecordTheirTouch { Kinds = ["mail_answered"], Programmes = Story.Programmes },
            ],
            "plan" => [.. new[] { "warm", "cold", "none such", null }.Select(name => new PlanNext(name, Story.Programmes))],
            "step" => [new TakeStep(Story.Programmes, new MailOutcome(), "lena"), new TakeStep(Story.Programmes, new MailOutcome("sent before"))],
            "leave" => [new LeaveProgramme("sam")],
            "set task" => [new SetTask("lena", "Call again", "lena", now.Plus(3 * Day))],
            "finish task" => [new FinishTask("lena", 1, "reached"), new FinishTask("lena", 1)],
            "move task" => [new MoveTask("lena", 1, "markus", now.Plus(9 * Day))],
            "late task" => [new MarkTaskLate()],
            "unanswered" => [new MarkUnanswered()],
            "owner" => [new ChangeOwner("markus", "mona")],
            "deal" => [.. amounts.Select(amount => new ChangeOpportunity("lena", new(amount, new(2026, 9, 1), "proposal")))],
            "wake" => [new Wake()],
            "review" => [new EndDormancy(), new EndDormancy("sam")],
            "hand over" => [new HandOver("lena"), new HandOver("markus", IsRequest: true)],
            "late" => [new MarkLate()],
            "reassign late" => [new ReassignLate("markus")],
            "reassign" => [new Reassign("markus", "mona")],
            "accept" => [new AcceptHandover("lena")],
            "reject" => [.. from reason in Reasons from wake in wakes from to in people select new RejectHandover("lena", reason, wake, to), new RejectHandover("lena", "no_reply", IsSure: true)],
            "work" => [new NoteWork("lena"), new NoteWork("lena", IsAttempt: true)],
            "stall" => [new MarkStalled()],
            "recycle" => [new RecycleStalled()],
            "opportunity" => [new OpenOpportunity("lena", SourceSide.Sales), new OpenOpportunity("lena", SourceSide.Marketing)],
            "win" => [.. amounts.Select(amount => new WinOpportunity("lena", amount))],
            "lose" => [.. from reason in Reasons from wake in wakes from to in people select new LoseOpportunity("lena", reason, wake, to)],
            "disqualify" => [new Disqualify("sam", "a competitor")],
            "reopen" => [new Reopen("sam", "bought by Orbis")],
            "decision" => [new ImportDecision(true, "lena"), .. from reason in Reasons from wake in wakes select new ImportDecision(false, null, reason, wake) { Assumed = true }],
            _ => [.. amounts.Select(amount => new ImportOutcome(true, "lena", amount)), .. from reason in Reasons from wake in wakes select new ImportOutcome(false, null, null, reason, wake)],
        };
    }
}
