using Ripen.Values;

namespace Ripen.Agreements;

// Tests on facts, on interest, and on what the judgement itself yields.
internal sealed partial class ConditionReader
{
    private Condition? Test()
    {
        var subject = Current;
        next++;
        var at = placeOf(subject.From);
        var errors = remarks.Errors;
        var condition = subject.Text switch
        {
            "interest" => InterestTest(subject),
            "temperature" => WordTest(subject, WordSubject.Temperature, Words.Temperatures),
            "buying_stage" => WordTest(subject, WordSubject.BuyingStage, Words.BuyingStages),
            "stage" => WordTest(subject, WordSubject.Stage, Words.Stages),
            "last_rejection" => WordTest(subject, WordSubject.LastRejection, scope.RejectReasons),
            "pass" => PassTest(subject),
            _ => FactTest(subject),
        };
        if (condition is null && Current.Kind != TokenKind.End && !IsEndOfTest()) Skip();
        return condition is null || remarks.Errors > errors ? null : condition with { At = at };
    }

    private Condition? FactTest(Token subject)
    {
        var fact = scope.Facts.Find(subject.Text);
        if (fact is null) return UnknownFact(subject);
        if (IsInTheLast(next))
        {
            next += 3;
            return DateWindow(fact, subject, TestOp.InTheLast);
        }
        var sign = Current;
        if (Sign() is not { } op) return null;
        switch (op)
        {
            case TestOp.Known or TestOp.Unknown:
                return new FactTest(fact, op, []);
            case TestOp.Free or TestOp.NotFree:
                if (fact.IsDomain) return new FactTest(fact, op, []);
                Error(subject, $"Only a domain can be free, not '{fact.Name}'.", "Write: email_domain is free");
                return null;
            case TestOp.Within:
                return DateWindow(fact, subject, op);
            case TestOp.In or TestOp.NotIn when Current.IsWord("problems") && !After.Is("["):
                next++;
                if (fact.Name == "problem" && scope.HasProblems) return new FactTest(fact, op == TestOp.In ? TestOp.InProblems : TestOp.NotInProblems, []);
                Error(tokens[next - 1], scope.HasProblems ? "Only 'problem' is compared with problems." : "The agreement names no problems.", scope.HasProblems ? null : "Add a section problems.");
                return null;
            default:
                return operands.Allows(fact, op, sign) && Values(op) is { } written && operands.Bind(fact, op, written) is { } bound
                    ? new FactTest(fact, op, bound) : null;
        }
    }

    private Condition? UnknownFact(Token subject)
    {
        if (scope.Criteria.Contains(subject.Text) || Words.Yielded.Contains(subject.Text))
        {
            Error(subject, $"'{subject.Text}' is a name: it stands alone, without a test.", $"Write: {subject.Text}, or not {subject.Text}");
        }
        else
        {
            var meant = remarks.Meant(subject.Text, scope.FactNames.Concat(["interest", "temperature", "buying_stage"]));
            Error(subject, $"There is no fact '{Remarks.Shown(subject.Text)}'.", meant is null ? "Add it under facts, with its type." : $"Did you mean '{meant}'?");
        }
        return null;
    }

    private FactTest? DateWindow(Fact fact, Token subject, TestOp op)
    {
        if (Span() is not { } span) return null;
        if (fact.Type != FactType.Date) Error(subject, $"'{fact.Name}' is no date, so it cannot be {(op == TestOp.Within ? "within" : "in the last")} a time.");
        else if (!span.IsWholeDays) Error(tokens[next - 1], "For a date the time is in whole days or longer.", "For example: 30 days, 6 months");
        else return new FactTest(fact, op, []) { Span = span };
        return null;
    }

    private InterestTest? InterestTest(Token subject)
    {
        if (!IsDefined(subject, Section.Interest)) return null;
        if (Current.IsWord("is") && (After.IsWord("high") || (After.IsWord("not") && IsBehindAfter("high"))))
        {
            var not = After.IsWord("not");
            next += not ? 3 : 2;
            if (scope.HighFrom is not null) return new InterestTest(not ? TestOp.NotHigh : TestOp.High, []);
            Error(tokens[next - 1], "Nothing says from where interest is high.", "Add high_from under interest.");
            return null;
        }
        return NumbersOf(subject, out var op) is { } numbers ? new InterestTest(op, numbers) : null;
    }

    private PassTest? PassTest(Token subject) =>
        IsLate(subject) && NumbersOf(subject, out var op) is { } numbers ? new PassTest(op, numbers) : null;

    private bool IsLate(Token subject)
    {
        if (ConditionScope.IsLast(section)) return true;
        Error(subject, $"'{subject.Text}' can be used in handover, moments and nurture only.");
        return false;
    }

    private ValueList<decimal>? NumbersOf(Token subject, out TestOp op)
    {
        var sign = Current;
        op = default;
        if (Sign() is not { } found) return null;
        op = found;
        if (op > TestOp.NotIn)
        {
            Error(sign, $"'{subject.Text}' is a number.", $"For example: {subject.Text} >= 2");
            return null;
        }
        if (Values(op) is not { } written) return null;
        var numbers = new List<decimal>();
        foreach (var value in written)
        {
            if (Numbers.TryParse(value.Text, out var number)) numbers.Add(number);
            else Error(value.At, $"'{subject.Text}' is compared with a number.", remarks.Meant(value.Text, ["high"]) is null ? $"For example: {subject.Text} >= 2" : $"Did you mean: {subject.Text} is high");
        }
        return numbers.Count == written.Count ? numbers.ToValueList() : null;
    }

    private WordTest? WordTest(Token subject, WordSubject word, IReadOnlyList<string> options)
    {
        if (word is WordSubject.Stage or WordSubject.LastRejection ? !IsLate(subject) : !IsDefined(subject, word == WordSubject.Temperature ? Section.Temperature : Section.BuyingStage)) return null;
        if (word == WordSubject.BuyingStage && !scope.HasBuyingStage)
        {
            Error(subject, "The agreement does not say what a buying stage is.", "Add a section buying_stage.");
            return null;
        }
        var sign = Current;
        if (Sign() is not { } op) return null;
        if (op is TestOp.Known or TestOp.Unknown && word == WordSubject.LastRejection) return new WordTest(word, op, []);
        if (op is not (TestOp.Equal or TestOp.NotEqual or TestOp.In or TestOp.NotIn))
        {
            Error(sign, $"'{subject.Text}' is a word, not a number.", $"For example: {subject.Text} in [{string.Join(", ", options.Take(2))}]");
            return null;
        }
        if (Values(op) is not { } written) return null;
        var words = new List<string>();
        foreach (var value in written)
        {
            var folded = Folded.From(value.Text);
            if (options.FirstOrDefault(option => Folded.From(option) == folded) is { } found) words.Add(found);
            else Error(value.At, $"'{subject.Text}' is never '{Remarks.Shown(value.Text)}'.", remarks.Meant(value.Text, options) is { } meant ? $"Did you mean '{meant}'?" : $"It is one of: {string.Join(", ", options)}.");
        }
        return words.Count == written.Count ? new WordTest(word, op, words.ToValueList()) : null;
    }
}
