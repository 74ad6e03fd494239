using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Reads what the person did: <c>touched</c> and <c>count of</c>, with a kind of touch and a window of time.</summary>
internal sealed class BehaviourReader(TokenCursor cursor, ValueReader values)
{
    private const string NeedsNumber = "'count of' is compared with a whole number.";

    public Behaviour? Touched()
    {
        var start = cursor.Take();
        if (!Subject(out var kind, out var window)) return null;
        return new Behaviour(kind, window, TestOp.AtLeast, 1) { At = cursor.PlaceOf(start), Extent = cursor.ExtentFrom(start) };
    }

    public Behaviour? CountOf()
    {
        var start = cursor.Current;
        cursor.Move(2);
        if (!Subject(out var kind, out var window)) return null;
        var sign = cursor.Current;
        if (values.Comparison() is not { } op) return null;
        if (op > TestOp.AtLeast)
        {
            cursor.ErrorAndSkip(sign, NeedsNumber, "For example: count of pricing_viewed in the last 24 hours >= 3");
            return null;
        }
        if (!cursor.Current.IsWhole(out var count))
        {
            cursor.ErrorAndSkip(cursor.Current, NeedsNumber, "For example: >= 3");
            return null;
        }
        cursor.Note(PartKind.Count, cursor.Take());
        return new Behaviour(kind, window, op, count) { At = cursor.PlaceOf(start), Extent = cursor.ExtentFrom(start) };
    }

    // The kind is folded; null for "anything".
    private bool Subject(out string? kind, out Duration? window)
    {
        window = null;
        return Kind(out kind) && Window(out window);
    }

    private bool Kind(out string? kind)
    {
        kind = null;
        var word = cursor.Current;
        if (word.Kind is not (TokenKind.Word or TokenKind.Quoted))
        {
            cursor.ErrorAndSkip(word, "A kind of touch is missing here.", "For example: touched demo_requested in the last 30 days");
            return false;
        }
        cursor.Note(PartKind.Subject, cursor.Take());
        if (word.IsWord("anything")) return true;
        kind = Folded.From(word.Text);
        if (kind.Length > 0) return true;
        cursor.Error(word, "A kind of touch is missing here.", "For what the person did at all, write: touched anything");
        return false;
    }

    private bool Window(out Duration? window)
    {
        window = null;
        if (!cursor.TakeInTheLast()) return true;
        if (values.Span() is not { } span) return false;
        if (span.IsBusiness)
        {
            cursor.Error(cursor.Previous, "Business time is counted in handover clocks only.", "Write hours or days.");
            return false;
        }
        window = span;
        return true;
    }
}
