using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Tracking;

/// <summary>A visit as the page of the tracker shows it.</summary>
/// <param name="Lead">Whose it is; null where nobody knows.</param>
/// <param name="Who">His name, or why there is none.</param>
public sealed record ShownVisit(DateTimeOffset At, string What, string? Page, string? Source, int? Seconds, LeadId? Lead, string Who);

/// <summary>What was counted in the last 30 days.</summary>
public sealed record VisitCount(string Says, long Visits);

/// <summary>The tracker as its page shows it: how it is put on a site, what is chosen, and what came.</summary>
/// <param name="Script">The address of /t.js.</param>
/// <param name="Typed">By field, as it stands in the form.</param>
public sealed record TrackerView(string Script, string Pixel, bool HasSites, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string[]> Errors, bool IsSaved, IReadOnlyList<VisitCount> Counted, IReadOnlyList<VisitCount> KeptOut, IReadOnlyList<ShownVisit> Last)
{
    public const int Days = 30;
    private const int MostShown = 20;

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field)?[0];

    internal static TrackerView Of(PageRequest request, Session session)
    {
        var desk = request.Desk;
        var typed = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [KnownSettings.Sites.Name] = InLines(desk.Settings.Of(session, KnownSettings.Sites)),
            [KnownSettings.InterestPages.Name] = InLines(desk.Settings.Of(session, KnownSettings.InterestPages)),
            [KnownSettings.ObeyDnt.Name] = desk.Settings.Of(session, KnownSettings.ObeyDnt),
        };
        var counts = Counts(desk, session);
        string LinkTo(string path) => request.Reach.LinkTo(request.Http.Request, path);
        return new(
            LinkTo("/t.js"), LinkTo("/t.gif"), typed[KnownSettings.Sites.Name].Length > 0, typed, FieldErrors.None, false,
            [.. counts.Where(count => count.Sort is VisitSort.Viewed or VisitSort.ByPixel).Select(count => new VisitCount(Says(count.Sort), count.Visits))],
            [.. counts.Where(count => count.Sort is not (VisitSort.Viewed or VisitSort.ByPixel)).OrderByDescending(count => count.Visits).Select(count => new VisitCount(Says(count.Sort), count.Visits))],
            LastOf(session));
    }

    internal static string InLines(string listed) => listed.Replace(", ", "\n", StringComparison.Ordinal);

    private static List<(VisitSort Sort, long Visits)> Counts(Desk desk, Session session)
    {
        var since = desk.Settings.ZoneOf(session).DateOf(Instant.From(desk.Now)).AddDays(1 - Days);
        var counts = new List<(VisitSort, long)>();
        session.Read("select sort, sum(visits) from visit_days where day >= @since group by sort order by sort", row =>
        {
            // What was found out later to be a machine's was counted as a view before.
            if (Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) is > 0 and var visits) counts.Add(((VisitSort)row.GetInt16(0), visits));
        }, ("@since", Dates.Write(since)));
        return counts;
    }

    private static List<ShownVisit> LastOf(Session session)
    {
        var last = new List<KeptVisit>();
        foreach (var state in Enum.GetValues<VisitState>())
            session.Read($"select {Visits.Columns} from visits where state = @state order by due_at desc limit @most", row => last.Add(Visits.Of(row)), ("@state", state), ("@most", MostShown));
        var shown = last.Where(visit => visit.Sent.What != VisitEvent.Left).OrderByDescending(visit => visit.Sent.At).Take(MostShown).ToList();
        var visitors = Visitor.Of(session, [.. shown.Select(visit => visit.Sent.Visitor).Distinct()]);
        var owners = shown.Select(visit => visit.State == VisitState.Touch ? visitors.GetValueOrDefault(visit.Sent.Visitor)?.OwnerOf(visit.Sent.At) : null).ToList();
        var leads = LeadStore.OfPersons(session, [.. owners.OfType<Guid>().Distinct()]).GroupBy(lead => lead.Id.Person).ToDictionary(own => own.Key, own => own.Last());
        return [.. shown.Zip(owners, (visit, owner) => Of(visit, owner is { } person ? leads.GetValueOrDefault(person) : null))];
    }

    private static ShownVisit Of(KeptVisit visit, LeadRecord? lead)
    {
        var sent = visit.Sent;
        var what = sent.What switch { VisitEvent.Fetched => "Fetched a file", VisitEvent.Touched => Agreements.FactWords.Capital(Agreements.FactWords.Spaced(sent.Kind ?? "touch")), _ => "Viewed" };
        var who = visit.State switch
        {
            VisitState.Machines => "A machine",
            VisitState.Nobodys => "One of several",
            VisitState.Touch when lead is not null => ShownLead.Called(lead.Name, lead.Email, lead.ExternalId),
            _ => "Somebody unknown",
        };
        return new(sent.At, what, sent.Page, sent.Source, sent.Seconds, lead?.Id, who);
    }

    private static string Says(VisitSort sort) => sort switch
    {
        VisitSort.Viewed => "Pages viewed by people who agreed",
        VisitSort.ByPixel => "Pages viewed without script",
        VisitSort.PrivacyControl => "Browsers that ask for privacy (GPC)",
        VisitSort.DoNotTrack => "Browsers that ask not to be tracked (DNT)",
        _ => (MachineSign)(sort - VisitTally.OfMachines) switch
        {
            MachineSign.Crawler => "Crawlers and bots, by name",
            MachineSign.Headless => "Browsers without a window",
            MachineSign.Monitor => "Monitors, by name",
            MachineSign.MailScanner => "Mail scanners, by name",
            MachineSign.LinkChecker => "Link checkers, by name",
            MachineSign.Nameless => "Programs without a name",
            MachineSign.Prefetch => "Pages fetched in case somebody looks",
            MachineSign.Asking => "Asked whether the page is there",
            MachineSign.ManyPages => "Many pages within a second",
            MachineSign.NoTime => "Many pages, none looked at",
            _ => "Every link of a mail within seconds",
        },
    };
}
