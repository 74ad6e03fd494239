using Ripen.Nurture;
using Ripen.Values;

namespace Ripen.Life;

/// <summary>
/// Runs through programmes, and what comes when there is none: a lead that nothing waits for is enrolled, or dormant until
/// its review; one that is with Sales without a clock has a task. So no lead is forgotten.
/// </summary>
internal static class Nurturing
{
    private const string Unplanned = "Decide what happens next with this lead: nothing is planned";
    private const string Unsubscribed = "unsubscribed";
    private const string Answer = "Answer: they have written back or asked for something";

    public static Refusal? Plan(Steps steps, PlanNext command)
    {
        if (steps.State.Stage >= Stage.HandedOver) PlanWithSales(steps);
        else if (!steps.State.IsRipe) PlanRipening(steps, command);
        return null;
    }

    public static Refusal? Take(Steps steps, TakeStep command)
    {
        if (steps.State.Enrolment is not { } enrolment) return Refusals.NotEnrolled;
        if (steps.Now < enrolment.DueAt) return Refusals.StepNotDue(enrolment, steps.Terms);
        if (command.Programmes.Of(enrolment.Programme, enrolment.Version) is not { } programme)
        {
            steps.Add(new EnrolmentEnded(enrolment.Programme, EnrolmentEnd.Gone));
            return null;
        }
        var step = enrolment.Step < programme.Steps.Count ? programme.Steps[enrolment.Step] : null;
        switch (step)
        {
            case WaitStep:
                MoveOn(steps, programme, step, StepOutcome.Waited, enrolment.Step + 1);
                break;
            case WaitForTouchStep wait:
                MoveOn(steps, programme, step, StepOutcome.Waited, wait.Otherwise ?? enrolment.Step + 1);
                break;
            case TaskStep task:
                if (steps.State.Tasks.Count < Tasks.MostOpen) Tasks.Add(steps, TaskKind.OfProgramme, task.Says, command.TaskFor ?? steps.State.LastOwner, steps.After(task.Within));
                MoveOn(steps, programme, step, StepOutcome.TaskSet, enrolment.Step + 1);
                break;
            case MailStep:
                var mail = command.Mail ?? throw new InvalidOperationException("The step is a mail, and nobody said what came of it.");
                MoveOn(steps, programme, step, mail.Why is null ? StepOutcome.Mailed : StepOutcome.Skipped, enrolment.Step + 1, mail.Why);
                break;
            default:
                steps.Add(new EnrolmentEnded(enrolment.Programme, EnrolmentEnd.Exhausted));
                break;
        }
        return null;
    }

    public static Refusal? Leave(Steps steps, LeaveProgramme command)
    {
        if (steps.State.Enrolment is not { } enrolment) return Refusals.NotEnrolled;
        steps.Add(new EnrolmentEnded(enrolment.Programme, EnrolmentEnd.Exhausted, By: command.By));
        return null;
    }

    /// <summary>What they did may end the run, or the waiting of its step.</summary>
    public static void Touched(Steps steps, RecordTheirTouch command)
    {
        if (steps.State.Enrolment is not { } enrolment || command.Programmes.Of(enrolment.Programme, enrolment.Version) is not { } programme) return;
        if (Among(programme.LeaveOn, command.Kinds) is { } answered)
        {
            // Who wants no mail waits for no answer, and is not enrolled again at once.
            if (Folded.From(answered) == Unsubscribed)
            {
                steps.Add(new EnrolmentEnded(enrolment.Programme, EnrolmentEnd.Exhausted, answered));
                return;
            }
            steps.Add(new EnrolmentEnded(enrolment.Programme, EnrolmentEnd.TheirTouch, answered));
            if (!steps.State.Tasks.Any(task => task.Kind == TaskKind.Reply)) Tasks.Add(steps, TaskKind.Reply, Answer, steps.State.LastOwner, steps.After(steps.Terms.AcceptWithin));
        }
        else if (enrolment.Step < programme.Steps.Count && programme.Steps[enrolment.Step] is WaitForTouchStep wait && Among(wait.Kinds, command.Kinds) is not null)
            MoveOn(steps, programme, wait, StepOutcome.Touched, enrolment.Step + 1);
    }

    private static void PlanWithSales(Steps steps)
    {
        if (NextThing.Of(steps.State).Kind != NextKind.None) return;
        var whose = steps.State.Handover?.To ?? steps.State.Owner ?? steps.State.LastOwner;
        Tasks.Add(steps, TaskKind.NothingPlanned, Unplanned, whose, steps.AfterAnyhow(steps.Policy.WorkWithin));
    }

    // While somebody has to answer, no programme speaks in between.
    private static void PlanRipening(Steps steps, PlanNext command)
    {
        var state = steps.State;
        if (state.Tasks.Any(task => task.Kind == TaskKind.Reply)) return;
        var wanted = command.Programme is { } name && !state.Exhausted.Contains(name) ? command.Programmes.Current(name) : null;
        if (state.Enrolment is { } running)
        {
            if (running.Programme == command.Programme || command.Programmes.Of(running.Programme, running.Version) is not null && wanted is null) return;
            steps.Add(new EnrolmentEnded(running.Programme, wanted is null ? EnrolmentEnd.Gone : EnrolmentEnd.OtherProgramme));
        }
        if (wanted is { } entered)
        {
            steps.Add(new Enrolled(entered.Programme.Name, entered.Version, state.Runs + 1, DueAt(steps, entered.Programme, 0)));
        }
        else if (NextThing.Of(steps.State).Kind == NextKind.None) steps.Add(new FellDormant(steps.After(steps.Terms.DormantFor)));
    }

    private static void MoveOn(Steps steps, Programme programme, Step done, StepOutcome outcome, int next, string? why = null) =>
        steps.Add(new StepTaken(done.Id, outcome, next, DueAt(steps, programme, next)) { Why = why });

    private static Instant DueAt(Steps steps, Programme programme, int place) => (place < programme.Steps.Count ? programme.Steps[place] : null) switch
    {
        WaitStep wait => steps.After(wait.For),
        WaitForTouchStep wait => steps.After(wait.Until),
        _ => steps.Now,
    };

    private static string? Among(ValueList<string> wanted, ValueList<string> kinds)
    {
        foreach (var kind in kinds)
        {
            if (wanted.Any(one => Folded.From(one) == Folded.From(kind))) return kind;
        }
        return null;
    }
}
