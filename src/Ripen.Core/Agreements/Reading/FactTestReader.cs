using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads the test of a fact, standard or the agreement's own.</summary>
internal sealed class FactTestReader(TokenCursor cursor, ConditionScope scope, ValueReader values, Remarks remarks)
{
    private readonly OperandReader operands = new(cursor, scope, remarks);

    /// <summary>The test whose subject has just been read, or null after an error.</summary>
    public FactTest? Test(Token subject)
    {
        if (scope.Facts.Find(subject.Text) is not { } fact)
        {
            Unknown(subject);
            return null;
        }
        var sign = cursor.Current;
        if (cursor.TakeInTheLast())
        {
            cursor.Note(PartKind.Comparison, sign);
            return DateWindow(fact, subject, TestOp.InTheLast);
        }
        if (values.Comparison() is not { } op) return null;
        switch (op)
        {
            case TestOp.Known or TestOp.Unknown:
                return new FactTest(fact, op, []);
            case TestOp.Free or TestOp.NotFree:
                if (fact.IsDomain) return new FactTest(fact, op, []);
                cursor.Error(subject, $"Only a domain can be free, not '{fact.Name}'.", "Write: email_domain is free");
                return null;
            case TestOp.Within:
                return DateWindow(fact, subject, op);
            case TestOp.In or TestOp.NotIn when cursor.Current.IsWord("problems") && !cursor.Ahead().Is("["):
                return InProblems(fact, op);
            default:
                return operands.Allows(fact, op, sign) && values.Values(op) is { } written && operands.Bind(fact, op, written) is { } bound
                    ? new FactTest(fact, op, bound) : null;
        }
    }

    private void Unknown(Token subject)
    {
        if (scope.Criteria.Contains(subject.Text) || Words.Yielded.Contains(subject.Text))
        {
            cursor.Error(subject, $"'{subject.Text}' is a name: it stands alone, without a test.", $"Write: {subject.Text}, or not {subject.Text}");
            return;
        }
        var meant = remarks.Meant(subject.Text, scope.FactNames.Concat(Words.Tested));
        cursor.Error(subject, $"There is no fact '{Remarks.Shown(subject.Text)}'.", meant is null ? "Add it under facts, with its type." : $"Did you mean '{meant}'?");
    }

    private FactTest? DateWindow(Fact fact, Token subject, TestOp op)
    {
        if (values.Span() is not { } span) return null;
        if (fact.Type != FactType.Date) cursor.Error(subject, $"'{fact.Name}' is no date, so it cannot be {(op == TestOp.Within ? "within" : "in the last")} a time.");
        else if (!span.IsWholeDays) cursor.Error(cursor.Previous, "For a date the time is in whole days or longer.", "For example: 30 days, 6 months");
        else return new FactTest(fact, op, []) { Span = span };
        return null;
    }

    private FactTest? InProblems(Fact fact, TestOp op)
    {
        var problems = cursor.Take();
        if (!scope.HasProblems) cursor.Error(problems, "The agreement names no problems.", "Add a section problems.");
        else if (fact.Name != "problem") cursor.Error(problems, "Only 'problem' is compared with problems.");
        else return new FactTest(fact, op == TestOp.In ? TestOp.InProblems : TestOp.NotInProblems, []);
        return null;
    }
}
