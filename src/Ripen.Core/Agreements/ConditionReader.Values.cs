using Ripen.Values;

namespace Ripen.Agreements;

// Comparisons and what stands behind them.
internal sealed partial class ConditionReader
{
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
}
