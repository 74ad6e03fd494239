namespace Ripen.Simulation;

/// <summary>
/// A year of Torfeld Systems, which does not exist: its leads one organisation after the other, roughly in the order in
/// which they came, as many as were asked for. What is held at a time is one organisation, whatever the year's size.
/// </summary>
internal sealed class Firm(long seed, long leads, SimulatedYear year)
{
    // What one lead costs of a campaign's credit; large, so that small shares of a day are not rounded away.
    private const long Price = 1_000_000;
    private readonly OrganisationNames names = new();
    private int accounts;
    private long told;

    public SimulatedYear Year => year;

    public IReadOnlyList<Campaign> Campaigns { get; } = CampaignPlan.Of(year);

    /// <summary>Each group the leads of one organisation.</summary>
    public IEnumerable<IReadOnlyList<SimulatedLead>> Accounts()
    {
        var credit = new long[Campaigns.Count];
        for (var day = 0; day <= SimulatedYear.Days; day++)
        {
            for (var place = 0; place < Campaigns.Count; place++)
            {
                var campaign = Campaigns[place];
                if (day >= campaign.From && day <= campaign.To) credit[place] += leads * Price / 1000 * campaign.Share / (campaign.To - campaign.From + 1);
                while (told < leads && credit[place] > 0)
                {
                    var some = Next(campaign, day);
                    credit[place] -= Math.Max(1, some.Count) * Price;
                    if (some.Count > 0) yield return some;
                }
            }
        }
        // What roundings left over comes by itself, on the last whole day.
        while (told < leads)
        {
            if (Next(Campaigns[^1], SimulatedYear.Days - 1) is { Count: > 0 } some) yield return some;
        }
    }

    private IReadOnlyList<SimulatedLead> Next(Campaign campaign, int day)
    {
        var some = Account.Of(seed, year, Campaigns, names, accounts++, told + 1, campaign, day);
        if (some.Count > leads - told) some = [.. some.Take((int)(leads - told))];
        told += some.Count;
        return some;
    }
}
