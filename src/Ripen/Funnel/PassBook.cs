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

    private sealed record Kept(KnownPasses Passes, Dictionary<Guid, DateTimeOffset> Seen, DateTimeOffset ReadTo, DateTimeOffset LookedBack, MoneyTerms Terms);

    private readonly record struct Change(Guid Id, DateTimeOffset At, PersonRange Persons);

    /// <summary>How the numbers in <see cref="CountedPass"/> are called.</summary>
    public PassWords Words => reading.Words;

    public KnownPasses Of(Session session)
    {
        if (session is Write)
        {
            // What a transaction has written may never come to be.
            using var settled = desk.Database.Read();
            return Of(settled);
        }
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
        var changes = Since(session, before.ReadTo - (looksBack ? LongOverlap : Overlap)).FindAll(change => !before.Seen.ContainsKey(change.Id));
        if (looksBack) before = before with { LookedBack = now };
        if (changes.Count == 0) return before;
        if (changes.Count > MostChanges) return All(session, terms, now);
        var ranges = PersonRange.Joined(changes.ConvertAll(change => change.Persons));
        var readTo = changes.Max(change => change.At);
        if (readTo < before.ReadTo) readTo = before.ReadTo;
        return new(before.Passes.With(ranges, reading.Of(session, terms, ranges)), SeenIn(before.Seen.Select(seen => (seen.Key, seen.Value)).Concat(changes.Select(change => (change.Id, change.At))), readTo), readTo, before.LookedBack, terms);
    }

    // What changes while it is read is named by a change that has not been seen.
    private Kept All(Session session, MoneyTerms terms, DateTimeOffset now)
    {
        var seen = Since(session, now - LongOverlap).Select(change => (change.Id, change.At));
        return new(reading.All(session, terms), SeenIn(seen, now), now, now, terms);
    }

    // Those that may be looked at again.
    private static Dictionary<Guid, DateTimeOffset> SeenIn(IEnumerable<(Guid Id, DateTimeOffset At)> changes, DateTimeOffset readTo) => changes.Where(change => change.At > readTo - LongOverlap).ToDictionary(change => change.Id, change => change.At);

    private static List<Change> Since(Session session, DateTimeOffset at)
    {
        var changes = new List<Change>();
        session.Read(
            "select change_id, at, first_person, last_person from pass_changes where at > @at order by at desc limit @most",
            row => changes.Add(new(row.GetId(0), row.GetAt(1), new(row.GetId(2), row.GetId(3)))),
            ("@at", at),
            ("@most", 2 * MostChanges));
        return changes;
    }
}
