using System.Globalization;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Campaigns;

/// <summary>What was paid for a campaign; both days are included.</summary>
public sealed record ShownCost(Guid Id, string Starts, string Ends, ShownMoney Amount);

/// <summary>A campaign as it is shown.</summary>
/// <param name="Starts">YYYY-MM-DD.</param>
/// <param name="Audience">How many people it reaches.</param>
/// <param name="PrizeDraw">Names are dropped for a prize: most want that, not us.</param>
/// <param name="RowVersion">The ETag.</param>
public sealed record ShownCampaign(int Campaign, string Name, string? Source, string? Starts, string? Ends, long? Audience, bool PrizeDraw, DateTimeOffset MetAt, int RowVersion, IReadOnlyList<ShownCost> Costs, CampaignWorth Worth);

/// <summary>A source as it is shown.</summary>
/// <param name="Side">marketing, sales or partner.</param>
/// <param name="RowVersion">The ETag.</param>
public sealed record ShownSource(int Source, string Name, string Side, DateTimeOffset MetAt, int RowVersion);

/// <summary>What came of a campaign so far.</summary>
/// <param name="Inquiries">Leads whose first touch came so.</param>
/// <param name="Fits">Of these, those that match the ideal prospect.</param>
/// <param name="Hot">Open now.</param>
/// <param name="Qualified">Of the leads, those that ever came so far, as the others.</param>
/// <param name="WithoutMoney">Passes that were won without an amount that is known in the desk's currency.</param>
/// <param name="Revenue">In the desk's currency; empty where none is known.</param>
/// <param name="Cost">By currency.</param>
public sealed record CampaignWorth(
    long Inquiries, long Fits, long Hot, long Warm, long Cold, long Qualified, long Accepted, long Opportunities, long Won, long WithoutMoney, IReadOnlyList<ShownMoney> Revenue, IReadOnlyList<ShownMoney> Cost)
{
    /// <summary>25,000 EUR; several currencies are not added up.</summary>
    public static string Told(IReadOnlyList<ShownMoney> money) => money.Count == 0 ? "–" : string.Join(" + ", money.Select(Told));

    public static string Told(ShownMoney money)
    {
        var amount = (decimal)money.MinorUnits;
        for (var i = 0; i < ExponentOf(money.Currency); i++) amount /= 10;
        return $"{amount.ToString("#,##0.##", CultureInfo.InvariantCulture)} {money.Currency}";
    }

    private static int ExponentOf(string code) => Currency.TryParse(code, out var currency) ? currency.Exponent : 0;
}
