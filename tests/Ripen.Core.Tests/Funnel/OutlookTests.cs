using Ripen.Funnel;
using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Funnel;

public sealed class OutlookTests
{
    private const long Day = 86_400;
    private const long Now = 1_000 * Day;

    [Fact]
    public void Of_those_on_their_way_as_many_are_expected_as_became_it_of_older_ones_that_were_at_the_same_age()
    {
        // 100 old ones: 40 lost on day 5, 30 won on day 50, 20 recycled on day 60, 10 never ended. 10 young ones, 20 days old.
        var passes = Many(40, 5, PassEnd.Lost).Concat(Many(30, 50, PassEnd.Won)).Concat(Many(20, 60, PassEnd.Recycled)).Concat(Many(10, null, null)).Concat(Enumerable.Repeat(At(Now - 20 * Day, null, null), 10)).ToArray();
        var outlook = Outlook.Of([passes], PassFilter.All, Now - 30 * Day, Now, Now)!;
        Assert.Equal((10, 20), (outlook.OnTheWay, outlook.Age));
        // At day 20 seventy-with-sixty of the old ones were on their way, and the ten young ones drop out at once.
        Assert.Equal(0.5, outlook.Won.Value, 10);
        Assert.Equal(0, outlook.Lost.Value);
        Assert.True(outlook.Won.Likely.Low is > 0.3 and < 0.5 && outlook.Won.Likely.High is > 0.5 and < 0.7);
        Assert.Equal(1, outlook.Won.Value + outlook.Lost.Value + outlook.Recycled.Value + outlook.Gone.Value + outlook.Still.Value, 10);
    }

    [Fact]
    public void A_cohort_that_is_older_than_everything_else_has_no_outlook()
    {
        Assert.Null(Outlook.Of([[.. Enumerable.Repeat(At(Now - 20 * Day, null, null), 100)]], PassFilter.All, 0, Now, Now));
        Assert.Null(Outlook.Of([[.. Many(19, 50, PassEnd.Won), At(Now - 20 * Day, null, null)]], PassFilter.All, Now - 30 * Day, Now, Now));
        Assert.Null(Outlook.Of([[.. Many(100, 50, PassEnd.Won)]], PassFilter.All, 0, Now, Now));
        Assert.Null(Outlook.Of([], PassFilter.All, 0, Now, Now));
    }

    private static IEnumerable<CountedPass> Many(int count, int? days, PassEnd? end) => Enumerable.Repeat(At(0, days * Day, end), count);

    private static CountedPass At(long began, long? after, PassEnd? end) => new(began, 1, (null, null, null, null), began + after, end);
}
