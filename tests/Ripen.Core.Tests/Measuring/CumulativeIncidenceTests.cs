using System.Globalization;
using CsCheck;
using Ripen.Measuring;
using Xunit;

namespace Ripen.Tests.Measuring;

public sealed class CumulativeIncidenceTests
{
    private const int Won = 1;

    private static readonly string[] Ends = ["on the way", "won", "lost", "recycled"];

    private static readonly Gen<(long Duration, byte End)[]> Few =
        Gen.Select(Gen.Long[0, 12], Gen.Byte[0, 3]).Array[1, 30];

    [Fact]
    public void The_documents_table_is_what_is_computed()
    {
        var found = Of([.. Table("| lead |").Select(row => (Number(row[1]), (byte)Array.IndexOf(Ends, row[2])))])!;
        var rows = Table("| day |");
        Assert.Equal(rows.Select(row => Number(row[0])), found.Times.ToArray());
        foreach (var (row, step) in rows.Zip(Enumerable.Range(0, rows.Count)))
        {
            Assert.Equal(Number(row[1]), found.AtRisk(found.Times[step]));
            Assert.Equal([row[6], row[3], row[4], row[5]], Enumerable.Range(0, 4).Select(end => Fraction(found.Curve(end)[step], row[end == 0 ? 6 : end + 2])));
        }
        var seventh = found.At(Won, 7)!.Value;
        Assert.Equal((4, 5.0 / 14), (seventh.AtRisk, Math.Round(seventh.Value * 14, 9) / 14));
        // 5/14 ^ exp(±1.959964 · √(489/17150) / (5/14 · ln 5/14)), by hand.
        Assert.Equal(0.0794598, seventh.Likely.Low, 1e-6);
        Assert.Equal(0.6579647, seventh.Likely.High, 1e-6);
        Assert.Equal((4, 7), (found.TimeTo(Won, 0.5), found.TimeTo(Won, 0.9)));
        Assert.NotNull(found.At(Won, 9));
        Assert.Null(found.At(Won, 10));
    }

    [Fact]
    public void Without_a_journey_there_is_no_curve() => Assert.Null(Of([]));

    [Fact]
    public void While_nobody_has_ended_nothing_is_reached_and_how_much_may_be_is_said_by_how_many_are_at_risk()
    {
        var found = Of([(5, 0), (8, 0)])!;
        Assert.Equal(new ReachedShare(0, Rate.Of(0, 2)!.Value.Likely, 2), found.At(Won, 5));
        Assert.Equal(new ReachedShare(0, Rate.Of(0, 1)!.Value.Likely, 1), found.At(Won, 6));
        Assert.Equal(new ReachedShare(1, Rate.Of(1, 1)!.Value.Likely, 1), found.At(0, 6));
        Assert.Null(found.TimeTo(Won, 0.5));
        Assert.Empty(found.Times.ToArray());
    }

    [Fact]
    public void Where_all_have_ended_one_way_it_is_as_sure_as_they_are_many()
    {
        var found = Of([(1, 1), (2, 1), (2, 1), (4, 1)])!;
        Assert.Equal(new ReachedShare(1, Rate.Of(4, 4)!.Value.Likely, 1), found.At(Won, 4));
        Assert.Equal(new ReachedShare(0, Rate.Of(0, 4)!.Value.Likely, 1), found.At(0, 4));
        Assert.Null(found.At(Won, 5));
    }

