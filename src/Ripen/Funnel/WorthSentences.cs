using Ripen.Leads;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>What sources, campaigns or offers by worth say, in sentences that somebody may act on.</summary>
internal sealed class WorthSentences
{
    // Of fewer names nobody is called out.
    private const int FewNames = 50;

    // What brings names only brings surely less than that of what all others bring, and stands in the lower half by worth.
    private const double FarBelow = 0.5;

    // Sales surely accepts so many times as many of what deserves more.
    private const double FarAbove = 1.5;

    private readonly IReadOnlyList<ShownWorth> ways;
    private readonly string by;

    /// <param name="ways">By worth.</param>
    public WorthSentences(IReadOnlyList<ShownWorth> ways, string by, string currency)
    {
        (this.ways, this.by) = (ways, by);
        var named = ways.Where(way => way.Id != 0).ToList();
        NamesOnly = named.Where(way => way.Inquiries >= FewNames && way.RankByWorth > ways.Count / 2 && way.Accepted is { } share && share.High < FarBelow * ShareOfOthers(way)).MaxBy(way => way.Inquiries);
        richer = named.FirstOrDefault(way => way.RevenuePerInquiry.Low > MeanOfOthers(way));
        keener = named.Where(way => way.CostPerAccepted is not null && way.Accepted!.Low > FarAbove * ShareOfOthers(way) && way.CostPerAccepted.MinorUnits < CostOfOthers(way)).MinBy(way => way.CostPerAccepted!.MinorUnits);
        All = [.. Said(currency)];
    }

    // By revenue, and where that is too little to say anything by what Sales accepts and what it costs.
    private readonly ShownWorth? richer;
    private readonly ShownWorth? keener;

    public ShownWorth? NamesOnly { get; }

    public ShownWorth? WorthMore => richer ?? keener;

    public IReadOnlyList<string> All { get; }

    private IEnumerable<string> Said(string currency)
    {
        if (NamesOnly is { } names)
        {
            yield return $"The {by} “{names.Name}” brought {Spoken.Counted(names.Inquiries, "name")} and {(names.Accepted!.Count == 0 ? "no accepted lead" : $"only {Spoken.Counted(names.Accepted.Count, "accepted lead")}")}: {ReportMoney.Percent((double)names.Inquiries / ways.Sum(way => way.Inquiries))} of all names{CostShare(names)}, {names.Fits!.Count} of them fit the ideal prospect. It deserves {(names.Won == 0 ? "no" : "less")} money.";
        }
        if (richer is { } more)
        {
            yield return $"The {by} “{more.Name}” deserves more: an inquiry of it brings {Told(more.RevenuePerInquiry.Value, currency)} on average ({Told(more.RevenuePerInquiry.Low!.Value, currency)} to {Told(more.RevenuePerInquiry.High!.Value, currency)}), those of the others {Told(MeanOfOthers(more), currency)}{(more.RevenuePerCost is { } times ? $"; each {currency} paid for it brought {times.ToString("#,##0.0", System.Globalization.CultureInfo.InvariantCulture)}" : "")}.";
        }
        else if (keener is { } keen)
        {
            yield return $"The {by} “{keen.Name}” deserves more: Sales accepts {ReportMoney.Sure(keen.Accepted!.Value, keen.Accepted.Low, keen.Accepted.High)} of its inquiries, of the others’ {ReportMoney.Percent(ShareOfOthers(keen))}; an accepted lead of it costs {ReportMoney.Told(keen.CostPerAccepted!)}, of the others {Told(CostOfOthers(keen), currency)}. Too few deals are won yet to say it by revenue.";
        }
        else if (ways.Count > 1) yield return $"No {by} is surely worth more than the others: too few deals are won, or they do not differ by more than chance.";
    }

    private string CostShare(ShownWorth way)
    {
        var all = ways.Sum(other => other.Cost?.MinorUnits ?? 0);
        return way.Cost is { MinorUnits: > 0 } cost ? $", {ReportMoney.Percent((double)cost.MinorUnits / all)} of the money spent" : "";
    }

    private double ShareOfOthers(ShownWorth way)
    {
        var others = ways.Where(other => other.Id != way.Id).ToList();
        return others.Sum(other => other.Inquiries) is > 0 and var inquiries ? (double)others.Sum(other => other.Accepted?.Count ?? 0) / inquiries : 0;
    }

    // Of those that cost anything.
    private double CostOfOthers(ShownWorth way)
    {
        var others = ways.Where(other => other.Id != way.Id && other.Cost is not null).ToList();
        return others.Sum(other => other.Accepted?.Count ?? 0) is > 0 and var accepted ? (double)others.Sum(other => other.Cost!.MinorUnits) / accepted : 0;
    }

    private double MeanOfOthers(ShownWorth way)
    {
        var others = ways.Where(other => other.Id != way.Id).ToList();
        return others.Sum(other => other.Inquiries) is > 0 and var inquiries ? (double)others.Sum(other => other.Revenue.MinorUnits) / inquiries : double.MaxValue;
    }

    private static string Told(double minorUnits, string currency) => ReportMoney.Told(new ShownMoney((long)Math.Round(minorUnits), currency));
}
