using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Work;

/// <summary>
/// What is due for single leads, a row each: found in order of time, claimed by an update that only one can win, and done
/// by the write that saves the lead: it says anew when the lead is due, and nothing is left of the claim.
/// </summary>
internal static class DueWork
{
    /// <summary>What nobody could do is tried again so much later, so that it stands in nobody's way.</summary>
    public static readonly TimeSpan PushedAhead = TimeSpan.FromHours(1);

    public static bool Any(Session session, DueKind kind, DateTimeOffset now) => session.Single($"select 1 from due_work where kind = @kind and {Claim.IsFree} limit 1", ("@kind", kind), ("@now", now)) is not null;

    /// <summary>The first instant after now at which something is due.</summary>
    public static DateTimeOffset? Next(Session session, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        session.Read(
            "select min(due_at) from (select min(due_at) as due_at from due_work where kind = 1 and due_at > @now union all select min(due_at) from due_work where kind = 2 and due_at > @now) as nexts",
            row => next = row.GetAtOrNull(0),
            ("@now", now));
        return next;
    }

    /// <summary>Takes the leads that have been due for longest; none where nothing is due.</summary>
    public static List<LeadId> Take(Write write, DueKind kind, Claim claim, int most)
    {
        var taken = new List<LeadId>();
        while (true)
        {
            var persons = new HashSet<Guid>();
            write.Read($"select person_id from due_work where kind = @kind and {Claim.IsFree} order by due_at limit @most", row => persons.Add(row.GetId(0)), ("@kind", kind), ("@now", claim.At), ("@most", most));
            if (persons.Count == 0) return taken;
            write.Find(
                $"update due_work set claimed_by = @by, claimed_until = @until where person_id = any(@keys) and kind = @kind and {Claim.IsFree} returning person_id, lead",
                persons,
                row => taken.Add(new(row.GetId(0), row.GetInt16(1))),
                ("@kind", kind),
                ("@now", claim.At),
                ("@by", claim.By),
                ("@until", claim.Until));
            // Where another server took all of these, there may be more behind them.
            if (taken.Count > 0) return taken;
        }
    }

    /// <summary>Says when these leads are due, as they are now; claims of them are done.</summary>
    public static void Save(Write write, IReadOnlyList<LeadRecord> leads)
    {
        var due = new List<object?[]>(leads.Count);
        foreach (var lead in leads)
        {
            if (!lead.State.IsOpen)
            {
                if (lead.RowVersion > 0) write.Execute("delete from due_work where person_id = @person and lead = @lead", ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
                continue;
            }
            if (lead.StandsUntil is { } until)
            {
                if (lead.RowVersion == 0 || lead.DueAt != until) due.Add(Row(lead.Id, DueKind.Judge, until));
            }
            else if (lead.RowVersion > 0) Delete(write, lead.Id, DueKind.Judge);
            var act = NextThing.AlarmOf(lead.State).At;
            if (lead.RowVersion == 0 || lead.ActAt != act) SaveAct(write, lead, act, due);
        }
        write.Save(Tables.DueWork, due);
    }

    /// <summary>Says when something is done about a lead next, and lets go of it.</summary>
    public static void SaveAct(Write write, LeadRecord lead)
    {
        var due = new List<object?[]>(1);
        SaveAct(write, lead, NextThing.AlarmOf(lead.State).At, due);
        write.Save(Tables.DueWork, due);
    }

    /// <summary>Makes leads due.</summary>
    public static void Ask(Write write, IEnumerable<LeadId> leads, DateTimeOffset due) => write.Save(Tables.DueWork, [.. leads.Select(lead => Row(lead, DueKind.Judge, due))]);

    /// <summary>Lets go of what is still claimed of these leads, because there was nothing to write about them.</summary>
    public static void Release(Write write, Guid by, IEnumerable<LeadId> claimed)
    {
        var held = new List<LeadId>();
        write.Find(
            "select person_id, lead from due_work where person_id = any(@keys) and kind = 1 and claimed_by = @by",
            claimed.Select(lead => lead.Person).Distinct().ToList(),
            row => held.Add(new(row.GetId(0), row.GetInt16(1))),
            ("@by", by));
        if (held.Count == 0) return;
        var open = LeadStore.Open(write, held).Where(lead => lead.StandsUntil is not null).ToList();
        write.Save(Tables.DueWork, open.ConvertAll(lead => Row(lead.Id, DueKind.Judge, lead.StandsUntil!.Value)));
        foreach (var gone in held.Except(open.Select(lead => lead.Id))) Delete(write, gone, DueKind.Judge);
    }

    /// <summary>Leaves what somebody has claimed and not done to whoever comes next.</summary>
    public static void LetGo(Write write, DueKind kind, Claim claim) => write.Execute(
        "update due_work set claimed_by = null, claimed_until = null where kind = @kind and due_at <= @now and claimed_by = @by", ("@kind", kind), ("@now", claim.At), ("@by", claim.By));

    /// <summary>Puts a lead with which it did not work behind the others.</summary>
    /// <param name="error">What went wrong, without a word of what is known of the lead.</param>
    public static void PushAhead(Write write, LeadId lead, DueKind kind, DateTimeOffset now, string error) => write.Execute(
        """
        insert into due_work (person_id, lead, kind, due_at, attempts, error) values (@person, @lead, @kind, @due, 1, @error)
        on conflict (person_id, lead, kind) do update set due_at = excluded.due_at, claimed_by = null, claimed_until = null, attempts = due_work.attempts + 1, error = excluded.error
        """,
        ("@person", lead.Person),
        ("@lead", lead.Number),
        ("@kind", kind),
        ("@due", now + PushedAhead),
        ("@error", error));

    /// <summary>Tries again at once what waited for somebody to be there.</summary>
    public static void RetryFailed(Write write, DateTimeOffset now)
    {
        write.Execute("update due_work set due_at = @now where kind = 2 and attempts > 0 and due_at > @now and due_at <= @latest", ("@now", now), ("@latest", now + PushedAhead));
        write.Execute("update desk_work set due_at = @now where kind = @away and attempts > 0 and due_at > @now", ("@now", now), ("@away", DeskWorkKind.GiveAway));
    }

    private static void SaveAct(Write write, LeadRecord lead, Instant? at, List<object?[]> due)
    {
        if (at is not { } act) Delete(write, lead.Id, DueKind.Act);
        else due.Add(Row(lead.Id, DueKind.Act, Later(Later(act.ToDateTimeOffset(), lead.JudgedAt), lead.QuietUntil)));
    }

    // What should have been done before anybody knew of it is due now.
    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b > a ? b.Value : a;

    private static object?[] Row(LeadId lead, DueKind kind, object due) => [lead.Person, lead.Number, (int)kind, due, null, null, 0, null];

    private static void Delete(Write write, LeadId lead, DueKind kind) => write.Execute(
        "delete from due_work where person_id = @person and lead = @lead and kind = @kind", ("@person", lead.Person), ("@lead", lead.Number), ("@kind", kind));
}
