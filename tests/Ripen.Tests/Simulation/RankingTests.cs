using Ripen.Simulation;
using Xunit;

namespace Ripen.Tests.Simulation;

/// <summary>The simulated firm is neither a picture of the agreement nor noise.</summary>
public sealed class RankingTests
{
    private const int Seeds = 20;
    private const int Leads = 1_200;
    private static readonly Lazy<List<SimulatedVerdict>[]> Years = new(() => [.. Enumerable.Range(1, Seeds).Select(seed => SimulatedVerdicts.Of(seed, Leads))]);

    [Fact]
    public void The_shipped_agreement_ranks_leads_better_than_a_coin_and_worse_than_an_oracle()
    {
        foreach (var (year, seed) in Years.Value.Select((year, place) => (year, place + 1)))
        {
            var auc = SimulatedVerdicts.Auc(year);
            Assert.True(auc is >= .65 and <= .85, $"Seed {seed}: {auc:0.000}");
        }
    }

    // Else the ranking would know what became of the lead.
    [Fact]
    public void No_deal_has_ended_when_its_leads_are_ranked() =>
        Assert.All(Years.Value.SelectMany(year => year).Where(one => one.Lead.Outcome is not null), one =>
            Assert.True(one.Lead.Outcome!.At > one.Lead.ArrivedAt.Plus(SimulatedVerdicts.Age), one.Lead.Id));

    [Fact]
    public void A_prize_draw_comes_first_by_names_and_last_by_worth()
    {
        foreach (var year in Years.Value)
        {
            var largest = year.Where(one => one.Lead.Campaign.Name is not null).GroupBy(one => one.Lead.Campaign.Name).MaxBy(names => names.Count())!;
            Assert.True(largest.First().Lead.Campaign.IsPrizeDraw, largest.Key);
        }
        var worth = Years.Value.SelectMany(year => year.Select(one => one.Lead)).Where(CanHaveClosed).GroupBy(lead => lead.Campaign.Name).OrderBy(Worth).ToList();
        Assert.True(worth.Count > 10);
        Assert.True(worth[0].First().Campaign.IsPrizeDraw, worth[0].Key);
        Assert.True(Worth(worth[0]) * 3 < Worth(worth[1]));
    }

    // A campaign of the last months has cost something and cannot have won anything yet.
    private static bool CanHaveClosed(SimulatedLead lead) => lead.Campaign is { Name: not null, From: < SimulatedYear.Days - 130 };

    /// <summary>Won revenue for each inquiry.</summary>
    private static double Worth(IEnumerable<SimulatedLead> inquiries) => inquiries.Average(lead => lead.Outcome is { IsWon: true } won ? won.Amount : 0);
}
