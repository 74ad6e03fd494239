using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Finds what would make a lead hot: a smallest set of answers with which it is hot, so that leaving out any one it is
/// not. First among the facts that are unknown, then, where these cannot, among those that would have to change too.
/// Not for several threads at once.
/// </summary>
internal sealed class HotPath
{
    // Enough for any agreement a person can read; where it is not, the set found is still irreducible.
    private const int MostTries = 20_000;
    private readonly Plan plan;
    private readonly Supposing supposing;
    private readonly int[] relevant;
    private readonly int hot;
    private readonly IReadOnlySet<int> tests;
    private int tries;

    public HotPath(Plan plan, Supposing supposing)
    {
        (this.plan, this.supposing) = (plan, supposing);
        hot = plan.Agreement.Temperature.Select((band, place) => (band.Word, place)).First(pair => pair.Word == "hot").place;
        (var behind, tests) = Behind.Roots(plan, plan.Roots.Temperature.Take(hot + 1));
        relevant = [.. AskingOrder.Of(plan).Where(behind.Contains)];
    }

    /// <summary>The tests behind hot.</summary>
    public IReadOnlySet<int> Tests => tests;

    /// <summary>The answers, none if it is hot already, or null where no answers can make it hot. The judge has just judged the lead.</summary>
    public IReadOnlyList<Answer>? Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        if (now.Temperature == hot) return [];
        var unknown = relevant.Where(fact => supposing.IsUnknown(fact, lead, asOf)).ToArray();
        var found = Smallest(unknown, lead, asOf, colleagues, now.Tenths)
            ?? Smallest(relevant, lead, asOf, colleagues, now.Tenths);
        supposing.Forget();
        return found;
    }

    private Answer[]? Smallest(int[] facts, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, long tenths)
    {
        if (!CouldBeHot([], facts, lead, asOf, colleagues, tenths)) return null;
        tries = 0;
        var given = new Answer[facts.Length];
        for (var size = 1; size <= facts.Length && tries < MostTries; size++)
        {
            if (Choose(facts, 0, size, given, 0, lead, asOf, colleagues, tenths)) return given[..size];
        }
        tries = 0;
        return Deepen(facts, 0, given, lead, asOf, colleagues, tenths) ? Reduced(given, lead, asOf, colleagues, tenths) : null;
    }

    // All subsets of that size, each answer of each of its facts; what cannot become hot any more is left at once.
    private bool Choose(int[] facts, int from, int size, Answer[] given, int count, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, long tenths)
    {
        if (count == size) return IsHot(given.AsSpan(0, count), lead, asOf, colleagues, tenths);
        for (var i = from; i <= facts.Length - (size - count); i++)
        {
            foreach (var answer in supposing.AnswersTo(facts[i], asOf))
            {
                if (++tries > MostTries) return false;
                given[count] = answer;
                if (count + 1 < size && !CouldBeHot(given.AsSpan(0, count + 1), facts.AsSpan(i + 1), lead, asOf, colleagues, tenths)) continue;
                if (Choose(facts, i + 1, size, given, count + 1, lead, asOf, colleagues, tenths)) return true;
            }
        }
        return false;
    }

    // An answer for every fact in turn, as long as the rest can still make it hot.
    private bool Deepen(int[] facts, int place, Answer[] given, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, long tenths)
    {
        if (place == facts.Length) return IsHot(given, lead, asOf, colleagues, tenths);
        foreach (var answer in supposing.AnswersTo(facts[place], asOf))
        {
            if (++tries > MostTries) return false;
            given[place] = answer;
            if (!CouldBeHot(given.AsSpan(0, place + 1), facts.AsSpan(place + 1), lead, asOf, colleagues, tenths)) continue;
            if (Deepen(facts, place + 1, given, lead, asOf, colleagues, tenths)) return true;
        }
        return false;
    }

    private Answer[] Reduced(Answer[] given, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, long tenths)
    {
        var kept = given.ToList();
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            var without = kept[i];
            kept.RemoveAt(i);
            if (!IsHot([.. kept], lead, asOf, colleagues, tenths)) kept.Insert(i, without);
        }
        return [.. kept];
    }

    private bool IsHot(ReadOnlySpan<Answer> given, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, long tenths) =>
        supposing.Judge(lead, asOf, colleagues, given, [], tenths).Temperature == hot;

    private bool CouldBeHot(ReadOnlySpan<Answer> given, ReadOnlySpan<int> open, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, long tenths)
    {
        supposing.Judge(lead, asOf, colleagues, given, open, tenths);
        return supposing.CanBe(hot);
    }
}
