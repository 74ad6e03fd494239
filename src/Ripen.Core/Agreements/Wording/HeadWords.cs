using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What the agreement says of itself, and the facts it adds, in words.</summary>
internal static class HeadWords
{
    public static IEnumerable<(string Key, string Text)> Of(Agreement agreement)
    {
        yield return ("agreement", $"This agreement is called {Ended(agreement.Name)}");
        if (agreement.Version is { } version) yield return ("version", $"This is version {version}.");
        yield return ("in_force_from", $"It is in force from {FactWords.Day(agreement.InForceFrom)}.");
        if (agreement.ReviewBy is { } review) yield return ("review_by", $"It is reviewed by {FactWords.Day(review)}.");
        yield return ("time_zone", $"Days and clocks are those of {agreement.TimeZone}.");
        yield return ("currency", $"An amount without a currency is in {agreement.Currency}.");
        foreach (var rate in agreement.Rates) yield return ($"rates.{rate.Currency}", $"1 {rate.Currency} is worth {Worth(rate, agreement)}.");
        foreach (var (i, signature) in agreement.Signatures.Index()) yield return ($"signatures.{i + 1}", $"{Signed(signature)}.");
    }

    public static IEnumerable<(string Key, string Text)> Facts(Agreement agreement)
    {
        foreach (var fact in agreement.Facts)
        {
            yield return ($"facts.{fact.Name}", $"We also want to know {Owned(fact)}: {Kind(fact)}.");
            if (fact.Ask is { } ask) yield return ($"facts.{fact.Name}.ask", $"For {FactWords.Noun(fact)} we ask: {Ended(ask)}");
        }
    }

    public static string Worth(Rate rate, Agreement agreement) => $"{Numbers.ForPeople(rate.Value)} {agreement.Currency}";

    public static string Signed(Signature signature) => $"{signature.Name} signed for {signature.Side} on {FactWords.Day(signature.On)}";

    /// <summary>"the company's ERP".</summary>
    public static string Owned(Fact fact) => fact.Of switch
    {
        FactOwner.Person => $"the person's {FactWords.Noun(fact)}",
        FactOwner.Organisation => $"the company's {FactWords.Noun(fact)}",
        _ => $"the {FactWords.Noun(fact)} of the purchase",
    };

    /// <summary>"a number", "SAP, Oracle or other".</summary>
    public static string Kind(Fact fact)
    {
        string[] options = [.. fact.Options.Select(option => FactWords.Option(fact, option))];
        return fact.Type switch
        {
            FactType.Choice => fact.Several ? $"any of {FactWords.Listed(options, "and")}" : FactWords.Listed(options, "or"),
            FactType.OrderedChoice => $"from low to high {FactWords.Listed(options, fact.Several ? "and" : "or")}{(fact.Several ? ", several at once" : "")}",
            _ => $"{OperandReader.Describe(fact.Type)}{(fact.Several ? ", several at once" : "")}",
        };
    }

    /// <summary>Somebody's own sentence with its full stop.</summary>
    public static string Ended(string text) => text.TrimEnd() is [.., '.' or '!' or '?' or '…'] ended ? ended : $"{text.TrimEnd()}.";
}
