using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Funnel;

/// <summary>Ways by worth with their names, their costs, and what follows from both.</summary>
internal sealed class WorthShown(Desk desk, Session session, MoneyTerms terms, string by, Costs costs)
{
    private readonly AgreementInForce? agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
    private readonly HashSet<int> everAccepted = by != "campaign" ? [] : [.. Worth.Of(desk.Passes.Of(session).Blocks, PassFilter.All, long.MinValue, long.MaxValue, pass => pass.Campaign, isDrawn: false).Where(way => way.Accepted > 0).Select(way => way.Key)];
    private readonly Dictionary<int, (string? Side, long? Audience)> ofWays = TermsOf(session, by);

    public ShownWorth Of(RankedWorth ranked)
    {
        var way = ranked.Worth;
        var (side, audience) = ofWays.GetValueOrDefault(way.Key);
        var cost = by switch { "source" => costs.OfSource(way.Key), "campaign" => costs.OfCampaign(way.Key), _ => null };
        return new(
            way.Key, NameOf(way.Key), side, audience, audience >= way.Inquiries ? ShownShare.Of(Measuring.Rate.Of(way.Inquiries, audience.Value)) : null, way.Inquiries, Share(way.Fits), way.Qualified, way.HandedOver, Share(way.Accepted),
            new(ShownShare.Rounded(ranked.Accepted.Value), ShownShare.Rounded(ranked.Accepted.Likely.Low), ShownShare.Rounded(ranked.Accepted.Likely.High)), way.Opportunities, way.Won, way.OnTheWay,
            new(way.Money, terms.Currency), way.PerInquiry is { } mean ? new(Math.Round(mean.Mean, 2), Rounded(mean.Likely?.Low), Rounded(mean.Likely?.High)) : null, Math.Round(ranked.Expected, 4),
            cost is { } paid ? new(paid, terms.Currency) : null, Per(cost, way.Inquiries, terms), Per(cost, way.Accepted, terms), Per(cost, way.Opportunities, terms), cost > 0 ? Math.Round((double)way.Money / cost.Value, 2) : null,
            ShownDays.Of(way.ToWon), [.. way.Rejections.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key).Select(RejectionOf)], ranked.RankByCount, ranked.RankByWorth, NotAgain(way, cost))
        {
            Place = ranked.Place,
        };

        ShownShare? Share(long count) => ShownShare.Of(Measuring.Rate.Of(count, way.Inquiries));
    }

    /// <summary>What one costs, to whole minor units; null where there is no cost, or none to divide it by.</summary>
    public static ShownMoney? Per(long? cost, long count, MoneyTerms terms) => cost is { } paid && count > 0 ? new((long)Math.Round((decimal)paid / count, MidpointRounding.ToEven), terms.Currency) : null;

    private ShownRejection RejectionOf(KeyValuePair<int, long> reason)
    {
        var id = desk.Passes.Words.Reasons.Word(reason.Key) ?? "";
        return new(id, agreement?.Policy.ReasonOf(id)?.Says ?? (id.Length == 0 ? "No reason is on record" : FactWords.Capital(FactWords.Spaced(id))), reason.Value);
    }

    // A promise is a plain sentence; one that speaks of campaigns and accepted leads is held against those that never had one.
    private string? NotAgain(Worth way, long? cost) => by != "campaign" || cost is null || way.Accepted > 0 || everAccepted.Contains(way.Key) ? null
        : agreement?.Agreement.MarketingPromises.FirstOrDefault(promise => promise.Contains("campaign", StringComparison.OrdinalIgnoreCase) && promise.Contains("accepted", StringComparison.OrdinalIgnoreCase));

    private string NameOf(int key) => key == 0 ? FunnelWords.None : by switch
    {
        "campaign" => desk.Campaigns.NameOf(session, key),
        "offer" => desk.Offers.NameOf(session, key),
        _ => desk.Sources.NameOf(session, key),
    };

    private static Dictionary<int, (string? Side, long? Audience)> TermsOf(Session session, string by)
    {
        var terms = new Dictionary<int, (string?, long?)>();
        if (by == "source") session.Read("select source, side from sources", row => terms[row.GetInt32(0)] = (row.GetString(1), null));
        else if (by == "campaign") session.Read("select campaign, audience from campaigns where audience is not null", row => terms[row.GetInt32(0)] = (null, row.GetInt64(1)));
        return terms;
    }

    private static double? Rounded(double? amount) => amount is { } there ? Math.Round(there, 2) : null;
}
