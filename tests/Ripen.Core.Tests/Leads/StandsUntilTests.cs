using CsCheck;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Tests.Generated;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class StandsUntilTests
{
    [Fact]
    public void A_verdict_stands_until_the_truth_of_a_test_differs() =>
        Gen.Select(Generators.Scenario, Gen.Int[0, int.MaxValue]).Sample((scenario, seed) =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var leads = scenario.Dossiers(plan);
            var (judge, standing, slow) = (new Judge(plan), new StandsUntil(plan), new SlowJudge(scenario, plan));
            for (var i = 0; i < leads.Length; i++)
            {
                var lead = leads[i];
                Dossier[] colleagues = [.. leads.Where(other => other != lead)];
                var now = slow.Truths(i, scenario.AsOf);
                var outcome = judge.Of(lead, scenario.AsOf, colleagues) with { Tenths = 0 };
                var until = standing.Of(lead, scenario.AsOf, colleagues);
                if (until is { } end)
                {
                    Assert.True(end > scenario.AsOf);
                    Assert.True(!slow.Truths(i, end).SequenceEqual(now), $"{lead.Id}: nothing differs at {end}");
                }
                foreach (var at in Instants(scenario, plan.Zone, until, seed))
                {
                    Assert.True(slow.Truths(i, at).SequenceEqual(now), $"{lead.Id}: a test differs at {at} already, not first at {until}");
                    Assert.Equal(outcome, judge.Of(lead, at, colleagues) with { Tenths = 0 });
                }
            }
        }, iter: 250, print: pair => pair.Item1.ToString());

    // A lead's whole history: from one end to the next, what stands in each stretch is what the stretch before became.
    [Fact]
    public void Walked_forward_it_comes_to_an_end() =>
        Generators.Scenario.Sample(scenario =>
        {
            var plan = Plan.Of(scenario.Agreement, new TouchKinds());
            var leads = scenario.Dossiers(plan);
            var standing = new StandsUntil(plan);
            var at = scenario.AsOf;
            for (var steps = 0; standing.Of(leads[0], at, leads.AsSpan(1)) is { } next; steps++)
            {
                Assert.True(next > at);
                Assert.True(steps < 3_000, "It never ends.");
                at = next;
            }
        }, iter: 200);

    // Found by trying: within 70 years the months' lengths add up to more than one month's differ by.
    [Fact]
    public void A_date_comes_within_very_many_months_on_the_first_day_that_reaches_it()
    {
        var agreement = AgreementReader.Read("""
            agreement: A
            in_force_from: 2026-01-01
            criteria: { timeline: purchase_by within 846 months }
            temperature: { hot: timeline, warm: timeline, cold: otherwise }
            qualified_when: timeline
            handover: { when: qualified }
            """).Agreement!;
        var plan = Plan.Of(agreement, new TouchKinds());
        var lead = new Dossier(plan.Facts);
        var asOf = Zone.Utc.StartOf(new(2001, 1, 1));
        new StatementReader(plan).Add(lead, plan.Facts.PlaceOf("purchase_by"), "2072-09-05", asOf, Origin.Person, 1);
        lead.Seal();
        Assert.Equal(Zone.Utc.StartOf(new(2002, 3, 5)), new StandsUntil(plan).Of(lead, asOf));
    }

    // The instants at which something could happen, one second before and after, some in between, and the last second.
    private static IEnumerable<Instant> Instants(Scenario scenario, Zone zone, Instant? until, int seed)
    {
        var random = new Random(seed);
        var end = until ?? scenario.AsOf.Plus(6L * 365 * 86_400);
        var events = Events(scenario, zone).SelectMany(at => new[] { at.Plus(-1), at, at.Plus(1) }).Where(at => at > scenario.AsOf && at < end).Distinct().ToArray();
        random.Shuffle(events);
        var between = Enumerable.Range(0, 12).Select(_ => scenario.AsOf.Plus(random.NextInt64(end.Seconds - scenario.AsOf.Seconds)));
        var near = new[] { end.Plus(-1), scenario.AsOf.Plus(1) }.Where(at => at > scenario.AsOf && at < end);
        var far = until is null ? new[] { scenario.AsOf.Plus(60L * 365 * 86_400), scenario.AsOf.Plus(1_000L * 365 * 86_400), new Instant(Instant.Max.Seconds - 1) } : [];
        return [.. events.Take(60), .. between, .. near, .. far];
    }

    private static IEnumerable<Instant> Events(Scenario scenario, Zone zone)
    {
        var spans = Parts.SpansOf(scenario.Agreement).ToList();
        var learned = scenario.Leads.SelectMany(lead => lead.Said.Select(said => said.At).Concat(lead.Touches.Select(touch => touch.At))).Distinct().ToList();
        foreach (var at in learned)
        {
            yield return at;
            foreach (var span in spans) yield return zone.Add(at, span).Plus(1);
        }
        var days = scenario.Leads.SelectMany(lead => lead.Said).Select(said => said.Text.Trim()).Where(text => text.Length >= 10).Select(text => Fields.AsDate(text[..10])).OfType<DateOnly>().Distinct().ToList();
        foreach (var day in days)
        {
            foreach (var near in Enumerable.Range(-1, 3)) yield return zone.StartOf(day.AddDays(near));
            foreach (var span in spans.Where(span => span.IsWholeDays))
            {
                var later = Zone.Add(day, span);
                var length = later.DayNumber - day.DayNumber;
                foreach (var near in Enumerable.Range(-3, 7))
                {
                    yield return zone.StartOf(later.AddDays(near));
                    if (day.DayNumber > length + 10) yield return zone.StartOf(day.AddDays(near - length));
                }
            }
        }
    }
}
