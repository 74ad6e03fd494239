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

    private const long Never = long.MaxValue;

    private (long Accept, long Reassign, bool IsLate, int Try) handover;
    private long stallsAt = Never;
    private bool isRipe;
    private (long By, bool IsLate)? answer;
    private (string Programme, int Step, long Due)? run;
    private readonly HashSet<string> been = [];
    private readonly SortedDictionary<int, (long Due, bool IsLate, TaskKind Kind)> tasks = [];
    private int tasksSet;
    private bool hadOwner;

    public string Where { get; private set; } = "nothing";
    public int Pass { get; private set; }
    public int Attempts { get; private set; }
    public long? Wakes { get; private set; }
    public long? Review { get; private set; }

    public (string Programme, int Step)? Run => run is { } at ? (at.Programme, at.Step) : null;
    public IEnumerable<int> Tasks => tasks.Keys;
    public bool IsUnanswered => answer is { IsLate: true };

    /// <summary>Of the running handover.</summary>
    public (int Try, bool IsLate)? Handover => Where == "handed over" ? (handover.Try, handover.IsLate) : null;

    private bool IsWithoutSales => Where is "resting" or "inquiry" or "qualified";
    private bool IsWithSales => Where is "handed over" or "accepted" or "stalled" or "opportunity";

    /// <summary>False, and nothing changed, where the table does not allow it.</summary>
    public bool Do(LeadCommand command, long now) => (Where, command) switch
    {
        ("nothing", OpenLead) => Begin(resting: false, null),
        (_, RecordJudgement judged) => (IsWithoutSales || IsWithSales) && Judge(judged),
        (_, RecordTheirTouch touch) => (IsWithoutSales || IsWithSales) && Touch(touch, now),
        ("resting", Wake) => Wakes <= now && Go("inquiry") && (!hadOwner || Task(now + Day, TaskKind.OnWaking)),
        (_, PlanNext next) => (IsWithoutSales || IsWithSales) && Plan(next, now),
        (_, TakeStep) => IsWithoutSales && run is { } at && now >= at.Due && Step(at.Programme, at.Step, now),
        (_, LeaveProgramme) => IsWithoutSales && run is { } inside && been.Add(inside.Programme) | Leave(),
        (_, SetTask set) => (IsWithoutSales || IsWithSales) && Task(set.Due.Seconds, TaskKind.ByHand),
        (_, FinishTask) => (IsWithoutSales || IsWithSales) && tasks.Remove(1),
        (_, MoveTask moved) => (IsWithoutSales || IsWithSales) && tasks.TryGetValue(1, out var task) && Put(1, (moved.Due.Seconds, task.IsLate && task.Due == moved.Due.Seconds, task.Kind)),
        (_, MarkTaskLate) => (IsWithoutSales || IsWithSales) && FindLate(now),
        (_, MarkUnanswered) => IsWithSales && answer is { IsLate: false } late && now >= late.By && Wait((late.By, true)),
        ("accepted" or "stalled" or "opportunity", ChangeOwner) => Own(),
        ("opportunity", ChangeOpportunity change) => IsMoney(change.Deal.Amount),
        (_, EndDormancy { By: null }) => IsWithoutSales && Review <= now && GetUp(),
        (_, EndDormancy) => IsWithoutSales && Review is not null && GetUp(),
        ("inquiry" or "qualified", HandOver given) => isRipe && Wait(given.IsRequest ? (now + 3600, false) : null) && HandTo(now, 1),
        ("handed over", MarkLate) => !handover.IsLate && now >= handover.Accept && (handover.IsLate = true),
        ("handed over", ReassignLate) => handover.Try < 3 && now >= handover.Reassign && HandTo(now, handover.Try + 1),
        ("handed over", Reassign) => HandTo(now, handover.Try == 3 ? 1 : handover.Try),
        ("handed over", AcceptHandover) => Own() && Accept(now + (5 * Day)),
        ("handed over", RejectHandover no) => (no.Reason != "no_reply" || Attempts >= 2 || no.IsSure) && Mind(no.Reason, no.Wake, no.ReferredTo, now) && Own() && GoOn(no.Reason, no.Wake, no.ReferredTo, now),
        ("resting" or "inquiry" or "qualified" or "handed over" or "opportunity", NoteWork work) => Try(work),
        ("accepted" or "stalled", NoteWork work) => Try(work) && Accept(now + (5 * Day)),
        ("accepted", MarkStalled) => now >= stallsAt && (stallsAt = now + (5 * Day)) > 0 && Go("stalled"),
        ("stalled", RecycleStalled) => now >= stallsAt && Begin(resting: true, null),
        ("accepted" or "stalled", OpenOpportunity) => Own() && Go("opportunity"),
        ("resting" or "inquiry" or "qualified", OpenOpportunity { Side: SourceSide.Sales }) => Own() && Go("opportunity"),
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

    private bool Touch(RecordTheirTouch touch, long now)
    {
        if (Review is not null) GetUp();
        if (IsWithSales) return !touch.IsRequest || answer is not null || Wait((now + 3600, false));
        if (run is not { } at) return true;
        if (at.Programme == "warm" && touch.Kinds.Contains("mail_answered"))
        {
            Leave();
            return tasks.Values.Any(task => task.Kind == TaskKind.Reply) || Task(now + Day, TaskKind.Reply);
        }
        return at is not { Programme: "warm", Step: 2 } || !touch.Kinds.Contains("pricing_viewed") || MoveTo(3, now);
    }

    // warm: wait 2 days, mail, wait for pricing 5 days (else go on at the end), task, end. cold: wait 9 days.
    private bool Step(string programme, int step, long now) => (programme, step) switch
    {
        ("warm", 0) => MoveTo(1, now),
        ("warm", 1) => MoveTo(2, now + (5 * Day)),
        ("warm", 2) => MoveTo(4, now),
        ("warm", 3) => (tasks.Count >= 50 || Task(now + (3 * Day), TaskKind.OfProgramme)) && MoveTo(4, now),
        ("cold", 0) => MoveTo(1, now),
        _ => been.Add(programme) | Leave(),
    };

    private bool Plan(PlanNext next, long now)
    {
        if (IsWithSales) return HasNext() || Task(now + (5 * Day), TaskKind.NothingPlanned);
        if ((isRipe && Where != "resting") || tasks.Values.Any(task => task.Kind == TaskKind.Reply)) return true;
        var wanted = next.Programme is "warm" or "cold" && !been.Contains(next.Programme) ? next.Programme : null;
        if (run is { } at && (at.Programme == next.Programme || wanted is null)) return true;
        if (wanted is not null) (run, Review) = ((wanted, 0, now + ((wanted == "warm" ? 2 : 9) * Day)), null);
        else if (!HasNext()) Review = now + (365 * Day);
        return true;
    }

    private bool HasNext() => tasks.Count > 0 || run is not null || Wakes is not null || Review is not null || answer is { IsLate: false }
        || (Where == "handed over" && (!handover.IsLate ? handover.Accept : handover.Reassign) != Never)
        || (Where is "accepted" or "stalled" && stallsAt != Never);

    private bool FindLate(long now)
    {
        var late = tasks.Where(task => !task.Value.IsLate && task.Value.Due <= now).Select(task => task.Key).ToList();
        foreach (var number in late) Put(number, tasks[number] with { IsLate = true });
        return late.Count > 0;
    }

    private bool Task(long due, TaskKind kind) => tasks.Count < 50 && Put(++tasksSet, (due, false, kind));

    private bool Put(int number, (long, bool, TaskKind) task)
    {
        tasks[number] = task;
        return true;
    }

    private bool MoveTo(int step, long due)
    {
        run = run!.Value with { Step = step, Due = due };
        return true;
    }

    private bool Leave()
    {
        run = null;
        return true;
    }

    private bool GetUp()
    {
        been.Clear();
        return Sleep(null);
    }

    private bool Wait((long, bool)? until)
    {
        answer = until;
        return true;
    }

    private bool Own() => hadOwner = true;

    private bool Accept(long until)
    {
        stallsAt = until;
        return Go("accepted");
    }

    private bool Try(NoteWork work)
    {
        if (work.IsAttempt) return ++Attempts > 0;
        foreach (var number in tasks.Where(task => task.Value.Kind is TaskKind.OnWaking or TaskKind.Reply).Select(task => task.Key).ToList()) tasks.Remove(number);
        return Wait(null);
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

    // Whether a reason is taken as it is given.
    private static bool Mind(string reason, Instant? wake, Guid? to, long now) => (reason, wake?.Seconds > now, wake is null, to is null) switch
    {
        ("not_now", true, _, true) or ("no_budget" or "no_reply" or "not_ideal", _, true, true) or ("other", true, _, true) or ("other", _, true, true) or ("wrong_person", _, true, false) => true,
        _ => false,
    };

    private bool Told(ImportDecision told, long now)
    {
        if (!told.IsAccepted) return Returned(told.By, told.Reason, told.Wake?.Seconds, now);
        hadOwner |= told.By is not null || Where == "handed over";
        if (Where == "disqualified") (Pass, Attempts) = (Pass + 1, 0);
        return Accept(Where == "handed over" ? now + (5 * Day) : long.MaxValue);
    }

    private bool Told(ImportOutcome told, long now)
    {
        if (!told.IsWon) return Returned(told.By, told.Reason, told.Wake?.Seconds, now);
        if (!IsMoney(told.Amount)) return false;
        if (Where == "disqualified") (Pass, Attempts) = (Pass + 1, 0);
        return Go("won");
    }

    private bool Returned(string? by, string? reason, long? wake, long now)
    {
        if (wake <= now) return false;
        hadOwner |= by is not null || Where == "handed over";
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
        been.Clear();
        tasks.Clear();
        run = null;
        return Wait(null);
    }

    private bool Sleep(long? until)
    {
        Review = until;
        return true;
    }

    private bool Go(string where, bool isDormant = false)
    {
        var isFirstHandedOver = IsWithoutSales && where is "handed over" or "opportunity" or "accepted";
        if (where is "won" or "referred" or "disqualified" || (isFirstHandedOver && IsWithoutSales)) run = null;
        if (where is "won" or "referred" or "disqualified") tasks.Clear();
        if (where is "won" or "referred" or "disqualified" or "opportunity") Wait(null);
        if (isFirstHandedOver)
        {
            foreach (var number in tasks.Where(task => task.Value.Kind is TaskKind.OnWaking or TaskKind.OfProgramme or TaskKind.Reply).Select(task => task.Key).ToList()) tasks.Remove(number);
        }
        if (Where == "resting" && where == "inquiry" && Review is not null) Review = null;
        (Where, Wakes) = (where, null);
        if (!isDormant) Review = null;
        return true;
    }

    private static bool IsMoney(Amount? amount) => amount is null or { MinorUnits: >= 0, Currency: "EUR" };
}
