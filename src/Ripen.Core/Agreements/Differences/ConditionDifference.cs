using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What changed between two conditions in the same place, as sentences; as specific as can be, and never nothing.</summary>
internal sealed class ConditionDifference(Agreement before, Agreement after, List<string> said)
{
    private readonly FactCatalogue facts = after.Catalogue();

    public void Say(Condition was, Condition now, Topic topic)
    {
        was = Rebinding.To(facts, was);
        if (was.Equals(now)) return;
        if (Parts(was, now, topic, isAlternative: false)) return;
        var (old, current) = (ConditionWords.Of(was, before), ConditionWords.Of(now, after));
        said.Add(old == current ? topic.Say($"written in another way, it still reads: {current}") : topic.Whole(current, old));
    }

    /// <summary>Conditions of which all must hold; either list may be empty.</summary>
    public void Say(ValueList<Condition> was, ValueList<Condition> now, Topic topic)
    {
        if (was.Count > 0 && now.Count > 0) Say(AsOne(was), AsOne(now), topic);
        else if (now.Count > 0) said.Add($"{topic.Name} now fits only when {ConditionWords.Of(now, after)}");
        else if (was.Count > 0) said.Add($"{topic.Name} now always fits, did only when {ConditionWords.Of(was, before)}");
    }

    /// <summary>Exclusions, of which one is enough.</summary>
    public void SayNever(ValueList<Condition> was, ValueList<Condition> now)
    {
        var (removed, added) = Apart(Rebinding.To(facts, was), now);
        if (removed.Count + added.Count == 0 && !Rebinding.To(facts, was).Equals(now)) said.Add("What excludes a lead is now listed in another order");
        foreach (var (old, current) in Pairs(removed, added))
        {
            if (old is Test { Op: TestOp.Equal or TestOp.In } && TestDifference.Options(old, current) is { } options)
            {
                if (options.Added is { } more) added.Add(more);
                if (options.Removed is { } less) removed.Add(less);
            }
            else if (TestDifference.Short(old, current) is { } shortly) said.Add($"A lead now never fits when {ConditionWords.Of(current, after)}, was {shortly}");
            else said.Add(Otherwise(old, current, new("Never: ", "Never", (_, _) => "")));
        }
        foreach (var condition in added) said.Add($"A lead now also never fits when {ConditionWords.Of(condition, after)}");
        foreach (var condition in removed) said.Add($"A lead may now fit even when {ConditionWords.Of(condition, before)}");
    }

    // False where the two have too little in common for sentences about their parts.
    private bool Parts(Condition was, Condition now, Topic topic, bool isAlternative)
    {
        switch (was, now)
        {
            case (Any, Any):
                return Joint(Of(was), Of(now), topic, true);
            case (All, All) when !isAlternative:
                return Joint(Of(was), Of(now), topic, false);
            case (Any, _) or (_, Any) when !isAlternative && (Of(was).Contains(now) || Of(now).Contains(was)):
                return Joint(Of(was, now), Of(now, was), topic, true);
            case (All, _) or (_, All) when !isAlternative && (Of(was).Contains(now) || Of(now).Contains(was)):
                return Joint(Of(was, now), Of(now, was), topic, false);
            case (AtLeast old, AtLeast current) when !isAlternative && old.Of.Equals(current.Of) && current.Of.All(part => part is Named):
                said.Add($"{topic.Name} now needs {current.Wanted} of {FactWords.Listed([.. current.Of.Select(part => FactWords.Called(((Named)part).Name))], "and")}, was {old.Wanted}");
                return true;
            case (Test old, Test current):
                return new TestDifference(before, after, said).Say(old, current, topic, isAlternative);
            default:
                return false;
        }
    }

    private bool Joint(ValueList<Condition> was, ValueList<Condition> now, Topic topic, bool isAlternative)
    {
        var (removed, added) = Apart(was, now);
        if (removed.Count + added.Count == 0) return false;
        var pairs = Pairs(removed, added);
        if (pairs.Count == 0 && removed.Count == was.Count && added.Count == now.Count) return false;
        foreach (var (old, current) in pairs)
        {
            if (!Parts(old, current, topic, isAlternative)) said.Add(Otherwise(old, current, topic));
        }
        foreach (var part in added)
        {
            said.Add(isAlternative ? topic.Say($"it is now also enough that {ConditionWords.Of(part, after)}")
                : Must(part, topic, after, "must now also", "it is now also needed that"));
        }
        foreach (var part in removed)
        {
            said.Add(isAlternative ? topic.Say($"it is no longer enough that {ConditionWords.Of(part, before)}")
                : Must(part, topic, before, "need no longer", "it is no longer needed that"));
        }
        return true;
    }

    private static string Must(Condition part, Topic topic, Agreement agreement, string must, string needed)
    {
        if (part is not (Test or Named)) return topic.Say($"{needed} {ConditionWords.Of(part, agreement)}");
        var clause = part is Named named ? TestClauses.Of(named) : TestClauses.Of((Test)part, agreement);
        return topic.Say(clause.SubjectAlone, $"{must} {clause.Infinitive}");
    }

    private string Otherwise(Condition was, Condition now, Topic topic)
    {
        var (old, current) = (ConditionWords.Of(was, before), ConditionWords.Of(now, after));
        return old == current ? topic.Say($"written in another way, a part still reads: {current}") : topic.Say($"“{old}” is now “{current}”");
    }

    private static Condition AsOne(ValueList<Condition> all) => all.Count == 1 ? all[0] : new All(all);

    private static ValueList<Condition> Of(Condition condition) => condition is All all ? all.Of : condition is Any any ? any.Of : [condition];

    // A joint's parts, or the single condition that is a part of the other.
    private static ValueList<Condition> Of(Condition condition, Condition other) => Of(other).Contains(condition) ? [condition] : Of(condition);

    // What is in one only, in its order; what is there twice counts twice.
    private static (List<Condition> Removed, List<Condition> Added) Apart(ValueList<Condition> was, ValueList<Condition> now)
    {
        var removed = was.ToList();
        var added = now.Where(part => !removed.Remove(part)).ToList();
        return (removed, added);
    }

    // What speaks of the same thing; taken out of both lists.
    private static List<(Condition Was, Condition Now)> Pairs(List<Condition> removed, List<Condition> added)
    {
        var pairs = new List<(Condition, Condition)>();
        foreach (var old in removed.ToList())
        {
            if (added.Find(current => AreAlike(old, current)) is not { } found) continue;
            pairs.Add((old, found));
            removed.Remove(old);
            added.Remove(found);
        }
        return pairs;
    }

    private static bool AreAlike(Condition one, Condition other) => (one, other) switch
    {
        (FactTest a, FactTest b) => a.Fact.Name == b.Fact.Name,
        (WordTest a, WordTest b) => a.Subject == b.Subject,
        (Behaviour a, Behaviour b) => a.Kind == b.Kind,
        (Not a, Not b) => AreAlike(a.Of, b.Of),
        (Not a, _) => AreAlike(a.Of, other),
        (_, Not b) => AreAlike(one, b.Of),
        (Named a, Named b) => a.Name == b.Name,
        _ => one.GetType() == other.GetType(),
    };
}
