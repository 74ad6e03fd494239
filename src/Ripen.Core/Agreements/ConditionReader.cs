using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// Reads one condition: recursive descent over its tokens. Keywords are keywords by position only, so that a value may be
/// almost any word. After an error it goes on behind the next <c>and</c>, <c>or</c> or bracket, to find the others too.
/// </summary>
internal sealed class ConditionReader
{
    private const int Deepest = 50;
    private const int LongestText = 20_000;
    private readonly ConditionScope scope;
    private readonly Section section;
    private readonly Func<int, Place> placeOf;
    private readonly string text;
    private readonly Remarks remarks;
    private readonly List<Token> tokens;
    private readonly OperandReader operands;
    private int next;
    private int depth;

    // How many lists of conditions we are in: there a comma ends one.
    private int lists;

    private ConditionReader(string text, Func<int, Place> placeOf, ConditionScope scope, Section section, Remarks remarks)
    {
        (this.text, this.placeOf, this.scope, this.section, this.remarks) = (text, placeOf, scope, section, remarks);
        tokens = ConditionTokens.Of(text, token => Error(token, "This quote does not close.", "Write '…'; inside it '' is a quote."));
        operands = new(scope, remarks, Error);
    }

    private Token Current => tokens[Math.Min(next, tokens.Count - 1)];

    private Token After => tokens[Math.Min(next + 1, tokens.Count - 1)];

    /// <summary>The condition, or null where it holds an error; <paramref name="remarks"/> then has it.</summary>
    public static Condition? Read(string text, Func<int, Place> placeOf, ConditionScope scope, Section section, Remarks remarks)
    {
        if (text.Length > LongestText)
        {
            remarks.Error(placeOf(0), text, $"This condition is longer than {LongestText} characters.", "Split it into criteria.");
            return null;
        }
        return new ConditionReader(text, placeOf, scope, section, remarks).Whole();
    }

    private Condition? Whole()
    {
        var errors = remarks.Errors;
        if (Current.Kind == TokenKind.End)
        {
            Error(Current, "A condition is missing here.", "For example: budget >= 20000 EUR");
            return null;
        }
        if (Current.IsWord("otherwise") && After.Kind == TokenKind.End) return new Otherwise { At = placeOf(0) };
        var condition = OneOf();
        while (Current.Kind != TokenKind.End)
        {
            Unexpected();
            if (Current.Kind != TokenKind.End) OneOf();
        }
        return remarks.Errors == errors ? condition : null;
    }

    private Condition? OneOf()
    {
        var at = placeOf(Current.From);
        var parts = new List<Condition?> { AllOf() };
        while (Current.IsWord("or"))
        {
            next++;
            parts.Add(AllOf());
        }
        return Joined(parts, of => new Any(of) { At = at });
    }

    private Condition? AllOf()
    {
        var at = placeOf(Current.From);
        var parts = new List<Condition?> { Unary() };
        while (Current.IsWord("and"))
        {
            next++;
            parts.Add(Unary());
        }
        return Joined(parts, of => new All(of) { At = at });
    }

    private static Condition? Joined(List<Condition?> parts, Func<ValueList<Condition>, Condition> join) =>
        parts.Contains(null) ? null : parts.Count == 1 ? parts[0] : join(parts.ToValueList()!);

    private Condition? Unary()
    {
        if (++depth > Deepest)
        {
            Error(Current, $"This is nested more than {Deepest} deep.", "Name parts of it as criteria.");
            next = tokens.Count - 1;
            return null;
        }
        try
        {
            if (!Current.IsWord("not")) return Term();
            var at = placeOf(Current.From);
            next++;
            return Unary() is { } of ? new Not(of) { At = at } : null;
        }
        finally
        {
            depth--;
        }
    }

    private Condition? Term()
    {
        var start = Current;
        if (start.Is("("))
        {
            next++;
            var inner = OneOf();
            return Close(start, isTold: inner is null) ? inner : null;
        }
        if (start.Is(")") || start.Is(","))
        {
            Error(start, $"A condition is missing before '{start.Text}'.", "Write a test, or remove what joins it.");
            return null;
        }
        if (start.Kind != TokenKind.Word)
        {
            Unexpected();
            return null;
        }
        if (start.Text == "at" && After.IsWord("least")) return AtLeastOf();
        if (start.Text == "touched" && !IsTestNext()) return Touched();
        if (start.Text == "count" && After.IsWord("of")) return CountOf();
        if (start.Text is "and" or "or" or "otherwise" && !IsTestNext())
        {
            Error(start, start.Text == "otherwise" ? "'otherwise' stands alone." : $"Something is missing before '{start.Text}'.");
            next++;
            Skip();
            return null;
        }
        return IsTestNext() ? Test() : Name();
    }

