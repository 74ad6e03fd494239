using Ripen.Leads;
using Ripen.Web.Components;

namespace Ripen.Funnel;

/// <summary>What sources, campaigns or offers by worth say, in sentences that somebody may act on.</summary>
internal sealed class WorthSentences
{
    // Of fewer names nobody is called out.
    private const int FewNames = 50;

    // Of fewer amounts an interval is a rough one, and of fewer accepted leads nobody is praised.
    private const int FewWon = 10;

    // What brings names only brings surely less than so much of what all others bring, and stands in the lower half by worth.
    private const double FarBelow = 0.65;

    // Sales surely accepts so many times as many of what deserves more.
    private const double FarAbove = 1.5;

    private readonly IReadOnlyList<ShownWorth> ways;
    private readonly string by;
    private readonly long inquiries;
    private readonly long accepted;
    private readonly double revenue;

    // Of all that cost anything.
    private readonly (long Cost, long Accepted, long Revenue) paid;

    /// <param name="ways">By worth.</param>
    public WorthSentences(IReadOnlyList<ShownWorth> ways, string by, string currency)
    {
        (this.ways, this.by) = (ways, by);
        inquiries = ways.Sum(way => way.Inquiries);
        accepted = ways.Sum(way => way.Accepted?.Count ?? 0);
        revenue = ways.Sum(way => (double)way.Revenue.MinorUnits);
        foreach (var way in ways.Where(way => way.Cost is not null)) paid = (paid.Cost + way.Cost!.MinorUnits, paid.Accepted + (way.Accepted?.Count ?? 0), paid.Revenue + way.Revenue.MinorUnits);
        var named = ways.Where(way => way.Id != 0).ToList();
        NamesOnly = named.Where(way => way.Inquiries >= FewNames && way.RankByWorth > ways.Count / 2 && way.Accepted is { } share && share.High < FarBelow * ShareOfOthers(way) && !PaysBetter(way)).MaxBy(way => way.Inquiries);
        richer = named.FirstOrDefault(way => way.Won >= FewWon && inquiries - way.Inquiries >= FewNames && way.RevenuePerInquiry?.Low > MeanOfOthers(way));
        keener = named.Where(way => way.Accepted is { Count: >= FewWon } && inquiries - way.Inquiries >= FewNames && way.CostPerAccepted is not null && way.Accepted.Low > FarAbove * ShareOfOthers(way) && way.CostPerAccepted.MinorUnits < CostOfOthers(way)).MinBy(way => way.CostPerAccepted!.MinorUnits);
        (OfNamesOnly, OfWorthMore) = (Names(), More(currency));
        All = [.. Said()];
    }

    // By revenue, and where that is too little to say anything by what Sales accepts and what it costs.
    private readonly ShownWorth? richer;
    private readonly ShownWorth? keener;

    public ShownWorth? NamesOnly { get; }

    public ShownWorth? WorthMore => richer ?? keener;

    /// <summary>Null where there is none.</summary>
    public string? OfNamesOnly { get; }

    /// <summary>Null where there is none.</summary>
    public string? OfWorthMore { get; }

    public IReadOnlyList<string> All { get; }

    private IEnumerable<string> Said()
    {
        if (OfNamesOnly is not null) yield return OfNamesOnly;
        if (OfWorthMore is not null) yield return OfWorthMore;
        else if (ways.Count > 1) yield return $"No {by} is surely worth more than the others: too few deals are won, or they do not differ by more than chance. Their order is the best guess, and no reason to move money yet.";
    }

    private string? Names() => NamesOnly is not { } names ? null
        : $"The {by} “{names.Name}” brought {Spoken.Counted(names.Inquiries, "name")} and {(names.Accepted!.Count == 0 ? "no accepted lead" : $"only {Spoken.Counted(names.Accepted.Count, "accepted lead")}")}: {ReportMoney.Percent((double)names.Inquiries / inquiries)} of all names{CostShare(names)}, {names.Fits!.Count} of them fit the ideal prospect. Sales accepts {ReportMoney.Percent(names.Accepted.Value)} of its inquiries, of the others’ {ReportMoney.Percent(ShareOfOthers(names))}.{Cheap(names)} It deserves {(names.Won == 0 ? "no" : "less")} money.";

