using System.Globalization;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>
/// What was paid within some days, in minor units of the currency that reports count in. A cost of more days counts by the
/// days of it that lie within.
/// </summary>
internal sealed class Costs
{
    private readonly Dictionary<int, decimal> campaigns = [];
    private readonly Dictionary<int, decimal> sources = [];
    private readonly Dictionary<string, (long Count, long Amount)> foreign = new(StringComparer.Ordinal);
    private decimal? campaignsInAll;
    private decimal? programmes;
    private decimal withoutSource;
    private readonly List<string> notes = [];
    private bool isNarrowed;

    private readonly record struct Cost(int? Campaign, int? Source, string Starts, string Ends, long Amount, string Currency);

    /// <summary>Of all campaigns; null where none is known.</summary>
    public long? OfCampaigns => Rounded(campaignsInAll);

    /// <summary>Of all programmes; null where none is known.</summary>
    public long? OfProgrammes => Rounded(programmes);

    /// <summary>Of campaigns that have no source.</summary>
    public long WithoutSource => Rounded(withoutSource)!.Value;

    /// <summary>What is in no sum, and why.</summary>
    public IEnumerable<string> Notes => notes.Concat(foreign.OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{Spoken.Counted(one.Value.Count, "cost")} in {one.Key} ({ReportMoney.Told(new ShownMoney(one.Value.Amount, one.Key))}) {(one.Value.Count == 1 ? "is" : "are")} in no sum: the agreement has no rate for {one.Key}."));

    /// <summary>Campaigns that cost anything.</summary>
    public IEnumerable<int> Campaigns => campaigns.Keys;

    /// <summary>Sources of campaigns that cost anything.</summary>
    public IEnumerable<int> Sources => sources.Keys;

    /// <summary>Narrowed as the leads are, where that can be: a campaign’s cost cannot be split by what its leads were.</summary>
    public static Costs Of(Session session, MoneyTerms terms, FunnelQuery query)
    {
        var (costs, from, to) = (new Costs(), query.From, query.To);
        if (query.Words.FirstOrDefault(word => word.Word is not ("source" or "campaign" or "side")).Word is { } word)
        {
            costs.notes.Add($"Costs are not shown: what was paid for a campaign cannot be split by {word.Replace('_', ' ')}.");
            return costs;
        }
        costs.isNarrowed = query.Words.Count > 0;
        session.Read(
            "select c.campaign, k.source, c.starts, c.ends, c.amount, c.currency from costs c left join campaigns k on k.campaign = c.campaign where c.starts <= @to and c.ends >= @from",
            row => costs.Add(new(row.GetIntOrNull(0), row.GetIntOrNull(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetString(5)), terms, query),
            ("@from", FunnelWords.Said(from)),
            ("@to", FunnelWords.Said(to)));
        return costs;
    }

    /// <summary>Null where none is known.</summary>
    public long? OfCampaign(int campaign) => campaigns.TryGetValue(campaign, out var cost) ? Rounded(cost) : null;

    /// <summary>Of the campaigns of this source; null where none is known.</summary>
    public long? OfSource(int source) => sources.TryGetValue(source, out var cost) ? Rounded(cost) : null;

    private void Add(Cost cost, MoneyTerms terms, FunnelQuery query)
    {
        if (isNarrowed && (cost.Campaign is null || !IsMeant(cost, query.Filter))) return;
        if (terms.Told(cost.Amount, cost.Currency) is not { } told)
        {
            var there = foreign.GetValueOrDefault(cost.Currency);
            foreign[cost.Currency] = (there.Count + 1, there.Amount + cost.Amount);
            return;
        }
        var within = told * Share(cost, query.From, query.To);
        if (cost.Campaign is not { } campaign)
        {
            programmes = (programmes ?? 0) + within;
            return;
        }
        campaignsInAll = (campaignsInAll ?? 0) + within;
        campaigns[campaign] = campaigns.GetValueOrDefault(campaign) + within;
        if (cost.Source is { } source) sources[source] = sources.GetValueOrDefault(source) + within;
        else withoutSource += within;
    }

    private static bool IsMeant(Cost cost, PassFilter filter) =>
        (filter.Campaign is null || filter.Campaign == cost.Campaign) && (filter.Source is null || filter.Source == (cost.Source ?? 0)) && (filter.Sources is null || filter.Sources.Contains(cost.Source ?? 0));

    // By days, both the first and the last included.
    private static decimal Share(Cost cost, DateOnly from, DateOnly to)
    {
        var (starts, ends) = (DateOnly.ParseExact(cost.Starts, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(cost.Ends, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var (first, last) = (starts < from ? from : starts, ends > to ? to : ends);
        return (decimal)(last.DayNumber - first.DayNumber + 1) / (ends.DayNumber - starts.DayNumber + 1);
    }

    private static long? Rounded(decimal? amount) => amount is { } there ? decimal.ToInt64(decimal.Round(there, MidpointRounding.ToEven)) : null;
}
