using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>What both sides want to reach, and what they promise, in words.</summary>
internal static class TargetWords
{
    public static IEnumerable<(string Key, string Text)> Of(Agreement agreement)
    {
        if (agreement.Targets is not { } targets) yield break;
        yield return ("targets.period", $"Targets are set for a {Name(targets.Period)}.");
        if (targets.Revenue is { } revenue) yield return ("targets.revenue", $"The revenue to win is {Amount(revenue)}.");
        yield return ("targets.average_deal", $"The average deal is {Deal(targets)}.");
        yield return ("targets.win_rate", $"The share of opportunities won is {Rate(targets)}.");
        if (targets.MarketingShare is { } share) yield return ("targets.marketing_share", $"Marketing's share is {Percent(share)}.");
        if (targets.Opportunities is not null) yield return ("targets.opportunities", $"Sales needs {Opportunities(targets)}.");
    }

    public static IEnumerable<(string Key, string Text)> Promises(Agreement agreement)
    {
        foreach (var (i, promise) in agreement.SalesPromises.Index()) yield return ($"promises.sales.{i + 1}", $"Sales promises: {HeadWords.Ended(promise)}");
        foreach (var (i, promise) in agreement.MarketingPromises.Index()) yield return ($"promises.marketing.{i + 1}", $"Marketing promises: {HeadWords.Ended(promise)}");
    }

    public static string Name(TargetPeriod period) => period switch
    {
        TargetPeriod.Month => "month",
        TargetPeriod.Year => "year",
        _ => "quarter",
    };

    public static string Amount(Money money) => $"{Numbers.ForPeople(money.Amount)} {money.Currency}";

    public static string Percent(decimal number) => $"{Numbers.ForPeople(number)} %";

    public static string Deal(Targets targets) => targets.AverageDeal is { } deal ? Amount(deal) : "what we measure";

    public static string Rate(Targets targets) => targets.WinRate is { } rate ? Percent(rate) : "what we measure";

    /// <summary>"16 opportunities a month".</summary>
    public static string Opportunities(Targets targets) => targets.Opportunities is not { } number ? "no set number of opportunities"
        : $"{Numbers.ForPeople(number)} {(number == 1 ? "opportunity" : "opportunities")}{(targets.OpportunitiesPer is { } per ? $" a {Name(per)}" : "")}";
}
