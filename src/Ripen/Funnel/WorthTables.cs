using Ripen.Exports;
using Ripen.Leads;

namespace Ripen.Funnel;

/// <summary>The tables of sources, campaigns or offers by worth, each with what the page shows; all of them, where the page shows only the first.</summary>
internal static class WorthTables
{
    public static readonly string[] Names = ["worth", "stages", "rejections", "bought", "sides", "about"];

    /// <summary>Of the first table those columns that fit a terminal, beside the name's.</summary>
    public static readonly string[] Short =
        ["inquiries", "fits", "qualified", "accepted", "accepted_low", "accepted_high", "opportunities", "won", "revenue", "per_inquiry", "cost", "cost_per_accepted", "cost_per_opportunity", "revenue_per_cost", "median_days_to_won", "rank_by_count", "rank_by_worth", "place", "currency"];

    private sealed record BoughtRow(string Passes, ShownBought Bought, string Currency);

    private sealed record SideRow(string Whose, long Opportunities, ShownShare? Share, ShownMoney? Won);

    private static readonly TableColumns<BoughtRow> BoughtColumns = new TableColumns<BoughtRow>()
        .Text("passes", row => row.Passes).Whole("began", row => row.Bought.Passes).Whole("opportunities", row => row.Bought.Opportunities)
        .Money("cost", row => row.Bought.Cost).Money("cost_per_opportunity", row => row.Bought.CostPerOpportunity).Text("currency", row => row.Currency);

    private static readonly TableColumns<SideRow> SideColumns = new TableColumns<SideRow>()
        .Text("whose", row => row.Whose).Whole("opportunities", row => row.Opportunities).Share("share", row => row.Share?.Value).Share("share_low", row => row.Share?.Low).Share("share_high", row => row.Share?.High)
        .Money("won", row => row.Won).Text("currency", row => row.Won?.Currency);

    private static readonly TableColumns<(string Offer, OfferAtStage At)> StageColumns = new TableColumns<(string Offer, OfferAtStage At)>()
        .Text("offer", row => row.Offer).Text("buying_stage", row => row.At.Stage).Whole("inquiries", row => row.At.Inquiries).Whole("accepted", row => row.At.Accepted?.Count)
        .Share("accepted_share", row => row.At.Accepted?.Value).Share("accepted_low", row => row.At.Accepted?.Low).Share("accepted_high", row => row.At.Accepted?.High)
        .Whole("opportunities", row => row.At.Opportunities).Whole("won", row => row.At.Won);

    /// <param name="set">What was asked for, by word.</param>
    public static IReadOnlyList<ReportTable> Of(WorthReport report, IReadOnlyDictionary<string, string> set)
    {
        var (sides, currency) = (report.Sides, report.Sides.Won.Currency);
        return
        [
            ColumnsOf(report.By).Of("worth", "By worth", report.Items),
            .. report.By == "offer" ? [StageColumns.Of("stages", "Early, middle and late", report.AtStages.SelectMany(offer => offer.Stages.Select(stage => (offer.Name, stage))))] : (ReportTable[])[],
            new TableColumns<(ShownWorth Way, ShownRejection Reason)>()
                .Text(report.By, row => row.Way.Name).Text("reason", row => row.Reason.Reason).Text("says", row => row.Reason.Says).Whole("rejections", row => row.Reason.Count)
                .Of("rejections", "Why Sales gave them back", report.Items.SelectMany(way => way.Rejections.Select(reason => (way, reason)))),
            BoughtColumns.Of("bought", "Newly bought and recycled", [new("newly_bought", report.Bought, currency), new("recycled", report.Recycled, currency)]),
            SideColumns.Of("sides", "Marketing’s share", [new("marketing", sides.OfMarketing?.Count ?? 0, sides.OfMarketing, sides.WonOfMarketing), new("nobody", sides.Unknown, null, null), new("all", sides.Opportunities, null, sides.Won)]),
            AboutTable.Of("sources", report.Zone, report.AsOf, set, [.. report.Sentences, .. report.Notes, ShownSides.Rule]),
        ];
    }

    private static TableColumns<ShownWorth> ColumnsOf(string by)
    {
        var columns = new TableColumns<ShownWorth>().Text(by, way => way.Name);
        if (by == "source") columns.Text("side", way => way.Side);
        if (by == "campaign") columns.Whole("audience", way => way.Audience).Share("response", way => way.Response?.Value);
        return columns
            .Whole("inquiries", way => way.Inquiries).Whole("fits", way => way.Fits?.Count ?? 0).Share("fits_share", way => way.Fits?.Value).Whole("qualified", way => way.Qualified).Whole("handed_over", way => way.HandedOver)
            .Whole("accepted", way => way.Accepted?.Count ?? 0).Share("accepted_share", way => way.Accepted?.Value).Share("accepted_low", way => way.Accepted?.Low).Share("accepted_high", way => way.Accepted?.High)
            .Share("likely", way => way.Likely.Value).Share("likely_low", way => way.Likely.Low).Share("likely_high", way => way.Likely.High)
            .Whole("opportunities", way => way.Opportunities).Whole("won", way => way.Won).Whole("on_the_way", way => way.OnTheWay).Money("revenue", way => way.Revenue)
            .Money("per_inquiry", way => way.RevenuePerInquiry?.Value, CurrencyOf).Money("per_inquiry_low", way => way.RevenuePerInquiry?.Low, CurrencyOf).Money("per_inquiry_high", way => way.RevenuePerInquiry?.High, CurrencyOf)
            .Money("cost", way => way.Cost).Money("cost_per_inquiry", way => way.CostPerInquiry).Money("cost_per_accepted", way => way.CostPerAccepted).Money("cost_per_opportunity", way => way.CostPerOpportunity)
            .Number("revenue_per_cost", way => way.RevenuePerCost).Number("median_days_to_won", way => way.DaysToWon?.Median).Number("nine_of_ten_days_to_won", way => way.DaysToWon?.NineOfTen)
            .Whole("rank_by_count", way => way.RankByCount).Whole("rank_by_worth", way => way.RankByWorth).Whole("place", way => way.Place).Text("not_again", way => way.NotAgain).Text("currency", CurrencyOf);
    }

    private static string CurrencyOf(ShownWorth way) => way.Revenue.Currency;
}