    private AtLeast? AtLeastOf()
    {
        var start = Current;
        next += 2;
        var number = Current;
        if (number.Kind != TokenKind.Word || !int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted < 1)
        {
            Error(number, "'at least' needs a whole number of 1 or more.", "For example: at least 2 of (budget, authority, need)");
            Skip();
            return null;
        }
        next++;
        if (!Current.IsWord("of") || !After.Is("("))
        {
            Error(Current, "After 'at least N' comes 'of' and a list in round brackets.", "For example: at least 2 of (budget, authority, need)");
            Skip();
            return null;
        }
        next++;
        var open = Current;
        next++;
        lists++;
        var parts = new List<Condition?> { OneOf() };
        while (Current.Is(","))
        {
            next++;
            parts.Add(OneOf());
        }
        lists--;
        if (!Close(open, isTold: parts[^1] is null) || parts.Contains(null)) return null;
        if (wanted > parts.Count)
        {
            remarks.Warn(placeOf(number.From), Slice(start, number), $"At least {wanted} of {parts.Count} never holds.");
        }
        return new AtLeast(wanted, parts.ToValueList()!) { At = placeOf(start.From) };
    }

    private Behaviour? Touched()
    {
        var start = Current;
        next++;
        if (Kind() is not { } kind) return null;
        return Window(out var window) ? new Behaviour(kind.Length == 0 ? null : kind, window, TestOp.AtLeast, 1) { At = placeOf(start.From) } : null;
    }

    private Behaviour? CountOf()
    {
        var start = Current;
        next += 2;
        if (Kind() is not { } kind || !Window(out var window)) return null;
        var sign = Current;
        var op = Sign();
        if (op is null) return null;
        if (op is not (TestOp.Equal or TestOp.NotEqual or TestOp.Less or TestOp.AtMost or TestOp.Greater or TestOp.AtLeast))
        {
            Error(sign, "'count of' is compared with a whole number.", "For example: count of pricing_viewed in the last 24 hours >= 3");
            Skip();
            return null;
        }
        var number = Current;
        if (number.Kind != TokenKind.Word || !int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            Error(number, "'count of' is compared with a whole number.", "For example: >= 3");
            Skip();
            return null;
        }
        next++;
        return new Behaviour(kind.Length == 0 ? null : kind, window, op.Value, count) { At = placeOf(start.From) };
    }

    // The kind, folded; empty for "anything".
    private string? Kind()
    {
        if (Current.Kind is not (TokenKind.Word or TokenKind.Quoted))
        {
            Error(Current, "A kind of touch is missing here.", "For example: touched demo_requested in the last 30 days");
            Skip();
            return null;
        }
        var kind = Current;
        next++;
        if (kind.IsWord("anything")) return "";
        if (Folded.From(kind.Text) is { Length: > 0 } folded) return folded;
        Error(kind, "A kind of touch is missing here.", "For what the person did at all, write: touched anything");
        return null;
    }

    private bool Window(out Duration? window)
    {
        window = null;
        if (!IsInTheLast(next)) return true;
        next += 3;
        if (Span() is not { } span) return false;
        if (span.IsBusiness)
        {
            Error(tokens[next - 1], "Business time is counted in handover clocks only.", "Write hours or days.");
            return false;
        }
        window = span;
        return true;
    }

    private Duration? Span()
    {
        var start = Current;
        var unit = After.IsWord("business") ? $"business {tokens[Math.Min(next + 2, tokens.Count - 1)].Text}" : After.Text;
        string? error = "A time is a whole number and a unit.";
        if (start.Kind == TokenKind.Word && After.Kind == TokenKind.Word && Durations.TryParse($"{start.Text} {unit}", out var duration, out error))
        {
            next += unit.StartsWith("business ", StringComparison.Ordinal) ? 3 : 2;
            return duration;
        }
        Error(start with { To = Math.Max(start.To, After.To) }, error!, "For example: 30 days, 6 months");
        Skip();
        return null;
    }

