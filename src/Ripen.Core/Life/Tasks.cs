using Ripen.Values;

namespace Ripen.Life;

/// <summary>What named users do about a lead by a date.</summary>
public static class Tasks
{
    public const int LongestSays = 500;
    public const int LongestOutcome = 2_000;

    /// <summary>So many may be open at a time.</summary>
    public const int MostOpen = 50;

    internal static Refusal? Set(Steps steps, SetTask command)
    {
        if (string.IsNullOrWhiteSpace(command.Says)) return Refusals.TaskWanted;
        if (steps.State.Tasks.Count >= MostOpen) return Refusals.TooManyTasks(MostOpen);
        Add(steps, TaskKind.ByHand, command.Says.Trim(), command.For, command.Due, command.By);
        return null;
    }

    internal static Refusal? Finish(Steps steps, FinishTask command)
    {
        if (!Has(steps, command.Number)) return Refusals.NoTask(command.Number);
        steps.Add(new TaskDone(command.Number, command.By, string.IsNullOrWhiteSpace(command.Outcome) ? null : command.Outcome.Trim()));
        return null;
    }

    internal static Refusal? Move(Steps steps, MoveTask command)
    {
        if (!Has(steps, command.Number)) return Refusals.NoTask(command.Number);
        steps.Add(new TaskMoved(command.Number, command.For, command.Due, command.By));
        return null;
    }

    internal static Refusal? MarkLate(Steps steps)
    {
        var late = steps.State.Tasks.Where(task => task.LateAt is null && task.Due <= steps.Now).ToList();
        if (late.Count == 0) return Refusals.NoTaskLate;
        foreach (var task in late) steps.Add(new TaskLate(task.Number));
        return null;
    }

    /// <summary>A task of Ripen's own making, or of whoever is named.</summary>
    internal static void Add(Steps steps, TaskKind kind, string says, string? whose, Instant due, string? by = null) =>
        steps.Add(new TaskSet(steps.State.TasksSet + 1, kind, says.Length > LongestSays ? says[..LongestSays] : says, whose, due, by));

    private static bool Has(Steps steps, int number) => steps.State.Tasks.Any(task => task.Number == number);
}
