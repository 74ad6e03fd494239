using System.Globalization;
using Ripen.Leads;
using Ripen.Life;

namespace Ripen.Funnel;

/// <summary>Steps and ends by their words.</summary>
internal static class Words
{
    public static readonly string[] Steps = ["inquiry", "qualified", "handed_over", "accepted", "opportunity", "won"];

    public static readonly string[] Ends = ["won", "lost", "recycled", "referred", "disqualified"];

    /// <summary>As the API has it.</summary>
    public static string Of(FunnelStep step) => Steps[(int)step];

    /// <summary>Inquiries, qualified, handed over …</summary>
    public static string Heading(FunnelStep step) => step switch
    {
        FunnelStep.Inquiry => "Inquiries",
        FunnelStep.HandedOver => "Handed over",
        FunnelStep.Opportunity => "Opportunities",
        _ => step.ToString(),
    };

    public static PassEnd? EndOf(string? word) => Array.IndexOf(Ends, word) is >= 0 and var place ? (PassEnd)place : null;
}

/// <summary>Numbers of reports, for people.</summary>
internal static class ReportMoney
{
    /// <summary>The sum of amounts in one currency: 25,000 EUR.</summary>
    public static string Told(params ReadOnlySpan<ShownMoney> amounts)
    {
        var sum = 0L;
        foreach (var amount in amounts) sum += amount.MinorUnits;
        return Handovers.Deals.Said(new Amount(sum, amounts[0].Currency));
    }

    /// <summary>25,000, where the currency is said elsewhere; to whole units.</summary>
    public static string Plain(ShownMoney money) => Math.Round(Handovers.Deals.Decimal(new Amount(money.MinorUnits, money.Currency))).ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>5.0 %.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    /// <summary>5.0 % (4.1 to 6.0).</summary>
    public static string Sure(double share, double low, double high) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} % ({100 * low:0.0} to {100 * high:0.0})");

    /// <summary>14.7, within which half of them were; a dash where nothing says how long it took.</summary>
    public static string Days(ShownDays? days) => days is null ? "–" : Days(days.Median);

    /// <summary>14.7; what is done at once takes no 0.0 days.</summary>
    public static string Days(double days) => days < 0.05 ? "same day" : days.ToString("#,##0.0", CultureInfo.InvariantCulture);
}
