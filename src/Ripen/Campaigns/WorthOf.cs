using Ripen.Desks;
using Ripen.Funnel;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Campaigns;

/// <summary>What came of campaigns so far: counted as reports count it, of all time, with what is open now and what was paid.</summary>
internal sealed class WorthOf
{
    private readonly Dictionary<int, Ripen.Funnel.Worth> ways;
    private readonly Dictionary<int, Dictionary<string, long>> warmths = [];
    private readonly Dictionary<int, List<ShownMoney>> costs = [];
    private readonly string currency;

    private WorthOf(Dictionary<int, Ripen.Funnel.Worth> ways, string currency) => (this.ways, this.currency) = (ways, currency);

    /// <param name="one">Of this one alone; null: of all.</param>
    public static WorthOf Campaigns(Desk desk, Session session, int? one = null)
    {
        var filter = one is null ? PassFilter.All : PassFilter.All with { Campaign = one };
        var counted = Ripen.Funnel.Worth.Of(desk.Passes.Of(session).Blocks, filter, long.MinValue, long.MaxValue, pass => pass.Campaign, isDrawn: false);
        var worth = new WorthOf(counted.ToDictionary(way => way.Key), MoneyTerms.Of(desk, session).Currency);
        var only = one is null ? "is not null" : "= @one";
        (string, object?)[] values = one is null ? [] : [("@one", one)];
        var open = new List<(int Campaign, int Temperature, int Version, long Leads)>();
        session.Read(
            $"select campaign, temperature, agreement_version, count(*) from leads where line = @line and campaign {only} and ended is null and temperature is not null and agreement_version is not null group by 1, 2, 3",
            row => open.Add((row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3))),
            [("@line", Desk.MainLine), .. values]);
        foreach (var (campaign, place, version, leads) in open) worth.Warm(campaign, desk.Agreements.Compiled(session, Desk.MainLine, version).Agreement.Temperature[place].Word, leads);
        session.Read(
            $"select campaign, currency, cast(sum(amount) as bigint) from costs where campaign {only} group by campaign, currency order by currency",
            row => worth.CostsOf(row.GetInt32(0)).Add(new(row.GetInt64(2), row.GetString(1))),
            values);
        return worth;
    }

    public CampaignWorth Of(int campaign)
    {
        var (way, warm) = (ways.GetValueOrDefault(campaign), warmths.GetValueOrDefault(campaign) ?? []);
        return new(
            way?.Inquiries ?? 0, way?.Fits ?? 0, warm.GetValueOrDefault("hot"), warm.GetValueOrDefault("warm"), warm.GetValueOrDefault("cold"), way?.Qualified ?? 0, way?.Accepted ?? 0, way?.Opportunities ?? 0, way?.Won ?? 0, way?.WithoutMoney ?? 0,
            way is { Money: > 0 } ? [new(way.Money, currency)] : [], costs.GetValueOrDefault(campaign) ?? []);
    }

    private void Warm(int campaign, string word, long leads)
    {
        if (!warmths.TryGetValue(campaign, out var there)) warmths[campaign] = there = new(StringComparer.Ordinal);
        there[word] = there.GetValueOrDefault(word) + leads;
    }

    private List<ShownMoney> CostsOf(int campaign)
    {
        if (!costs.TryGetValue(campaign, out var there)) costs[campaign] = there = [];
        return there;
    }
}
