namespace Ripen.Agreements;

/// <summary>Reads what the agreement is to bring: revenue, shares and opportunities in a period.</summary>
internal sealed class TargetsReader(YamlMap map, Remarks remarks)
{
    private readonly Fields fields = new(map, remarks, "targets", AgreementKeys.Targets);

    public Targets Whole()
    {
        var (opportunities, per) = Opportunities();
        return new()
        {
            Period = fields.Of("period", "month, quarter or year", AsPeriod) ?? TargetPeriod.Quarter,
            Revenue = fields.Money("revenue"),
            AverageDeal = IsMeasured("average_deal") ? null : fields.Money("average_deal"),
            WinRate = IsMeasured("win_rate") ? null : fields.Percent("win_rate"),
            MarketingShare = fields.Percent("marketing_share"),
            Opportunities = opportunities,
            OpportunitiesPer = per,
        };
    }

    private bool IsMeasured(string key) => fields.Text(key) == "measured";

    // A number, or a number per period.
    private (decimal? Number, TargetPeriod? Per) Opportunities()
    {
        if (fields.Text("opportunities") is not { } text) return (null, null);
        var parts = text.Split(" per ", 2);
        var per = parts is [_, var period] ? AsPeriod(period) : null;
        if (Fields.AsNumber(parts[0]) is > 0 and var number && (parts.Length == 1 || per is not null)) return (number, per);
        remarks.Error(fields.Find("opportunities")!.At, text, "'opportunities' is a number, perhaps per month, quarter or year.", "For example: 16 per month");
        return (null, null);
    }

    private static TargetPeriod? AsPeriod(string text) => text.Trim() switch
    {
        "month" => TargetPeriod.Month,
        "quarter" => TargetPeriod.Quarter,
        "year" => TargetPeriod.Year,
        _ => null,
    };
}
