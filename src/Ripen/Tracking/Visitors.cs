using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Storage;

namespace Ripen.Tracking;

/// <summary>Who visitors are, as they say it themselves: by a form, or by a link that was sent to them alone.</summary>
internal static class Visitors
{
    /// <summary>
    /// A visitor says who he is. The first time, what he looked at before becomes touches by and by. Who then names somebody
    /// else does so on a browser that several use, or for a colleague: from then on its visits are nobody’s, until a signed
    /// link says whose, and then for half an hour. Nothing that was there before is given to whoever comes later.
    /// </summary>
    /// <param name="byLink">A signed link says it.</param>
    /// <param name="at">When he said it; null: now.</param>
    /// <returns>Whether visits of before are to be looked at again.</returns>
    public static bool Identify(Write write, Desk desk, Guid visitor, Guid person, bool byLink = false, DateTimeOffset? at = null)
    {
        var now = desk.Now;
        var said = at ?? now;
        if (Visitor.Find(write, visitor) is not { } known)
        {
            var added = write.Execute("insert into visitors (visitor, person_id, known_at) values (@visitor, @person, @now) on conflict do nothing", ("@visitor", visitor), ("@person", person), ("@now", now));
            if (added != 1) throw new WriteConflictException("visitors");
            Agreed(write, desk, person, isGiven: true, said);
            return LookAgain(write, visitor, now) > 0;
        }
        if (known.Machine is not null || known.WithdrawnAt is not null) return false;
        if (known is { SharedAt: not null })
        {
            if (byLink && !(known.TurnAt > said)) Turn(write, visitor, person, said);
        }
        else if (known.Person is { } before && MergedInto(write, before) != MergedInto(write, person))
        {
            write.Execute("update visitors set shared_at = @at where visitor = @visitor", ("@at", said), ("@visitor", visitor));
        }
        return false;
    }

    /// <summary>He no longer agrees: what is nobody’s of his visits is deleted, nothing is kept from now on, and who he is is forgotten.</summary>
    public static void Withdraw(Write write, Desk desk, Guid visitor)
    {
        if (Visitor.Find(write, visitor) is { Person: { } person, SharedAt: null, WithdrawnAt: null }) Agreed(write, desk, person, isGiven: false, desk.Now);
        write.Execute(
            """
            insert into visitors (visitor, known_at, withdrawn_at) values (@visitor, @now, @now)
            on conflict (visitor) do update set person_id = null, turn_person_id = null, turn_at = null, withdrawn_at = excluded.withdrawn_at
            """,
            ("@visitor", visitor),
            ("@now", desk.Now));
        // What became touches is the person's: it goes when he asks for that, with all that is known of him.
        write.Execute("delete from visits where visitor = @visitor", ("@visitor", visitor));
        write.Changed(Changes.Visits);
    }

    /// <summary>It was found to be a machine, and counts for nothing from now on.</summary>
    public static void FoundMachine(Write write, Desk desk, Guid visitor, MachineSign sign) => write.Execute(
        "insert into visitors (visitor, known_at, machine) values (@visitor, @now, @sign) on conflict (visitor) do update set machine = excluded.machine",
        ("@visitor", visitor),
        ("@now", desk.Now),
        ("@sign", sign));

    // Nothing is sent before the visitor agreed; that he did, or no longer does, is kept with him once it is known who he is.
    private static void Agreed(Write write, Desk desk, Guid person, bool isGiven, DateTimeOffset at)
    {
        // What he said himself before is not said otherwise by a browser.
        if (isGiven && Consents.Latest(write, person, Purpose.Tracking) is not null) return;
        if (desk.Purposes.Find(write, Purpose.Tracking) is { } purpose) Consents.Record(write, desk, person, new(purpose.Name, isGiven, purpose.Basis, null, null, "tracker", null, null, at));
    }

    /// <summary>Whether somebody wants not to be recognised.</summary>
    public static bool IsRefused(Session session, Guid person) => Consents.Latest(session, person, Purpose.Tracking) is { IsGiven: false };

    private static int LookAgain(Write write, Guid visitor, DateTimeOffset now) => write.Execute(
        "update visits set state = @fresh, due_at = @now where visitor = @visitor and state = @unknowns",
        ("@fresh", VisitState.Fresh),
        ("@now", now),
        ("@visitor", visitor),
        ("@unknowns", VisitState.Unknowns));

    private static void Turn(Write write, Guid visitor, Guid person, DateTimeOffset at) => write.Execute(
        "update visitors set turn_person_id = @person, turn_at = @at where visitor = @visitor", ("@person", person), ("@at", at), ("@visitor", visitor));

    private static Guid MergedInto(Session session, Guid person) => session.IdOf("select merged_into from persons where person_id = @person", ("@person", person)) ?? person;
}