    private Named? Name()
    {
        var name = Current;
        next++;
        if (scope.DefinedBy(name.Text) is { } defined && name.Text is not ("interest" or "temperature" or "buying_stage"))
        {
            return IsDefined(name, defined) ? new Named(name.Text) { At = placeOf(name.From) } : null;
        }
        if (name.Text is "interest" or "temperature" or "buying_stage" || scope.Facts.Find(name.Text) is not null)
        {
            var example = name.Text switch { "interest" => "interest is high", "temperature" => "temperature in [hot, warm]", "buying_stage" => "buying_stage is late", var fact => $"{fact} is known" };
            var criterion = remarks.Meant(name.Text, scope.Criteria);
            Error(name, $"'{name.Text}' alone says nothing: it needs a test.", criterion is null ? $"For example: {example}" : $"Did you mean the criterion '{criterion}'?");
        }
        else
        {
            var meant = remarks.Meant(name.Text, scope.Criteria.Concat(["fits", "complete", "qualified"]));
            Error(name, $"There is no criterion or name '{Remarks.Shown(name.Text)}'.", meant is null ? $"Criteria are: {string.Join(", ", scope.Criteria.Take(12))}." : $"Did you mean '{meant}'?");
        }
        Skip();
        return null;
    }

    private bool IsDefined(Token name, Section defined)
    {
        if (defined < section) return true;
        if (defined == Section.Criteria && scope.Facts.Find(name.Text) is null)
        {
            Error(name, $"'{name.Text}' is a criterion, and a criterion cannot be made of another.", "Write what it tests, or join the two from ideal_prospect on.");
            return false;
        }
        if (defined == Section.Criteria)
        {
            Error(name, $"'{name.Text}' alone says nothing: it needs a test.", $"For example: {name.Text} is known");
            return false;
        }
        Error(name, $"'{name.Text}' is defined by {ConditionScope.NameOf(defined)} and can be used only after it; this stands in {ConditionScope.NameOf(section)}.");
        return false;
    }

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

    // The comparison that stands here, consumed; null (and told) where there is none.
    private TestOp? Sign()
    {
        var sign = Current;
        next++;
        switch (sign.Kind == TokenKind.Quoted ? "" : sign.Text)
        {
            case "=": return TestOp.Equal;
            case "!=": return TestOp.NotEqual;
            case "<": return TestOp.Less;
            case "<=": return TestOp.AtMost;
            case ">": return TestOp.Greater;
            case ">=": return TestOp.AtLeast;
            case "between": return TestOp.Between;
            case "in": return TestOp.In;
            case "contains": return TestOp.Contains;
            case "within": return TestOp.Within;
            case "not" when Current.IsWord("in"):
                next++;
                return TestOp.NotIn;
            case "is":
                var not = Current.IsWord("not");
                if (not) next++;
                var word = Current.Kind == TokenKind.Word ? Current.Text : "";
                if (word is "known" or "unknown" or "free") next++;
                return (word, not) switch
                {
                    ("known", false) or ("unknown", true) => TestOp.Known,
                    ("unknown", false) or ("known", true) => TestOp.Unknown,
                    ("free", _) => not ? TestOp.NotFree : TestOp.Free,
                    _ => not ? TestOp.NotEqual : TestOp.Equal,
                };
            default:
                next--;
                Error(sign, "A comparison is missing here.", "For example: =, is, >=, in [a, b], between 1 and 9, is known");
                return null;
        }
    }

    private List<WrittenValue>? Values(TestOp op)
    {
        if (op is TestOp.In or TestOp.NotIn) return ListOfValues();
        if (Value() is not { } first) return null;
        if (op != TestOp.Between) return [first];
        if (!Current.IsWord("and"))
        {
            Error(Current, "'between' needs two ends.", "For example: between 50 and 5000");
            return null;
        }
        next++;
        return Value() is { } second ? [first, second] : null;
    }

    private List<WrittenValue>? ListOfValues()
    {
        var open = Current;
        if (!open.Is("["))
        {
            Error(open, "'in' needs a list in square brackets.", "For example: in [DE, AT, CH]");
            return null;
        }
        next++;
        var values = new List<WrittenValue>();
        do
        {
            if (Value(inList: true) is not { } value)
            {
                while (Current.Kind != TokenKind.End && !Current.Is("]")) next++;
                if (Current.Is("]")) next++;
                return null;
            }
            values.Add(value);
        }
        while (Current.Is(",") && next++ > 0);
        if (!Current.Is("]"))
        {
            Error(open, "This list does not close.", "Write ] behind its last value, and commas between values.");
            return null;
        }
        next++;
        return values;
    }

