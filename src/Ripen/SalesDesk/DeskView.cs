using System.Globalization;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.SalesDesk;

/// <summary>One row of a desk: a lead, and what it asks for.</summary>
/// <param name="Says">Why it stands here, in a few words.</param>
/// <param name="Clock">What is left, or the day: "12 min", "2 h 10 late", "tomorrow".</param>
/// <param name="Wants">What the clock is for: answer, accept, work, call.</param>
/// <param name="Haste">late, soon or nothing.</param>
public sealed record DeskRowView(ShownLead Lead, DeskPart Part, string Says, string Clock, string Wants, string Haste, int? Task);

/// <summary>What a salesperson's desk shows.</summary>
/// <param name="User">Whose desk it is.</param>
/// <param name="IsOwn">Whether whoever looks at it is that one.</param>
/// <param name="Summary">What there is to do, in a sentence.</param>
/// <param name="Today">What is due, as far as it is shown.</param>
/// <param name="Later">What is not due today, as far as it is shown.</param>
/// <param name="Focus">The lead that is open beside the rows; null where there is none.</param>
/// <param name="Others">Whose desks may be looked at.</param>
/// <param name="Done">What was just done, in a sentence.</param>
public sealed record DeskView(
    string User, string Name, bool IsOwn, string Summary, IReadOnlyList<DeskRowView> Today, IReadOnlyList<DeskRowView> Later, FocusView? Focus, IReadOnlyList<Option> Others, string? Done)
{
    /// <summary>How many are not due today, those that are not shown among them.</summary>
    public int LaterInAll { get; init; }

    /// <summary>Where the open lead stands, from 0.</summary>
    public int? Place { get; init; }

    /// <summary>So many more than are shown stand behind these: they move up as these are done.</summary>
    public int Beyond { get; init; }

    // More than anybody does in a day; each costs a tenth of a millisecond to show.
    private const int Shown = 100;

    /// <summary>Why something could not be done, in a sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>Where this desk is, whoever looks.</summary>
    public string Path => IsOwn ? "/desk" : $"/desk?for={Uri.EscapeDataString(User)}";

    internal static DeskView Of(Desk desk, Session session, User user, Caller caller, LeadId? selected = null, string? done = null, int? place = null)
    {
        var zone = desk.Settings.ZoneOf(session);
        var now = Instant.From(desk.Now);
        var until = zone.StartOf(zone.DateOf(now).AddDays(1));
        var (words, rows) = (new LeadWording(desk, session), new DeskWords(desk, session, zone, now));
        var items = DeskStore.Of(session, user, until);
        var today = items.Where(item => item.Item.Part != DeskPart.Later).Select(item => rows.Of(words.Of(item.Lead), item.Lead.State, item.Item)).ToList();
        var later = items.Where(item => item.Item.Part == DeskPart.Later).Select(item => rows.Of(words.Of(item.Lead), item.Lead.State, item.Item)).ToList();
        if (place is { } stood) Stay(today, later, selected, stood);
        var all = today.Concat(later).ToList();
        var open = all.Find(row => row.Lead.Id == selected) ?? (place is { } at && all.Count > 0 ? all[Math.Min(at, all.Count - 1)] : all.FirstOrDefault());
        var focus = open is null ? null : FocusView.Of(desk, session, items.First(item => item.Lead.Id == open.Lead.Id).Lead, caller);
        var others = desk.Users.All(session).Where(other => other.IsInSales).Select(other => new Option(other.Email, other.Name)).ToList();
        var standing = open is null ? (int?)null : all.IndexOf(open);
        var most = Math.Max(Shown, standing + 1 ?? 0);
        return new(user.Email, user.Name, caller.User?.Id == user.Id, SummaryOf(today, later.Count), [.. today.Take(most)], [.. later.Take(Math.Max(0, most - today.Count))], focus, others, done)
        {
            Place = standing,
            LaterInAll = later.Count,
            Beyond = Math.Max(0, all.Count - most),
        };
    }

    // The lead that is open stays where it stood, wherever what was done with it has moved it; it goes there with the next one that is opened.
    private static void Stay(List<DeskRowView> today, List<DeskRowView> later, LeadId? selected, int place)
    {
        if (today.Concat(later).FirstOrDefault(row => row.Lead.Id == selected) is not { } open) return;
        today.Remove(open);
        later.Remove(open);
        if (place <= today.Count) today.Insert(place, open);
        else later.Insert(Math.Min(place - today.Count, later.Count), open);
    }

    private static string SummaryOf(List<DeskRowView> today, int later)
    {
        if (today.Count == 0) return later == 0 ? "Nothing to do, and nothing waits." : $"Nothing to do today; {Spoken.Counted(later, "lead")} of yours {(later == 1 ? "goes" : "go")} on later.";
        var (late, soon) = (today.Count(row => row.Haste == "late"), today.Count(row => row.Haste == "soon"));
        var clocks = (late, soon) switch
        {
            (0, 0) => "nothing is late",
            (0, _) => $"{Spoken.Counted(soon, "clock runs out", "clocks run out")} within the hour, nothing is late",
            (_, 0) => $"{Spoken.Number(late)} late",
            _ => $"{Spoken.Number(late)} late, {Spoken.Counted(soon, "clock runs out", "clocks run out")} within the hour",
        };
        return $"{Spoken.Number(today.Count)} to do · {clocks}";
    }
}

