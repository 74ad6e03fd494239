using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>A reason for which Sales gave leads back.</summary>
/// <param name="Says">In the agreement's words.</param>
public sealed record ShownRejection(string Reason, string Says, long Count);

/// <summary>What a lead that comes this way brings on average, in minor units, and where that likely lies: 95 %.</summary>
/// <param name="Low">Null where fewer than two brought anything: how far amounts differ cannot be seen then.</param>
public sealed record ShownMean(double Value, double? Low, double? High);

/// <summary>What became of the leads that came one way: each counts once, as far as it ever came, in whichever pass.</summary>
/// <param name="Id">The number of the source, campaign or offer; 0: none is known.</param>
/// <param name="Side">Of a source: marketing, sales or partner.</param>
/// <param name="Audience">Of a campaign: how many it reached.</param>
/// <param name="Response">Inquiries of that audience.</param>
/// <param name="Fits">Of the inquiries, those that fit the ideal prospect.</param>
/// <param name="Accepted">Of the inquiries; Wilson's interval.</param>
/// <param name="Likely">The same share, drawn towards that of all while few are counted (beta-binomial).</param>
/// <param name="RevenuePerInquiry">The share that brings anything times the mean of what it brings; its interval is drawn (BCa bootstrap).</param>
/// <param name="Expected">What the next inquiry is expected to bring, in minor units; see the report's basis.</param>
/// <param name="Cost">Of the days of the report; null where none is known.</param>
/// <param name="RevenuePerCost">What one unit of cost brought.</param>
/// <param name="DaysToWon">From the first inquiry.</param>
/// <param name="NotAgain">Why the agreement's promises keep it from being bought again, in the promise's own words; null where none does.</param>
public sealed record ShownWorth(
    int Id, string Name, string? Side, long? Audience, ShownShare? Response, long Inquiries, ShownShare? Fits, long Qualified, long HandedOver, ShownShare? Accepted, ShownLikely Likely, long Opportunities, long Won, long OnTheWay,
    ShownMoney Revenue, ShownMean? RevenuePerInquiry, double Expected, ShownMoney? Cost, ShownMoney? CostPerInquiry, ShownMoney? CostPerAccepted, ShownMoney? CostPerOpportunity, double? RevenuePerCost, ShownDays? DaysToWon,
    IReadOnlyList<ShownRejection> Rejections, int RankByCount, int RankByWorth, string? NotAgain)
{
    /// <summary>By worth, among those of which enough is known, as the page shows them; null where its inquiries are too few to say what it is worth.</summary>
    public int? Place { get; init; }
}

/// <summary>Marketing's share, by the rule that stands on every page that shows it.</summary>
/// <param name="Opportunities">Opened within the time.</param>
/// <param name="Unknown">Of these, those of which no touch has a known source; nobody's.</param>
public sealed record ShownSides(long Opportunities, ShownShare? OfMarketing, long Unknown, ShownMoney Won, ShownMoney WonOfMarketing)
{
    /// <summary>How it is counted.</summary>
    public const string Rule = "Marketing’s are the opportunities, and the won money, whose buying group’s first touch with a known source came through a source of marketing.";

    internal static ShownSides Of(SideShare share, MoneyTerms terms) =>
        new(share.Opportunities, ShownShare.Of(Measuring.Rate.Of(share.OfMarketing, share.Opportunities)), share.Unknown, new(share.Money, terms.Currency), new(share.MoneyOfMarketing, terms.Currency));
}

/// <summary>Inquiries that were newly bought, or recycled ones that came again.</summary>
/// <param name="Passes">That began within the time.</param>
/// <param name="Cost">Of campaigns, or of programmes; null where none is known.</param>
public sealed record ShownBought(long Passes, long Opportunities, ShownMoney? Cost, ShownMoney? CostPerOpportunity);

/// <summary>The ways by which leads came within a time, by worth, and what that says.</summary>
internal sealed record WorthWays(WorthBasis Basis, IReadOnlyList<RankedWorth> Ways, IReadOnlyList<ShownWorth> Items, WorthSentences Words)
{
    public static WorthWays Of(Desk desk, Session session, FunnelQuery query, string by, MoneyTerms terms, Costs costs)
    {
        var came = Worth.Of(desk.Passes.Of(session).Blocks, query.Filter, query.Begin.Seconds, query.End.Seconds, pass => LeadsOfWay.KeyOf(pass, by));
        // What cost something and brought nobody is a way, too.
        var paid = (by switch { "campaign" => costs.Campaigns, "source" => costs.Sources, _ => [] }).Except(came.Select(way => way.Key)).Order();
        var (basis, ways) = RankedWorth.Of([.. came, .. paid.Select(Worth.Nothing)]);
        var shown = new WorthShown(desk, session, terms, by, costs);
        List<ShownWorth> items = [.. ways.Select(shown.Of)];
        return new(basis, ways, items, new(items, by, terms.Currency));
    }
}

