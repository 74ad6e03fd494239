using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Funnel;

/// <summary>
/// The passes of the main line in memory, about 110 bytes each, as reports count them: read once, and from then on those
/// anew that <see cref="PassChanges"/> names. Whoever asks gets all that was written before he asked, but for what a transaction
/// of more than ten seconds wrote, which is there within a minute. Shared between threads.
/// </summary>
internal sealed class PassBook(Desk desk)
{
    // A transaction that began before another may end after it: mostly by less than this.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    // One that took longer is seen once a minute; hardly one takes as long as this.
    private static readonly TimeSpan LongOverlap = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LookBackEvery = TimeSpan.FromMinutes(1);

    // Beyond that everything is read again: it is one walk through a table.
    private const int MostChanges = 20_000;

    private readonly Lock gate = new();
    private readonly PassReading reading = new(desk);
    private Kept? kept;

    private sealed record Kept(KnownPasses Passes, HashSet<Guid> Seen, DateTimeOffset ReadTo, DateTimeOffset LookedBack, MoneyTerms Terms);

    private readonly record struct Change(Guid Id, DateTimeOffset At, PersonRange Persons);

    /// <summary>How the numbers in <see cref="CountedPass"/> are called.</summary>
    public PassWords Words => reading.Words;

    public KnownPasses Of(Session session)
    {
        lock (gate)
        {
            kept = Brought(session, kept);
            return kept.Passes;
        }
    }

    private Kept Brought(Session session, Kept? before)
    {
        var (now, terms) = (TimeProvider.System.GetUtcNow(), MoneyTerms.Of(desk, session));
        if (before is null || before.Terms != terms || now - before.ReadTo > PassChanges.KeptFor - LongOverlap) return All(session, terms, now);
        var looksBack = now - before.LookedBack > LookBackEvery;
        var changes = Since(session, before.ReadTo - (looksBack ? LongOverlap : Overlap)).FindAll(change => !before.Seen.Contains(change.Id));
        if (looksBack) before = before with { LookedBack = now };
        if (changes.Count == 0) return before;
        if (changes.Count > MostChanges) return All(session, terms, now);
        var ranges = PersonRange.Joined(changes.ConvertAll(change => change.Persons));
        var readTo = changes.Max(change => change.At);
        if (readTo < before.ReadTo) readTo = before.ReadTo;
        return new(before.Passes.With(ranges, reading.Of(session, terms, ranges)), [.. before.Seen, .. changes.Select(change => change.Id)], readTo, before.LookedBack, terms);
    }

    // What changes while it is read is named by a change that has not been seen.
    private Kept All(Session session, MoneyTerms terms, DateTimeOffset now)
    {
        var seen = Since(session, now - LongOverlap).Select(change => change.Id).ToHashSet();
        return new(reading.All(session, terms), seen, now, now, terms);
    }

    private static List<Change> Since(Session session, DateTimeOffset at)
    {
        var changes = new List<Change>();
        session.Read(
            "select change_id, at, first_person, last_person from pass_changes where at > @at order by at limit @most",
            row => changes.Add(new(row.GetId(0), row.GetAt(1), new(row.GetId(2), row.GetId(3)))),
            ("@at", at),
            ("@most", 2 * MostChanges));
        return changes;
    }
}
