using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Tests.Generated;

/// <summary>What an agreement is made of.</summary>
internal static class Parts
{
    /// <summary>Every condition that stands in a place of its own, with the validity that holds there and whether anyone may meet it.</summary>
    public static IEnumerable<(Condition Condition, Duration? GoodFor, bool ByAnyone)> RootsOf(Agreement agreement)
    {
        foreach (var criterion in agreement.Criteria) yield return (criterion.MetWhen, criterion.GoodFor, criterion.MetByAnyone);
        var ideal = agreement.IdealProspect ?? new();
        IEnumerable<Condition> others =
        [
            .. ideal.Organisation, .. ideal.Role, .. ideal.Never, .. agreement.Temperature.Select(band => band.When), .. agreement.BuyingStage.Select(band => band.When), agreement.QualifiedWhen,
            agreement.Handover.When, .. agreement.Handover.Route.Select(route => route.When).OfType<Condition>(), .. agreement.Moments.Select(moment => moment.When), .. agreement.Nurture.Select(rule => rule.When),
        ];
        foreach (var other in others) yield return (other, null, false);
    }

    public static IEnumerable<Condition> All(Condition condition) => condition switch
    {
        Any any => any.Of.SelectMany(All).Prepend(condition),
        All all => all.Of.SelectMany(All).Prepend(condition),
        AtLeast some => some.Of.SelectMany(All).Prepend(condition),
        Not not => All(not.Of).Prepend(condition),
        _ => [condition],
    };

    public static IEnumerable<Test> TestsOf(Agreement agreement) => RootsOf(agreement).SelectMany(root => All(root.Condition)).OfType<Test>();

    /// <summary>All windows and validities.</summary>
    public static IEnumerable<Duration> SpansOf(Agreement agreement) =>
        agreement.Criteria.Select(criterion => criterion.GoodFor)
            .Concat(TestsOf(agreement).Select(test => test switch { Behaviour behaviour => behaviour.Window, FactTest fact => fact.Span, _ => null }))
            .OfType<Duration>().Distinct();
}