    private WrittenValue? Value(bool inList = false)
    {
        var start = Current;
        if (start.Kind == TokenKind.Quoted)
        {
            next++;
            return new(start.Text, true, start);
        }
        var from = next;
        while (Current.Kind == TokenKind.Word && Current.Text is not ("and" or "or" or "not")) next++;
        if (next == from)
        {
            Error(start, "A value is missing here.", start.Text is "and" or "or" or "not" ? $"Put '{start.Text}' in quotes if it is one." : null);
            return null;
        }
        var last = tokens[next - 1];
        if (IsThousands(last, inList))
        {
            while (Current.Is(",") && IsThreeDigits(After) && After.From == Current.To) next += 2;
            while (Current.Kind == TokenKind.Word && Current.Text is not ("and" or "or" or "not")) next++;
            var whole = text[start.From..tokens[next - 1].To];
            Error(start with { To = tokens[next - 1].To }, "Numbers have no thousands separators.", $"Write {whole.Replace(",", "", StringComparison.Ordinal)}");
            return null;
        }
        return new(string.Join(' ', tokens[from..next].Select(token => token.Text)), false, start with { Text = text[start.From..last.To], To = last.To });
    }

    // Between the values of a list a comma is nothing strange, unless what follows is no number of its own.
    private bool IsThousands(Token last, bool inList) =>
        Current.Is(",") && IsThreeDigits(After) && After.From == Current.To && last.To == Current.From && Numbers.TryParse(last.Text, out _) && (!inList || After.Text[0] == '0');

    private static bool IsThreeDigits(Token token) => token.Kind == TokenKind.Word && token.Text.Length == 3 && token.Text.All(char.IsAsciiDigit);

    private bool Close(Token open, bool isTold)
    {
        if (Current.Is(")"))
        {
            next++;
            return true;
        }
        // What stops too early has been told.
        if (Current.Kind == TokenKind.End && isTold) return false;
        if (Current.Kind == TokenKind.End) Error(open, "This bracket does not close.", "Write ) behind what belongs together.");
        else Unexpected();
        return false;
    }

    private void Unexpected()
    {
        var token = Current;
        if (token.Kind == TokenKind.End) Error(token, "The condition stops too early.", "Something is missing behind it.");
        else if (token.Is(")") || token.Is("]")) Error(token, $"This {token.Text} closes nothing.");
        else Error(token, $"'{Remarks.Shown(token.Text)}' does not belong here.", token.Is(",") || token.Kind is TokenKind.Word or TokenKind.Quoted ? "Join conditions with 'and' or 'or'; put values with special characters in quotes." : null);
        if (token.Kind != TokenKind.End) next++;
        Skip();
    }

    // To behind the next joint: and, or, a comma or bracket of the level we are on.
    private void Skip()
    {
        for (var open = 0; Current.Kind != TokenKind.End; next++)
        {
            if (open == 0 && IsEndOfTest()) return;
            if (Current.Is("(") || Current.Is("[")) open++;
            else if (Current.Is(")") || Current.Is("]")) open = Math.Max(0, open - 1);
        }
    }

    private bool IsEndOfTest() => Current.IsWord("and") || Current.IsWord("or") || (lists > 0 && Current.Is(",")) || Current.Is(")");

    private bool IsInTheLast(int index) =>
        tokens[index].IsWord("in") && index + 2 < tokens.Count && tokens[index + 1].IsWord("the") && tokens[index + 2].IsWord("last");

    private bool IsTestNext() => After.Kind switch
    {
        TokenKind.Sign => After.Text is "=" or "!=" or "<" or "<=" or ">" or ">=" or "!",
        TokenKind.Word => After.Text is "between" or "in" or "is" or "within" or "contains" || (After.Text == "not" && IsBehindAfter("in")),
        _ => false,
    };

    private bool IsBehindAfter(string word) => tokens[Math.Min(next + 2, tokens.Count - 1)].IsWord(word);

    private string Slice(Token from, Token to) => text[from.From..to.To];

    private void Error(Token at, string message, string? suggestion = null) =>
        remarks.Error(placeOf(at.From), at.To > at.From ? text[at.From..at.To] : "", message, suggestion);
}

/// <summary>A value as it stands in a condition.</summary>
internal readonly record struct WrittenValue(string Text, bool IsQuoted, Token At);
