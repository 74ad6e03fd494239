using Ripen.Desks;
using Ripen.Settings;
using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>
/// Looks at fresh visits, those of some visitors at a time, in one transaction: keeps machines out, has signed links say who
/// somebody is, and makes touches of what people did who are known.
/// </summary>
internal sealed class VisitSorting(Desk desk, Write write)
{
    private const int MostVisitors = 100;
    private const int MostLookedAt = 500;
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(1);
    private readonly DateTimeOffset now = desk.Now;
    private readonly Dictionary<VisitSort, long> counts = [];

    /// <returns>How many visits were looked at; 0: none was fresh.</returns>
    public int Take()
    {
        var fresh = Fresh();
        if (fresh.Count == 0) return 0;
        var visitors = fresh.GroupBy(visit => visit.Sent.Visitor).ToDictionary(visitor => visitor.Key, visitor => visitor.OrderBy(visit => visit.Sent.At).ThenBy(visit => visit.Seq).ToList());
        var known = Visitor.Of(write, visitors.Keys);
        KeepOutGone(visitors, known);
        KeepOutMachines(visitors, known);
        Identify(visitors, known);
        var touches = new VisitTouches(desk, write, InterestPages.Read(desk.Settings.Of(write, KnownSettings.InterestPages))!);
        touches.Take([.. visitors.SelectMany(visitor => visitor.Value).Where(visit => visit.Sent.What != VisitEvent.Left)], known);
        foreach (var visit in visitors.Values.SelectMany(visits => visits).Where(visit => visit.Sent.What == VisitEvent.Left)) touches.Leave(visit);
        VisitTally.Add(write, desk, counts.Where(count => count.Value != 0));
        write.Changed(Changes.Visits);
        return fresh.Count;
    }

    // Whoever claims the visitors of what is fresh has it alone: an update that finds it taken finds nothing.
    private List<KeptVisit> Fresh()
    {
        var (visitors, fresh) = (new HashSet<Guid>(), new List<KeptVisit>());
        write.Read("select visitor from visits where state = @fresh and due_at <= @now order by due_at limit @most", row => visitors.Add(row.GetId(0)), ("@fresh", VisitState.Fresh), ("@now", now), ("@most", MostVisitors));
        write.Find(
            $"update visits set state = @unknowns where state = @fresh and due_at <= @now and visitor = any(@keys) returning {Visits.Columns}",
            visitors,
            row => fresh.Add(Visits.Of(row)),
            ("@unknowns", VisitState.Unknowns),
            ("@fresh", VisitState.Fresh),
            ("@now", now));
        return fresh;
    }

    private void KeepOutGone(Dictionary<Guid, List<KeptVisit>> visitors, Dictionary<Guid, Visitor> known)
    {
        foreach (var gone in known.Values.Where(visitor => visitor.WithdrawnAt is not null))
        {
            foreach (var visit in visitors[gone.Id]) Visits.Delete(write, visit);
            Count(VisitSort.Viewed, -visitors[gone.Id].Count(visit => visit.Sent.What == VisitEvent.Viewed));
            visitors.Remove(gone.Id);
        }
    }

    private void KeepOutMachines(Dictionary<Guid, List<KeptVisit>> visitors, Dictionary<Guid, Visitor> known)
    {
        var signs = SignsOf(visitors);
        foreach (var visitor in visitors.Keys.ToList())
        {
            var before = known.GetValueOrDefault(visitor)?.Machine;
            if ((before ?? (signs.TryGetValue(visitor, out var sign) ? sign : null)) is not { } found) continue;
            if (before is null) Visitors.FoundMachine(write, desk, visitor, found);
            KeepOut(visitor, found);
            visitors.Remove(visitor);
        }
    }

