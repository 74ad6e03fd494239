using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Finds the unknown fact a single answer to which makes a lead hot: for lists, so it must cost next to nothing. Only leads
/// that could be hot and are not are looked at (so not those of whom an old answer, still good for another test, would have
/// to change), and what was found is kept by all that it hangs on, in which few leads differ. Not for several threads at once.
/// </summary>
public sealed class OneAnswerAway
{
    private const int MostKept = 100_000;
    private readonly Plan plan;
    private readonly Judge judge;
    private readonly Supposing supposing;
    private readonly int[] relevant;
    private readonly int hot;
    private readonly bool areColleaguesApart;
    private readonly char[] key;
    private readonly Dictionary<string, string?> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> found;
    private DateOnly keptOn;

    public OneAnswerAway(Plan plan, Judge judge)
    {
        (this.plan, this.judge) = (plan, judge);
        supposing = new(plan, judge);
        hot = plan.Agreement.Temperature.Select((band, place) => (band.Word, place)).First(pair => pair.Word == "hot").place;
        var behind = Behind.Roots(plan, plan.Roots.Temperature.Take(hot + 1)).Facts;
        relevant = [.. AskingOrder.Of(plan).Where(behind.Contains)];
        var anyones = plan.Agreement.Criteria.Index().Where(criterion => criterion.Item.MetByAnyone).Select(criterion => plan.Roots.OwnCriteria[criterion.Index]);
        areColleaguesApart = Behind.Roots(plan, anyones).Facts.All(fact => plan.Facts.All[fact].Of == FactOwner.Person);
        key = new char[plan.Tests.Length + plan.Agreement.Criteria.Count + relevant.Length + plan.Facts.All.Count];
        found = kept.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The name of the fact, of several the one that the agreement lists first; null where no single answer makes it hot. The judge has just judged the lead.</summary>
    public string? Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        if (now.CouldBe != hot || now.Temperature == hot) return null;
        // An answer about the purchase may change what colleagues contribute; what those know is not in the key.
        if (!areColleaguesApart && !colleagues.IsEmpty) return Tried(lead, asOf, colleagues, now);
        Describe(lead, asOf);
        if (found.TryGetValue(key, out var fact)) return fact;
        if (kept.Count >= MostKept) kept.Clear();
        return found[key] = Tried(lead, asOf, colleagues, now);
    }

    // What a supposed answer changes hangs on what each test found, what colleagues contribute, which facts are open, and which were stated rather than derived.
    private void Describe(Dossier lead, Instant asOf)
    {
        // Answers to dates are counted from today.
        if (plan.Zone.DateOf(asOf) is var today && today != keptOn)
        {
            kept.Clear();
            keptOn = today;
        }
        var place = 0;
        foreach (var test in plan.Tests) key[place++] = (char)judge.Truths[test.Node];
        foreach (var met in judge.Group) key[place++] = (char)met;
        foreach (var fact in relevant) key[place++] = supposing.IsUnknown(fact, lead, asOf) ? 'u' : 'k';
        for (var fact = 0; fact < plan.Facts.All.Count; fact++) key[place++] = lead.Current(fact, asOf) is >= 0 and var index ? lead.Statements[index].IsDerived ? 'd' : 's' : '-';
    }

    private string? Tried(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        string? first = null;
        foreach (var fact in relevant)
        {
            if (first is null && supposing.IsUnknown(fact, lead, asOf) && MakesItHot(fact, lead, asOf, colleagues, now)) first = plan.Facts.All[fact].Name;
        }
        supposing.Forget();
        return first;
    }

    private bool MakesItHot(int fact, Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues, in Outcome now)
    {
        foreach (var answer in supposing.AnswersTo(fact, asOf))
        {
            if (supposing.Judge(lead, asOf, colleagues, answer, now.Tenths).Temperature == hot) return true;
        }
        return false;
    }
}
