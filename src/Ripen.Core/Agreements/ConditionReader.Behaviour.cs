using System.Globalization;
using Ripen.Values;

namespace Ripen.Agreements;

// What the person did: touched, count of, and the windows of time.
internal sealed partial class ConditionReader
{
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
}
