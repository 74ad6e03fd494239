using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>
/// Reads one condition: recursive descent over its tokens, down to names, tests and behaviour. Keywords are keywords by
/// position only, so that a value may be almost any word. After an error it goes on behind the next <c>and</c>, <c>or</c>
/// or bracket, to find the others too.
/// </summary>
internal sealed class ConditionReader
{
    private const int Deepest = 50;
    private const int LongestText = 20_000;
    private const string ListExample = "For example: at least 2 of (budget, authority, need)";
    private readonly TokenCursor cursor;
    private readonly NameReader names;
    private readonly TestReader tests;
    private readonly BehaviourReader behaviour;
    private int depth;

    private ConditionReader(TokenCursor cursor, ConditionScope scope, Section section, Remarks remarks)
    {
        this.cursor = cursor;
        var values = new ValueReader(cursor);
        names = new(cursor, scope, section, remarks);
        tests = new(cursor, scope, names, values, remarks);
        behaviour = new(cursor, values);
    }

    /// <summary>The condition, or null where it holds an error; <paramref name="remarks"/> then has it.</summary>
    public static Condition? Read(string text, Func<int, Place> placeOf, ConditionScope scope, Section section, Remarks remarks)
    {
        if (text.Length > LongestText)
        {
            remarks.Error(placeOf(0), text, $"This condition is longer than {LongestText} characters.", "Split it into criteria.");
            return null;
        }
        var tokens = new TokenCursor(text, placeOf, remarks);
        var errors = remarks.Errors;
        var condition = new ConditionReader(tokens, scope, section, remarks).Whole();
        return remarks.Errors == errors ? condition : null;
    }

    private Condition? Whole()
    {
        if (cursor.IsAtEnd)
        {
            cursor.Error(cursor.Current, "A condition is missing here.", "For example: budget >= 20000 EUR");
            return null;
        }
        if (cursor.Current.IsWord("otherwise") && cursor.Ahead().Kind == TokenKind.End) return new Otherwise { At = cursor.Start, Extent = new(cursor.Current.From, cursor.Current.To) };
        var condition = OneOf();
        while (!cursor.IsAtEnd)
        {
            Unexpected();
            if (!cursor.IsAtEnd) OneOf();
        }
        return condition;
    }

    private Condition? OneOf()
    {
        var start = cursor.Current;
        var parts = new List<Condition?> { AllOf() };
        while (cursor.TakeWord("or")) parts.Add(AllOf());
        return Joined(parts, of => new Any(of) { At = cursor.PlaceOf(start), Extent = cursor.ExtentFrom(start) });
    }

    private Condition? AllOf()
    {
        var start = cursor.Current;
        var parts = new List<Condition?> { Unary() };
        while (cursor.TakeWord("and")) parts.Add(Unary());
        return Joined(parts, of => new All(of) { At = cursor.PlaceOf(start), Extent = cursor.ExtentFrom(start) });
    }

    private static Condition? Joined(List<Condition?> parts, Func<ValueList<Condition>, Condition> join) =>
        parts.Contains(null) ? null : parts.Count == 1 ? parts[0] : join(parts.ToValueList()!);

    private Condition? Unary()
    {
        if (++depth > Deepest)
        {
            cursor.Error(cursor.Current, $"This is nested more than {Deepest} deep.", "Name parts of it as criteria.");
            cursor.MoveToEnd();
            return null;
        }
        try
        {
            var start = cursor.Current;
            if (!cursor.TakeWord("not")) return Term();
            return Unary() is { } of ? new Not(of) { At = cursor.PlaceOf(start), Extent = cursor.ExtentFrom(start) } : null;
        }
        finally
        {
            depth--;
        }
    }

    private Condition? Term()
    {
        var start = cursor.Current;
        if (cursor.TakeSign("("))
        {
            var inner = OneOf();
            return Close(start, isTold: inner is null) && inner is not null ? inner with { Extent = inner.Extent.Within(start.From, cursor.Previous.To) } : null;
        }
        if (start.Is(")") || start.Is(","))
        {
            cursor.Error(start, $"A condition is missing before '{start.Text}'.", "Write a test, or remove what joins it.");
            return null;
        }
        if (start.Kind != TokenKind.Word)
        {
            Unexpected();
            return null;
        }
        if (start.Text == "at" && cursor.Ahead().IsWord("least")) return AtLeastOf();
        if (start.Text == "touched" && !IsTestNext()) return behaviour.Touched();
        if (start.Text == "count" && cursor.Ahead().IsWord("of")) return behaviour.CountOf();
        if (start.Text is "and" or "or" or "otherwise" && !IsTestNext())
        {
            cursor.Move();
            cursor.ErrorAndSkip(start, start.Text == "otherwise" ? "'otherwise' stands alone." : $"Something is missing before '{start.Text}'.");
            return null;
        }
        return IsTestNext() ? tests.Test() : names.Name();
    }

    private bool IsTestNext()
    {
        var sign = cursor.Ahead();
        return sign.Kind switch
        {
            TokenKind.Sign => sign.Text is "=" or "!=" or "<" or "<=" or ">" or ">=" or "!",
            TokenKind.Word => sign.Text is "between" or "in" or "is" or "within" or "contains" || (sign.Text == "not" && cursor.Ahead(2).IsWord("in")),
            _ => false,
        };
    }

    private AtLeast? AtLeastOf()
    {
        var start = cursor.Current;
        cursor.Move(2);
        if (!cursor.Current.IsWhole(out var wanted) || wanted < 1)
        {
            cursor.ErrorAndSkip(cursor.Current, "'at least' needs a whole number of 1 or more.", ListExample);
            return null;
        }
        var number = cursor.Take();
        if (!cursor.Current.IsWord("of") || !cursor.Ahead().Is("("))
        {
            cursor.ErrorAndSkip(cursor.Current, "After 'at least N' comes 'of' and a list in round brackets.", ListExample);
            return null;
        }
        cursor.Move();
        var open = cursor.Take();
        cursor.EnterList();
        var parts = new List<Condition?> { OneOf() };
        while (cursor.TakeSign(",")) parts.Add(OneOf());
        cursor.LeaveList();
        if (!Close(open, isTold: parts[^1] is null) || parts.Contains(null)) return null;
        return new AtLeast(wanted, parts.ToValueList()!)
        {
            At = cursor.PlaceOf(start),
            Extent = new(start.From, cursor.Previous.To, [new(PartKind.Count, number.From, number.To)]),
        };
    }

    private bool Close(Token open, bool isTold)
    {
        if (cursor.TakeSign(")")) return true;
        if (!cursor.IsAtEnd) Unexpected();
        // What stops too early has been told.
        else if (!isTold) cursor.Error(open, "This bracket does not close.", "Write ) behind what belongs together.");
        return false;
    }

    private void Unexpected()
    {
        var token = cursor.Current;
        if (token.Kind == TokenKind.End) cursor.Error(token, "The condition stops too early.", "Something is missing behind it.");
        else if (token.Is(")") || token.Is("]")) cursor.Error(token, $"This {token.Text} closes nothing.");
        else cursor.Error(token, $"'{Remarks.Shown(token.Text)}' does not belong here.", token.Is(",") || token.Kind is TokenKind.Word or TokenKind.Quoted ? "Join conditions with 'and' or 'or'; put values with special characters in quotes." : null);
        if (token.Kind != TokenKind.End) cursor.Move();
        cursor.Skip();
    }
}
