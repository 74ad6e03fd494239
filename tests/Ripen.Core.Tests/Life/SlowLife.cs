using Ripen.Life;
using Ripen.Values;

namespace Ripen.Tests.Life;

/// <summary>
/// The table of a lead's life told once more, slowly and without events, under the terms of <see cref="Story.Policy"/>:
/// what <see cref="Do"/> does not name is not allowed.
/// </summary>
internal sealed class SlowLife
{
    private const long Day = 86_400;

    private (long Accept, long Reassign, bool IsLate, int Try) handover;
    private long stallsAt = long.MaxValue;
    private bool isRipe;

    public string Where { get; private set; } = "nothing";
    public int Pass { get; private set; }
    public int Attempts { get; private set; }
    public long? Wakes { get; private set; }
    public long? Review { get; private set; }

    /// <summary>Of the running handover.</summary>
    public (int Try, bool IsLate)? Handover => Where == "handed over" ? (handover.Try, handover.IsLate) : null;

    private bool IsWithoutSales => Where is "resting" or "inquiry" or "qualified";
    private bool IsWithSales => Where is "handed over" or "accepted" or "stalled" or "opportunity";

    /// <summary>False, and nothing changed, where the table does not allow it.</summary>
    public bool Do(LeadCommand command, long now) => (Where, command) switch
    {
        ("nothing", OpenLead) => Begin(resting: false, null),
        (_, RecordJudgement judged) => (IsWithoutSales || IsWithSales) && Judge(judged),
        (_, RecordTheirTouch) => (IsWithoutSales || IsWithSales) && Sleep(null),
        ("resting", Wake) => Wakes <= now && Go("inquiry"),
        (_, ExhaustNurture) => IsWithoutSales && Review is null && Sleep(now + (365 * Day)),
        (_, EndDormancy { By: null }) => IsWithoutSales && Review <= now && Sleep(null),
        (_, EndDormancy) => IsWithoutSales && Review is not null && Sleep(null),
        ("inquiry" or "qualified", HandOver) => isRipe && HandTo(now, 1),
        ("handed over", MarkLate) => !handover.IsLate && now >= handover.Accept && (handover.IsLate = true),
        ("handed over", ReassignLate) => handover.Try < 3 && now >= handover.Reassign && HandTo(now, handover.Try + 1),
        ("handed over", Reassign) => HandTo(now, handover.Try == 3 ? 1 : handover.Try),
        ("handed over", AcceptHandover) => Accept(now + (5 * Day)),
        ("handed over", RejectHandover no) => (no.Reason != "no_reply" || Attempts >= 2 || no.IsSure) && GoOn(no.Reason, no.Wake, no.ReferredTo, now),
        ("handed over" or "opportunity", NoteWork work) => Try(work),
        ("accepted" or "stalled", NoteWork work) => Try(work) && Accept(now + (5 * Day)),
        ("accepted", MarkStalled) => now >= stallsAt && (stallsAt = now + (5 * Day)) > 0 && Go("stalled"),
        ("stalled", RecycleStalled) => now >= stallsAt && Begin(resting: true, null),
        ("accepted" or "stalled", OpenOpportunity) => Go("opportunity"),
        ("resting" or "inquiry" or "qualified", OpenOpportunity { Side: SourceSide.Sales }) => Go("opportunity"),
        ("opportunity", WinOpportunity win) => IsMoney(win.Amount) && Go("won"),
        ("opportunity", LoseOpportunity lost) => GoOn(lost.Reason, lost.Wake, lost.ReferredTo, now),
        ("resting" or "inquiry" or "qualified" or "accepted" or "stalled", Disqualify) => Go("disqualified"),
        ("disqualified", Reopen) => Begin(resting: false, null),
        ("resting" or "inquiry" or "qualified" or "handed over" or "disqualified", ImportDecision told) => Told(told, now),
        (_, ImportOutcome told) => (IsWithoutSales || IsWithSales || Where == "disqualified") && Told(told, now),
        _ => false,
    };

    private bool Judge(RecordJudgement judged)
    {
        isRipe = judged.Findings.IsHandover;
        if (Where == "resting" && isRipe && judged.IsByProspect) Go("inquiry");
        return Where != "inquiry" || judged.Findings.Qualified != Truth.True || Go("qualified", isDormant: true);
    }

    private bool HandTo(long now, int count)
    {
        handover = (now + Day, count == 3 ? long.MaxValue : now + (3 * Day), false, count);
        return Go("handed over");
    }

    private bool Accept(long until)
    {
        stallsAt = until;
        return Go("accepted");
    }

    private bool Try(NoteWork work)
    {
        if (work.IsAttempt) Attempts++;
        return true;
    }

    private bool GoOn(string reason, Instant? wake, Guid? to, long now) => (reason, wake?.Seconds > now, wake is null, to is null) switch
    {
        ("not_now", true, _, true) => Begin(resting: true, wake!.Value.Seconds),
        ("no_budget", _, true, true) => Begin(resting: true, now + (90 * Day)),
        ("no_reply", _, true, true) => Begin(resting: true, now + (30 * Day)),
        ("other", true, _, true) or ("other", _, true, true) => Begin(resting: true, wake?.Seconds),
        ("wrong_person", _, true, false) => Go("referred"),
        ("not_ideal", _, true, true) => Go("disqualified"),
        _ => false,
    };

    private bool Told(ImportDecision told, long now)
    {
        if (!told.IsAccepted) return Returned(told.Reason, told.Wake?.Seconds, now);
        if (Where == "disqualified") (Pass, Attempts) = (Pass + 1, 0);
        return Accept(Where == "handed over" ? now + (5 * Day) : long.MaxValue);
    }

    private bool Told(ImportOutcome told, long now)
    {
        if (!told.IsWon) return Returned(told.Reason, told.Wake?.Seconds, now);
        if (!IsMoney(told.Amount)) return false;
        if (Where == "disqualified") (Pass, Attempts) = (Pass + 1, 0);
        return Go("won");
    }

    private bool Returned(string? reason, long? wake, long now)
    {
        if (wake <= now) return false;
        if (Where == "disqualified") (Pass, Attempts) = (Pass + 1, 0);
        return reason switch
        {
            "wrong_person" => Go("referred"),
            "not_ideal" => Go("disqualified"),
            "no_budget" => Begin(resting: true, wake ?? now + (90 * Day)),
            "no_reply" => Begin(resting: true, wake ?? now + (30 * Day)),
            _ => Begin(resting: true, wake),
        };
    }

    private bool Begin(bool resting, long? wake)
    {
        Go(resting ? "resting" : "inquiry");
        (Wakes, Attempts) = (wake, 0);
        Pass++;
        return true;
    }

    private bool Sleep(long? until)
    {
        Review = until;
        return true;
    }

    private bool Go(string where, bool isDormant = false)
    {
        (Where, Wakes) = (where, null);
        if (!isDormant) Review = null;
        return true;
    }

    private static bool IsMoney(Amount? amount) => amount is null or { MinorUnits: >= 0, Currency: "EUR" };
}