    // All that it ever did; what became touches in the meantime counts no more.
    private void KeepOut(Guid visitor, MachineSign sign)
    {
        var touched = new Dictionary<Guid, string>();
        var views = 0L;
        write.Read("select view_id, state, what, page from visits where visitor = @visitor and state <> @machines", row =>
        {
            if ((VisitState)row.GetInt16(1) == VisitState.Touch) touched[row.GetId(0)] = row.GetString(3);
            if ((VisitEvent)row.GetInt16(2) == VisitEvent.Viewed) views++;
        }, ("@visitor", visitor), ("@machines", VisitState.Machines));
        write.Execute("update visits set state = @machines where visitor = @visitor", ("@machines", VisitState.Machines), ("@visitor", visitor));
        Count(VisitSort.Viewed, -views);
        Count(VisitTally.SortOf(sign), views);
        var touches = VisitTouches.Recorded(write, touched);
        if (touches.Count > 0) Discounts.Apply(write, desk, touches);
    }

    private Dictionary<Guid, MachineSign> SignsOf(Dictionary<Guid, List<KeptVisit>> visitors)
    {
        var (views, signs) = (new Dictionary<Guid, List<ViewedPage>>(), new Dictionary<Guid, MachineSign>());
        write.Find(
            "select visitor, at, page, seconds from visits where what = @viewed and at > @since and visitor = any(@keys) order by visitor, at desc",
            visitors.Keys,
            row =>
            {
                if (!views.TryGetValue(row.GetId(0), out var pages)) views[row.GetId(0)] = pages = [];
                if (pages.Count < MostLookedAt) pages.Add(new(row.GetAt(1), row.GetTextOrNull(2) ?? "", row.GetIntOrNull(3)));
            },
            ("@viewed", VisitEvent.Viewed),
            ("@since", now - LookedBack));
        // How long a page was looked at comes with the visits that are fresh.
        foreach (var (visitor, pages) in views)
        {
            var left = visitors[visitor].Where(visit => visit.Sent is { What: VisitEvent.Left, Seconds: > 0 }).Any();
            if (Machines.ByViews(left ? [.. pages.Select(page => page with { Seconds = page.Seconds ?? 1 })] : pages, now) is { } sign) signs[visitor] = sign;
        }
        foreach (var opened in ByLink(visitors))
        {
            if (Machines.ByLinks([.. opened.Select(link => link.View)]) is not { } sign) continue;
            foreach (var (visitor, _) in opened.Where(link => visitors.ContainsKey(link.Visitor))) signs.TryAdd(visitor, sign);
        }
        return signs;
    }

    // Each link of a mail is opened by a scanner as if by somebody new: so they are looked at by whom they name.
    private List<List<(Guid Visitor, ViewedPage View)>> ByLink(Dictionary<Guid, List<KeptVisit>> visitors)
    {
        var named = visitors.Values.SelectMany(visits => visits).Where(visit => visit.Sent.Person is not null).ToList();
        var opened = new Dictionary<Guid, List<(Guid Visitor, ViewedPage View)>>();
        if (named.Count == 0) return [];
        write.Find(
            "select person_id, visitor, at, page from visits where person_id = any(@keys) and at >= @since and at <= @until",
            [.. named.Select(visit => visit.Sent.Person!.Value).Distinct()],
            row =>
            {
                if (!opened.TryGetValue(row.GetId(0), out var links)) opened[row.GetId(0)] = links = [];
                links.Add((row.GetId(1), new(row.GetAt(2), row.GetTextOrNull(3) ?? "", null)));
            },
            ("@since", named.Min(visit => visit.Sent.At) - Machines.LinksWithin),
            ("@until", named.Max(visit => visit.Sent.At) + Machines.LinksWithin));
        return [.. opened.Values];
    }

    private void Identify(Dictionary<Guid, List<KeptVisit>> visitors, Dictionary<Guid, Visitor> known)
    {
        foreach (var (visitor, visits) in visitors)
        {
            var links = visits.Where(visit => visit.Sent.Person is not null).ToList();
            foreach (var link in links) Visitors.Identify(write, desk, visitor, link.Sent.Person!.Value, byLink: true, at: link.Sent.At);
            if (links.Count > 0) known[visitor] = Visitor.Find(write, visitor)!;
        }
    }

    private void Count(VisitSort sort, long visits) => counts[sort] = counts.GetValueOrDefault(sort) + visits;
}
