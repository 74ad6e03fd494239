using System.Globalization;
using System.Text.Json.Nodes;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Webhooks;

namespace Ripen.Telling;

/// <summary>
/// Tells people and programs what happened with leads, in the transaction in which it is written. What imports tell of the past
/// is told to nobody, and nobody is told what he did himself.
/// </summary>
internal sealed class LeadNews(Desk desk, Write write)
{
    private readonly Dictionary<string, bool> wanted = new(StringComparer.Ordinal);

    /// <summary>Of leads with what happened to them and is not written yet.</summary>
    public static void Tell(Desk desk, Write write, IReadOnlyList<LeadRecord> leads)
    {
        var news = new LeadNews(desk, write);
        foreach (var lead in leads)
        {
            foreach (var happened in lead.News.Where(happened => happened.Import is null))
            {
                foreach (var one in happened.Events.Where(one => !one.Assumed)) news.Tell(lead, one, happened.By);
            }
        }
    }

    private void Tell(LeadRecord lead, LeadEvent happened, string? by)
    {
        var who = lead.Name ?? lead.Email ?? lead.Organisation ?? "A lead";
        switch (happened)
        {
            case Judged judged:
                Send("lead.judged", lead, happened, data => (data["temperature"], data["agreement"]) = (TemperatureOf(lead, judged.Findings), judged.Findings.Agreement));
                if (lead.FindingsBefore is { } before && TemperatureOf(lead, before) is var was && was != TemperatureOf(lead, judged.Findings)) Send("lead.temperature_changed", lead, happened, data => (data["from"], data["to"]) = (was, TemperatureOf(lead, judged.Findings)));
                break;
            case Qualified:
                Send("lead.qualified", lead, happened, data => data["pass"] = lead.State.Pass);
                break;
            case HandedOver handed:
                var until = handed.AcceptBy is { } accept ? $" Accept it or give it back by {Said(accept)}." : "";
                if (handed.IsWithManager) Notify([handed.To], NoticeKind.HandoverExpired, $"{who} has expired with Sales twice, and you decide where it goes.{until}", lead, by);
                else Notify([handed.To], NoticeKind.HandoverOpened, $"{who} was handed over to you.{until}", lead, by);
                Send("handover.opened", lead, happened, data => data["user"] = IdOf(handed.To));
                break;
            case HandoverExpired expired:
                Notify([expired.From], NoticeKind.HandoverTaken, $"{who} waited for you too long, and is with {NameOf(Holder(lead))} now.", lead, by);
                break;
            case HandoverReassigned reassigned:
                Notify([reassigned.From], NoticeKind.HandoverTaken, $"{NameOf(reassigned.By)} gave {who} to somebody else.", lead, by);
                break;
            case OwnerChanged changed:
                Notify([changed.From], NoticeKind.HandoverTaken, $"{NameOf(changed.By)} gave {who} to {NameOf(changed.To)}.", lead, by);
                Notify([changed.To], NoticeKind.HandoverOpened, $"{NameOf(changed.By)} gave {who} to you.", lead, by);
                break;
            case HandoverLate:
                Notify(ToldWhenLate(lead), NoticeKind.HandoverLate, $"{who} waits for {NameOf(lead.State.Handover?.To)}: nobody has accepted or rejected it in time.", lead, by);
                Send("handover.late", lead, happened, data => (data["user"], data["clock"]) = (IdOf(lead.State.Handover?.To), "accept"));
                break;
            case ResponseLate:
                Notify([Holder(lead), .. Leading(Holder(lead))], NoticeKind.ResponseLate, $"{who} asked for something, and {NameOf(Holder(lead))} has not answered in time.", lead, by);
                break;
            case Stalled:
                Notify([Holder(lead), .. Leading(Holder(lead))], NoticeKind.LeadStalled, $"{who} was accepted by {NameOf(Holder(lead))}, and nothing has happened since.", lead, by);
                break;
            case Woken woken:
                Notify([lead.State.LastOwner], NoticeKind.LeadWoken, woken.Because == WokenBy.Prospect ? $"{who} came back by what they did." : $"{who} woke: the date has come.", lead, by);
                Send("lead.woken", lead, happened, data => data["pass"] = lead.State.Pass);
                break;
            // Of a lead that woke he was told when it did.
            case TaskLate late when lead.State.Tasks.FirstOrDefault(task => task.Number == late.Number) is { Kind: not TaskKind.OnWaking } task:
                Notify([task.For], NoticeKind.TaskDue, $"{who}: {task.Says}", lead, by);
                break;
            case TaskSet { Kind: TaskKind.Reply } reply:
                Notify([reply.For], NoticeKind.Replied, $"{who} has answered or asked for something.", lead, by);
                break;
            case AnswerAsked asked:
                Notify([Holder(lead)], NoticeKind.Replied, $"{who} asked for something. Answer by {Said(asked.RespondBy)}.", lead, by);
                break;
            case HandoverAccepted:
                Send("handover.accepted", lead, happened, data => data["user"] = IdOf(by));
                break;
            case HandoverRejected rejected:
                Send("handover.rejected", lead, happened, data => (data["user"], data["reason"]) = (IdOf(by), rejected.Reason));
                break;
            case PassEnded { End: PassEnd.Recycled or PassEnd.Lost } ended:
                if (lead.State.IsOpen) Send("lead.recycled", lead, happened, data => (data["reason"], data["wakes"]) = (ended.Reason, lead.State.RestsUntil is { } wakes ? Dates.Write(desk.Settings.ZoneOf(write).DateOf(wakes)) : null));
                break;
            case OpportunityOpened:
                Send("opportunity.opened", lead, happened, data => data["group"] = lead.GroupId?.ToString());
                break;
            case OpportunityWon:
                Notify([Holder(lead), .. Leading(Holder(lead))], NoticeKind.OpportunityEnded, $"{who} was won.", lead, by);
                Send("opportunity.won", lead, happened, data => data["group"] = lead.GroupId?.ToString());
                break;
            case OpportunityLost lost:
                Notify([lead.State.LastOwner, .. Leading(lead.State.LastOwner)], NoticeKind.OpportunityEnded, $"{who} was lost{(lost.Reason is { } why ? $": {FactWords.Spaced(why)}" : "")}.", lead, by);
                Send("opportunity.lost", lead, happened, data => (data["group"], data["reason"]) = (lead.GroupId?.ToString(), lost.Reason));
                break;
        }
    }

