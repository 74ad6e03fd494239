using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What changed in temperature, criteria, qualified, the ideal prospect, interest and what else makes a lead.</summary>
internal sealed class LeadDifference(Agreement before, Agreement after, List<string> said)
{
    private readonly ConditionDifference conditions = new(before, after, said);

    public void Say()
    {
        Bands(before.Temperature, after.Temperature, "A lead", "The temperature", Topic.Temperature);
        Criteria();
        conditions.Say(before.QualifiedWhen, after.QualifiedWhen, Topic.Qualified);
        conditions.Say(before.Handover.When, after.Handover.When, Topic.Handover);
        IdealProspect();
        Problems();
        Interest();
        Required();
        Bands(before.BuyingStage, after.BuyingStage, "The buying stage", "The buying stage", Topic.BuyingStage);
    }

    private void Bands(ValueList<Band> was, ValueList<Band> now, string what, string whole, Func<string, Topic> topic) => ListDifference.Named(was, now, band => band.Word,
        band => said.Add($"{what} is now also {band.Word}: when {ConditionWords.Of(band.When, after)}"),
        band => said.Add($"{what} is never {band.Word} any more"),
        (old, band) => conditions.Say(old.When, band.When, topic(band.Word)),
        () => said.Add($"{whole} is now tried in this order: {string.Join(", ", now.Select(band => band.Word))}"));

    private void Criteria() => ListDifference.Named(before.Criteria, after.Criteria, criterion => criterion.Name,
        criterion => said.Add($"New criterion: {FactWords.Capital(FactWords.Called(criterion.Name))} is met when {ConditionWords.Of(criterion.MetWhen, after)}{Terms(criterion)}"),
        criterion => said.Add($"{FactWords.Capital(FactWords.Called(criterion.Name))} is no longer a criterion"),
        Criterion,
        () => said.Add($"The criteria are now in this order: {string.Join(", ", after.Criteria.Select(criterion => FactWords.Called(criterion.Name)))}"));

    private static string Terms(Criterion criterion) =>
        $"{(criterion.MetByAnyone ? ", by anyone in the buying group" : "")}{(criterion.GoodFor is { } goodFor ? $"; an answer counts for {goodFor}" : "")}";

    private void Criterion(Criterion was, Criterion now)
    {
        var name = FactWords.Called(now.Name);
        conditions.Say(was.MetWhen, now.MetWhen, Topic.Criterion(now.Name));
        if (was.MetByAnyone != now.MetByAnyone)
        {
            said.Add(now.MetByAnyone ? $"For {name}, anyone in the buying group now counts, was the lead only" : $"For {name}, only the lead now counts, was anyone in the buying group");
        }
        if (was.GoodFor != now.GoodFor) said.Add($"An answer on {name} now counts {For(now.GoodFor)}, was {was.GoodFor?.ToString() ?? "for ever"}");
        if (was.Ask.Equals(now.Ask)) return;
        said.Add(now.Ask.Count == 0 ? $"For {name}, we no longer ask for {LeadWords.Asked(was.Ask, before)}"
            : $"For {name}, we now ask for {LeadWords.Asked(now.Ask, after)}, was {(was.Ask.Count == 0 ? "nothing" : LeadWords.Asked(was.Ask, before))}");
    }

    private static string For(Duration? time) => time is { } counted ? $"for {counted}" : "for ever";

    private void IdealProspect()
    {
        var (was, now) = (before.IdealProspect ?? new(), after.IdealProspect ?? new());
        conditions.Say(was.Organisation, now.Organisation, Topic.Company);
        conditions.Say(was.Role, now.Role, Topic.Person);
        conditions.SayNever(was.Never, now.Never);
        if (before.IdealProspect is null != after.IdealProspect is null && was.Equals(now)) said.Add("Only the empty section on the ideal prospect came or went");
    }

    private void Problems() => ListDifference.Named(before.Problems, after.Problems, problem => problem.Id,
        problem => said.Add($"New problem we solve better: {problem.Says}"),
        problem => said.Add($"No longer a problem we solve better: {problem.Says}"),
        (was, now) =>
        {
            var name = FactWords.Called(now.Id);
            Texts($"The problem {name} is now worded", was.Says, now.Says);
            Texts($"Why we are better at {name} is now", was.BetterBecause, now.BetterBecause);
            Texts($"The proof we send for {name} is now", was.Proof, now.Proof);
            Texts($"What we say to {name} is now", was.Say, now.Say);
        },
        () => said.Add($"The problems we solve better are now in this order: {string.Join(", ", after.Problems.Select(problem => FactWords.Called(problem.Id)))}"));

    private void Texts(string sentence, string? was, string? now)
    {
        if (was != now) said.Add($"{sentence} {(now is null ? "nothing" : $"“{now}”")}, was {(was is null ? "nothing" : $"“{was}”")}");
    }

    private void Interest()
    {
        if (before.Interest is null != after.Interest is null) said.Add(after.Interest is null ? "Interest is no longer counted" : "Interest is now counted");
        var (was, now) = (before.Interest ?? new(), after.Interest ?? new());
        if (was.HighFrom != now.HighFrom) said.Add($"Interest is now high from {Points(now.HighFrom, "no number of points")}, was {(was.HighFrom is { } from ? Numbers.ForPeople(from) : "not said")}");
        if (was.HalfLife != now.HalfLife)
        {
            said.Add(now.HalfLife is { } halfLife ? $"Points are now worth half after {halfLife}, was {was.HalfLife?.ToString() ?? "never"}"
                : $"Points now keep their worth for ever, were worth half after {was.HalfLife}");
        }
        if (was.DailyLimit != now.DailyLimit) said.Add($"At most {Points(now.DailyLimit, "any number of points")} now count a day, was {(was.DailyLimit is { } limit ? Numbers.ForPeople(limit) : "any number")}");
        ListDifference.Named(was.Points, now.Points, points => points.Kind,
            points => said.Add($"{Kind(points)} is now worth {LeadWords.Worth(points.Points)}, was not counted"),
            points => said.Add($"{Kind(points)} is no longer counted, was worth {LeadWords.Worth(points.Points)}"),
            (old, points) => said.Add($"{Kind(points)} is now worth {LeadWords.Worth(points.Points)}, was {(old.Points == 0 ? "nothing" : Numbers.ForPeople(old.Points))}"),
            () => said.Add("What earns points is now listed in another order"));
    }

    private static string Kind(KindPoints points) => FactWords.Capital(KindWords.NounOf(points.Kind));

    private static string Points(decimal? points, string none) => points is { } number ? LeadWords.Points(number) : none;

    private void Required()
    {
        var (removed, added) = ListDifference.Apart(before.Required, after.Required);
        foreach (var fact in added) said.Add($"The required information now includes {LeadWords.The(fact, after)}");
        foreach (var fact in removed) said.Add($"The required information no longer includes {LeadWords.The(fact, before)}");
        if (removed.Count + added.Count == 0 && !before.Required.Equals(after.Required)) said.Add($"The required information is now in this order: {LeadWords.The(after.Required, after)}");
    }
}
