using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;
using Rate = Ripen.Measuring.Rate;

namespace Ripen.Funnel;

/// <summary>What marketing brings, against what was agreed.</summary>
internal sealed class MarketingScore
{
    public const string Qualified = "qualified";
    public const string Accepted = "accepted";
    public const string Opportunities = "opportunities";

    private readonly FunnelQuery query;
    private readonly DateOnly today;
    private readonly List<ScoreLine> lines = [];

    /// <param name="handovers">That were opened within the time.</param>
    public MarketingScore(Desk desk, Session session, FunnelQuery query, AgreementInForce? agreement, List<ScoredHandover> handovers)
    {
        (this.query, today) = (query, desk.Settings.ZoneOf(session).DateOf(Instant.From(desk.Now)));
        var (passes, money, targets) = (desk.Passes.Of(session).Blocks, MoneyTerms.Of(desk, session), agreement?.Agreement.Targets);
        var period = Period.Of(passes, query.Filter, query.Begin.Seconds, query.End.Seconds);
        var share = SideShare.Of(passes, query.Filter, FunnelWords.SourcesOf(session, "marketing"), query.Begin.Seconds, query.End.Seconds);
        Reached(Qualified, period.Reached[(int)FunnelStep.Qualified], "came to be qualified");
        Reached(Accepted, period.Reached[(int)FunnelStep.Accepted], "were accepted by Sales");
        Opened(share, targets);
        Share(share, targets);
        Revenue(period, money, targets);
        Campaigns(desk, session, passes);
        if (agreement?.Agreement.MarketingPromises.Any(IsOfPrizeDraws) == true) PrizeDraws(ScorePrizeDraws.Marked(desk, session, handovers));
    }

    public IReadOnlyList<ScoreLine> Lines => lines;

    private static bool IsOfPrizeDraws(string promise) => promise.Contains("prize draw", StringComparison.OrdinalIgnoreCase);

    private void Reached(string what, long count, string says) => lines.Add(new(what, $"{Spoken.Counted(count, "lead", "leads")} {says}.", count, null, null, null));

    private void Opened(SideShare share, Targets? targets)
    {
        var agreed = Agreed(targets?.Opportunities, targets?.OpportunitiesPer ?? TargetPeriod.Month);
        lines.Add(new(
            Opportunities, $"{Spoken.Counted(share.Opportunities, "opportunity was", "opportunities were")} opened{(agreed is { } target ? $"; agreed for these days are {target:0.#}" : "")}.", share.Opportunities, null, agreed,
            agreed is { } wanted ? share.Opportunities >= wanted : null));
    }

    private void Share(SideShare share, Targets? targets)
    {
        var (of, agreed) = (Rate.Of(share.OfMarketing, share.Opportunities), (double?)targets?.MarketingShare / 100);
        lines.Add(new(
            "marketing_share", of is { } rate ? $"{Spoken.Number(rate.Count)} of {Spoken.Number(rate.Total)} opportunities are marketing’s, {ReportMoney.Sure(rate.Value, rate.Likely.Low, rate.Likely.High)}{(agreed is { } target ? $"; agreed are {ReportMoney.Percent(target)}" : "")}." : "No opportunity was opened, so nobody has a share.",
            share.OfMarketing, ShownShare.Of(of), agreed, of is { } found && agreed is { } wanted ? found.Value >= wanted : null));
    }

    private void Revenue(Period period, MoneyTerms money, Targets? targets)
    {
        var periods = Periods(targets?.Period ?? TargetPeriod.Quarter);
        var agreed = targets?.Revenue is { } revenue ? money.InMinorUnits(revenue.Amount * periods, revenue.Currency) : null;
        lines.Add(new(
            "revenue", $"{ReportMoney.Told(new ShownMoney(period.Money, money.Currency))} were won{(agreed is { } wanted ? $"; agreed for these days are {ReportMoney.Plain(new ShownMoney(wanted, money.Currency))} {money.Currency}" : "")}.", period.Won, null,
            agreed is { } target ? (double)Handovers.Deals.Decimal(new Amount(target, money.Currency)) : null, agreed is { } least ? period.Money >= least : null)
        { Money = new(period.Money, money.Currency) });
    }

    // Campaigns that were paid for within the time and never had an accepted lead.
    private void Campaigns(Desk desk, Session session, IReadOnlyList<CountedPass[]> passes)
    {
        var accepted = Worth.Of(passes, PassFilter.All, long.MinValue, long.MaxValue, pass => pass.Campaign, isDrawn: false).Where(way => way.Accepted > 0).Select(way => way.Key).ToHashSet();
        var without = Costs.Of(session, MoneyTerms.Of(desk, session), query).Campaigns.Where(campaign => !accepted.Contains(campaign)).Select(campaign => $"“{desk.Campaigns.NameOf(session, campaign)}”").Order(StringComparer.Ordinal).ToList();
        lines.Add(new(
            "campaigns_without_accepted", without.Count == 0 ? "Every campaign that was paid for in this time has had an accepted lead." : $"{Spoken.Counted(without.Count, "campaign was", "campaigns were")} paid for in this time and never had an accepted lead: {string.Join(", ", without.Take(5))}{(without.Count > 5 ? " and others" : "")}.",
            without.Count, null, null, without.Count == 0));
    }

    // The promise says never: one is too many.
    private void PrizeDraws(List<ScoredHandover> handovers)
    {
        var of = Rate.Of(handovers.Count(row => row.IsOfPrizeDraw), handovers.Count);
        var says = of is not { } rate ? SalesMeasure.MoreThanPrizeDraw.None
            : $"{(rate.Count == 0 ? "None" : Spoken.Number(rate.Count))} of {Spoken.Counted(rate.Total, "lead", "leads")} handed over had done nothing but enter a prize draw{(rate.Count == 0 ? "" : $", {ReportMoney.Percent(rate.Value)}")}.";
        lines.Add(new(SalesMeasure.MoreThanPrizeDraw.What, says, of?.Count ?? 0, ShownShare.Of(of), null, of is { } counted ? counted.Count == 0 : null));
    }

    private double? Agreed(decimal? target, TargetPeriod per) => target is { } wanted ? (double)Math.Round(wanted * Periods(per), 2) : null;

    // How many of them are over within the days of the report.
    private decimal Periods(TargetPeriod per) => AgreedTargets.PeriodsIn(per, query.From, query.To < today ? query.To : today);
}
