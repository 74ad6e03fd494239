using Ripen.Funnel;
using Ripen.Life;
using Ripen.Measuring;
using Ripen.Simulation;
using Ripen.Tests.Simulation;
using Xunit;

namespace Ripen.Tests.Funnel;

/// <summary>Worth over years of the simulated firm, whose truth is known.</summary>
public sealed class SimulatedWorthTests
{
    private const int Seeds = 20;
    private const int Leads = 4_000;
    private static readonly Lazy<List<SimulatedLead>[]> Years = new(() => [.. Enumerable.Range(1, Seeds).Select(seed => SimulatedVerdicts.Year(seed, Leads))]);
    private static readonly Lazy<List<string>> Campaigns = new(() => [.. Years.Value.SelectMany(year => year).Select(lead => lead.Campaign.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    [Fact]
    public void A_prize_draw_comes_first_by_names_and_last_by_worth_over_twenty_years_and_nearly_so_in_each()
    {
        var (basis, all) = RankedWorth.Of(WorthOf(Years.Value.SelectMany(year => year).Where(CanHaveClosed)));
        Assert.Equal(WorthBasis.Revenue, basis);
        Assert.Equal((1, all.Count), (DrawIn(all).RankByCount, DrawIn(all).RankByWorth));
        foreach (var year in Years.Value)
        {
            var ways = RankedWorth.Of(WorthOf(year.Where(CanHaveClosed))).Ways;
            // One lucky card in a thousand may be worth more than a webinar without any deal.
            Assert.Equal(1, DrawIn(ways).RankByCount);
            Assert.True(DrawIn(ways).RankByWorth > ways.Count * 2 / 3, $"{DrawIn(ways).RankByWorth} of {ways.Count}");
        }

        static RankedWorth DrawIn(List<RankedWorth> ways) => ways.Single(way => way.Worth.Key == 1 + Campaigns.Value.IndexOf(Years.Value[0].First(lead => lead.Campaign.IsPrizeDraw).Campaign.Name!));
    }

    // The truth of a campaign is its share over all years together, each of which is one twentieth of it.
    [Fact]
    public void The_interval_of_what_Sales_accepts_holds_the_truth_about_as_often_as_it_says()
    {
        var truth = WorthOf(Years.Value.SelectMany(year => year)).ToDictionary(way => way.Key, way => (double)way.Accepted / way.Inquiries);
        var (covered, all) = (0, 0);
        foreach (var way in Years.Value.SelectMany(year => WorthOf(year)))
        {
            var likely = Rate.Of(way.Accepted, way.Inquiries)!.Value.Likely;
            all++;
            if (likely.Low <= truth[way.Key] && truth[way.Key] <= likely.High) covered++;
        }
        Assert.True(all > 200);
        Assert.InRange((double)covered / all, 0.9, 0.99);
    }

    private static List<Worth> WorthOf(IEnumerable<SimulatedLead> leads) => Worth.Of([[.. leads.Where(lead => lead.Campaign.Name is not null).Select(Pass)]], PassFilter.All, long.MinValue, long.MaxValue, pass => pass.Campaign);

    // A campaign of the last months has cost something and cannot have won anything yet.
    private static bool CanHaveClosed(SimulatedLead lead) => lead.Campaign is { Name: not null, From: < SimulatedYear.Days - 130 };

    private static CountedPass Pass(SimulatedLead lead)
    {
        long? accepted = lead.Decisions.Where(decision => decision.IsAccepted).Select(decision => (long?)decision.At.Seconds).FirstOrDefault();
        PassEnd? end = lead.Outcome is { } outcome ? outcome.IsWon ? PassEnd.Won : PassEnd.Lost : null;
        return new(lead.ArrivedAt.Seconds, 1, (null, null, accepted, null), lead.Outcome?.At.Seconds, end) { Campaign = 1 + Campaigns.Value.IndexOf(lead.Campaign.Name!), Amount = lead.Outcome is { IsWon: true } won ? (long)(won.Amount * 100) : 0 };
    }
}
