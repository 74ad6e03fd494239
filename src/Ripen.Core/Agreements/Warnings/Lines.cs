using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>A condition that stands for itself in the agreement, and what follows if it never or always holds.</summary>
/// <param name="GoodFor">How long facts count in it.</param>
/// <param name="IfNever">What follows, as half a sentence.</param>
/// <param name="IfAlways">What then is true of every lead, behind "every lead".</param>
internal sealed record Line(Condition When, Duration? GoodFor, string IfNever, string IfAlways);

/// <summary>Walks an agreement's conditions.</summary>
internal static class Lines
{
    /// <summary>All that the agreement says, in its order of reading.</summary>
    public static IEnumerable<Line> Of(Agreement agreement)
    {
        foreach (var criterion in agreement.Criteria)
        {
            yield return new(criterion.MetWhen, criterion.GoodFor, $"the criterion '{criterion.Name}' is never met", $"meets the criterion '{criterion.Name}'");
        }
        var ideal = agreement.IdealProspect ?? new();
        foreach (var part in ideal.Organisation.Concat(ideal.Role)) yield return new(part, null, "nobody fits", "passes this line, which rules nobody out");
        foreach (var part in ideal.Never) yield return new(part, null, "this line excludes nobody", "is excluded");
        foreach (var line in Bands(agreement.Temperature).Concat(Bands(agreement.BuyingStage))) yield return line;
        yield return new(agreement.QualifiedWhen, null, "no lead is ever qualified", "is qualified");
        yield return new(agreement.Handover.When, null, "no lead is ever handed over", "is handed over");
        foreach (var route in agreement.Handover.Route)
        {
            var to = FactWords.Listed(route.To, "or");
            if (route.When is not null) yield return new(route.When, null, $"nothing goes to {to} by this line", $"that comes this far goes to {to}");
        }
        foreach (var moment in agreement.Moments) yield return new(moment.When, null, $"the moment '{moment.Id}' never comes", $"has the moment '{moment.Id}'");
        foreach (var rule in agreement.Nurture) yield return new(rule.When, null, $"this line gives nobody the programme '{rule.Programme}'", $"that comes this far gets the programme '{rule.Programme}'");
    }

    /// <summary>A condition and all it is made of, from the outside in.</summary>
    public static IEnumerable<Condition> Within(Condition condition) => Parts(condition).SelectMany(Within).Prepend(condition);

    public static ValueList<Condition> Parts(Condition condition) => condition switch
    {
        All all => all.Of,
        Any any => any.Of,
        Not not => [not.Of],
        AtLeast some => some.Of,
        _ => [],
    };

    private static IEnumerable<Line> Bands(ValueList<Band> bands)
    {
        for (var i = 0; i < bands.Count; i++)
        {
            var never = i < bands.Count - 1 ? $"no lead is ever {bands[i].Word}" : $"only leads for which nothing else holds are {bands[i].Word}";
            yield return new(bands[i].When, null, never, $"that comes this far is {bands[i].Word}");
        }
    }
}
