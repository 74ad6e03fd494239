using CsCheck;
using Ripen.Funnel;
using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Funnel;

public sealed class WorthTests
{
    private const long Day = 86_400;

    [Fact]
    public void Each_lead_counts_once_as_far_as_it_ever_came() =>
        PlainPasses.Books.Sample(passes =>
        {
            var ways = Worth.Of(PlainPasses.InBlocks(passes, 5), PassFilter.All, long.MinValue, long.MaxValue, pass => pass.Source);
            var leads = passes.GroupBy(pass => pass.Lead).ToList();
            Assert.Equal(leads.Select(lead => lead.First().Source).Distinct().Order(), ways.Select(way => way.Key));
            foreach (var way in ways)
            {
                var own = leads.Where(lead => lead.First().Source == way.Key).ToList();
                Assert.Equal(
                    (own.Count, Reached(FunnelStep.Qualified), Reached(FunnelStep.Accepted), Reached(FunnelStep.Opportunity), Reached(FunnelStep.Won)),
                    (way.Inquiries, way.Qualified, way.Accepted, way.Opportunities, way.Won));
                Assert.Equal(own.Count(lead => lead.Last().End is null), way.OnTheWay);
                Assert.Equal(own.Sum(lead => lead.Sum(pass => pass.Amount)), way.Money);
                Assert.Equal(own.SelectMany(lead => lead).Count(pass => pass.End is PassEnd.Recycled or PassEnd.Referred or PassEnd.Disqualified && SlowFunnel.Steps.Last(step => pass.At(step) is not null) == FunnelStep.HandedOver), way.Rejections.Values.Sum());
                if (way.PerInquiry is { } mean) Assert.Equal((double)way.Money / way.Inquiries, mean.Mean, 6);

                int Reached(FunnelStep step) => own.Count(lead => lead.Any(pass => pass.At(step) is not null));
            }
        });

    [Fact]
    public void Ways_are_ordered_by_what_the_next_inquiry_is_expected_to_bring()
    {
        // Ten of a hundred won 1,000 each; two of a thousand did; of two names one won, by luck.
        var passes = Many(90, 1, won: 0).Concat(Many(10, 1, won: 1_000)).Concat(Many(998, 2, won: 0)).Concat(Many(2, 2, won: 1_000)).Concat(Many(1, 3, won: 0)).Concat(Many(1, 3, won: 1_000)).ToArray();
        var (basis, ways) = RankedWorth.Of(Worth.Of([passes], PassFilter.All, 0, Day, pass => pass.Source));
        Assert.Equal(WorthBasis.Revenue, basis);
        Assert.Equal([2, 1, 3], ways.OrderBy(way => way.RankByCount).Select(way => way.Worth.Key));
        Assert.Equal(2, ways[^1].Worth.Key);
        Assert.Equal([1, 2, null], ways.OrderBy(way => way.Worth.Key).Select(way => way.Place));
        // One of two is no share of a half: it is drawn towards all.
        Assert.InRange(ways.Single(way => way.Worth.Key == 3).Expected, 1, 400);
        Assert.Equal(WorthBasis.Fit, RankedWorth.Of(Worth.Of([[.. Many(3, 1, won: 0)]], PassFilter.All, 0, Day, pass => pass.Source)).Basis);
        Assert.Empty(RankedWorth.Of([]).Ways);
    }

    [Fact]
    public void What_is_too_few_to_say_has_no_place_and_what_brought_nothing_of_many_stands_behind_what_brought_something()
    {
        // Nine of 1,330 bring something: none of 444 or more is hardly chance, none of fewer may be.
        var passes = Many(8, 1, won: 1_000).Concat(Many(492, 1, won: 0)).Concat(Many(1, 2, won: 1)).Concat(Many(299, 2, won: 0)).Concat(Many(301, 3, won: 0)).Concat(Many(200, 4, won: 0)).Concat(Many(29, 5, won: 0)).ToArray();
        var worth = Worth.Of([passes], PassFilter.All, 0, Day, pass => pass.Source);
        var ways = RankedWorth.Of([.. worth, Worth.Nothing(6)]).Ways;
        Assert.Equal(444L, RankedWorth.Enough(WorthBasis.Revenue, worth));
        Assert.Equal([1, 2, null, null, null, null], ways.OrderBy(way => way.Worth.Key).Select(way => way.Place));
        Assert.Equal(6, ways[^1].Worth.Key);
        var more = RankedWorth.Of(Worth.Of([[.. passes, .. Many(300, 3, won: 0)]], PassFilter.All, 0, Day, pass => pass.Source)).Ways;
        Assert.Equal([1, 2, 3, null, null], more.OrderBy(way => way.Worth.Key).Select(way => way.Place));
        Assert.Null(RankedWorth.Enough(WorthBasis.Fit, worth));
        Assert.All(RankedWorth.Of(Worth.Of([[.. Many(300, 1, won: 0), .. Many(40, 2, won: 0)]], PassFilter.All, 0, Day, pass => pass.Source)).Ways, way => Assert.Null(way.Place));
    }

    [Fact]
    public void Marketings_are_opportunities_whose_groups_first_touch_came_by_marketing()
    {
        CountedPass[] passes =
        [
            // Marketing's source 1 touched a colleague first; the opportunity came by source 2.
            new(10 * Day, 1, (null, null, null, null), null, null) { Group = 7, Source = 1, FirstTouch = 0 },
            new(20 * Day, 1, (null, null, null, 30 * Day), 40 * Day, PassEnd.Won) { Group = 7, Source = 2, FirstTouch = 0, Amount = 500 },
            new(20 * Day, 1, (null, null, null, 30 * Day), null, null) { Source = 2, FirstTouch = 0 },
            new(20 * Day, 1, (null, null, null, 30 * Day), 90 * Day, PassEnd.Won) { Source = 0, FirstTouch = CountedPass.Never, Amount = 9 },
        ];
        Assert.Equal(new SideShare(3, 1, 1, 500, 500, 0), SideShare.Of([passes], PassFilter.All, new HashSet<int> { 1 }, 0, 60 * Day));
        Assert.Equal(new SideShare(0, 0, 0, 9, 0, 0), SideShare.Of([passes], PassFilter.All, new HashSet<int> { 1 }, 60 * Day, 100 * Day));
    }

    private static IEnumerable<CountedPass> Many(int count, int source, long won) =>
        Enumerable.Repeat(won > 0 ? new CountedPass(0, 1, (null, null, null, null), Day, PassEnd.Won) { Source = source, Amount = won } : new CountedPass(0, 1, (null, null, null, null), null, null) { Source = source }, count);
}
