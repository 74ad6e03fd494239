using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// Lets an old condition speak of the facts as a new agreement defines them, so that a new question or option of a fact
/// does not look like a change of every condition that tests it.
/// </summary>
internal static class Rebinding
{
    public static Condition To(FactCatalogue facts, Condition condition) => condition switch
    {
        All all => all with { Of = To(facts, all.Of) },
        Any any => any with { Of = To(facts, any.Of) },
        AtLeast list => list with { Of = To(facts, list.Of) },
        Not not => new Not(To(facts, not.Of)),
        FactTest test when facts.Find(test.Fact.Name) is { } fact && !fact.Equals(test.Fact) => Test(test, fact),
        _ => condition,
    };

    public static ValueList<Condition> To(FactCatalogue facts, ValueList<Condition> conditions) => conditions.Select(part => To(facts, part)).ToValueList();

    private static FactTest Test(FactTest test, Fact fact)
    {
        if (fact.Type != test.Fact.Type) return test;
        if (fact.Type is not (FactType.Choice or FactType.OrderedChoice)) return test with { Fact = fact };
        // A choice is compared by its place among the options, which may have moved.
        var values = new List<Operand>();
        foreach (var operand in test.Values)
        {
            var place = fact.PlaceOf(Folded.From(test.Fact.Options[operand.Value.Code]));
            if (place < 0) return test;
            values.Add(operand with { Value = FactValue.OfOption(fact.Type, place) });
        }
        return test with { Fact = fact, Values = values.ToValueList() };
    }
}
