using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What changed in facts, targets, promises, dates and what else the agreement says of itself.</summary>
internal sealed class TermsDifference(Agreement before, Agreement after, List<string> said)
{
    public void Say()
    {
        Facts();
        Targets();
        Promises("Sales", before.SalesPromises, after.SalesPromises);
        Promises("Marketing", before.MarketingPromises, after.MarketingPromises);
        Changed("It is now in force from", FactWords.Day(before.InForceFrom), FactWords.Day(after.InForceFrom));
        Changed("It is now reviewed by", Day(before.ReviewBy), Day(after.ReviewBy));
        Changed("The time zone is now", before.TimeZone, after.TimeZone);
        Changed("An amount without a currency is now in", before.Currency, after.Currency);
        Rates();
        Changed("The agreement is now called", before.Name, after.Name);
        Changed("It is now version", Version(before), Version(after));
        Signatures();
    }

    private void Changed(string sentence, string was, string now)
    {
        if (was != now) said.Add($"{sentence} {now}, was {was}");
    }

    private static string Version(Agreement agreement) => agreement.Version is { } version ? $"{version}" : "without a number";

    private static string Day(DateOnly? date) => date is { } day ? FactWords.Day(day) : "no date";

    private void Facts() => ListDifference.Named(before.Facts, after.Facts, fact => fact.Name,
        fact => said.Add($"New fact: {HeadWords.Owned(fact)}, {HeadWords.Kind(fact)}"),
        fact => said.Add($"No longer a fact of ours: {HeadWords.Owned(fact)}"),
        Fact,
        () => said.Add($"Our facts are now in this order: {string.Join(", ", after.Facts.Select(FactWords.Noun))}"));

    private void Fact(Fact was, Fact now)
    {
        var noun = FactWords.Noun(now);
        if (was.Of != now.Of) said.Add($"{FactWords.Capital(noun)} is now {HeadWords.Owned(now)}, was {HeadWords.Owned(was)}");
        if (was.Type == now.Type && was.Several == now.Several) Options(was, now);
        else said.Add($"{FactWords.Capital(noun)} is now {Described(now)}, was {Described(was)}");
        if (was.Ask != now.Ask) said.Add($"For {noun}, we now ask {Quoted(now.Ask)}, was {Quoted(was.Ask)}");
    }

    private static string Described(Fact fact)
    {
        var options = fact.Options.Count > 0 ? $" of {FactWords.Listed(fact.Options, "and")}" : "";
        return $"{OperandReader.Describe(fact.Type)}{options}{(fact.Several ? ", several at once" : "")}";
    }

    private void Options(Fact was, Fact now)
    {
        var (removed, added) = ListDifference.Apart(was.Options, now.Options);
        var noun = FactWords.Capital(FactWords.Noun(now));
        if (added.Count > 0) said.Add($"{noun} may now also be {FactWords.Listed([.. added.Select(option => FactWords.Option(now, option))], "or")}");
        if (removed.Count > 0) said.Add($"{noun} may no longer be {FactWords.Listed([.. removed.Select(option => FactWords.Option(was, option))], "or")}");
        if (!was.Options.Where(now.Options.Contains).SequenceEqual(now.Options.Where(was.Options.Contains))) said.Add($"{noun} is now {HeadWords.Kind(now)}, in this order");
    }

    private static string Quoted(string? text) => text is null ? "nothing" : $"“{text}”";

    private void Targets()
    {
        if (before.Targets is null != after.Targets is null) said.Add(after.Targets is null ? "There are no targets any more" : "There are targets now");
        var (was, now) = (before.Targets ?? new(), after.Targets ?? new());
        Changed("Targets are now set for", $"a {TargetWords.Name(was.Period)}", $"a {TargetWords.Name(now.Period)}");
        Changed("The revenue to win is now", Amount(was.Revenue), Amount(now.Revenue));
        Changed("The average deal is now", TargetWords.Deal(was), TargetWords.Deal(now));
        Changed("The share of opportunities won is now", TargetWords.Rate(was), TargetWords.Rate(now));
        Changed("Marketing's share is now", Percent(was.MarketingShare), Percent(now.MarketingShare));
        Changed("Sales now needs", TargetWords.Opportunities(was), TargetWords.Opportunities(now));
    }

    private static string Amount(Money? money) => money is null ? "not set" : TargetWords.Amount(money);

    private static string Percent(decimal? number) => number is { } share ? TargetWords.Percent(share) : "not set";

    private void Promises(string side, ValueList<string> was, ValueList<string> now)
    {
        var (removed, added) = ListDifference.Apart(was, now);
        foreach (var promise in added) said.Add($"{side} now also promises: {promise}");
        foreach (var promise in removed) said.Add($"{side} no longer promises: {promise}");
        if (removed.Count + added.Count == 0 && !was.Equals(now)) said.Add($"The promises of {side} are now in another order");
    }

    private void Rates()
    {
        // A rate of the same number is another one where what it converts into has changed.
        if (before.Currency != after.Currency)
        {
            foreach (var rate in after.Rates.Where(before.Rates.Contains)) said.Add($"1 {rate.Currency} is now worth {HeadWords.Worth(rate, after)}, was {HeadWords.Worth(rate, before)}");
        }
        ListDifference.Named(before.Rates, after.Rates, rate => rate.Currency,
        rate => said.Add($"1 {rate.Currency} is now worth {HeadWords.Worth(rate, after)}, had no rate"),
        rate => said.Add($"{rate.Currency} no longer has a rate, 1 {rate.Currency} was worth {HeadWords.Worth(rate, before)}"),
        (was, now) => said.Add($"1 {now.Currency} is now worth {HeadWords.Worth(now, after)}, was {HeadWords.Worth(was, before)}"),
        () => said.Add("The rates are now in another order"));
    }

    private void Signatures()
    {
        var (removed, added) = ListDifference.Apart(before.Signatures, after.Signatures);
        foreach (var signature in added) said.Add($"New signature: {HeadWords.Signed(signature)}");
        foreach (var signature in removed) said.Add($"No longer signed: {HeadWords.Signed(signature)}");
        if (removed.Count + added.Count == 0 && !before.Signatures.Equals(after.Signatures)) said.Add("The signatures are now in another order");
    }
}
