using CsCheck;
using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class LeadLifeTests
{
    [Fact]
    public void Only_what_the_table_allows_happens_and_a_state_is_the_fold_of_its_events() => Lives.Drawn.Sample(life =>
    {
        var (slow, state, now, told) = (new SlowLife(), LeadState.Nothing, Story.Start, new List<LeadEvent>());
        foreach (var (command, wait) in life)
        {
            now = now.Plus(wait);
            var decision = LeadLife.Decide(state, command, Story.Policy, now);
            var isAllowed = slow.Do(command, now.Seconds);
            Assert.True(isAllowed == decision.Refusal is null, $"{command} at {state.Situation}: {decision.Refusal}");
            Assert.True(isAllowed || decision.Events.Count == 0);
            var before = state;
            foreach (var happened in decision.Events)
            {
                StaysWithinThePass(state, happened);
                state = LeadState.Evolve(state, happened);
                told.Add(happened);
            }

            Assert.Equal(LeadState.Fold(told), state);
            Assert.Equal(told.Count, state.Version);
            Assert.Equal((slow.Where, slow.Pass, slow.Wakes, slow.Review), (Word(state.Situation), state.Pass, state.RestsUntil?.Seconds, state.DormantUntil?.Seconds));
            Assert.Equal(slow.Handover, state.Handover is { } handover ? (handover.Try, handover.LateAt is not null) : null);
            Assert.Equal(slow.Run, state.Enrolment is { } run ? (run.Programme, run.Step) : null);
            Assert.Equal(slow.Tasks, state.Tasks.Select(task => task.Number));
            Assert.Equal(slow.IsUnanswered, state.ResponseLateAt is not null);
            if (state.IsOpen) Assert.Equal(slow.Attempts, state.Attempts);
            Assert.Equal(Running(told), state.Handover is null ? 0 : 1);
            if (decision.Refusal is null) Assert.Contains(LeadLife.Table, row => row.From == before.Situation && row.Command == command.GetType() && row.To.Contains(state.Situation));
            if (before.Situation == Situation.Won) Assert.NotNull(decision.Refusal);
        }
    }, iter: 3000, print: life => string.Join('\n', life));

    // Promise 5: an open lead has a next thing, or it is ripe and handed over at once. The desk plans after everything that happens.
    [Fact]
    public void After_whatever_happens_an_open_lead_that_was_planned_for_has_a_next_thing() => Lives.Drawn.Sample(life =>
    {
        var (state, now) = (LeadState.Nothing, Story.Start);
        foreach (var (command, wait) in life)
        {
            now = now.Plus(wait);
            state = LeadState.Fold(LeadLife.Decide(state, command, Story.Policy, now).Events, state);
            if (!state.IsOpen) continue;
            var planned = LeadLife.Decide(state, new PlanNext("warm", Story.Programmes), Story.Policy, now);
            Assert.Null(planned.Refusal);
            state = LeadState.Fold(planned.Events, state);
            Assert.NotNull(NextThing.Of(state).At);
            var alarm = NextThing.AlarmOf(state);
            Assert.True(alarm.At is not null || state.Tasks.Any(task => task.LateAt is not null), "Nothing wakes it, and nobody is told.");
            Assert.Empty(LeadLife.Decide(state, new PlanNext("warm", Story.Programmes), Story.Policy, now).Events);
        }
    }, iter: 2000, print: life => string.Join('\n', life));

    // Walks from nothing over everything that can be asked, once from each situation that differs in what it remembers.
    [Fact]
    public void Each_row_of_the_table_happens_and_nothing_else()
    {
        var happens = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<(Situation, bool?, bool, bool, int?, bool, int?, bool, bool)>();
        var open = new Queue<(LeadState State, long Days)>([(LeadState.Nothing, 0)]);
        while (open.TryDequeue(out var at))
        {
            foreach (var days in new[] { at.Days, at.Days + 3, at.Days + 90, at.Days + 365 })
            {
                var now = Story.Start.Plus(days * 86_400);
                foreach (var command in Lives.All(now))
                {
                    var decision = LeadLife.Decide(at.State, command, Story.Policy, now);
                    if (decision.Refusal is not null) continue;
                    var next = LeadState.Fold(decision.Events, at.State);
                    happens.Add(new LifeRow(at.State.Situation, command.GetType(), [next.Situation]).ToString());
                    var memory = (next.Situation, next.Findings?.IsHandover, next.DormantUntil is null, next.RestsUntil is null, next.Handover?.Try, next.WorkBy is null, next.Enrolment?.Step, next.Tasks.Count == 0, next.RespondBy is null);
                    if (seen.Add(memory)) open.Enqueue((next, days));
                }
            }
        }

        var listed = Singly(LeadLife.Table);
        Assert.Empty(listed.Except(happens));
        Assert.Empty(happens.Except(listed));
    }

    [Fact]
    public void The_table_reads_as_approved() => Assert.Equal(Approved.Text("table.txt"), string.Join('\n', LeadLife.Table) + "\n");

    private static SortedSet<string> Singly(IEnumerable<LifeRow> rows) =>
        new(rows.SelectMany(row => row.To.Select(to => (row with { To = [to] }).ToString())), StringComparer.Ordinal);

    private static void StaysWithinThePass(LeadState state, LeadEvent happened)
    {
        var after = LeadState.Evolve(state, happened);
        Assert.True(after.Pass > state.Pass || after.Stage >= state.Stage, $"{happened} leads back from {state.Stage}");
        Assert.True(after.Pass == state.Pass || happened is LeadOpened or PassBegan && after.Pass == state.Pass + 1);
        Assert.False(happened is HandedOver && (state.IsResting || state.Handover is not null), $"{happened} at {state.Situation}");
    }

    private static int Running(List<LeadEvent> told) => told.Count(happened => happened is HandedOver)
        - told.Count(happened => happened is HandoverExpired or HandoverReassigned or HandoverAccepted or HandoverRejected);

    private static string Word(Situation situation) => situation == Situation.HandedOver ? "handed over" : situation.ToString().ToLowerInvariant();
}
