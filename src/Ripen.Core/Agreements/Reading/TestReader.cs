using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads a test: of a fact, of the points of interest, of the lead's pass, or of one of the words that the judgement yields.</summary>
internal sealed class TestReader(TokenCursor cursor, ConditionScope scope, NameReader names, ValueReader values, Remarks remarks)
{
    private readonly FactTestReader facts = new(cursor, scope, values, remarks);

    public Condition? Test()
    {
        var subject = cursor.Take();
        cursor.Note(PartKind.Subject, subject);
        var errors = remarks.Errors;
        Condition? condition = subject.Text switch
        {
            "interest" => InterestTest(subject),
            "temperature" => names.IsDefined(subject, Section.Temperature) ? WordTest(subject, WordSubject.Temperature, Words.Temperatures) : null,
            "buying_stage" => BuyingStageTest(subject),
            "stage" => names.IsLate(subject) ? WordTest(subject, WordSubject.Stage, Words.Stages) : null,
            "last_rejection" => names.IsLate(subject) ? WordTest(subject, WordSubject.LastRejection, scope.RejectReasons) : null,
            "pass" => PassTest(subject),
            _ => facts.Test(subject),
        };
        if (condition is null) cursor.Skip();
        return condition is null || remarks.Errors > errors ? null : condition with { At = cursor.PlaceOf(subject), Extent = cursor.ExtentFrom(subject) };
    }

    private InterestTest? InterestTest(Token subject)
    {
        if (!names.IsDefined(subject, Section.Interest)) return null;
        var not = cursor.Ahead().IsWord("not");
        if (cursor.Current.IsWord("is") && cursor.Ahead(not ? 2 : 1).IsWord("high"))
        {
            var sign = cursor.Current;
            cursor.Move(not ? 3 : 2);
            cursor.Note(PartKind.Comparison, sign);
            if (scope.HighFrom is not null) return new InterestTest(not ? TestOp.NotHigh : TestOp.High, []);
            cursor.Error(cursor.Previous, "Nothing says from where interest is high.", "Add high_from under interest.");
            return null;
        }
        return NumbersOf(subject, out var op) is { } numbers ? new InterestTest(op, numbers) : null;
    }

    private PassTest? PassTest(Token subject) =>
        names.IsLate(subject) && NumbersOf(subject, out var op) is { } numbers ? new PassTest(op, numbers) : null;

    private ValueList<decimal>? NumbersOf(Token subject, out TestOp op)
    {
        op = default;
        var example = $"For example: {subject.Text} >= 2";
        var sign = cursor.Current;
        if (values.Comparison() is not { } found) return null;
        op = found;
        if (op > TestOp.NotIn)
        {
            cursor.Error(sign, $"'{subject.Text}' is a number.", example);
            return null;
        }
        if (values.Values(op) is not { } written) return null;
        var numbers = new List<decimal>();
        foreach (var value in written)
        {
            if (Numbers.TryParse(value.Text, out var number)) numbers.Add(number);
            else cursor.Error(value.At, $"'{subject.Text}' is compared with a number.", remarks.Meant(value.Text, ["high"]) is null ? example : $"Did you mean: {subject.Text} is high");
        }
        return numbers.Count == written.Count ? numbers.ToValueList() : null;
    }

    private WordTest? BuyingStageTest(Token subject)
    {
        if (!names.IsDefined(subject, Section.BuyingStage)) return null;
        if (scope.HasBuyingStage) return WordTest(subject, WordSubject.BuyingStage, Words.BuyingStages);
        cursor.Error(subject, "The agreement does not say what a buying stage is.", "Add a section buying_stage.");
        return null;
    }

    private WordTest? WordTest(Token subject, WordSubject word, IReadOnlyList<string> options)
    {
        var sign = cursor.Current;
        if (values.Comparison() is not { } op) return null;
        if (op is TestOp.Known or TestOp.Unknown && word == WordSubject.LastRejection) return new WordTest(word, op, []);
        if (op is not (TestOp.Equal or TestOp.NotEqual or TestOp.In or TestOp.NotIn))
        {
            cursor.Error(sign, $"'{subject.Text}' is a word, not a number.", $"For example: {subject.Text} in [{string.Join(", ", options.Take(2))}]");
            return null;
        }
        if (values.Values(op) is not { } written) return null;
        var words = new List<string>();
        foreach (var value in written)
        {
            var folded = Folded.From(value.Text);
            if (options.FirstOrDefault(option => Folded.From(option) == folded) is { } found) words.Add(found);
            else cursor.Error(value.At, $"'{subject.Text}' is never '{Remarks.Shown(value.Text)}'.", remarks.Meant(value.Text, options) is { } meant ? $"Did you mean '{meant}'?" : $"It is one of: {string.Join(", ", options)}.");
        }
        return words.Count == written.Count ? new WordTest(word, op, words.ToValueList()) : null;
    }
}