/// <summary>Says in a few words why a lead stands on a desk.</summary>
internal sealed class DeskWords(Desk desk, Session session, Zone zone, Instant now)
{
    private const long Minute = 60;
    private const long Hour = 3_600;

    public DeskRowView Of(ShownLead lead, LeadState state, DeskItem item)
    {
        // A clock that has run out is what counts, not how long it is until somebody else gets the lead.
        var isLate = item.Part is DeskPart.Decide or DeskPart.DecideCold && state.Handover is { LateAt: not null };
        var (clock, haste) = Clock(isLate ? item with { Due = state.Handover!.AcceptBy ?? item.Due } : item);
        return new(lead, item.Part, Says(state, item), clock, Wants(state, item), haste, item.Task);
    }

    private string Says(LeadState state, DeskItem item)
    {
        var task = item.Task is { } number ? state.Tasks.First(one => one.Number == number) : null;
        if (task is not null) return Spoken.Short(task.Says);
        return item.Part switch
        {
            DeskPart.Answer => "Asked for something and waits for an answer",
            DeskPart.Decide or DeskPart.DecideCold => $"Handed over {Ago(state.Handover!.Since)}{Before(state)}{Further(state.Handover)}",
            DeskPart.Work => state.StalledAt is null ? "Accepted, and nothing has happened since" : "Stalled: nothing has happened for as long as agreed",
            _ => state.Stage == Stage.Opportunity ? DealOf(state) : $"Accepted {Ago(state.StageSince)}",
        };
    }

    private static string Before(LeadState state) => state is { Pass: > 1, LastRejection: { } reason } ? $" · came back {(state.Pass == 2 ? "once" : state.Pass == 3 ? "twice" : $"{Spoken.Number(state.Pass - 1)} times")}, last: {FactWords.Spaced(reason)}" : "";

    private string Further(RunningHandover handover) => handover is { LateAt: not null, ReassignAt: { } at } ? $" · goes to {(handover.NextIsManager ? "whoever leads Sales" : "somebody else")} {When(at)}" : "";

    private string When(Instant at) => zone.DateOf(at) == zone.DateOf(now) ? string.Create(CultureInfo.InvariantCulture, $"at {zone.SecondOfDay(at) / Hour:00}:{zone.SecondOfDay(at) / Minute % 60:00}") : $"on {FactWords.Day(zone.DateOf(at), zone.DateOf(now))}";

    private static string DealOf(LeadState state) => $"Opportunity{(state.Deal.Stage is { } stage ? $", {stage}" : "")}{(state.Deal.Amount is { } amount ? $" · {Deals.Said(amount)}" : "")}";

    private static string Wants(LeadState state, DeskItem item) => item.Part switch
    {
        DeskPart.Answer => "answer",
        DeskPart.Decide or DeskPart.DecideCold => "accept",
        DeskPart.Work => state.StalledAt is null ? "work on" : "goes back",
        DeskPart.Woken => "ask again",
        DeskPart.Reply => "reply",
        DeskPart.Task => "task",
        _ => item.Task is null ? "" : "task",
    };

    private (string Clock, string Haste) Clock(DeskItem item)
    {
        if (item.Due is not { } due) return ("", "");
        var left = due.Seconds - now.Seconds;
        var isClock = item.Task is null && item.Part is DeskPart.Answer or DeskPart.Decide or DeskPart.DecideCold or DeskPart.Work;
        if (left < 0) return ($"{Span(-left)} late", "late");
        if (isClock && left < 12 * Hour) return (Span(left), left < Hour ? "soon" : "");
        var day = zone.DateOf(due).DayNumber - zone.DateOf(now).DayNumber;
        return (day switch { 0 => "today", 1 => "tomorrow", _ => FactWords.Day(zone.DateOf(due), zone.DateOf(now)) }, "");
    }

    private string Ago(Instant at) => now.Seconds - at.Seconds < Minute ? "just now" : now.Seconds - at.Seconds < 24 * Hour ? $"{Span(now.Seconds - at.Seconds)} ago" : $"on {FactWords.Day(zone.DateOf(at), zone.DateOf(now))}";

    private static string Span(long seconds) => seconds switch
    {
        < Minute => "a moment",
        < Hour => string.Create(CultureInfo.InvariantCulture, $"{seconds / Minute} min"),
        < 48 * Hour when seconds % Hour < Minute || seconds >= 10 * Hour => string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour} h"),
        < 48 * Hour => string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour} h {seconds % Hour / Minute}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / (24 * Hour)} days"),
    };

    /// <summary>What somebody is called.</summary>
    public string NameOf(string? who) => who is null ? "Sales" : desk.Users.Named(session, who)?.Name ?? who;
}
