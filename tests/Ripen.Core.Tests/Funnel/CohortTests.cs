using CsCheck;
using Ripen.Funnel;
using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Funnel;

public sealed class CohortTests
{
    private const long Day = 86_400;

    [Fact]
    public void A_cohort_is_what_one_counts_by_looking_at_every_pass() =>
        Gen.Select(PlainPasses.Books, Gen.Int[0, 4].Select(one => one == 4 ? null : (int?)one), Gen.Long[0, 300 * Day], Gen.Long[0, 200 * Day], Gen.Int[1, 30]).Sample((passes, source, from, length, size) =>
        {
            var cohort = Cohort.Of(PlainPasses.InBlocks(passes, size), new PassFilter { Source = source }, from, from + length);
            foreach (var (count, slow) in new[] { (cohort.First, SlowFunnel.Cohort(passes, source, from, from + length, first: true)), (cohort.Again, SlowFunnel.Cohort(passes, source, from, from + length, first: false)) })
            {
                Assert.Equal(slow.Count, count.Count);
                foreach (var step in SlowFunnel.Steps)
                {
                    Assert.Equal(slow.Count(pass => pass.At(step) is not null), count.Steps[(int)step].Reached);
                    Assert.Equal(slow.Count(pass => pass.End is null && Furthest(pass) == step), count.Steps[(int)step].Here);
                    foreach (var end in Enum.GetValues<PassEnd>()) Assert.Equal(slow.Count(pass => pass.End == end && Furthest(pass) == step), count.Steps[(int)step].Ended[(int)end]);
                    if (step != FunnelStep.Inquiry) Assert.Equal(SlowFunnel.MedianDays(slow, step), count.Steps[(int)step].Since?.Median);
                }
                Assert.Equal(slow.Count(pass => pass.End is null), count.OnTheWay);
                Assert.Equal(slow.Where(pass => pass.End == PassEnd.Won).Sum(pass => pass.Amount), count.Money);
                // Each is at exactly one end, or on its way.
                Assert.Equal(count.Count, count.Won + count.Lost + count.Recycled + count.Referred + count.Disqualified + count.OnTheWay);
            }
            var leads = SlowFunnel.Cohort(passes, source, from, from + length, first: true).ConvertAll(pass => pass.Lead);
            Assert.Equal(leads.Count(lead => passes.Exists(pass => pass.Lead == lead && pass.Number == 2)), cohort.CameAgain);
            Assert.Equal(leads.Count(lead => passes.Exists(pass => pass.Lead == lead && pass.End == PassEnd.Won)), cohort.WonInTheEnd);
        });

    [Fact]
    public void Periods_next_to_each_other_sum_to_the_whole_and_hold_what_happened_in_them() =>
        Gen.Select(PlainPasses.Books, Gen.Long[0, 400 * Day], Gen.Long[0, 400 * Day]).Sample((passes, a, b) =>
        {
            var (from, middle, to) = (0L, Math.Min(a, b), Math.Max(a, b));
            var (first, second, whole) = (At(from, middle), At(middle, to), At(from, to));
            foreach (var step in SlowFunnel.Steps)
            {
                Assert.Equal(whole.Reached[(int)step], first.Reached[(int)step] + second.Reached[(int)step]);
                Assert.Equal(passes.Count(pass => pass.At(step) is { } at && at >= from && at < to), whole.Reached[(int)step]);
            }
            Assert.Equal(whole.Won, whole.Reached[(int)FunnelStep.Won]);
            Assert.Equal(whole.Money, first.Money + second.Money);

            Period At(long begin, long end) => Period.Of(PlainPasses.InBlocks(passes, 7), PassFilter.All, begin, end);
        });

    [Fact]
    public void A_buying_group_is_one_chance_as_far_as_its_furthest_lead_and_won_where_one_is() =>
        PlainPasses.Books.Sample(passes =>
        {
            var chances = Chances.Of(PlainPasses.InBlocks(passes, 9));
            var count = Cohort.Of(chances, PassFilter.All, long.MinValue, long.MaxValue);
            var groups = passes.GroupBy(pass => pass.Group == 0 ? $"lead {pass.Lead}" : $"group {pass.Group}").ToList();
            Assert.Equal(groups.Count, count.First.Count);
            foreach (var step in SlowFunnel.Steps) Assert.Equal(groups.Count(group => group.Any(pass => pass.Number == 1 && pass.At(step) is not null)), count.First.Steps[(int)step].Reached);
            Assert.Equal(groups.Count(group => group.Any(pass => pass.Number == 1 && pass.End == PassEnd.Won)), count.First.Won);
            Assert.Equal(groups.Count(group => group.Any(pass => pass.End == PassEnd.Won)), count.WonInTheEnd);
            Assert.Equal(groups.Count(group => group.Any(pass => pass.Number > 1)), count.CameAgain);
            Assert.Equal(passes.Sum(pass => pass.Amount), count.First.Money + count.Again.Money);
        });

    [Fact]
    public void What_came_to_a_later_step_without_the_one_before_came_to_both_at_that_time()
    {
        var pass = new CountedPass(100, 1, (null, null, 400, null), 900, PassEnd.Won);
        Assert.Equal([0, 300, 300, 300, 800, 800], SlowFunnel.Steps.Select(pass.After));
        Assert.Equal(FunnelStep.Won, pass.Furthest);
    }

    [Fact]
    public void What_ended_before_it_began_is_counted_and_left_out_of_the_days()
    {
        var tally = new FunnelTally();
        tally.Add(new CountedPass(10 * Day, 1, (null, null, null, null), 9 * Day, PassEnd.Won) { Amount = 5 });
        tally.Add(new CountedPass(10 * Day, 1, (null, null, null, null), 12 * Day, PassEnd.Won) { Amount = 7 });
        var count = tally.Count();
        Assert.Equal((2, 2, 1, 12), (count.Won, count.Steps[(int)FunnelStep.Won].Reached, count.BackwardsInTime, count.Money));
        Assert.Equal(new Velocity(1, 2 * Day, 2 * Day), count.ToWon);
    }

    [Fact]
    public void Of_imported_history_only_steps_that_have_a_day_of_their_own_say_how_fast_it_went()
    {
        // It says when it was accepted and when won, and nothing of the steps between; a judgement of this desk is at once.
        var imported = new CountedPass(0, 1, (null, null, 4 * Day, null), 9 * Day, PassEnd.Won);
        Assert.Equal([null, null, null, null, null, null], Since(imported with { IsAssumed = true }));
        Assert.Equal([null, 4 * Day, 0.0, 0.0, 5 * Day, 0.0], Since(imported));
        Assert.Equal([null, Day, 3 * Day, null, null, null], Since(new CountedPass(0, 1, (Day, 4 * Day, null, null), null, null) { IsAssumed = true }));

        static IEnumerable<double?> Since(CountedPass pass)
        {
            var tally = new FunnelTally();
            tally.Add(pass);
            return tally.Count().Steps.Select(step => step.Since?.Median);
        }
    }

    [Fact]
    public void Of_nothing_there_are_no_shares_and_no_days()
    {
        var count = Cohort.Of([], PassFilter.All, 0, 1).First;
        Assert.Equal(0, count.Count);
        Assert.All(count.Steps, step => Assert.True(step.OfAll is null && step.OfPrevious is null && step.Since is null));
        Assert.Null(count.ToWon);
    }

    private static FunnelStep Furthest(PlainPass pass) => SlowFunnel.Steps.Last(step => pass.At(step) is not null);
}
