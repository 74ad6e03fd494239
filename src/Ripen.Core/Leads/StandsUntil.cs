using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// Until when a verdict stands: the first instant after as-of at which the truth of at least one test of the agreement,
/// or whether a required fact is known, differs. Each test is asked on its own when it next differs; the least of these is
/// the answer. Not for several threads at once; does not allocate in the steady state.
/// </summary>
public sealed class StandsUntil(Plan plan)
{
    private (long At, int Change)[] changes = new (long, int)[64];

    /// <summary>The instant, to the second, or null if it never comes.</summary>
    public Instant? Of(Dossier lead, Instant asOf, ReadOnlySpan<Dossier> colleagues = default)
    {
        var first = Of(lead, asOf, groupOnly: false, Instant.Max);
        if (plan.HasGroupCriteria)
        {
            foreach (var colleague in colleagues) first = Of(colleague, asOf, groupOnly: true, first);
        }
        return first == Instant.Max ? null : first;
    }

    private Instant Of(Dossier lead, Instant asOf, bool groupOnly, Instant first)
    {
        var hasInterest = false;
        foreach (var test in plan.Tests)
        {
            if (groupOnly && !test.IsForGroup) continue;
            if (test.Subject == TestSubject.Interest) hasInterest = true;
            else if (test.Subject == TestSubject.Fact) first = OfFact(test, lead, asOf, first);
            else if (test.Subject == TestSubject.Behaviour) first = OfBehaviour(test, lead, asOf, first);
        }
        return hasInterest ? OfInterest(lead, asOf, first) : first;
    }

    private Instant OfFact(TestPlan test, Dossier lead, Instant asOf, Instant limit)
    {
        var next = NextEvent(test, lead, asOf);
        if (next >= limit) return limit;
        var now = TruthAt(test, lead, asOf);
        for (; next < limit; next = NextEvent(test, lead, next))
        {
            if (TruthAt(test, lead, next) != now) return next;
        }
        return limit;
    }

    private Truth TruthAt(TestPlan test, Dossier lead, Instant at) => new TestRun(plan, lead, at, default).Of(test, 0);

    // The next instant at which something the test reads comes, goes stale, or crosses a border of days.
    private Instant NextEvent(TestPlan test, Dossier lead, Instant after)
    {
        var next = NextEvent(test, lead.Of(test.Fact), after);
        if (test.Fallback < 0) return next;
        var other = NextEvent(test, lead.Of(test.Fallback), after);
        return other < next ? other : next;
    }

    private Instant NextEvent(TestPlan test, ReadOnlySpan<Statement> statements, Instant after)
    {
        var next = Instant.Max;
        foreach (ref readonly var statement in statements)
        {
            Consider(statement.LearnedAt);
            if (statement.Saying != Saying.Value) continue;
            if (test.GoodFor is { } goodFor) Consider(plan.Zone.Add(statement.LearnedAt, goodFor).Plus(1));
            if (!test.ReadsTheDay) continue;
            var date = statement.Value.Code;
            var (from, to) = test.Op == TestOp.Within ? (DaySpans.FirstDayReaching(date, test.Span), date) : (date, DaySpans.Later(date, test.Span));
            Consider(StartOf(from));
            Consider(StartOf(to + 1L));
        }
        return next;

        void Consider(Instant at)
        {
            if (at > after && at < next) next = at;
        }
    }

    private Instant StartOf(long day) => day > DateOnly.MaxValue.DayNumber ? Instant.Max : plan.Zone.StartOf(DateOnly.FromDayNumber((int)day));

    private Instant OfBehaviour(TestPlan test, Dossier lead, Instant asOf, Instant limit)
    {
        var (count, length) = (0, 0);
        foreach (var touch in lead.Touches)
        {
            if (!TestRun.IsOfKind(test, touch)) continue;
            var gone = test.Window is { } window ? plan.Zone.Add(touch.At, window).Plus(1) : Instant.Max;
            if (gone <= asOf) continue;
            if (length + 2 > changes.Length) Array.Resize(ref changes, 2 * changes.Length);
            if (touch.At <= asOf) count++;
            else changes[length++] = (touch.At.Seconds, 1);
            if (gone < Instant.Max) changes[length++] = (gone.Seconds, -1);
        }
        if (length == 0) return limit;
        changes.AsSpan(0, length).Sort(static (a, b) => a.At.CompareTo(b.At));
        var now = TestRun.IsCount(test, count);
        for (var i = 0; i < length && changes[i].At < limit.Seconds; i++)
        {
            count += changes[i].Change;
            var isLastOfInstant = i + 1 == length || changes[i + 1].At != changes[i].At;
            if (isLastOfInstant && TestRun.IsCount(test, count) != now) return new(changes[i].At);
        }
        return limit;
    }

