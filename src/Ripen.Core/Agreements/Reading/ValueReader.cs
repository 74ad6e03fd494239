using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A value as it stands in a condition.</summary>
internal readonly record struct WrittenValue(string Text, bool IsQuoted, Token At);

/// <summary>Reads what stands behind the subject of a test: the comparison, then its values, a list of them, or a span of time.</summary>
internal sealed class ValueReader(TokenCursor cursor)
{
    /// <summary>The comparison that stands here, consumed; null (and told) where there is none.</summary>
    public TestOp? Comparison()
    {
        var sign = cursor.Current;
        if (Sign() is not { } op) return null;
        cursor.Note(PartKind.Comparison, sign);
        return op;
    }

    /// <summary>As many values as the comparison takes, or null after an error.</summary>
    public List<WrittenValue>? Values(TestOp op)
    {
        if (op is TestOp.In or TestOp.NotIn) return ListOfValues();
        if (Value() is not { } first) return null;
        if (op != TestOp.Between) return [first];
        if (!cursor.TakeWord("and"))
        {
            cursor.Error(cursor.Current, "'between' needs two ends.", "For example: between 50 and 5000");
            return null;
        }
        return Value() is { } second ? [first, second] : null;
    }

    /// <summary>A span of time, like <c>6 months</c>; null (and told) where there is none.</summary>
    public Duration? Span()
    {
        var (start, after) = (cursor.Current, cursor.Ahead());
        var isBusiness = after.IsWord("business");
        var unit = isBusiness ? $"business {cursor.Ahead(2).Text}" : after.Text;
        string? error = "A time is a whole number and a unit.";
        if (start.Kind == TokenKind.Word && after.Kind == TokenKind.Word && Durations.TryParse($"{start.Text} {unit}", out var duration, out error))
        {
            cursor.Move(isBusiness ? 3 : 2);
            cursor.Note(PartKind.Span, start);
            return duration;
        }
        cursor.ErrorAndSkip(start with { To = Math.Max(start.To, after.To) }, error!, "For example: 30 days, 6 months");
        return null;
    }

    private TestOp? Sign()
    {
        var sign = cursor.Take();
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
            case "not" when cursor.TakeWord("in"): return TestOp.NotIn;
            case "is": return BehindIs();
            default:
                cursor.Move(-1);
                cursor.Error(sign, "A comparison is missing here.", "For example: =, is, >=, in [a, b], between 1 and 9, is known");
                return null;
        }
    }

    // "is" compares too: is known, is not free, is late.
    private TestOp BehindIs()
    {
        var not = cursor.TakeWord("not");
        if (cursor.TakeWord("known")) return not ? TestOp.Unknown : TestOp.Known;
        if (cursor.TakeWord("unknown")) return not ? TestOp.Known : TestOp.Unknown;
        if (cursor.TakeWord("free")) return not ? TestOp.NotFree : TestOp.Free;
        return not ? TestOp.NotEqual : TestOp.Equal;
    }

    private List<WrittenValue>? ListOfValues()
    {
        var open = cursor.Current;
        if (!cursor.TakeSign("["))
        {
            cursor.Error(open, "'in' needs a list in square brackets.", "For example: in [DE, AT, CH]");
            return null;
        }
        var values = new List<WrittenValue>();
        do
        {
            if (Value(inList: true) is not { } value)
            {
                while (!cursor.IsAtEnd && !cursor.Current.Is("]")) cursor.Move();
                cursor.TakeSign("]");
                return null;
            }
            values.Add(value);
        }
        while (cursor.TakeSign(","));
        if (cursor.TakeSign("]")) return values;
        cursor.Error(open, "This list does not close.", "Write ] behind its last value, and commas between values.");
        return null;
    }

    // One quoted text, or words up to the next joint.
    private WrittenValue? Value(bool inList = false)
    {
        var start = cursor.Current;
        if (start.Kind == TokenKind.Quoted)
        {
            cursor.Move();
            cursor.Note(PartKind.Value, start);
            return new(start.Text, true, start);
        }
        var words = WordsOfValue();
        if (words.Count == 0)
        {
            cursor.Error(start, "A value is missing here.", IsJoint(start) ? $"Put '{start.Text}' in quotes if it is one." : null);
            return null;
        }
        if (IsThousands(inList))
        {
            TellThousands(start);
            return null;
        }
        var last = cursor.Previous;
        cursor.Note(PartKind.Value, start);
        return new(string.Join(' ', words), false, start with { Text = cursor.TextOf(start, last), To = last.To });
    }

    private List<string> WordsOfValue()
    {
        var words = new List<string>();
        while (cursor.Current.Kind == TokenKind.Word && !IsJoint(cursor.Current)) words.Add(cursor.Take().Text);
        return words;
    }

    private static bool IsJoint(Token token) => token.Text is "and" or "or" or "not";

    // Between the values of a list a comma is nothing strange, unless what follows is no number of its own.
    private bool IsThousands(bool inList) =>
        IsThreeDigitsNext() && cursor.Previous.To == cursor.Current.From && Numbers.TryParse(cursor.Previous.Text, out _) && (!inList || cursor.Ahead().Text[0] == '0');

    private bool IsThreeDigitsNext() =>
        cursor.Current.Is(",") && cursor.Ahead() is { Kind: TokenKind.Word, Text.Length: 3 } digits && digits.Text.All(char.IsAsciiDigit) && digits.From == cursor.Current.To;

    private void TellThousands(Token start)
    {
        while (IsThreeDigitsNext()) cursor.Move(2);
        WordsOfValue();
        var whole = cursor.TextOf(start, cursor.Previous);
        cursor.Error(start with { To = cursor.Previous.To }, "Numbers have no thousands separators.", $"Write {whole.Replace(",", "", StringComparison.Ordinal)}");
    }
}