    private string? More(string currency)
    {
        if (richer is { } more)
        {
            return $"The {by} “{more.Name}” deserves more: an inquiry of it brings {Told(more.RevenuePerInquiry!.Value, currency)} on average ({Told(more.RevenuePerInquiry!.Low!.Value, currency)} to {Told(more.RevenuePerInquiry!.High!.Value, currency)}), those of the others {Told(MeanOfOthers(more), currency)}{(more.RevenuePerCost is { } times ? $"; each {currency} paid for it brought {times.ToString("#,##0.0", System.Globalization.CultureInfo.InvariantCulture)}" : "")}.{WhyNotFirst(more)}";
        }
        return keener is not { } keen ? null
            : $"The {by} “{keen.Name}” deserves more: Sales accepts {ReportMoney.Sure(keen.Accepted!.Value, keen.Accepted.Low, keen.Accepted.High)} of its inquiries, of the others’ {ReportMoney.Percent(ShareOfOthers(keen))}; an accepted lead of it costs {ReportMoney.Told(keen.CostPerAccepted!)}, of the others {Told(CostOfOthers(keen), currency)}. Too few deals are won yet to say it by revenue.{WhyNotCheaper(keen)}{WhyNotFirst(keen)}";
    }

    // Whoever reads the column of costs finds it.
    private string WhyNotCheaper(ShownWorth keen) =>
        ways.Where(way => way.Accepted is { Count: >= FewWon } && way.CostPerAccepted?.MinorUnits < keen.CostPerAccepted!.MinorUnits).MinBy(way => way.CostPerAccepted!.MinorUnits) is { } cheaper
            ? $" An accepted lead of “{cheaper.Name}” is cheaper, {ReportMoney.Told(cheaper.CostPerAccepted!)}, but Sales accepts only {ReportMoney.Percent(cheaper.Accepted!.Value)} of its inquiries." : "";

    // The order is by what is expected, which may be luck; the sentence says only what is sure.
    private string WhyNotFirst(ShownWorth more)
    {
        if (ways.FirstOrDefault(way => way.Place == 1) is not { } first || first.Id == more.Id) return "";
        if (first.Id == 0) return $" What stands first by worth came by no known {by}.";
        return first.Won < FewWon ? $" “{first.Name}” stands first by worth, but with {Spoken.Counted(first.Won, "deal")} won that may be luck." : $" “{first.Name}” stands first by worth, but it is not sure that its inquiries bring more than the others’.";
    }

    // What is cheap looks good by cost, as long as nobody asks what was bought in the end.
    private string Cheap(ShownWorth names) => names is { Won: 0, CostPerAccepted: { } each } && each.MinorUnits < CostOfOthers(names) ? $" An accepted lead of it is cheap, {ReportMoney.Told(each)}, but none has bought anything." : "";

    private bool PaysBetter(ShownWorth way) => way is { Won: > 0, Cost.MinorUnits: > 0 and var cost } && paid.Cost > cost && way.Revenue.MinorUnits / (double)cost > (paid.Revenue - way.Revenue.MinorUnits) / (double)(paid.Cost - cost);

    private string CostShare(ShownWorth way) => way.Cost is { MinorUnits: > 0 } cost ? $", {ReportMoney.Percent((double)cost.MinorUnits / paid.Cost)} of the money spent" : "";

    private double ShareOfOthers(ShownWorth way) => inquiries > way.Inquiries ? (double)(accepted - (way.Accepted?.Count ?? 0)) / (inquiries - way.Inquiries) : 0;

    // Of those that cost anything.
    private double CostOfOthers(ShownWorth way) => paid.Accepted > (way.Accepted?.Count ?? 0) ? (double)(paid.Cost - (way.Cost?.MinorUnits ?? 0)) / (paid.Accepted - (way.Accepted?.Count ?? 0)) : 0;

    private double MeanOfOthers(ShownWorth way) => inquiries > way.Inquiries ? (revenue - way.Revenue.MinorUnits) / (inquiries - way.Inquiries) : double.MaxValue;

    private static string Told(double minorUnits, string currency) => ReportMoney.Told(new ShownMoney((long)Math.Round(minorUnits), currency));
}
