using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Handovers;

/// <summary>
/// What people do with a lead, the same for pages and API: who may, what it comes with (a touch, forgotten facts, the person
/// named instead), and the command. Inside one transaction; what is refused has written nothing.
/// </summary>
internal sealed class LeadActs(Desk desk, Write write, Caller caller)
{
    public const int LongestReason = 500;

    /// <summary>Accepts the handover that runs; for somebody else's one has to lead Sales.</summary>
    /// <param name="number">The handover that is meant; null: the one that runs.</param>
    public Answer<LeadRecord> Accept(LeadId lead, int? number = null) => On(lead, number, _ => new AcceptHandover(caller.By));

    /// <summary>Gives it back, and does what the reason demands.</summary>
    public Answer<LeadRecord> Reject(LeadId lead, GivenReturn given, int? number = null)
    {
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(given.Reason)) errors.Add("reason", "Name one of the agreement's reasons.");
        return errors.Any ? errors.ToProblem() : On(lead, number, record => Return(record, given, errors, (to, wake) => new RejectHandover(caller.By, given.Reason!, wake, to, given.Sure ?? false)), errors);
    }

    /// <summary>An opportunity is lost, and what the reason demands is done.</summary>
    public Answer<LeadRecord> Lose(LeadId lead, GivenReturn given)
    {
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(given.Reason)) errors.Add("reason", "Name one of the agreement's reasons.");
        return errors.Any ? errors.ToProblem() : On(lead, null, record => Return(record, given, errors, (to, wake) => new LoseOpportunity(caller.By, given.Reason!, wake, to)), errors);
    }

    /// <summary>Gives a running handover, or what was accepted, to somebody else.</summary>
    /// <param name="to">Null: to whom routing finds, but not to him who has it.</param>
    public Answer<LeadRecord> GiveTo(LeadId lead, string? to, int? number = null)
    {
        if (LeadStore.Load(write, lead) is not { } record) return HttpProblem.NotFound("lead");
        var agreement = AgreementOf(record);
        var routing = LeadRouting.In(write, desk);
        var force = routing.ForceUnder(agreement);
        var holder = record.State.Handover?.To ?? record.State.Owner;
        var seller = to is null ? routing.Of(record, agreement, holder)?.To : force.Find(to);
        if (seller is not null && desk.Users.Named(write, holder ?? "")?.Email == seller.Id) return HttpProblem.Field("to", to is null ? "There is nobody else in Sales to give it to." : $"{NameOf(seller.Id)} has it already.");
        if (seller is null) return HttpProblem.Field("to", to is null ? "There is nobody in Sales to give it to." : $"Nobody in Sales goes by '{HttpProblem.Shown(to)}'.");
        var done = On(lead, number, now => now.State.Handover is not null ? new Reassign(seller.Id, caller.By) : new ChangeOwner(seller.Id, caller.By));
        if (done.Problem is null) force.Give(write, seller.Id, desk.Now);
        return done;
    }

    /// <summary>Something was done about it: an answer, a call, a mail, a meeting.</summary>
    /// <param name="next">What is to be done next; null: nothing that is known.</param>
    public Answer<LeadRecord> Work(LeadId lead, GivenWork given, GivenTask? next)
    {
        if (next is not null && LeadStore.Load(write, lead) is { } record && record.State.Tasks.Count >= Tasks.MostOpen) return HttpProblem.Refused(Refusals.TooManyTasks(Tasks.MostOpen).Code, Refusals.TooManyTasks(Tasks.MostOpen).Sentence);
        var done = Work(lead, given);
        return done.Problem is null && next is not null ? SetTask(lead, next) : done;
    }

    public Answer<LeadRecord> Work(LeadId lead, GivenWork given)
    {
        var errors = new FieldErrors();
        var kind = KindOf(given, errors);
        var note = given.Note?.Trim();
        if (note?.Length > Tasks.LongestOutcome) errors.Add("note", $"It may have at most {Tasks.LongestOutcome} characters.");
        if (errors.Any) return errors.ToProblem();
        var done = On(lead, null, _ => new NoteWork(caller.By, given.Reached == false, kind, note));
        if (done.Problem is not null || kind is null) return done;
        var arrival = new Arrival { Line = done.Value!.State.Line ?? Desk.MainLine, Person = lead.Person, MustBeKnown = true, OpensNoLead = true, IsOurDoing = true };
        arrival.Touches.Add(new(kind, desk.Now, desk.Now));
        Take(arrival);
        return LeadStore.Load(write, lead)!;
    }

    public Answer<LeadRecord> SetTask(LeadId lead, GivenTask given)
    {
        var errors = new FieldErrors();
        var says = Given.Text(given.Says?.Trim(), "says", Tasks.LongestSays, errors);
        if (says is null && !errors.Any) errors.Add("says", "Say what is to be done.");
        var whose = WhoseOf(given.For ?? caller.By, errors);
        return errors.Any ? errors.ToProblem() : On(lead, null, record => new SetTask(caller.By, says!, whose, DueOf(record, given.Due)));
    }

    public Answer<LeadRecord> FinishTask(LeadId lead, int number, string? outcome)
    {
        if (outcome?.Length > Tasks.LongestOutcome) return HttpProblem.Field("outcome", $"It may have at most {Tasks.LongestOutcome} characters.");
        return On(lead, null, _ => new FinishTask(caller.By, number, outcome), task: number);
    }

    public Answer<LeadRecord> MoveTask(LeadId lead, int number, GivenTask given)
    {
        var errors = new FieldErrors();
        var whose = given.For is { } name ? WhoseOf(name, errors) : null;
        if (errors.Any) return errors.ToProblem();
        return On(lead, null, record =>
        {
            var task = record.State.Tasks.FirstOrDefault(task => task.Number == number);
            return new MoveTask(caller.By, number, whose ?? task?.For, given.Due is null && task is not null ? task.Due : DueOf(record, given.Due));
        }, task: number);
    }

    public Answer<LeadRecord> OpenOpportunity(LeadId lead, SourceSide side, Deal deal) => On(lead, null, _ => new OpenOpportunity(caller.By, side, deal));

    public Answer<LeadRecord> ChangeOpportunity(LeadId lead, Deal deal) => On(lead, null, _ => new ChangeOpportunity(caller.By, deal));

    public Answer<LeadRecord> Win(LeadId lead, Amount? amount) => On(lead, null, record => new WinOpportunity(caller.By, amount ?? record.State.Deal.Amount));

    public Answer<LeadRecord> Disqualify(LeadId lead, string? reason) => Because(lead, reason, why => new Disqualify(caller.By, why));

    /// <summary>A disqualified lead goes on as its next pass.</summary>
    public Answer<LeadRecord> Reopen(LeadId lead, string? reason) => Because(lead, reason, why => new Reopen(caller.By, why));

    /// <summary>A dormant lead is looked at before its date, and nurtured again.</summary>
    public Answer<LeadRecord> Review(LeadId lead) => On(lead, null, _ => new EndDormancy(caller.By));

    public Answer<LeadRecord> LeaveProgramme(LeadId lead) => On(lead, null, _ => new LeaveProgramme(caller.By));

    private Answer<LeadRecord> Because(LeadId lead, string? reason, Func<string, LeadCommand> command)
    {
        if (reason?.Length > LongestReason) return HttpProblem.Field("reason", $"It may have at most {LongestReason} characters.");
        return On(lead, null, _ => command(reason ?? ""));
    }

    // Looked at before anything is written: what comes with a command must not be there where that is refused.
    private Answer<LeadRecord> On(LeadId lead, int? number, Func<LeadRecord, LeadCommand?> command, FieldErrors? errors = null, int? task = null)
    {
        LeadStore.Hold(write, [lead.Person]);
        if (LeadStore.Load(write, lead) is not { } record) return HttpProblem.NotFound("lead");
        if (number is { } meant && record.State.Handover?.Number != meant) return Over(record, meant);
        var whose = new Whose(desk, write, caller);
        var set = task is null ? null : record.State.Tasks.FirstOrDefault(one => one.Number == task);
        if ((set is null ? whose.NotHis(record) : whose.NotHis(record, set)) is { } notHis) return notHis;
        if (command(record) is not { } wanted) return errors!.ToProblem();
        var handled = desk.Leads.Handle(write, lead, wanted, caller.By);
        return handled.Refusal is { } refusal ? HttpProblem.Refused(refusal.Code, Named(refusal.Sentence)) : handled.Lead!;
    }

    private LeadCommand? Return(LeadRecord record, GivenReturn given, FieldErrors errors, Func<Guid?, Instant?, LeadCommand> command)
    {
        var policy = AgreementOf(record).Policy;
        var reason = policy.ReasonOf(given.Reason);
        var wake = given.Wake is { } day ? WakeOf(day, policy, errors) : null;
        var to = given.Referral is { } named && reason?.Then == AfterRejection.AskReferral ? Referrals.Of(record, named, desk.Now, errors) : null;
        if (errors.Any) return null;
        var stand = to is null ? given.Referral is null ? (Guid?)null : Guid.Empty : Guid.Empty;
        if (LeadLife.Decide(record.State, command(stand, wake), policy, Instant.From(desk.Now)).Refusal is not null) return command(stand, wake);
        if (to is not null)
        {
            Take(to);
            // The person may be known already, and lead or not: it is the person who was named.
            if (to.About is not { } person) return Wrong(errors, "referral.email", "It names two persons of this desk. Look them up, and name one.");
            stand = person;
            if (to.Lead is { } next) desk.Leads.Handle(write, next, new SetTask(caller.By, Referrals.Hello(record), caller.By, policy.Calendar.Add(Instant.From(desk.Now), policy.AcceptWithin)), caller.By);
        }
        if (reason is { Forget.Count: > 0 }) Forget(record, reason);
        return command(stand, wake);
    }

    // What a rejection proves wrong is known no more, from now on.
    private void Forget(LeadRecord record, RejectReason reason)
    {
        var line = record.State.Line ?? Desk.MainLine;
        var facts = desk.Agreements.InForce(write, line, desk.Now)!.Plan.Facts;
        var arrival = new Arrival { Line = line, Person = record.Id.Person, MustBeKnown = true, OpensNoLead = true };
        foreach (var name in reason.Forget)
        {
            if (facts.Find(name) is { } fact) arrival.Facts.Add(new(fact.Name, fact.Of, null, desk.Now, Origin.Sales));
        }
        if (arrival.Facts.Count > 0) Take(arrival);
    }

    private void Take(Arrival arrival) => new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([arrival]);

    private HttpProblem Over(LeadRecord record, int number)
    {
        if (HandoverStore.Find(write, record.Id, number) is not { } meant) return HttpProblem.NotFound("handover");
        var (who, when) = (NameOf(meant.DecidedBy ?? meant.Seller), meant.EndedAt is { } at ? AgreementOf(record).Policy.Said(at) : "");
        return meant.Ended switch
        {
            HandoverEnd.Accepted => HttpProblem.Refused("already_accepted", $"{who} accepted this lead on {when}."),
            HandoverEnd.Rejected => HttpProblem.Refused("already_rejected", $"{who} gave this lead back on {when}{(meant.Reason is { } reason ? $": {reason.Replace('_', ' ')}" : "")}."),
            HandoverEnd.Expired => HttpProblem.Refused("expired", $"This handover expired on {when}: {NameOf(meant.Seller)} had not decided in time. The lead is with {NameOf(record.State.Handover?.To ?? record.State.Owner)} now."),
            HandoverEnd.Reassigned => HttpProblem.Refused("reassigned", $"{who} gave this lead to somebody else on {when}."),
            _ => HttpProblem.Refused("ended", $"This handover ended on {when}."),
        };
    }

    private AgreementInForce AgreementOf(LeadRecord record) => desk.Agreements.HeldBy(write, record.State, desk.Now);

    private Instant DueOf(LeadRecord record, DateTimeOffset? due) => due is { } at ? Instant.From(at) : AgreementOf(record).Policy.Calendar.Add(Instant.From(desk.Now), new(1, DurationUnit.BusinessDay));

    private static Instant? WakeOf(string day, Policy policy, FieldErrors errors)
    {
        if (Dates.TryParse(day, out var date)) return policy.Zone.StartOf(date);
        errors.Add("wake", "This is no day. Write 2026-12-24.");
        return null;
    }

    private string? WhoseOf(string name, FieldErrors errors)
    {
        if (desk.Users.Named(write, name) is { IsActive: true } user) return user.Email;
        // Whoever works at this machine has no account.
        if (name != caller.By || caller.User is not null) errors.Add("for", $"Nobody here goes by '{HttpProblem.Shown(name)}'.");
        return null;
    }

    private static string? KindOf(GivenWork given, FieldErrors errors)
    {
        switch (given.Kind)
        {
            case null: return null;
            case "call": return given.Reached == false ? "call_tried" : "call_answered";
            case "mail": return "mail_sent";
            case "message": return "message_sent";
            case "letter": return "letter_sent";
            case "meeting": return "meeting_held";
            default:
                errors.Add("kind", "It should be call, mail, message, letter or meeting, or be left out.");
                return null;
        }
    }

    private static LeadCommand? Wrong(FieldErrors errors, string field, string sentence)
    {
        errors.Add(field, sentence);
        return null;
    }

    private string NameOf(string? who) => who is null ? "Sales" : desk.Users.Named(write, who)?.Name ?? who;

    // The core says who by his address.
    private string Named(string sentence)
    {
        foreach (var user in desk.Users.All(write)) sentence = sentence.Replace(user.Email, user.Name, StringComparison.Ordinal);
        return sentence;
    }
}
