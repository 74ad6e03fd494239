using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>Tells of what is said and leads nowhere: answers nobody reads, criteria nobody names, money nobody can compare.</summary>
internal sealed class LooseEnds(SketchSetting setting, AgreementPlaces places, Remarks remarks)
{
    private readonly Agreement agreement = setting.Agreement;
    private readonly Condition[] conditions = [.. Lines.Of(setting.Agreement).SelectMany(line => Lines.Within(line.When))];

    public void Look()
    {
        LookAtReview();
        LookAtRates();
        LookAtUnusedCriteria();
        LookAtUnreadFacts();
        LookAtReasons();
    }

    private void LookAtReview()
    {
        if (agreement.ReviewBy is not { } review || review >= agreement.InForceFrom) return;
        remarks.Warn(places.Key("review_by"), FactWords.Day(review), $"The review is due before the agreement is in force, which it is from {FactWords.Day(agreement.InForceFrom)}.", "Give a date after in_force_from, a year at most.");
    }

    private void LookAtRates()
    {
        if (agreement.Rates.FirstOrDefault(rate => rate.Currency == agreement.Currency) is { Value: not 1 } own)
        {
            remarks.Warn(places.Key("rates", own.Currency), own.Currency, $"1 {own.Currency} is 1 {own.Currency}: the rate of the agreement's own currency is not used.", "Take it out, or change currency.");
        }
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var test in conditions.OfType<FactTest>().Where(test => test.Fact.Type == FactType.Money))
        {
            foreach (var code in test.Values.Select(value => value.Value.Currency.Code))
            {
                if (code == agreement.Currency || agreement.Rates.Any(rate => rate.Currency == code)) continue;
                setting.Told.Add(test);
                if (!told.Add(code)) continue;
                remarks.Warn(test.At, ConditionWriter.Write(test), $"{code} has no rate, so this is unknown for every amount in another currency, {agreement.Currency} included.", $"Add under rates what 1 {code} is worth in {agreement.Currency}, or compare in {agreement.Currency}.");
            }
        }
    }

    private void LookAtUnusedCriteria()
    {
        var named = conditions.OfType<Named>().Select(name => name.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var criterion in agreement.Criteria.Where(criterion => !named.Contains(criterion.Name)))
        {
            remarks.Warn(places.Key("criteria", criterion.Name), criterion.Name, $"No condition names the criterion '{criterion.Name}', so meeting it changes nothing.", "Use it in temperature, buying_stage or qualified_when, or take it out.");
        }
    }

    private void LookAtUnreadFacts()
    {
        var read = ReadFacts();
        foreach (var criterion in agreement.Criteria)
        {
            foreach (var fact in criterion.Ask.Where(fact => !read.Contains(fact)))
            {
                remarks.Warn(places.Item(fact, "criteria", criterion.Name, "ask"), fact, $"'{criterion.Name}' asks for '{fact}', but no condition reads it and it is not required, so the answer changes nothing.", "Ask for a fact that a condition tests.");
            }
        }
        foreach (var reason in agreement.Handover.RejectReasons)
        {
            foreach (var fact in reason.Forget.Where(fact => !read.Contains(fact)))
            {
                remarks.Warn(places.Item(fact, "handover", "reject_reasons", reason.Id, "forget"), fact, $"'{reason.Id}' forgets '{fact}', but no condition reads it and it is not required, so forgetting it changes nothing.", "Forget the facts that the rejection proves wrong.");
            }
        }
    }

    // Some facts are read off others.
    private HashSet<string> ReadFacts()
    {
        var read = conditions.OfType<FactTest>().Select(test => test.Fact.Name).Concat(agreement.Required).ToHashSet(StringComparer.Ordinal);
        if (read.Contains("email_domain")) read.Add("email");
        if (read.Contains("seniority") || read.Contains("function")) read.Add("job_title");
        if (read.Contains("country")) read.Add("organisation_country");
        return read;
    }

    private void LookAtReasons()
    {
        foreach (var same in agreement.Handover.RejectReasons.GroupBy(reason => Folded.From(reason.Says)))
        {
            foreach (var reason in same.Skip(1))
            {
                remarks.Warn(places.Key("handover", "reject_reasons", reason.Id, "says"), reason.Says, $"The reasons '{same.First().Id}' and '{reason.Id}' say the same, so nobody knows which one to choose.", "Keep one of them, or say where they differ.");
            }
        }
    }
}
