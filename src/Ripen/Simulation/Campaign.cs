namespace Ripen.Simulation;

/// <summary>How people come in through a campaign.</summary>
internal enum Way : byte { Search, Advert, Download, Website, Webinar, Stand, PrizeDraw, Referral, Partner, Outreach, OwnContact }

/// <summary>Something the firm did to be met, and what it paid for that.</summary>
/// <param name="Name">Null where nothing was done: they came by themselves.</param>
/// <param name="From">Its first day in the year; <paramref name="To"/> its last.</param>
/// <param name="Share">Of all leads of the year, in thousandths.</param>
/// <param name="Projects">Of the organisations that come this way so many in a thousand have a project: the campaign's audience.</param>
/// <param name="Cost">In EUR for a year of 2,500 leads.</param>
/// <param name="Audience">Whom it reached, in such a year.</param>
internal sealed record Campaign(string? Name, string Source, Way Way, int From, int To, int Share, int Projects, int Cost, int Audience)
{
    /// <summary>The day of the event; -1 where there is none.</summary>
    public int EventDay { get; init; } = -1;

    public bool IsPrizeDraw => Way == Way.PrizeDraw;

    /// <summary>Who comes this way, by <see cref="Rank"/>.</summary>
    public ReadOnlySpan<int> Ranks => Way switch
    {
        Way.Stand => [2, 20, 30, 28, 8, 12],
        Way.PrizeDraw => [12, 46, 25, 12, 2, 3],
        Way.Referral or Way.Partner or Way.OwnContact => [0, 10, 25, 35, 12, 18],
        Way.Outreach => [0, 5, 25, 40, 15, 15],
        Way.Download => [16, 34, 26, 16, 4, 4],
        _ => [6, 30, 30, 22, 5, 7],
    };
}

/// <summary>A year of campaigns. Events are on the weekdays on which such events are.</summary>
internal static class CampaignPlan
{
    /// <summary>The costs and audiences are those of a year of so many leads.</summary>
    public const int PlannedLeads = 2_500;

    public static IReadOnlyList<Campaign> Of(SimulatedYear year)
    {
        var fair = year.Next(DayOfWeek.Tuesday, 200);
        return
        [
            new("fair-prize-draw", "trade_show", Way.PrizeDraw, fair, fair + 2, 230, 25, 6_500, 1_400) { EventDay = fair },
            new("fair-stand", "trade_show", Way.Stand, fair, fair + 2, 50, 420, 34_000, 600) { EventDay = fair },
            new("search-warehouse-planning", "google_ads", Way.Search, 0, SimulatedYear.Days, 70, 360, 19_000, 310_000),
            new("search-layout-software", "google_ads", Way.Search, 0, SimulatedYear.Days, 55, 300, 14_000, 240_000),
            new("search-slotting", "google_ads", Way.Search, 150, SimulatedYear.Days, 45, 380, 9_500, 90_000),
            new("linkedin-operations", "linkedin", Way.Advert, 60, 170, 50, 220, 12_000, 120_000),
            Webinar(year, "webinar-slow-picking", 42),
            Webinar(year, "webinar-peak-season", 133),
            Webinar(year, "webinar-new-site", 238),
            Webinar(year, "webinar-stock-differences", 322),
            // To come: so far there are only those who have put their names down.
            Webinar(year, "webinar-warehouse-full", SimulatedYear.Days + 4),
            new("benchmark-walkways", "website", Way.Download, 90, SimulatedYear.Days, 60, 240, 5_500, 14_000),
            new("checklist-layout", "organic", Way.Download, 0, SimulatedYear.Days, 45, 200, 2_000, 9_000),
            new("customer-referrals", "referral", Way.Referral, 0, SimulatedYear.Days, 45, 560, 3_000, 140),
            new("partner-regalhaus", "partner", Way.Partner, 30, SimulatedYear.Days, 45, 450, 7_000, 900),
            new("outreach-wholesale", "outbound", Way.Outreach, 20, 340, 80, 130, 21_000, 1_200),
            new("own-contacts", "sales contact", Way.OwnContact, 0, SimulatedYear.Days, 40, 520, 0, 300),
            new(null, "website", Way.Website, 0, SimulatedYear.Days, 45, 330, 0, 0),
        ];
    }

    private static Campaign Webinar(SimulatedYear year, string name, int day)
    {
        var held = year.Next(DayOfWeek.Thursday, day);
        return new(name, "webinar", Way.Webinar, held - 21, Math.Min(held - 2, SimulatedYear.Days), 28, 320, 3_200, 4_800) { EventDay = held };
    }
}
