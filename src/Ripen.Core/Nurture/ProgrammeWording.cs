using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>What a step is, for whoever draws it.</summary>
public enum StepKind : byte { Wait, Mail, WaitFor, Task, End }

/// <summary>One step in plain words.</summary>
/// <param name="Number">Its place from 1.</param>
/// <param name="Text">All of it in one sentence, with where it goes on.</param>
/// <param name="Does">What is done, without where it goes on.</param>
/// <param name="Otherwise">If they do not: the number of the step with which it goes on; null where it is the next.</param>
/// <param name="ComesFrom">Numbers of the steps that jump here.</param>
/// <param name="IsReached">Whether any run comes to it.</param>
public sealed record WordedStep(int Number, string Id, StepKind Kind, string Text, string Does, int? Otherwise, ValueList<int> ComesFrom, bool IsReached);

/// <summary>A programme in plain words.</summary>
/// <param name="Leaves">When a run ends at once; null where nothing ends one.</param>
/// <param name="Ends">What is behind its last step.</param>
public sealed record WordedProgramme(string Name, string Says, string? Leaves, ValueList<WordedStep> Steps, string Ends);

/// <summary>A programme in sentences that people read before they let it run.</summary>
public static class ProgrammeWording
{
    public static WordedProgramme Of(Programme programme)
    {
        var reached = ProgrammeFlow.Reached(programme);
        var jumps = programme.Steps.Select((step, place) => (Place: place, To: (step as WaitForTouchStep)?.Otherwise)).Where(jump => jump.To is not null).ToLookup(jump => jump.To!.Value, jump => jump.Place + 1);
        var steps = programme.Steps.Select((step, place) => Worded(step, place, jumps[place].ToValueList(), reached[place]));
        var leaves = programme.LeaveOn.Count == 0 ? null : $"A run ends at once when they {Doing(programme.LeaveOn)}.";
        return new(programme.Name, programme.Says, leaves, steps.ToValueList(), programme.Steps[^1] is EndStep ? "" : "Then the run is over.");
    }

    /// <summary>The same as lines of text, folded at about 90 columns.</summary>
    public static string AsText(Programme programme)
    {
        var worded = Of(programme);
        var text = new StringBuilder($"{worded.Name}\n");
        AgreementWords.Fold(Ended(worded.Says), text);
        if (worded.Leaves is not null) AgreementWords.Fold(worded.Leaves, text);
        foreach (var step in worded.Steps) AgreementWords.Fold(string.Create(CultureInfo.InvariantCulture, $"{step.Number}. {step.Text}"), text);
        if (worded.Ends.Length > 0) AgreementWords.Fold(worded.Ends, text);
        return text.ToString();
    }

    /// <summary>"click in a mail or look at pricing", behind "they".</summary>
    public static string Doing(ValueList<string> kinds) => FactWords.Listed([.. kinds.Select(Doing)], "or");

    /// <summary>How long it takes at most: "5 days", "4 weeks".</summary>
    public static string Length(Programme programme)
    {
        var days = (int)Math.Ceiling(ProgrammeFlow.LongestDays(programme));
        return days < 14 ? Counted(days, "day") : Counted((int)Math.Ceiling(days / 7m), "week");
    }

    private static WordedStep Worded(Step step, int place, ValueList<int> from, bool isReached)
    {
        var (kind, does, otherwise) = step switch
        {
            WaitStep wait => (StepKind.Wait, $"Wait {wait.For}.", (int?)null),
            MailStep mail => (StepKind.Mail, $"Send “{mail.Subject}”{(mail.Offer is null ? "" : $" with the offer {mail.Offer}")}.", null),
            WaitForTouchStep wait => (StepKind.WaitFor, $"Wait until they {Doing(wait.Kinds)}, {wait.Until} at most.", wait.Otherwise is { } to && to != place + 1 ? to + 1 : null),
            TaskStep task => (StepKind.Task, $"Ask a salesperson, to be done within {task.Within}: {Ended(task.Says)}", null),
            _ => (StepKind.End, "The run is over.", null),
        };
        var text = otherwise is { } number ? string.Create(CultureInfo.InvariantCulture, $"{does.TrimEnd('.')}; if they do not, go on with step {number}.") : does;
        return new(place + 1, step.Id, kind, text, does, otherwise, from, isReached);
    }

    private static string Doing(string kind)
    {
        var folded = Folded.From(kind);
        return KindWords.Find(folded)?.Bare ?? $"have a '{folded}' touch";
    }

    private static string Ended(string sentence) => sentence.EndsWith('.') || sentence.EndsWith('!') || sentence.EndsWith('?') ? sentence : $"{sentence}.";

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