    // Between touches interest only decays towards nothing, so each test's next crossing has a closed form; at a touch
    // still to come it is taken anew.
    private Instant OfInterest(Dossier lead, Instant asOf, Instant limit)
    {
        var start = InterestSum.TenthsAt(plan, lead, asOf);
        for (var at = asOf; ;)
        {
            var arrival = NextScoring(lead, at);
            var until = arrival < limit ? arrival : limit;
            foreach (var test in plan.Tests)
            {
                if (test.Subject != TestSubject.Interest) continue;
                var crossing = NextCrossing(test, lead, at, TestRun.IsIn(test.Tenths, start), until);
                if (crossing < until) until = crossing;
            }
            if (until < arrival || until >= limit) return until;
            var tenths = InterestSum.TenthsAt(plan, lead, arrival);
            foreach (var test in plan.Tests)
            {
                if (test.Subject == TestSubject.Interest && TestRun.IsIn(test.Tenths, tenths) != TestRun.IsIn(test.Tenths, start)) return arrival;
            }
            at = arrival;
        }
    }

    private Instant NextScoring(Dossier lead, Instant after)
    {
        foreach (var touch in lead.Touches)
        {
            if (touch.At > after && (uint)touch.Kind < (uint)plan.Interest.Points.Length && plan.Interest.Points[touch.Kind] != 0) return touch.At;
        }
        return Instant.Max;
    }

    // The first second after `from` and before `until` at which the test is no longer `now`.
    private Instant NextCrossing(TestPlan test, Dossier lead, Instant from, bool now, Instant until)
    {
        if (plan.Interest.HalfLife == 0) return until;
        var tenths = InterestSum.TenthsAt(plan, lead, from);
        while (tenths != 0)
        {
            var sign = Math.Sign(tenths);
            if (NextOther(test.Tenths, tenths, sign, now) is not { } wanted) return until;
            var sum = Math.Abs(InterestSum.At(plan, lead, from));
            var seconds = plan.Interest.HalfLife * Math.Log2(sum * 10 / (Math.Abs(wanted) + 0.5));
            if (seconds > until.Seconds - from.Seconds + 2.0) return until;
            var at = from.Plus(Math.Max(1, (long)Math.Ceiling(seconds)));
            // The closed form is right to a rounding error; the sum itself, as judging takes it, has the last word.
            while (at.Seconds > from.Seconds + 1 && IsAtOrPast(lead, at.Plus(-1), wanted)) at = at.Plus(-1);
            while (!IsAtOrPast(lead, at, wanted)) at = at.Plus(1);
            if (at >= until) return until;
            tenths = InterestSum.TenthsAt(plan, lead, at);
            if (TestRun.IsIn(test.Tenths, tenths) != now) return at;
            from = at;
        }
        return until;
    }

    private bool IsAtOrPast(Dossier lead, Instant at, long wanted) => Math.Abs(InterestSum.TenthsAt(plan, lead, at)) <= Math.Abs(wanted);

    // The number of tenths nearest to `tenths` on the way to 0 for which the test is not `now`.
    private static long? NextOther((long From, long To)[] intervals, long tenths, int sign, bool now)
    {
        long? nearest = null;
        foreach (var (from, to) in intervals)
        {
            // Going down, the truth changes just below an interval's start and at its end; going up, the other way round.
            Consider(sign > 0 ? from - 1 : to + 1);
            Consider(sign > 0 ? to : from);
        }
        return nearest;

        void Consider(long candidate)
        {
            var isOnTheWay = sign > 0 ? candidate < tenths && candidate >= 0 : candidate > tenths && candidate <= 0;
            if (!isOnTheWay || TestRun.IsIn(intervals, candidate) == now) return;
            if (nearest is null || Math.Abs(candidate) > Math.Abs(nearest.Value)) nearest = candidate;
        }
    }
}
