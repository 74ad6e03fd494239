using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What makes a lead ideal, hot, ripe, qualified, in words.</summary>
internal static class LeadWords
{
    public static IEnumerable<(string Key, string Text)> IdealProspect(Agreement agreement)
    {
        if (agreement.IdealProspect is not { } ideal) yield break;
        if (ideal.Organisation.Count > 0) yield return ("ideal_prospect.organisation", $"A company fits when {ItHas(ConditionWords.Of(ideal.Organisation, agreement))}.");
        if (ideal.Role.Count > 0) yield return ("ideal_prospect.role", $"A person fits when {ConditionWords.Of(ideal.Role, agreement)}.");
        if (ideal.Never.Count == 0) yield break;
        var never = ideal.Never.Count == 1 ? ideal.Never[0] : new Any(ideal.Never);
        yield return ("ideal_prospect.never", $"A lead never fits when we know that {ConditionWords.Of(never, agreement)}.");
    }

    // "A company fits when it has 50 employees", not "when the company has".
    private static string ItHas(string words) => words.StartsWith("the company ", StringComparison.Ordinal) ? $"it {words[12..]}" : words;

    public static IEnumerable<(string Key, string Text)> Problems(Agreement agreement)
    {
        foreach (var problem in agreement.Problems)
        {
            var key = $"problems.{problem.Id}";
            yield return (key, $"{FactWords.Capital(FactWords.Called(problem.Id))}: {HeadWords.Ended(problem.Says)}");
            if (problem.BetterBecause is { } better) yield return ($"{key}.better_because", $"Why we are better: {HeadWords.Ended(better)}");
            if (problem.Proof is { } proof) yield return ($"{key}.proof", $"What we send as proof: {HeadWords.Ended(proof)}");
            if (problem.Say is { } say) yield return ($"{key}.say", $"What we say: {HeadWords.Ended(say)}");
        }
    }

    public static IEnumerable<(string Key, string Text)> Criteria(Agreement agreement)
    {
        foreach (var criterion in agreement.Criteria)
        {
            var (key, name) = ($"criteria.{criterion.Name}", FactWords.Called(criterion.Name));
            yield return (key, $"{FactWords.Capital(name)} is met when {ConditionWords.Of(criterion.MetWhen, agreement)}.");
            if (criterion.MetByAnyone) yield return ($"{key}.met_by", $"For {name}, anyone in the buying group counts.");
            if (criterion.GoodFor is { } goodFor) yield return ($"{key}.good_for", $"An answer on {name} counts for {goodFor}.");
            if (criterion.Ask.Count > 0) yield return ($"{key}.ask", $"For {name}, we ask for {Asked(criterion.Ask, agreement)}.");
        }
    }

    public static IEnumerable<(string Key, string Text)> Interest(Agreement agreement)
    {
        if (agreement.Interest is not { } interest) yield break;
        foreach (var points in interest.Points)
        {
            var worth = points.Points < 0 ? $"takes away {Points(-points.Points)}" : $"is worth {Worth(points.Points)}";
            yield return ($"interest.points.{points.Kind.Replace(' ', '_')}", $"{FactWords.Capital(KindWords.NounOf(points.Kind))} {worth}.");
        }
        if (interest.DailyLimit is { } limit) yield return ("interest.daily_limit", $"At most {Points(limit)} a day {(limit == 1 ? "counts" : "count")}.");
        yield return ("interest.half_life", interest.HalfLife is { } halfLife ? $"After {halfLife}, points are worth half." : "Points keep their worth for ever.");
        if (interest.HighFrom is { } high) yield return ("interest.high_from", $"Interest is high from {Points(high)}.");
    }

    public static IEnumerable<(string Key, string Text)> Temperature(Agreement agreement) => Bands("temperature", "a lead", agreement.Temperature, agreement);

    public static IEnumerable<(string Key, string Text)> BuyingStage(Agreement agreement) => Bands("buying_stage", "the buying stage", agreement.BuyingStage, agreement);

    public static IEnumerable<(string Key, string Text)> Qualified(Agreement agreement)
    {
        if (agreement.Required.Count > 0) yield return ("required", $"The required information is {The(agreement.Required, agreement)}.");
        yield return ("qualified_when", $"A lead is qualified when {ConditionWords.Of(agreement.QualifiedWhen, agreement, "it")}.");
    }

    /// <summary>"nothing", "1 point", "40 points".</summary>
    public static string Worth(decimal points) => points == 0 ? "nothing" : Points(points);

    public static string Points(decimal points) => $"{Numbers.ForPeople(points)} {(points is 1 or -1 ? "point" : "points")}";

    /// <summary>"the e-mail address, the company name and the problem".</summary>
    public static string The(IEnumerable<string> facts, Agreement agreement) => FactWords.Listed([.. facts.Select(name => The(name, agreement))], "and");

    /// <summary>"the budget status, then the budget".</summary>
    public static string Asked(IEnumerable<string> facts, Agreement agreement) => string.Join(", then ", facts.Select(name => The(name, agreement)));

    /// <summary>"the phone number", "whether they know the solution".</summary>
    public static string The(string fact, Agreement agreement) => fact == "solution_known" ? "whether they know the solution"
        : $"the {(agreement.Catalogue().Find(fact) is { } found ? FactWords.Noun(found) : FactWords.Called(fact))}";

    // The first that holds is the one.
    private static IEnumerable<(string Key, string Text)> Bands(string key, string what, ValueList<Band> bands, Agreement agreement)
    {
        foreach (var (i, band) in bands.Index())
        {
            var text = band.When is Otherwise ? i == 0 ? $"{FactWords.Capital(what)} is always {band.Word}." : $"Otherwise it is {band.Word}."
                : i == 0 ? $"{FactWords.Capital(what)} is {band.Word} when {ConditionWords.Of(band.When, agreement, "it")}."
                : $"Failing that, it is {band.Word} when {ConditionWords.Of(band.When, agreement, "it")}.";
            yield return ($"{key}.{band.Word}", text);
        }
    }
}