    // Whoever was last looked at on that day was at risk on it: two of four, not two of three.
    [Fact]
    public void At_the_same_time_ends_come_before_who_was_last_looked_at() =>
        Assert.Equal(0.5, Of([(3, 0), (3, 1), (3, 1), (9, 0)])!.At(Won, 3)!.Value.Value);

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CumulativeIncidence.Of([1, 2], [1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeIncidence.Of([-1], [1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeIncidence.Of([long.MaxValue], [1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeIncidence.Of([1], [4], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeIncidence.Of([1], [0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeIncidence.Of([1], [0], 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([(1, 1)])!.At(Won, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([(1, 1)])!.At(4, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([(1, 1)])!.TimeTo(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([(1, 1)])!.TimeTo(4, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([(1, 1)])!.TimeTo(Won, 0));
    }

    [Fact]
    public void Curves_and_variances_are_those_of_the_definition() => Few.Sample(journeys =>
    {
        var (steps, slow) = (new IncidenceSteps(Journeys(journeys)), new SlowIncidence(journeys));
        for (var step = 0; step < steps.Times.Length; step++)
        {
            Assert.Equal(slow.OnTheWay(steps.Times[step]), steps.Curves[0][step], 1e-12);
            for (var end = 1; end < Ends.Length; end++)
            {
                Assert.Equal(slow.Reached(end, steps.Times[step]), steps.Curves[end][step], 1e-12);
                Assert.Equal(slow.Variance(end, steps.Times[step]), steps.Variances[end][step], 1e-12);
            }
        }
    }, iter: 1000);

    // Kaplan and Meier 1958, the variance by Greenwood 1926.
    [Fact]
    public void With_one_kind_of_end_it_is_what_Kaplan_and_Meier_leave() => Few.Sample(journeys =>
    {
        (long Duration, byte End)[] one = [.. journeys.Select(journey => (journey.Duration, Math.Min((byte)1, journey.End)))];
        var steps = new IncidenceSteps(Journeys(one));
        var (still, sum) = (1.0, 0.0);
        for (var step = 0; step < steps.Times.Length; step++)
        {
            double n = one.Count(journey => journey.Duration >= steps.Times[step]), d = one.Count(journey => journey.Duration == steps.Times[step] && journey.End == 1);
            still *= 1 - d / n;
            if (n > d) sum += d / (n * (n - d));
            Assert.Equal(1 - still, steps.Curves[Won][step], 1e-12);
            Assert.Equal(still * still * sum, steps.Variances[Won][step], 1e-12);
            Assert.Equal(still * still * sum, steps.Variances[0][step], 1e-12);
        }
    }, iter: 1000);

    [Fact]
    public void Where_nobody_is_on_the_way_shares_and_variances_are_those_of_a_count() =>
        Gen.Select(Gen.Long[0, 12], Gen.Byte[1, 3], (duration, end) => (Duration: duration, End: end)).Array[1, 30].Sample(journeys =>
        {
            var steps = new IncidenceSteps(Journeys(journeys));
            for (var step = 0; step < steps.Times.Length; step++)
            {
                var share = journeys.Count(journey => journey.Duration <= steps.Times[step] && journey.End == Won) / (double)journeys.Length;
                Assert.Equal(share, steps.Curves[Won][step], 1e-12);
                Assert.Equal(share * (1 - share) / journeys.Length, steps.Variances[Won][step], 1e-12);
            }
        }, iter: 1000);

    [Fact]
    public void At_every_time_shares_sum_to_1_lie_within_their_intervals_and_only_rise() => Few.Sample(journeys =>
    {
        var found = Of(journeys)!;
        var before = new double[Ends.Length];
        for (var time = 0L; time <= found.Last; time++)
        {
            var shares = Enumerable.Range(0, Ends.Length).Select(end => found.At(end, time)!.Value).ToArray();
            Assert.Equal(1, shares.Sum(share => share.Value), 1e-12);
            Assert.All(shares, share => Assert.InRange(share.Value, share.Likely.Low - 1e-12, share.Likely.High + 1e-12));
            Assert.All(shares, share => Assert.True(share.Likely is { Low: >= 0, High: <= 1 } && share.AtRisk == found.AtRisk(time) && share.AtRisk > 0));
            Assert.True(time == 0 || shares[0].Value <= before[0]);
            for (var end = 1; end < Ends.Length; end++) Assert.True(shares[end].Value >= before[end]);
            before = [.. shares.Select(share => share.Value)];
        }
        Assert.All(Enumerable.Range(0, Ends.Length), end => Assert.Null(found.At(end, found.Last + 1)));
    }, iter: 1000);

    [Fact]
    public void By_the_time_to_an_end_that_share_has_reached_it_and_just_before_it_had_not() =>
        Gen.Select(Few, Gen.Double[0.01, 1]).Sample((journeys, share) =>
        {
            var found = Of(journeys)!;
            var whole = found.At(Won, found.Last)!.Value.Value;
            if (found.TimeTo(Won, share) is not { } time)
            {
                Assert.Equal(0, whole);
                return;
            }
            Assert.True(found.At(Won, time)!.Value.Value >= whole * share * (1 - 1e-8));
            if (time > 0) Assert.True(found.At(Won, time - 1)!.Value.Value < whole * share);
        }, iter: 1000);

    [Fact]
    public void The_order_of_journeys_changes_nothing() => Few.Sample(journeys =>
    {
        var (found, turned) = (Of(journeys)!, Of([.. journeys.Reverse()])!);
        for (var end = 0; end < Ends.Length; end++) Assert.Equal(found.Curve(end).ToArray(), turned.Curve(end).ToArray());
    }, iter: 200);

    // A year in seconds: nearly every end is a step of its own.
    [Fact]
    public void A_million_journeys_still_sum_to_1()
    {
        var draws = new Draws(7);
        var (durations, ends) = (new long[1_000_000], new byte[1_000_000]);
        for (var place = 0; place < durations.Length; place++) (durations[place], ends[place]) = (draws.Below(31_536_000), (byte)draws.Below(4));
        var found = CumulativeIncidence.Of(durations, ends, 3)!;
        for (var step = 0; step < found.Times.Length; step += 1000) Assert.Equal(1, found.Curve(0)[step] + found.Curve(1)[step] + found.Curve(2)[step] + found.Curve(3)[step], 1e-9);
        Assert.InRange(found.At(Won, found.Last / 2)!.Value.Value, 0.1, 0.4);
    }

    private static CumulativeIncidence? Of((long Duration, byte End)[] journeys) =>
        CumulativeIncidence.Of([.. journeys.Select(one => one.Duration)], [.. journeys.Select(one => one.End)], 3);

    private static Journeys Journeys((long Duration, byte End)[] journeys) =>
        Ripen.Measuring.Journeys.Of([.. journeys.Select(one => one.Duration)], [.. journeys.Select(one => one.End)], 3);

    /// <summary>The rows below a table's heading in docs/measuring.md, cell by cell.</summary>
    private static List<string[]> Table(string heading) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Measuring", "measuring.md"))
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    /// <summary>The fraction that the table has, where it is the number; else the number.</summary>
    private static string Fraction(double number, string written)
    {
        var parts = written.Split('/');
        var value = Number(parts[0]) / (double)(parts.Length > 1 ? Number(parts[1]) : 1);
        return Math.Abs(value - number) < 1e-12 ? written : number.ToString(CultureInfo.InvariantCulture);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
