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

    private readonly record struct Cost(int? Campaign, int? Source, string Starts, string Ends, long Amount, string Currency);

    /// <summary>Of all campaigns; null where none is known.</summary>
    public long? OfCampaigns => Rounded(campaignsInAll);

    /// <summary>Of all programmes; null where none is known.</summary>
    public long? OfProgrammes => Rounded(programmes);

    /// <summary>Of campaigns that have no source.</summary>
    public long WithoutSource => Rounded(withoutSource)!.Value;

    /// <summary>What is in no sum, and why.</summary>
    public IEnumerable<string> Notes => foreign.OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{Spoken.Counted(one.Value.Count, "cost")} in {one.Key} ({ReportMoney.Told(new ShownMoney(one.Value.Amount, one.Key))}) {(one.Value.Count == 1 ? "is" : "are")} in no sum: the agreement has no rate for {one.Key}.");

    public static Costs Of(Session session, MoneyTerms terms, DateOnly from, DateOnly to)
    {
        var costs = new Costs();
        session.Read(
            "select c.campaign, k.source, c.starts, c.ends, c.amount, c.currency from costs c left join campaigns k on k.campaign = c.campaign where c.starts <= @to and c.ends >= @from",
            row => costs.Add(new(row.GetIntOrNull(0), row.GetIntOrNull(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetString(5)), terms, from, to),
            ("@from", FunnelWords.Said(from)),
            ("@to", FunnelWords.Said(to)));
        return costs;
    }

    /// <summary>Null where none is known.</summary>
    public long? OfCampaign(int campaign) => campaigns.TryGetValue(campaign, out var cost) ? Rounded(cost) : null;

    /// <summary>Of the campaigns of this source; null where none is known.</summary>
    public long? OfSource(int source) => sources.TryGetValue(source, out var cost) ? Rounded(cost) : null;

    private void Add(Cost cost, MoneyTerms terms, DateOnly from, DateOnly to)
    {
        if (terms.Told(cost.Amount, cost.Currency) is not { } told)
        {
            var there = foreign.GetValueOrDefault(cost.Currency);
            foreign[cost.Currency] = (there.Count + 1, there.Amount + cost.Amount);
            return;
        }
        var within = told * Share(cost, from, to);
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

    // By days, both the first and the last included.
    private static decimal Share(Cost cost, DateOnly from, DateOnly to)
    {
        var (starts, ends) = (DateOnly.ParseExact(cost.Starts, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(cost.Ends, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var (first, last) = (starts < from ? from : starts, ends > to ? to : ends);
        return (decimal)(last.DayNumber - first.DayNumber + 1) / (ends.DayNumber - starts.DayNumber + 1);
    }

    private static long? Rounded(decimal? amount) => amount is { } there ? decimal.ToInt64(decimal.Round(there, MidpointRounding.ToEven)) : null;
}
