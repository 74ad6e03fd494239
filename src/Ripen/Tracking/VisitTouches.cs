using System.Globalization;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>The touch that a visit became: what happened at one time on one page is one.</summary>
internal readonly record struct RecordedVisit(Guid Person, DateTimeOffset At, string Page);

/// <summary>Makes touches of the visits of people who are known, by the one way in.</summary>
internal sealed class VisitTouches(Desk desk, Write write, InterestPages interest)
{
    /// <summary>Under which the ids of the tracker are kept apart from others'.</summary>
    public const string Scope = "tracker";

    public void Take(IReadOnlyList<KeptVisit> visits, IReadOnlyDictionary<Guid, Visitor> known)
    {
        var owned = new List<(KeptVisit Visit, Guid Person)>();
        foreach (var visit in visits)
        {
            if (!known.TryGetValue(visit.Sent.Visitor, out var visitor)) continue;
            if (visitor.OwnerOf(visit.Sent.At) is { } owner && !IsRefused(owner)) owned.Add((visit, owner));
            else Visits.Mark(write, visit, VisitState.Nobodys);
        }
        if (owned.Count == 0) return;
        var arrivals = owned.GroupBy(pair => pair.Person).Select(person => (Arrival: ArrivalOf(person.Key, [.. person.Select(pair => (pair.Visit, known[pair.Visit.Sent.Visitor]))]), Visits: person.Select(pair => pair.Visit).ToList())).ToList();
        new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([.. arrivals.Select(pair => pair.Arrival)]);
        foreach (var (arrival, his) in arrivals)
        {
            // Whoever is not there any more was erased: what he did is nobody's.
            var state = arrival.Became is Became.Taken or Became.Seen ? VisitState.Touch : VisitState.Nobodys;
            foreach (var visit in his) Visits.Mark(write, visit, state);
        }
    }

    /// <summary>A page was left: how long it was looked at is kept with the view, and with the touch that it became.</summary>
    public void Leave(KeptVisit left)
    {
        Visits.Delete(write, left);
        var values = new (string, object?)[] { ("@visitor", left.Sent.Visitor), ("@view", left.Sent.Id), ("@seconds", left.Sent.Seconds), ("@viewed", VisitEvent.Viewed) };
        write.Execute("update visits set seconds = @seconds where visitor = @visitor and view_id = @view and what = @viewed and (seconds is null or seconds < @seconds)", values);
        var pages = new Dictionary<Guid, string>();
        write.Read("select page from visits where visitor = @visitor and view_id = @view and what = @viewed and state = @touch", row => pages[left.Sent.Id] = row.GetString(0), ("@visitor", left.Sent.Visitor), ("@view", left.Sent.Id), ("@viewed", VisitEvent.Viewed), ("@touch", VisitState.Touch));
        foreach (var (person, at, page) in Recorded(write, pages))
            write.Execute("update touches set seconds = @seconds where person_id = @person and at = @at and page = @page and (seconds is null or seconds < @seconds)", ("@seconds", left.Sent.Seconds), ("@person", person), ("@at", at), ("@page", page));
    }

    /// <summary>The touches that visits became, while their ids are kept.</summary>
    /// <param name="pages">By the visits' ids.</param>
    public static List<RecordedVisit> Recorded(Session session, IReadOnlyDictionary<Guid, string> pages)
    {
        var touches = new List<RecordedVisit>();
        session.Find(
            "select client_id, person_id, at from touch_keys where scope = @scope and client_id = any(@keys)",
            [.. pages.Keys.Select(ClientId)],
            row => touches.Add(new(row.GetId(1), row.GetAt(2), pages[Guid.ParseExact(row.GetString(0), "N")])),
            ("@scope", Scope));
        return touches;
    }

    private readonly Dictionary<Guid, bool> refused = [];

    private bool IsRefused(Guid person)
    {
        if (!refused.TryGetValue(person, out var isRefused)) refused[person] = isRefused = Visitors.IsRefused(write, person);
        return isRefused;
    }

    private Arrival ArrivalOf(Guid person, IReadOnlyList<(KeptVisit Visit, Visitor Visitor)> visits)
    {
        // A customer who looks at a page makes no new inquiry: it goes to the lead that is there.
        var arrival = new Arrival { Line = LineOf(person), Person = person, MustBeKnown = true, OpensNoLead = true };
        foreach (var (visit, visitor) in visits)
        {
            var sent = visit.Sent;
            arrival.Touches.Add(new(KindOf(sent), sent.At, sent.At < visitor.KnownAt ? visitor.KnownAt : null)
            {
                Source = sent.Source,
                Campaign = sent.Campaign,
                Offer = sent.Offer,
                Page = sent.Page,
                Seconds = sent.Seconds,
                ClientId = ClientId(sent.Id),
                Scope = Scope,
            });
        }
        return arrival;
    }

    private string KindOf(SentVisit sent) => sent.What switch
    {
        VisitEvent.Touched => sent.Kind!,
        VisitEvent.Fetched => InterestPages.Downloaded,
        _ => interest.KindOf(sent.Page),
    };

    // The line in which he has an open lead, the main one first; else one in which he had one.
    private string LineOf(Guid person)
    {
        var his = write.IdOf("select merged_into from persons where person_id = @person", ("@person", person)) ?? person;
        string? line = null;
        write.Read(
            "select line from leads where person_id = @person order by case when ended is null then 0 else 1 end, case when line = @main then 0 else 1 end, lead desc limit 1",
            row => line = row.GetString(0),
            ("@person", his),
            ("@main", Desk.MainLine));
        return line ?? Desk.MainLine;
    }

    private static string ClientId(Guid view) => view.ToString("N", CultureInfo.InvariantCulture);
}
