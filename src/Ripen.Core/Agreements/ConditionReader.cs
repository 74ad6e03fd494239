using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// Reads one condition: recursive descent over its tokens. Keywords are keywords by position only, so that a value may be
/// almost any word. After an error it goes on behind the next <c>and</c>, <c>or</c> or bracket, to find the others too.
/// </summary>
internal sealed partial class ConditionReader
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
        return new AtLeast(wanted, parts.ToValueList()!) { At = placeOf(start.From) };
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

    private void Error(Token at, string message, string? suggestion = null) =>
        remarks.Error(placeOf(at.From), at.To > at.From ? text[at.From..at.To] : "", message, suggestion);
}

/// <summary>A value as it stands in a condition.</summary>
internal readonly record struct WrittenValue(string Text, bool IsQuoted, Token At);