    private void Notify(IEnumerable<string?> names, NoticeKind kind, string says, LeadRecord lead, string? by)
    {
        foreach (var user in names.OfType<string>().Select(name => desk.Users.Named(write, name)).OfType<User>().Where(user => user.IsActive && user.Email != by).DistinctBy(user => user.Id))
            Notices.Tell(write, desk, user, kind, says, $"/desk?lead={lead.Id}", lead.Id);
    }

    private void Send(string type, LeadRecord lead, LeadEvent happened, Action<JsonObject>? further = null)
    {
        if (!wanted.TryGetValue(type, out var isWanted)) wanted[type] = isWanted = WebhookMessages.Wants(write, desk, type);
        if (!isWanted) return;
        var data = new JsonObject { ["lead"] = lead.Id.ToString(), ["line"] = lead.State.Line };
        if (type.StartsWith("handover.", StringComparison.Ordinal)) data["handover"] = lead.State.Handovers;
        further?.Invoke(data);
        WebhookMessages.Put(write, desk, type, happened.At.ToDateTimeOffset(), data);
    }

    // Whom the agreement names; where it names nobody, whose it is and who leads.
    private List<string?> ToldWhenLate(LeadRecord lead)
    {
        var (holder, line) = (lead.State.Handover?.To, lead.State.Line ?? Desk.MainLine);
        var named = lead.State.Agreement is { } version ? desk.Agreements.Compiled(write, line, version).Agreement.Handover.NotifyWhenLate : [];
        if (named.Count == 0) named = ["owner", "manager"];
        return [.. named.SelectMany(name => name switch { "owner" => [holder], "manager" => Leading(holder), _ => new[] { name } })];
    }

    private IEnumerable<string?> Leading(string? seller) => desk.Users.LeadersOf(write, seller).Select(user => user.Email);

    private static string? Holder(LeadRecord lead) => lead.State.Handover?.To ?? lead.State.Owner ?? lead.State.LastOwner;

    private string NameOf(string? who) => who is null ? "Sales" : desk.Users.Named(write, who)?.Name ?? who;

    // Programs know users by their ids; an address is a person's.
    private string? IdOf(string? who) => who is null ? null : desk.Users.Named(write, who)?.Id.ToString();

    private string TemperatureOf(LeadRecord lead, in Findings findings) => desk.Agreements.Compiled(write, lead.State.Line ?? Desk.MainLine, findings.Agreement).Agreement.Temperature[findings.Temperature].Word;

    private string Said(Instant at)
    {
        var zone = desk.Settings.ZoneOf(write);
        var (second, day) = (zone.SecondOfDay(at), zone.DateOf(at));
        return string.Create(CultureInfo.InvariantCulture, $"{day:dddd, d MMMM}, {second / 3600:00}:{second / 60 % 60:00}");
    }
}