/// <summary>Sources, campaigns or offers by worth.</summary>
/// <param name="By">source, campaign or offer.</param>
/// <param name="Basis">By what they are ordered: revenue, or as far as any has come: accepted, qualified, fit.</param>
/// <param name="Sentences">What the numbers say, in sentences.</param>
/// <param name="NamesOnly">The one that brings names and nothing else; null where there is none.</param>
/// <param name="WorthMore">The one that deserves more money; null where that cannot be said.</param>
public sealed record WorthReport(
    string By, DateOnly From, DateOnly To, string Zone, DateTimeOffset AsOf, string Basis, long Inquiries, long OnTheWay, IReadOnlyList<ShownWorth> Items, int? NamesOnly, int? WorthMore, IReadOnlyList<string> Sentences,
    ShownSides Sides, ShownBought Bought, ShownBought Recycled, IReadOnlyList<string> Notes)
{
    /// <summary>So many inquiries bring three on average of what the ways are ordered by: of fewer that brought none nothing can be said. Null where none has brought any.</summary>
    public long? Enough { get; init; }

    /// <summary>Offers at each buying stage beside each other; empty where it is no report of offers, or one of a single stage.</summary>
    public IReadOnlyList<OfferAtStages> AtStages { get; init; } = [];

    internal static readonly string[] Bys = ["source", "campaign", "offer"];

    /// <summary>Null where something in the query is wrong, which it says.</summary>
    /// <param name="asked">What was asked for.</param>
    internal static WorthReport? Of(Desk desk, Session session, ListQuery query, out FunnelQuery? asked)
    {
        var read = SourcesPages.Read(desk, session, query);
        asked = read?.Which;
        return read is var (which, by) ? Of(desk, session, which, by) : null;
    }

    private static WorthReport Of(Desk desk, Session session, FunnelQuery query, string by)
    {
        var (passes, terms) = (desk.Passes.Of(session).Blocks, MoneyTerms.Of(desk, session));
        var (begin, end) = (query.Begin.Seconds, query.End.Seconds);
        var costs = Costs.Of(session, terms, query);
        var (basis, ways, items, words) = WorthWays.Of(desk, session, query, by, terms, costs);
        var (first, again) = (Period.Of(passes, query.Filter, begin, end), Period.Of(passes, query.Filter, begin, end, isFirst: false));
        var share = SideShare.Of(passes, query.Filter, FunnelWords.SourcesOf(session, "marketing"), begin, end);
        return new(
            by, query.From, query.To, desk.Settings.ZoneOf(session).Id, desk.Now, basis.ToString().ToLowerInvariant(), items.Sum(item => item.Inquiries), items.Sum(item => item.OnTheWay), items,
            words.NamesOnly?.Id, words.WorthMore?.Id, [.. words.All, .. CampaignOfNames() is { } campaign ? [campaign] : (string[])[]],
            ShownSides.Of(share, terms),
            BoughtOf(first.Reached[0] - again.Reached[0], Opportunities(first) - Opportunities(again), costs.OfCampaigns, terms), BoughtOf(again.Reached[0], Opportunities(again), costs.OfProgrammes, terms),
            NotesOf(ways, share, costs, terms, by))
        {
            Enough = RankedWorth.Enough(basis, [.. ways.Select(way => way.Worth)]),
            AtStages = by == "offer" && query.Filter.BuyingStage is null ? OfferAtStages.Of(passes, query, items) : [],
        };

        // Where a source brings this and that, what brings nothing but names may be one campaign of it.
        string? CampaignOfNames() => by == "source" && words.NamesOnly is null ? WorthWays.Of(desk, session, query, "campaign", terms, costs).Words.OfNamesOnly : null;
    }

    private static long Opportunities(Period period) => period.Reached[(int)FunnelStep.Opportunity];

    private static ShownBought BoughtOf(long passes, long opportunities, long? cost, MoneyTerms terms) =>
        new(passes, opportunities, cost is { } all ? new(all, terms.Currency) : null, WorthShown.Per(cost, opportunities, terms));

    private static List<string> NotesOf(IReadOnlyList<RankedWorth> ways, SideShare share, Costs costs, MoneyTerms terms, string by)
    {
        var notes = new List<string>(costs.Notes);
        if (by == "source" && costs.WithoutSource is > 0 and var rest) notes.Add($"{ReportMoney.Told(new ShownMoney(rest, terms.Currency))} were paid for campaigns of which nobody has said the source: they are in no row. Say it on the campaign’s page.");
        if (ways.Sum(way => way.Worth.WithoutMoney) is > 0 and var without) notes.Add($"{Spoken.Counted(without, "pass was", "passes were")} won without an amount in {terms.Currency}: nobody said it, or the agreement has no rate for its currency.");
        if (share.WithoutMoney > 0) notes.Add($"Of what was won within the time, {Spoken.Counted(share.WithoutMoney, "pass has", "passes have")} no amount in {terms.Currency}: it is in no share.");
        if (ways.Count == 0) notes.Add("No lead that this is about came first in this time. Choose a longer time, or fewer filters.");
        return notes;
    }
}
